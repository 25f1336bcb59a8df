"""What every source is given, and what it gives back.

A module of a source has ``source(means)``, which gives a ``Source``. What it learns is a ``Said``: only one
of kind "list" may make observations; a measure makes findings, and one that has nothing says ``no_data``.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from repcheck.dns.asker import Asker
from repcheck.http.service import Manners, Service
from repcheck.model.observations import UnknownReason
from repcheck.model.said import Said
from repcheck.model.secret import Secret
from repcheck.model.sources import SourceSetting, Trouble
from repcheck.model.targets import Target
from repcheck.store.kept import KeptAnswers
from repcheck.store.tokens import TokenFile

_KEY_LENGTH = 4096


class Connect(Protocol):
    """Makes a client."""

    def __call__(self, manners: Manners, headers: Mapping[str, str], base: str | None = None) -> Service:
        """``base`` None: where the source is asked."""
        ...


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What a source has to work with in one run.

    ``key``        None: it needs none, or there is none
    ``connect``    makes a client of its base address, or of another one that is named; the run closes it
    ``kept``       what it answered before
    ``allowed``    how many of the requests the day still has; they count as sent
    ``asker``      for questions to the DNS
    ``further``    all sources that are switched on, for one that asks another
    ``tokens``   of the user's login, where there is one
    ``any_address``  private and reserved addresses are asked about too
    ``polite``     False: without paces
    """

    setting: SourceSetting
    key: Secret | None
    now: Callable[[], datetime]
    connect: Connect
    kept: KeptAnswers
    allowed: Callable[[int], int]
    asker: Asker
    tokens: TokenFile
    further: Mapping[str, SourceSetting] = {}
    any_address: bool = False
    polite: bool = True

    def within(self, manners: Manners) -> Manners:
        """These manners, or those of one's own server without a pace."""
        return manners if self.polite else msgspec.structs.replace(manners, per_second=None)

    def asks_about(self, target: Target) -> bool:
        """Whether a service of the public is asked about this target.

        It learns nothing of private and reserved addresses; one's own server is, where the user wants that.
        """
        return target.not_asked is None and (target.special is None or self.setting.own)


class Source(Protocol):
    """One source in one run."""

    async def about(self, targets: Sequence[Target]) -> Said:
        """What it says of these targets; a source that has nothing to say of their kind asks nobody.

        What goes wrong is in ``trouble``, never an exception.
        """
        ...

    async def probe(self) -> str | Trouble:
        """Whether it can be used from here with this key, by one cheap question: a sentence, or why not."""
        ...


def find_key(
    place: str | None, environ: Mapping[str, str], read_text: Callable[[str], str], *, document: bool = False
) -> Secret | Trouble | None:
    """The key at its place; None: none is needed. ``read_text`` gives a file's text, or raises OSError.

    ``document``  it is a JSON document and no word
    """
    if place is None:
        return None
    kind, _, name = place.partition(":")
    try:
        text = environ.get(name, "") if kind == "env" else read_text(name)
    except (OSError, UnicodeDecodeError):
        return Trouble(UnknownReason.KEY_MISSING, f"{place} cannot be read")
    key = text.strip()
    if not key:
        return Trouble(UnknownReason.KEY_MISSING, f"{place} is not set")
    if document:
        return Secret(key)
    if not key.isascii() or not key.isprintable() or " " in key or len(key) >= _KEY_LENGTH:
        return Trouble(UnknownReason.KEY_INVALID, f"{place} does not hold a key")
    return Secret(key)
