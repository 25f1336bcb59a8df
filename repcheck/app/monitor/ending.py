"""Findings that stood and stand no longer: each is reported once, as far as this pass can know."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from repcheck.app.monitor.noticing import Scene
from repcheck.model.observations import Severity
from repcheck.model.records import PartName
from repcheck.model.watch.domains import PartKnown
from repcheck.model.watch.monitored import FindingEntry
from repcheck.model.watch.outbox import Notice, Outgoing
from repcheck.words.states import part_state_words, part_words

#: What is said when a finding about a list has ended, behind its name.
_OF_LISTS = {
    "list_suspicious": "lists what is usual again: its new listings are believed.",
    "list_wildcard": "no longer lists everybody.",
    "deaf_to": "answers again.",
}
#: What is said when a finding without a name in its key has ended.
_OVER = {
    "network_down": "The network answers again.",
    "resolver_denies": "The resolver answers again.",
    "blind": "The lists answer again.",
}


class Ended(NamedTuple):
    """The notices of findings that ended, and the findings of which this pass cannot know it."""

    told: tuple[FindingEntry, ...] = ()
    kept: tuple[Notice, ...] = ()


def ended(
    known: Iterable[Notice],
    standing: Collection[str],
    scene: Scene,
    messages: Iterable[Outgoing],
) -> Ended:
    """What became of the findings ``known`` after the last pass.

    ``standing``  keys of the findings of this pass
    ``messages``  of the outbox, of the last days
    """
    told, kept = [], []
    for notice in known:
        if notice.key in standing:
            continue
        if not _can_tell(notice, scene):
            kept.append(notice)
        elif words := _words(notice, scene, messages):
            told.append(_entry(notice, words))
    return Ended(tuple(told), tuple(kept))


def _can_tell(notice: Notice, scene: Scene) -> bool:
    """Whether this pass heard what tells it: who was not heard may be as it was."""
    looked, guard = scene.looked, scene.guard
    kind, _, what = notice.key.partition(" ")
    if kind in _OF_LISTS:
        health = looked.health.get(what)
        return not guard.blind and (health is None or health.answered > 0)
    if kind in _OVER:
        return not guard.blind and any(health.answered for health in looked.health.values())
    return True


def _words(notice: Notice, scene: Scene, messages: Iterable[Outgoing]) -> str | None:
    """The sentence; None: nobody needs to hear that it ended."""
    kind, _, what = notice.key.partition(" ")
    if kind in _OF_LISTS:
        return f"{scene.names.get(what, what)} {_OF_LISTS[kind]}"
    if kind == "bounces_grow":
        return f"{what}: back to the usual number."
    if kind == "alerts_fail":
        taken = any(one.sink == what and one.sent is not None and one.sent > notice.since for one in messages)
        return f"Alerts by {what} are taken again." if taken else None
    if kind == "records_worse":
        return _records_again(what, scene)
    return _OVER.get(kind)


def _records_again(what: str, scene: Scene) -> str | None:
    """What two looks saw; None: the domain is watched no more, and nobody knows how it is."""
    domain, _, name = what.partition(" ")
    part = next((part for one, part in _parts(scene, domain) if one == name), None)
    if part is None or part.known is None:
        return None
    shown = part_words(msgspec.convert(name, PartName))
    return f"{shown} of {domain}: {part_state_words(part.known)} again."


def _parts(scene: Scene, domain: str) -> Iterable[tuple[str, PartKnown]]:
    kept = scene.domains.get(domain)
    return () if kept is None else kept.parts.items()


def _entry(notice: Notice, words: str) -> FindingEntry:
    return FindingEntry(
        id=notice.key.partition(" ")[0],
        severity=Severity.INFO.value,
        says=words,
        key=f"{notice.key} over {notice.since.isoformat()}",
        over=True,
    )
