"""Servers that no socket can be had for: an outcome of the questions, not the end of the run."""

import asyncio
import errno
import resource
import socket
from collections.abc import Iterator

import pytest

from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question, Server, Way
from tests.dns.driving import LISTED, ZONE, ask_lane, outcomes, owners, running_engine, straight


@pytest.fixture
def few_files() -> Iterator[None]:
    """A process that may open but few more files, as 256 (macOS) and 1024 (Linux) are few for 60 lists."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.socket() as probe:
        resource.setrlimit(resource.RLIMIT_NOFILE, (probe.fileno() + 30, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_more_servers_than_sockets(nameserver, few_files):
    server = nameserver(LISTED)
    lanes = [
        Lane(ZONE, Way((Server(f"127.0.1.{last}", server.port),), recursive=False)) for last in range(1, 41)
    ]
    async with running_engine(server.address, dead_wait=0.2) as engine:
        told = await asyncio.gather(*(ask_lane(engine, lane, owners(1)) for lane in lanes))
        still = await ask_lane(engine, Lane(ZONE), owners(1))
    assert [len(answers) for answers in told] == [1] * 40
    assert {outcome for answers in told for outcome in outcomes(answers)} == {Outcome.TIMEOUT}
    assert outcomes(still) == {Outcome.NXDOMAIN}


async def test_a_machine_without_ipv6(nameserver, monkeypatch):
    """IPv6 may be missing from the kernel: then the socket itself cannot be made."""
    real = socket.socket

    def without_ipv6(family: int = -1, *arguments: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        return real(family, *arguments)

    server = nameserver(LISTED)
    both = Way((Server("2001:db8::53"), *straight(server).servers), recursive=False)
    alone = Way((Server("2001:db8::53"),), recursive=False)
    async with running_engine(server.address, dead_wait=0.2) as engine:
        monkeypatch.setattr("repcheck.dns.sockets.socket.socket", without_ipv6)
        assert outcomes(await ask_lane(engine, Lane(ZONE, both), owners(2))) == {Outcome.NXDOMAIN}
        assert outcomes(await ask_lane(engine, Lane(ZONE, alone), owners(2))) == {Outcome.TIMEOUT}
        monkeypatch.undo()


async def test_no_resolver_can_be_reached(monkeypatch):
    """As with ENETUNREACH on a machine without a route, or a scope of an interface that is not there."""

    def unreachable(*_: int) -> socket.socket:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr("repcheck.dns.sockets.socket.socket", unreachable)
    async with running_engine("192.0.2.53", "[2001:db8::53]:53") as engine:
        answers = await ask_lane(engine, Lane(ZONE), owners(3))
        alone = await engine.ask(Question("a.example"))
    assert outcomes(answers) == {alone.outcome} == {Outcome.TIMEOUT}
    assert (engine.traffic.sent, engine.traffic.unsent) == (0, 4)


async def test_a_scope_that_is_not_there():
    async with running_engine("[fe80::1%no-such-interface]:53") as engine:
        assert (await engine.ask(Question("a.example"))).outcome is Outcome.TIMEOUT
    assert engine.traffic.unsent == 1
