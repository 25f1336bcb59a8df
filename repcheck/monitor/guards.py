"""Before anything is believed: a list that suddenly lists everybody, and a network that hears nothing.

What a guard holds back is made unknown, so that the machine keeps the last known state; one finding
says why, instead of a hundred alerts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from repcheck.model.observations import State, UnknownReason
from repcheck.model.watch.monitor import Memory, Pair, Sighting

#: A list is suspicious when it newly lists more than this share of the unrelated targets that it did not list
#: before, and at least this many.
_SHARE = 0.5
_LEAST = 5

#: What an answer that never came looks like.
_SILENCE = (
    UnknownReason.TIMEOUT,
    UnknownReason.SERVFAIL,
    UnknownReason.LIST_DEAD,
    UnknownReason.NETWORK_DOWN,
)

Neighbourhood = Callable[[str], str]


class Guarded(msgspec.Struct, frozen=True):
    """The sightings that may be believed, and what was held back.

    ``suspicious``  lists whose new listings are held: their test points are to be asked again
    ``blind``       True: most lists were silent at once, so the fault is ours
    """

    sightings: tuple[Sighting, ...]
    suspicious: tuple[str, ...] = ()
    blind: bool = False


def guarded(
    sightings: Sequence[Sighting],
    memories: Mapping[Pair, Memory],
    neighbourhood: Neighbourhood,
    cleared: frozenset[str] = frozenset(),
) -> Guarded:
    """``sightings`` with those that no single list or network can vouch for made unknown.

    ``neighbourhood``  names the network or domain of a target: listings of one network are one listing
    ``cleared``        suspicious lists whose test points were asked again and answered well
    """
    if _blind(sightings, memories):
        return Guarded(tuple(_held(seen, UnknownReason.NETWORK_DOWN) for seen in sightings), blind=True)
    suspicious = tuple(
        name
        for name, seen in _by_list(sightings).items()
        if name not in cleared and _lists_everybody(seen, memories, neighbourhood)
    )
    held = {seen.pair for seen in sightings if seen.pair.list in suspicious and _is_news(seen, memories)}
    kept = tuple(
        _held(seen, UnknownReason.LIST_WILDCARD) if seen.pair in held else seen for seen in sightings
    )
    return Guarded(kept, suspicious)


def _held(seen: Sighting, reason: UnknownReason) -> Sighting:
    return Sighting(pair=seen.pair, state=State.UNKNOWN, group=seen.group, reason=reason)


def _by_list(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    lists: dict[str, list[Sighting]] = {}
    for seen in sightings:
        lists.setdefault(seen.pair.list, []).append(seen)
    return lists


def _blind(sightings: Sequence[Sighting], memories: Mapping[Pair, Memory]) -> bool:
    """Of the lists that answered in the last pass, more than half and at least two say nothing now.

    Lists that were silent before (dead, without a key) tell nothing of the network.
    """
    lists = {
        name: seen
        for name, seen in _by_list(sightings).items()
        if any(_answered_last(one.pair, memories) for one in seen)
    }
    silent = sum(1 for seen in lists.values() if all(one.reason in _SILENCE for one in seen))
    return silent >= 2 and silent > len(lists) * _SHARE


def _answered_last(pair: Pair, memories: Mapping[Pair, Memory]) -> bool:
    memory = memories.get(pair)
    return memory is not None and memory.known and memory.unknown_since is None


def _is_new(seen: Sighting, memories: Mapping[Pair, Memory]) -> bool:
    """Listed now, and not when it was last known, if it ever was."""
    memory = memories.get(seen.pair)
    return seen.state is State.LISTED and (memory is None or memory.standing is None)


def _is_news(seen: Sighting, memories: Mapping[Pair, Memory]) -> bool:
    """Listed otherwise than it was last known."""
    memory = memories.get(seen.pair)
    return seen.state is State.LISTED and (memory is None or memory.standing != seen.standing)


def _lists_everybody(
    sightings: Sequence[Sighting], memories: Mapping[Pair, Memory], neighbourhood: Neighbourhood
) -> bool:
    # Of those that it listed before nothing new can be said: they do not make the others fewer.
    others = [seen for seen in sightings if seen.state is State.CLEAN or _is_new(seen, memories)]
    asked = {neighbourhood(seen.pair.target) for seen in others}
    new = {neighbourhood(seen.pair.target) for seen in others if seen.state is State.LISTED}
    return len(new) >= _LEAST and len(new) > len(asked) * _SHARE
