"""What a pair is from each vantage, in one sentence."""

from collections.abc import Iterable
from typing import Protocol

from repcheck.model.observations import UnknownReason
from repcheck.model.watch.sights import VantageState
from repcheck.words.text import joined

_MOST = 4
_SIGHTS: dict[str, str] = {
    VantageState.LISTED: "listed from",
    VantageState.CLEAN: "clean from",
    VantageState.UNKNOWN: "unknown at",
    VantageState.DUE: "not asked since from",
    VantageState.GONE: "not heard for a day from",
}
_REASONS: dict[str, str] = {
    UnknownReason.REFUSED: "refused at",
    UnknownReason.RESOLVER_BLOCKED: "refused at",
    UnknownReason.OVER_QUOTA: "over the limit at",
    UnknownReason.BUDGET_SPENT: "over the limit at",
    UnknownReason.KEY_MISSING: "no key at",
    UnknownReason.KEY_INVALID: "key refused at",
    UnknownReason.TIMEOUT: "no answer at",
    UnknownReason.SERVFAIL: "no answer at",
    UnknownReason.LIST_DEAD: "no answer at",
    UnknownReason.NETWORK_DOWN: "no answer at",
}


class FromVantage(Protocol):
    """A pair from one vantage: ``state`` and ``reason`` (an UnknownReason or None) by their words."""

    @property
    def vantage(self) -> str:
        """Its name."""

    @property
    def state(self) -> str:
        """What the pair is from there."""

    @property
    def reason(self) -> str | None:
        """Why it is unknown from there."""


def sights_words(sights: Iterable[FromVantage]) -> str:
    """``listed from berlin, clean from oslo and lima, refused at tokyo``; empty without any."""
    alike: dict[str, list[str]] = {}
    for one in sights:
        alike.setdefault(_words(one), []).append(one.vantage)
    return ", ".join(f"{words} {joined(names, _MOST)}" for words, names in alike.items())


def _words(one: FromVantage) -> str:
    """By the words themselves: a document of a newer repcheck may hold others."""
    return _REASONS.get(one.reason or "") or _SIGHTS.get(one.state) or f"{one.state} from"
