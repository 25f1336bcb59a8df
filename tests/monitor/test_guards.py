"""A list that lists everybody, and a network that hears nothing."""

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import ListedAs, Memory, Pair, Sighting
from repcheck.monitor.guards import guarded

HOSTS = [f"192.0.{number}.10" for number in range(10)]
LISTS = ("zen-bl", "cop-bl", "psbl")


def network(target: str) -> str:
    return target.rsplit(".", 1)[0]


def seen(target: str, name: str, state: State, reason: UnknownReason | None = None) -> Sighting:
    standing = ListedAs() if state is State.LISTED else None
    return Sighting(pair=Pair(target, name), state=state, standing=standing, reason=reason)


def remembered(state: State = State.CLEAN, lists: tuple[str, ...] = LISTS) -> dict[Pair, Memory]:
    standing = ListedAs() if state is State.LISTED else None
    pairs = [Pair(target, name) for target in HOSTS for name in lists]
    return {pair: Memory(pair=pair, known=True, standing=standing, told=standing) for pair in pairs}


def pass_with(listed: list[str], name: str = "zen-bl") -> list[Sighting]:
    return [
        seen(target, one, State.LISTED if one == name and target in listed else State.CLEAN)
        for target in HOSTS
        for one in LISTS
    ]


def test_a_list_that_newly_lists_most_targets_is_held() -> None:
    found = guarded(pass_with(HOSTS[:6]), remembered(), network)
    assert found.suspicious == ("zen-bl",)
    held = [one for one in found.sightings if one.state is State.UNKNOWN]
    assert [one.pair.target for one in held] == HOSTS[:6]
    assert {one.reason for one in held} == {UnknownReason.LIST_WILDCARD}


def test_half_of_them_or_four_may_be_true() -> None:
    assert guarded(pass_with(HOSTS[:5]), remembered(), network).suspicious == ()
    few = [one for one in pass_with(HOSTS[:4]) if one.pair.target in HOSTS[:5]]
    assert guarded(few, remembered(), network).suspicious == ()


def test_one_network_is_one_listing() -> None:
    hosts = [f"192.0.2.{number}" for number in range(40)]
    memories = {Pair(host, "zen-bl"): Memory(pair=Pair(host, "zen-bl"), known=True) for host in hosts}
    listed = [seen(host, "zen-bl", State.LISTED) for host in hosts]
    assert guarded(listed, memories, network).suspicious == ()


def test_what_was_listed_before_is_no_news() -> None:
    assert guarded(pass_with(HOSTS), remembered(State.LISTED), network).suspicious == ()


def test_a_list_that_lists_most_in_the_first_pass_is_held_until_it_is_asked_again() -> None:
    found = guarded(pass_with(HOSTS[:6]), {}, network)
    assert found.suspicious == ("zen-bl",)
    assert sum(one.state is State.UNKNOWN for one in found.sightings) == 6
    believed = guarded(pass_with(HOSTS[:6]), {}, network, cleared=frozenset({"zen-bl"}))
    assert sum(one.state is State.LISTED for one in believed.sightings) == 6


def test_what_was_listed_truly_does_not_hide_that_all_others_are_now() -> None:
    before = remembered()
    for host in HOSTS[:5]:
        pair = Pair(host, "zen-bl")
        before[pair] = Memory(pair=pair, known=True, standing=ListedAs(), told=ListedAs())
    found = guarded(pass_with(HOSTS), before, network)
    assert found.suspicious == ("zen-bl",)
    listed = [one.pair.target for one in found.sightings if one.state is State.LISTED]
    assert listed == HOSTS[:5]


def test_what_it_says_otherwise_of_what_was_listed_is_held_too() -> None:
    before = remembered()
    pairs = [Pair(host, "zen-bl") for host in HOSTS[:2]]
    known = (ListedAs(severity=Severity.CRITICAL), ListedAs())
    for pair, standing in zip(pairs, known, strict=True):
        before[pair] = Memory(pair=pair, known=True, standing=standing, told=standing)
    found = guarded(pass_with(HOSTS[:8]), before, network)
    states = {one.pair: one.state for one in found.sightings}
    assert [states[pair] for pair in pairs] == [State.UNKNOWN, State.LISTED]


def test_a_list_whose_test_points_answered_well_again_is_believed() -> None:
    found = guarded(pass_with(HOSTS), remembered(), network, cleared=frozenset({"zen-bl"}))
    assert found.suspicious == ()
    assert sum(one.state is State.LISTED for one in found.sightings) == len(HOSTS)


def test_most_lists_silent_at_once_is_our_network() -> None:
    silent = [
        seen(target, name, State.CLEAN)
        if name == "psbl"
        else seen(target, name, State.UNKNOWN, UnknownReason.TIMEOUT)
        for target in HOSTS
        for name in LISTS
    ]
    found = guarded(silent, remembered(), network)
    assert found.blind
    assert {one.state for one in found.sightings} == {State.UNKNOWN}


def test_lists_that_were_silent_before_tell_nothing_of_the_network() -> None:
    silent = [
        seen(target, name, State.CLEAN)
        if name == "psbl"
        else seen(target, name, State.UNKNOWN, UnknownReason.LIST_DEAD)
        for target in HOSTS
        for name in LISTS
    ]
    assert not guarded(silent, remembered(lists=("psbl",)), network).blind


def test_refusals_are_answers_and_no_silence() -> None:
    refused = [
        seen(target, name, State.UNKNOWN, UnknownReason.RESOLVER_BLOCKED)
        for target in HOSTS
        for name in LISTS
    ]
    assert not guarded(refused, remembered(), network).blind
