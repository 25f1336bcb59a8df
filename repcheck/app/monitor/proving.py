"""Second questions within a pass: to new listings that matter, and to lists that suddenly list many."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import ip_network

import msgspec

from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment
from repcheck.app.monitor.looking import Looked, SetUp, look
from repcheck.model.observations import State
from repcheck.model.targets import Target, TargetKind
from repcheck.model.watch.monitor import Memory, MonitorPolicy, Pair, Sighting
from repcheck.monitor.guards import Guarded, guarded
from repcheck.targets.names import registered_domain

#: Addresses of one such network are one neighbour.
_NETWORK_V4 = 24
_NETWORK_V6 = 48
#: First octets of the control addresses.
_QUIET = (17, 19, 26)
#: Targets by which a list that lists many is looked at again.
_SAMPLE = 5


async def proved(
    looked: Looked,
    memories: Mapping[Pair, Memory],
    policy: MonitorPolicy,
    watches: Sequence[CheckRequest],
    set_up: SetUp,
    environment: Environment,
) -> Guarded:
    """The sightings of the pass as far as they may be believed.

    A suspicious list has its test points asked once more, and addresses that nobody watches: one that
    answers the first well and lists few of the others is believed.
    """
    near = neighbourhoods(looked.targets)
    first = guarded(looked.sightings, memories, near)
    if first.blind:
        return first
    urgent = [seen for seen in first.sightings if _is_urgent(seen, memories, policy)]
    suspects = _sample(first.suspicious, looked.sightings)
    if not urgent and not suspects:
        return first
    strangers = controls(environment.token()) if suspects else ()
    again = _narrowed(watches, looked.targets, [seen.pair for seen in (*urgent, *suspects)], strangers)
    second = await look(again, set_up, environment)
    cleared = frozenset(name for name in first.suspicious if _is_cleared(name, second, strangers))
    agreed = {seen.pair for seen in second.sightings if seen.state is State.LISTED}
    asked_again = {seen.pair for seen in urgent}
    sightings = [
        msgspec.structs.replace(seen, confirmed=seen.pair in agreed) if seen.pair in asked_again else seen
        for seen in looked.sightings
    ]
    return guarded(sightings, memories, near, cleared)


def neighbourhoods(targets: Mapping[str, Target]) -> "Neighbours":
    """Names the network or domain of a target."""
    return Neighbours(targets)


class Neighbours:
    """The /24, the /48, or the registered domain that a target belongs to."""

    def __init__(self, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._known: dict[str, str] = {}

    def __call__(self, target: str) -> str:
        """The name of its neighbourhood."""
        name = self._known.get(target)
        if name is None:
            name = self._known[target] = self._of(target)
        return name

    def _of(self, value: str) -> str:
        target = self._targets.get(value)
        if target is None or not target.is_address:
            return registered_domain(value) or value
        length = _NETWORK_V6 if ":" in value else _NETWORK_V4
        return str(ip_network(f"{value}/{length}", strict=False))


def controls(token: str) -> tuple[Target, ...]:
    """Addresses and a name that nobody here watches, others each time: who lists these lists everybody.

    They lie in networks of single large organizations, which send hardly any mail.
    """
    drawn = hashlib.sha256(token.encode()).digest()
    octets = [1 + each % 254 for each in drawn]
    values = [f"{first}.{'.'.join(map(str, octets[n * 3 : n * 3 + 3]))}" for n, first in enumerate(_QUIET)]
    addresses = (Target(value=value, kind=TargetKind.IPV4) for value in values)
    names = (Target(value=f"{drawn[n:].hex()[:20]}.com", kind=TargetKind.DOMAIN) for n in range(len(_QUIET)))
    return (*addresses, *names)


def _is_cleared(name: str, second: Looked, strangers: Iterable[Target]) -> bool:
    health = second.health.get(name)
    if health is None or not health.usable:
        return False
    values = {target.value for target in strangers}
    seen = [one for one in second.sightings if one.pair.list == name and one.pair.target in values]
    known = [one for one in seen if one.state is not State.UNKNOWN]
    listed = sum(1 for one in known if one.state is State.LISTED)
    return bool(known) and listed * 2 < len(known)


def _is_urgent(seen: Sighting, memories: Mapping[Pair, Memory], policy: MonitorPolicy) -> bool:
    """A listing that a second question would make news at once: new, or worse than what is known."""
    if seen.state is not State.LISTED or seen.standing is None:
        return False
    memory = memories.get(seen.pair)
    news = memory is not None and memory.standing != seen.standing
    return news and seen.standing.severity.rank >= policy.at_once.rank


def _sample(suspicious: Iterable[str], sightings: Iterable[Sighting]) -> list[Sighting]:
    """Some listings of each suspicious list, so that it is asked at all."""
    found: dict[str, list[Sighting]] = {name: [] for name in suspicious}
    for seen in sightings if found else ():
        some = found.get(seen.pair.list)
        if some is not None and seen.state is State.LISTED and len(some) < _SAMPLE:
            some.append(seen)
    return [seen for some in found.values() for seen in some]


def _narrowed(
    watches: Sequence[CheckRequest],
    targets: Mapping[str, Target],
    pairs: Iterable[Pair],
    strangers: Iterable[Target],
) -> Iterable[CheckRequest]:
    """The same questions again and no others, as far as targets and lists can say that."""
    lists: dict[str, set[str]] = {}
    for pair in pairs:
        lists.setdefault(pair.list, set()).add(pair.target)
    wanted = {target for asked in lists.values() for target in asked}
    entries = {entry.id: entry for request in watches for entry in request.lists}
    first = watches[0]
    yield msgspec.structs.replace(
        first,
        targets=(*(targets[value] for value in sorted(wanted)), *strangers),
        lists=tuple(entry for name, entry in entries.items() if name in lists),
        expand=frozenset(),
        bounces=None,
        any_address=True,
        keep_clean=False,
    )
