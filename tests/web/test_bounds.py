"""What is counted and remembered has a bound: attempts, connections, lines of the log."""

import asyncio
import signal

from aiohttp import web

from repcheck.errors import BadInput
from repcheck.web.guard.attempts import MOST_KEPT, OF_ALL, OF_ONE, Attempts, network_of
from repcheck.web.guard.connections import TAKEN, Bounds
from repcheck.web.guard.server_log import MOST, ServerLog
from repcheck.web.route import Audience, Route
from repcheck.web.server import ServedAt, serve
from repcheck.web.site import Site
from repcheck.web.visit import Visit
from tests.web.attacking import bound, request
from tests.web.browsing import Clock, made_site
from tests.web.rooms import ROOMS


def test_tries_come_back_slowly() -> None:
    clock = Clock()
    attempts = Attempts(clock.seconds)
    assert [attempts.take("192.0.2.7") for _ in range(OF_ONE)] == [0] * OF_ONE
    assert attempts.take("192.0.2.7") == 30
    clock.forward(seconds=29)
    assert attempts.take("192.0.2.7") == 1
    clock.forward(seconds=1)
    assert attempts.take("192.0.2.7") == 0
    assert attempts.take("192.0.2.7") > 0
    assert attempts.take("192.0.2.8") == 0


def test_a_right_password_costs_nothing() -> None:
    attempts = Attempts(Clock().seconds)
    for _ in range(OF_ALL * 2):
        assert attempts.take("192.0.2.7") == 0
        attempts.right("192.0.2.7")


def test_many_addresses_have_one_bucket_more_and_bounded_memory() -> None:
    attempts = Attempts(Clock().seconds)
    waits = [attempts.take(f"198.51.{number >> 8}.{number & 255}") for number in range(MOST_KEPT + 500)]
    assert waits.count(0) == OF_ALL
    assert len(attempts) == MOST_KEPT


def test_a_network_of_ipv6_is_one() -> None:
    assert network_of("2001:db8:0:1::5") == network_of("2001:db8:0:1:ffff::1") == "2001:db8:0:1::/64"
    assert network_of("2001:db8:0:2::5") != network_of("2001:db8:0:1::5")
    assert network_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert len(network_of("x" * 1000)) == 64


def test_the_log_has_a_lid_and_says_what_it_left_out() -> None:
    clock, lines = Clock(), list[str]()
    log = ServerLog(lines.append, clock.seconds)
    for number in range(MOST + 500):
        log(f"refused {number}", "host")
    log("refused another", "form")
    assert len(lines) == MOST + 1
    clock.forward(seconds=61)
    log("refused again", "host")
    assert lines[-2:] == ["500 more lines of this kind (host) were not written", "refused again"]


async def test_one_connection_too_many_is_closed() -> None:
    async with bound(ROOMS, Bounds(all=3)) as server:
        held = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(3)]
        while len(server.serving.connections) < 3:
            await asyncio.sleep(0)
        assert (await server.asked("/looked-at")).status == 0
        assert server.lines == ["refused 503 connections: ? ? from 127.0.0.1: there are too many"]
        held[0][1].close()
        await held[0][1].wait_closed()
        while len(server.serving.connections) > 2:
            await asyncio.sleep(0)
        assert (await server.asked("/looked-at")).status == 200
        for _, writer in held:
            writer.close()


async def _much(_: Site, __: Visit) -> web.StreamResponse:
    return web.Response(body=b"x" * 32 * 1024 * 1024)


async def test_who_reads_nothing_of_his_answer_loses_it() -> None:
    async with bound((Route("GET", "/much", _much, Audience.PUBLIC), *ROOMS)) as server:
        _, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=1)
        writer.write(request("/much"))
        while not server.timers.waits(TAKEN):
            await asyncio.sleep(0)
        server.timers.forward(TAKEN + 1)
        while len(server.serving.connections):
            await asyncio.sleep(0)
        assert server.lines == ["refused 408 slow: ? ? from 127.0.0.1: takes nothing of its answer"]
        assert (await server.asked("/looked-at")).status == 200
        writer.close()


async def test_the_end_waits_for_answers_under_way() -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Site, __: Visit) -> web.StreamResponse:
        begun.set()
        await goes_on.wait()
        return web.Response(text="whole")

    async with bound((Route("GET", "/slow", slow, Audience.PUBLIC),)) as server:
        asked = asyncio.create_task(server.asked("/slow"))
        await begun.wait()
        ending = asyncio.create_task(server.serving.end())
        await asyncio.sleep(0)
        goes_on.set()
        assert (await asked).body == "whole"
        await ending


async def test_sigterm_ends_it_in_good_order() -> None:
    former = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    ports: list[int] = []

    def ready(port: int) -> None:
        ports.append(port)
        signal.raise_signal(signal.SIGTERM)

    try:
        await serve(made_site(), ServedAt("127.0.0.1", 0), ready)
    finally:
        signal.signal(signal.SIGTERM, former[0])
        signal.signal(signal.SIGINT, former[1])
    assert len(ports) == 1


async def test_sighup_reads_anew_and_a_mistake_changes_nothing() -> None:
    former = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)]
    lines: list[str] = []
    renewed = 0

    def renew() -> None:
        nonlocal renewed
        renewed += 1
        if renewed == 2:
            raise BadInput("is missing", "serve")

    def log(line: str) -> None:
        lines.append(line)
        signal.raise_signal(signal.SIGHUP if renewed == 1 else signal.SIGTERM)

    try:
        place = ServedAt("127.0.0.1", 0, renew=renew)
        await serve(made_site(log=log), place, lambda _: signal.raise_signal(signal.SIGHUP))
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT, signal.SIGHUP), former, strict=True):
            signal.signal(number, handler)
    assert lines == [
        "accounts, tokens, proxy, certificate and key of the sessions were read anew",
        "all stays as it was: serve: is missing",
    ]
