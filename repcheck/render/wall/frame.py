"""What stands round the content of each page."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

#: Path and word of what the first line of each page leads to; a page below it counts as it.
PLACES: tuple[tuple[str, str], ...] = (
    ("/", "Overview"),
    ("/targets", "Targets"),
    ("/lists", "Lists"),
    ("/history", "History"),
    ("/bounces", "Bounces"),
    ("/alerts", "Alerts"),
    ("/mutes", "Mutes"),
    ("/checks", "Check now"),
    ("/explain", "Explain"),
)


class Stale(msgspec.Struct, frozen=True):
    """How long what the page shows is worth something. ``after`` None: it is stale already, or never was."""

    at: datetime | None
    after: datetime | None


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The values of ``base.html.j2``.

    ``assets``      the path of each file by its name: ``frame.assets["wall.css"]``
    ``token``       of forms, by the macro ``form_token`` of ``site.html.j2``
    ``visitor``     who logged in; empty: nobody
    ``may_change``  whether forms that change something are shown
    ``known``       whether the page is for somebody who may look: else there is nothing to lead to
    ``leaves``      whether he may log out here
    ``stale``       None: the page shows no state
    ``done``        what a form just did; None: nothing
    ``still``       it answers a form, so that asking for it again would show something else
    """

    title: str
    path: str
    now: datetime
    assets: Mapping[str, str]
    token: str = ""
    visitor: str = ""
    may_change: bool = False
    known: bool = False
    leaves: bool = False
    stale: Stale | None = None
    done: str | None = None
    still: bool = False

    def here(self, place: str) -> bool:
        """Whether the page is that place, or lies below it."""
        return self.path == place or (place != "/" and self.path.startswith(place + "/"))
