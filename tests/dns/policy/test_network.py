"""What networks do to packets: each answer is told once, and is the true one."""

import pytest

from repcheck.dns import Lane
from repcheck.dns.receiving import PACKETS_A_WAKE
from repcheck.model.dns import Outcome
from tests.dns.driving import owners
from tests.dns.virtual import LISTED, ZONE, Behaviour, VirtualRun, VirtualSocket, answer, honest, losing


def doubled(query: bytes, name: str, now: float):
    return [message for message in honest(query, name, now) for _ in range(2)]


def reordered(query: bytes, name: str, now: float):
    return [(0.02 * (query[1] & 1), message) for _, message in honest(query, name, now)]


def forged(query: bytes, name: str, now: float):
    """Another id, then another question, then the truth."""
    other = bytes([query[0] ^ 0x5A, query[1] ^ 0x5A]) + query[2:]
    elsewhere = query[:13] + b"x" + query[14:]
    return [(0.0, answer(lie, 0, "127.0.0.66")) for lie in (other, elsewhere)] + honest(query, name, now)


NETWORKS: dict[str, Behaviour] = {
    "reordered": reordered,
    "doubled": doubled,
    "lost": losing(honest, 20),
    "forged": forged,
    "lost, then forged": losing(forged, 20),
}


@pytest.mark.parametrize("behaviour", NETWORKS.values(), ids=NETWORKS)
def test_all_answers_come_true_and_once(behaviour):
    run = VirtualRun({ZONE: behaviour})
    asked = run.ask(Lane(ZONE), [LISTED, *owners(1000)])
    assert asked.answers.pop(LISTED).records == ("127.0.0.2",)
    assert asked.delivered == 1001
    assert asked.outcomes == {Outcome.NXDOMAIN}


def test_what_gets_lost_is_repeated_and_nothing_else():
    run = VirtualRun({ZONE: losing(honest, 20)})
    run.ask(Lane(ZONE), owners(1000))
    assert len(run.sent) == 1050
    assert run.policy.accounting.traffic.retried == 50


def test_a_server_that_stalls_for_a_second_costs_no_answer():
    def stalling(query: bytes, name: str, now: float):
        late = max(0.0, 1001.3 - now) if now > 1000.3 else 0.0
        return [(late, message) for _, message in honest(query, name, now)]

    run = VirtualRun({ZONE: stalling})
    asked = run.ask(Lane(ZONE, per_second=100), owners(300))
    assert asked.outcomes == {Outcome.NXDOMAIN}


def test_a_thousand_times_the_window_is_never_under_way():
    run = VirtualRun({ZONE: honest})
    most = 0

    def script(query: bytes, name: str, now: float):
        nonlocal most
        most = max(most, run.policy.accounting.open)
        return honest(query, name, now)

    run._zones[run.servers[0]] = {ZONE: script}
    run.ask(Lane(ZONE), owners(5000))
    assert most <= 512  # 64 for each millisecond of round trip


@pytest.mark.parametrize("message", [b"", b"\x00" * 12, bytes(4000)], ids=["empty", "a header", "large"])
def test_a_flood_is_read_in_bounded_pieces(message):
    """Between two of them the loop comes to everything else: timers, other sockets, Ctrl-C."""
    run = VirtualRun({ZONE: honest})
    udp = VirtualSocket()
    udp.waiting.extend(message for _ in range(10 * PACKETS_A_WAKE))
    for left in range(9, -1, -1):
        run.read(udp)
        assert len(udp.waiting) == left * PACKETS_A_WAKE
    assert run.policy.accounting.traffic.dropped == 10 * PACKETS_A_WAKE
