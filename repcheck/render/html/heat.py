"""The heat map: targets by lists, folded into groups and networks where they are too many to see."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, ip_address, ip_network

from repcheck.model.observations import Severity, State
from repcheck.model.report import TargetReport
from repcheck.model.watch.monitor import Memory
from repcheck.model.watch.wall import Watched
from repcheck.render.html.marks import CLEAN, MIXED, NOT_ASKED, UNKNOWN, severity_mark
from repcheck.render.html.parts import HeatMap, HeatRow, Mark
from repcheck.render.html.veil import Veil
from repcheck.render.text.brief.fold import place
from repcheck.words.text import count

#: More rows than this nobody takes in at a glance.
MOST_ROWS = 200
#: With more lists than this the columns are narrow.
_WIDE = 30
#: Lengths of the networks that addresses are folded into, the first that makes few enough rows.
_FOLDS = ((24, 64), (20, 48), (16, 40), (12, 32), (8, 24), (0, 0))
_NAMES = "names"
#: What was seen in a cell, a bit each.
_UNKNOWN_BIT, _CLEAN_BIT = 1, 2
_BITS = {severity: 4 << severity.rank for severity in Severity}
_ANY_LISTED = sum(_BITS.values())

#: Where a row's name comes from.
_Key = Callable[[str, str | None], str]


def of_targets(targets: Sequence[TargetReport], lists: Sequence[str], veil: Veil) -> HeatMap | None:
    """The map of a check; None when nothing was asked."""
    asked = [found for found in targets if found.observations]
    key, folded = _key([(found.target.value, found.target.group) for found in asked])
    seen_on = {seen.list for found in asked for seen in found.observations}
    lists = (*lists, *sorted(seen_on.difference(lists)))
    columns = {list_id: at for at, list_id in enumerate(lists)}
    rows: dict[str, list[int]] = {}
    unknown, clean, listed = State.UNKNOWN, State.CLEAN, State.LISTED
    for found in asked:
        bits = rows.setdefault(key(found.target.value, found.target.group), [0] * len(columns))
        for seen in found.observations:
            at = columns[seen.list]
            state = seen.state
            if state is clean:
                bits[at] |= _CLEAN_BIT
            elif state is unknown:
                bits[at] |= _UNKNOWN_BIT
            elif state is listed:
                bits[at] |= _BITS[seen.severity or Severity.INFO]
    return _map(rows, lists, folded, veil)


def of_memories(memories: Sequence[Memory], veil: Veil) -> HeatMap | None:
    """The map of what a monitor remembers: a listing that was not heard of since still stands."""
    key, folded = _key([(one.pair.target, one.group) for one in memories])
    lists = sorted({one.pair.list for one in memories})
    columns = {list_id: at for at, list_id in enumerate(lists)}
    rows: dict[str, list[int]] = {}
    for one in memories:
        at = columns[one.pair.list]
        bits = rows.setdefault(key(one.pair.target, one.group), [0] * len(columns))
        if one.standing is not None:
            bits[at] |= _BITS[one.standing.severity]
        elif one.unknown_since is not None or not one.known:
            bits[at] |= _UNKNOWN_BIT
        else:
            bits[at] |= _CLEAN_BIT
    return _map(rows, lists, folded, veil)


def of_watched(watched: Sequence[Watched], unsettled: Iterable[Memory], veil: Veil) -> HeatMap | None:
    """The same map, of what is watched and the few pairs that are not simply clean."""
    key, folded = _key([(one.target, one.group) for one in watched])
    ids = sorted({list_id for lists in {one.lists for one in watched} for list_id in lists})
    columns = {list_id: at for at, list_id in enumerate(ids)}
    rows: dict[str, list[int]] = {}
    calm: dict[str, list[int]] = {}
    alike = Counter((key(one.target, one.group), one.lists) for one in watched)
    for (name, lists), times in alike.items():
        rows.setdefault(name, [0] * len(columns))
        counts = calm.setdefault(name, [0] * len(columns))
        for list_id in lists:
            counts[columns[list_id]] += times
    groups = {one.target: one.group for one in watched}
    for memory in unsettled:
        target, at = memory.pair.target, columns.get(memory.pair.list)
        unheard = memory.unknown_since is not None or not memory.known
        if at is None or target not in groups or not (memory.standing or unheard):
            continue
        name = key(target, groups[target])
        calm[name][at] -= 1
        standing = memory.standing
        rows[name][at] |= _UNKNOWN_BIT if standing is None else _BITS[standing.severity]
    for name, bits in rows.items():
        for at, left in enumerate(calm[name]):
            bits[at] |= _CLEAN_BIT if left > 0 else 0
    return _map(rows, tuple(columns), folded, veil)


def _map(rows: dict[str, list[int]], lists: Sequence[str], folded: str, veil: Veil) -> HeatMap | None:
    if not rows or not lists:
        return None
    shown = sorted(rows.items(), key=lambda row: place(row[0]))
    return HeatMap(
        lists=tuple(veil.text(one, 40) for one in lists),
        rows=tuple(HeatRow(veil.name(name), tuple(map(_mark, bits))) for name, bits in shown),
        folded=folded,
        wide=len(lists) > _WIDE,
    )


def _mark(bits: int) -> Mark:
    """The worst of a cell: a listing first, then what is unknown, and clean only where all is."""
    if bits & _ANY_LISTED:
        return next(severity_mark(one) for one in Severity if bits & _BITS[one])
    if bits & _UNKNOWN_BIT:
        return MIXED if bits & _CLEAN_BIT else UNKNOWN
    return CLEAN if bits else NOT_ASKED


def _key(targets: Iterable[tuple[str, str | None]]) -> tuple[_Key, str]:
    """How a target finds its row, and how targets were folded."""
    known = dict(targets)
    if len(known) <= MOST_ROWS:
        return lambda target, _: target, ""
    groups = len({group for group in known.values() if group})
    for lengths in _FOLDS:
        by_network = _networks(known, lengths, by_group=0 < groups <= MOST_ROWS)
        rows = len(set(by_network.values()))
        if rows <= MOST_ROWS:
            break
    said = f"{count(len(known), 'target')} folded into {count(rows, 'row')}: "
    used = ["groups"] if 0 < groups <= MOST_ROWS else []
    used += [] if used and all(known.values()) else ["networks"]
    said += " and ".join(used)
    return lambda target, _: by_network[target], f"{said}. Each cell shows the worst of its targets."


def _networks(known: dict[str, str | None], lengths: tuple[int, int], *, by_group: bool) -> dict[str, str]:
    spelt: dict[tuple[int, int], str] = {}
    return {
        target: group if by_group and group else _network(target, lengths, spelt)
        for target, group in known.items()
    }


def _network(target: str, lengths: tuple[int, int], spelt: dict[tuple[int, int], str]) -> str:
    """``spelt`` keeps the few networks of the many addresses, by version and bits."""
    try:
        address = ip_address(target)
    except ValueError:
        return _NAMES
    length = lengths[0] if isinstance(address, IPv4Address) else lengths[1]
    bits = int(address) >> (address.max_prefixlen - length)
    found = spelt.get((address.version, bits))
    if found is None:
        found = spelt[address.version, bits] = str(ip_network((address, length), strict=False))
    return found
