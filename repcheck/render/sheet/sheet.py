"""What a sheet and its items are."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.targets import Place
from repcheck.words.states import UNDECIDED
from repcheck.words.text import as_sentence

#: How a monitoring system sees the whole: the states of the plugin interface.
Level = Literal["ok", "warning", "critical", "unknown"]
#: The verdict of a page.
LEVEL_WORDS: dict[Level, str] = {
    "ok": "All well",
    "warning": "Attention",
    "critical": "Act now",
    "unknown": "Could not decide",
}


class ItemResult(StrEnum):
    """How one item ended.

    PROBLEM   listed, wrong or refused
    NOTE      worth knowing; it decides nothing
    FINE      asked, answered, and nothing is wrong
    UNKNOWN   it could not be asked, or its answer cannot be believed: never fine
    LEFT_OUT  not asked, or accepted by the user
    """

    PROBLEM = "problem"
    NOTE = "note"
    FINE = "fine"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"


class Item(msgspec.Struct, frozen=True, gc=False):
    """One thing that was looked at. Its texts are printable, on one line, bounded, and name no recipient.

    ``about``     the target, domain or list
    ``rule``      what was looked for, stable over runs: "dnsbl/zen", "record/no_ptr", "bounces/list:zen"
    ``name``      the rule for a person: "Spamhaus ZEN"
    ``what``      the outcome in half a line: "listed, 127.0.0.2, high"
    ``severity``  None: it has none
    ``reason``    one word for it: "listed", "timeout", "no_ptr"
    ``lines``     what it means, what was said, what to do: a sentence each
    ``url``       the page where something can be done; None: there is none
    ``seconds``   how long the answer took; None: not known
    ``standing``  to a baseline: "new", "worse", "expired", "accepted"; None: there is none
    """

    about: str
    rule: str
    found: ItemResult
    name: str = ""
    what: str = ""
    severity: Severity | None = None
    reason: str = ""
    lines: tuple[str, ...] = ()
    url: str | None = None
    group: str | None = None
    place: Place | None = None
    seconds: float | None = None
    standing: str | None = None

    @property
    def sentence(self) -> str:
        """How it ended, and of an answer also whose: "192.0.2.10 on Spamhaus ZEN: listed, high."."""
        what = f"{self.about} on {self.name}: {self.what}" if self.rule.startswith("dnsbl/") else self.what
        return as_sentence(what)


class Figure(msgspec.Struct, frozen=True):
    """A figure of the whole; ``most`` is what it can be at most, None: no bound."""

    name: str
    value: float
    most: int | None = None
    unit: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One result.

    ``command``   what was run: "check", "domain", "probe", "monitor", "hygiene", "bounces"
    ``headline``  the answer in one line
    ``level``     how a monitoring system is to see it, when no thresholds were given
    ``numbers``   the first is the one that thresholds are about
    ``started``   RFC 3339 UTC
    ``ended``     why it did not end by itself; None: it did
    ``undecided`` too little was answered
    ``facts``     what a workflow may want to read: names and values
    """

    command: str
    headline: str
    level: Level
    exit_code: int
    started: str
    seconds: float
    items: tuple[Item, ...] = ()
    numbers: tuple[Figure, ...] = ()
    ended: Literal["interrupt", "timeout"] | None = None
    undecided: bool = False
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def why_undecided(self) -> str:
        """The headline without the words of that, for what has said them itself."""
        return self.headline.replace(f"{UNDECIDED}: ", "", 1)

    def of(self, *kinds: ItemResult) -> list[Item]:
        """The items of these kinds, the worst first, else in their order."""
        return worst_first(item for item in self.items if item.found in kinds)


def worst_first(items: Iterable[Item]) -> list[Item]:
    """By severity; what has none comes last."""
    return sorted(items, key=lambda item: -1 if item.severity is None else item.severity.rank, reverse=True)
