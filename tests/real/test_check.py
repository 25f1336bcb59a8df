"""`repcheck check` as a user runs it, against real servers: what they hold, and when they are gone."""

import ipaddress
from collections.abc import Sequence
from pathlib import Path

import pytest

from .checking import NOT_LONG, assert_no_lie, check, expected, observed
from .servers import Relay, Server, running_rbldnsd, running_unbound
from .zones import HOST, HOST_ADDRESSES


@pytest.mark.parametrize("target", ["192.0.2.10", "192.0.2.5", "2001:db8::10", "bad.example", "good.example"])
def test_one_target(server: Server, catalog: Path, target: str) -> None:
    code, document = check(server.resolver, catalog, target)
    truth = expected(target)
    assert observed(document) == truth
    assert code == (1 if any(state == "listed" for state, _ in truth.values()) else 0)


def test_everything_in_one_run(server: Server, catalog: Path) -> None:
    code, document = check(
        server.resolver, catalog, "192.0.2.0/28", "2001:0DB8:0:5:0::1", "2001:db8::11", "bad.example"
    )
    range_ = [str(address) for address in ipaddress.ip_network("192.0.2.0/28")]
    truth = expected(*range_, "2001:db8:0:5::1", "2001:db8::11", "bad.example")
    assert observed(document) == truth
    assert code == 1
    summary = document["summary"]
    listed = sum(state == "listed" for state, _ in truth.values())
    assert (summary["listed"], summary["clean"], summary["unknown"]) == (listed, len(truth) - listed, 0)


def test_host_name_is_asked_by_its_addresses(server: Server, catalog: Path) -> None:
    code, document = check(server.resolver, catalog, HOST)
    pairs = observed(document)
    truth = expected(*HOST_ADDRESSES)
    assert {key: pairs.get(key) for key in truth} == truth
    assert all(state != "unknown" for state, _ in pairs.values())
    assert code == 1


def test_server_killed_between_two_runs(catalog: Path) -> None:
    targets = ("192.0.2.10", "192.0.2.3", "2001:db8::10", "bad.example")
    with running_rbldnsd() as own:
        code, document = check(own.resolver, catalog, *targets)
        assert (code, observed(document)) == (1, expected(*targets))
        own.kill()
        code, document = check(own.resolver, catalog, *targets, options=NOT_LONG)
    pairs = observed(document)
    assert pairs.keys() == expected(*targets).keys()
    assert {state for state, _ in pairs.values()} == {"unknown"}
    assert code == 3


def test_server_behind_the_resolver_killed_between_two_runs(catalog: Path, tmp_path: Path) -> None:
    """The test points are still in the resolver's cache, so the lists look well; the pairs are not."""
    with running_rbldnsd() as own, running_unbound(own, tmp_path) as resolver:
        code, document = check(resolver.resolver, catalog, "192.0.2.10")
        assert (code, observed(document)) == (1, expected("192.0.2.10"))
        own.kill()
        code, document = check(resolver.resolver, catalog, "192.0.2.200", "192.0.2.201", options=NOT_LONG)
    pairs = observed(document)
    assert pairs.keys() == expected("192.0.2.200", "192.0.2.201").keys()
    assert {state for state, _ in pairs.values()} == {"unknown"}
    assert code == 3


#: Questions about pairs that one list hears at first, test points among them, asked twice at most.
AT_FIRST = 128


def looked_at_again(told: Sequence[str]) -> bool:
    """Whether 500 of the 512 pairs of a /24 were answered, and late among them both lists' test points."""
    for zone in ("both.bl.example", "four.bl.example"):
        asked = [name for name in told if name.endswith(zone)]
        late = asked[AT_FIRST:]
        if not {f"2.0.0.127.{zone}", f"1.0.0.127.{zone}"} <= set(late):
            return False
    return sum(".2.0.192." in name for name in told) >= 500


def test_server_killed_during_a_run(catalog: Path) -> None:
    """The server answers most of the questions of a /24, test points among the last of them, and dies."""
    truth = expected(*(str(address) for address in ipaddress.ip_network("192.0.2.0/24")))
    with running_rbldnsd() as own:
        while own.running:  # one that stood still for two seconds was dead to the run before it died
            with Relay(own, looked_at_again, own.kill) as relay:
                code, document = check(relay.resolver, catalog, "192.0.2.0/24", options=("--dead-wait", "2"))
            pairs = observed(document)
            assert_no_lie(pairs, truth)
    states = [state for state, _ in pairs.values()]
    answered = sum(".2.0.192." in name for name in relay.told)
    assert states.count("unknown") >= len(pairs) - answered
    assert document["summary"]["unknown"] == states.count("unknown")
    # what came before the points were right again is believed
    assert states.count("unknown") < len(pairs), document["lists"]
    # low coverage hides no listing that was seen
    assert code == (1 if "listed" in states else 3)
