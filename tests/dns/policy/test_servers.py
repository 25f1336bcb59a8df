"""Several servers of one list: the next one answers when one fails, in whatever way it does."""

import pytest

from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Server, Way
from tests.dns.driving import owners
from tests.dns.virtual import LISTED, ZONE, Asked, Behaviour, VirtualRun, dead, failing, honest, lame, losing
from tests.support.tables import each

OWNERS = [LISTED, *owners(300)]
FAULTS: dict[str, Behaviour] = {
    "silent": dead,
    "servfail": failing(2),
    "refusing": failing(5),
    "lame": lame,
}


def assert_all_true(asked: Asked) -> None:
    assert len(asked.answers) == len(OWNERS) == asked.delivered
    assert asked.answers[LISTED].records == ("127.0.0.2",)
    assert {asked.answers[owner].outcome for owner in OWNERS[1:]} == {Outcome.NXDOMAIN}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_next_server_answers_for_one_that_fails(fault):
    run = VirtualRun({ZONE: fault}, {ZONE: honest})
    asked = run.ask(Lane(ZONE, run.straight), OWNERS)
    assert_all_true(asked)
    assert {one.server for one in asked.answers.values()} == {str(run.servers[1])}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_all_servers_failing_is_no_absence(fault):
    run = VirtualRun({ZONE: fault}, {ZONE: fault})
    asked = run.ask(Lane(ZONE, run.straight), OWNERS)
    assert len(asked.answers) == len(OWNERS)
    assert all(one.failed for one in asked.answers.values())


def test_a_server_that_loses_packets_beside_a_dead_one():
    """Each loss turns to the other server; that must not bring everything there."""
    run = VirtualRun({ZONE: dead}, {ZONE: losing(honest, 20)})
    assert_all_true(run.ask(Lane(ZONE, run.straight), OWNERS))


def test_two_of_three_servers_dead():
    run = VirtualRun({ZONE: dead}, {ZONE: dead}, {ZONE: honest})
    assert_all_true(run.ask(Lane(ZONE, run.straight), OWNERS))


def test_a_server_without_a_socket_is_passed_over():
    run = VirtualRun({ZONE: honest})
    way = Way((Server("2001:db8::53"), *run.servers), recursive=False)
    assert_all_true(run.ask(Lane(ZONE, way), OWNERS))


@each("rcode, tries", [(2, 2), (5, 1), (1, 1)])
def test_servfail_is_asked_once_more_and_other_failures_are_not(rcode, tries):
    run = VirtualRun({ZONE: failing(rcode)})
    assert all(one.failed for one in run.ask(Lane(ZONE), [LISTED]).answers.values())
    assert len(run.sent) == tries


def test_a_lists_own_server_is_asked_without_recursion():
    wanted: list[bool] = []

    def script(query: bytes, name: str, now: float):
        wanted.append(bool(query[2] & 1))
        return honest(query, name, now)

    run = VirtualRun({ZONE: script})
    run.ask(Lane(ZONE, run.straight), [LISTED])
    run.ask(Lane(ZONE), [LISTED])
    assert wanted == [False, True]
