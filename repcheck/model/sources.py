"""Sources over HTTP: what the user has set, what one said in a run, and who owns a network."""

from datetime import datetime
from typing import Literal

import msgspec

from repcheck.model.observations import UnknownReason

#: Only a "list" may say listed or clean. A "measure" says how much, a "register" whose something is, and a
#: "report" what a receiver sent.
SourceKind = Literal["list", "measure", "register", "report"]

#: How a list is to be asked: "auto" takes "wqs" where "dns" says nothing that can be believed.
RouteChoice = Literal["dns", "wqs", "auto"]


class SourceSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What is set for one source, with its defaults filled in.

    ``key``      where its key lies, "env:NAME" or "file:/path"; None: it has none
    ``url``      base address; ``own``: the user's word, so a server of his own
    ``enabled``  False: it is left out
    ``route``    of a source that is another way to a list
    ``per_day``  requests a day; None: no bound
    ``token_url``  where a login is exchanged for a token; None: it has none
    """

    id: str
    key: str | None = None
    url: str = ""
    own: bool = False
    enabled: bool = True
    route: RouteChoice = "auto"
    per_day: int | None = None
    token_url: str | None = None


class WebWay(msgspec.Struct, frozen=True, kw_only=True):
    """A second way to a list, over HTTPS: ``name`` is what the list is called there."""

    name: str
    setting: SourceSetting


class Trouble(msgspec.Struct, frozen=True):
    """Why a source said nothing; ``saw`` for a person, with no word of the source and no key in it."""

    reason: UnknownReason
    saw: str


class SourceHealth(msgspec.Struct, frozen=True, kw_only=True):
    """One source in one run.

    ``requests``  that went out
    ``answered``  questions that were answered, from what was kept too
    ``oldest``    of the answers that were used; None: all are of this run
    ``reason``    why it could not be asked, or believed, about something; None: nothing went wrong
    ``unsettled`` what is read leniently, as its maker has not said how it is; None: nothing
    """

    source: str
    name: str
    kind: SourceKind
    requests: int = 0
    answered: int = 0
    oldest: datetime | None = None
    reason: UnknownReason | None = None
    saw: str | None = None
    unsettled: str | None = None


class NetworkOwner(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a network, as its registry says.

    ``first``, ``last``  the addresses of the network
    ``range``       the same for a person: "192.0.2.0/24"
    ``owner``       a name, a stranger's word; None: not said
    ``abuse``       mail addresses for complaints, the preferred first
    ``role``        what these stand for there: "abuse", else "technical" or "registrant"; None without any
    ``source``      "rdap" or "ripestat"
    ``asn``         networks that announce it today, as Team Cymru says
    ``at``          when the registry was asked
    """

    first: str
    last: str
    range: str
    name: str | None = None
    owner: str | None = None
    country: str | None = None
    abuse: tuple[str, ...] = ()
    role: str | None = None
    source: str = "rdap"
    asn: tuple[int, ...] = ()
    at: datetime
