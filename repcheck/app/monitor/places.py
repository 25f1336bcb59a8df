"""Findings that stand at one vantage and not at another: what hides the lists there."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from repcheck.model.watch.monitored import FindingEntry
from repcheck.model.watch.outbox import Notice

#: Begins of the ids of findings that say how lists are heard from here.
_OF_A_PLACE = ("blind", "network_", "resolver", "list_suspicious", "list_wildcard", "deaf_to")


class StandingNotices(NamedTuple):
    """The findings that stood after the last pass: those that this pass can judge, and those it cannot."""

    known: Mapping[str, Notice]
    elsewhere: tuple[Notice, ...]


def standing(notices: Iterable[Notice], here: str, others: Collection[str]) -> StandingNotices:
    """``notices`` as seen from ``here``. Those of vantages that ask no more are of nobody."""
    known, elsewhere = {}, []
    for notice in notices:
        if notice.vantage in ("", here):
            known[notice.key] = notice
        elif notice.vantage in others:
            elsewhere.append(notice)
    return StandingNotices(known, tuple(elsewhere))


def placed(notice: Notice, here: str) -> Notice:
    """The finding as one of this vantage, if it is about how lists are heard there."""
    return msgspec.structs.replace(notice, vantage=here) if notice.key.startswith(_OF_A_PLACE) else notice


def named(findings: Iterable[FindingEntry], here: str, others: Collection[str]) -> tuple[FindingEntry, ...]:
    """The findings, of which those about this vantage name it where there are others."""
    if not others:
        return tuple(findings)
    return tuple(_from(here, one) if one.id.startswith(_OF_A_PLACE) else one for one in findings)


def _from(here: str, one: FindingEntry) -> FindingEntry:
    return msgspec.structs.replace(one, says=f"From {here}: {one.says}")
