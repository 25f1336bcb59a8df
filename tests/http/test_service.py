"""A service of the web is asked within bounds, and whatever it does ends in a value."""

import asyncio
import socket
from collections.abc import Mapping
from datetime import timedelta
from email.utils import format_datetime

import msgspec
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from repcheck.http.decoding import decoded
from repcheck.http.service import HttpResponse, Manners, Service, may_follow, outward, refusal, retry_after
from repcheck.model.sources import Trouble
from tests.support.tables import each
from tests.support.web import FAULTS, NOW, Server, says, serving

#: A public address that is nobody's (RFC 7535 section 3.4).
AS112 = "192.31.196.1"
#: A server that hangs never answers, so any bound ends it.
QUICK = Manners(whole=0.05, octets=1 << 20)


class Shape(msgspec.Struct):
    resp: list[int]


async def asked(
    server: Server, manners: Manners, path: str = "x"
) -> tuple[HttpResponse | Trouble, list[float]]:
    """The end of one request, and how long it would have waited between tries."""
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    service = Service(server.url, manners, now=lambda: NOW, headers={"Key": "s3cret"}, pause=pause)
    try:
        return await service.get(path), waited
    finally:
        await service.close()


def verdict(got: HttpResponse | Trouble) -> str:
    """The reason why it says nothing; "ok" if it says something."""
    found = got if isinstance(got, Trouble) else refusal(got)
    if found is None and isinstance(got, HttpResponse):
        shaped = decoded(got, Shape)
        found = shaped if isinstance(shaped, Trouble) else None
    return "ok" if found is None else found.reason.value


def test_each_fault_ends_in_its_reason_and_none_in_an_answer() -> None:
    with serving(says(200, '{"resp":[1002]}')) as server:
        found = {}
        for name, (handler, _) in FAULTS.items():
            server.handler = handler
            manners = QUICK if name in ("slow", "hang") else Manners()
            found[name] = verdict(asyncio.run(asked(server, manners))[0])
    assert found == {name: reason for name, (_, reason) in FAULTS.items()}


@each(
    "headers, status, waits",
    [
        ({}, 503, [0.5, 1.0]),
        ({"Retry_After": "2"}, 429, [2.0, 2.0]),
        ({"Retry_After": format_datetime(NOW + timedelta(seconds=3), usegmt=True)}, 429, [3.0, 3.0]),
        ({"Retry_After": "0"}, 429, [0.0, 0.0]),
        ({"Retry_After": "3600"}, 429, []),
        ({"Retry_After": "soon"}, 502, [0.5, 1.0]),
        ({}, 500, []),
        ({}, 401, []),
        ({}, 404, []),
    ],
)
def test_only_what_may_pass_is_tried_again_and_long_waits_are_not_waited_for(
    headers: Mapping[str, str], status: int, waits: list[float]
) -> None:
    with serving(says(status, "", **headers)) as server:
        got, waited = asyncio.run(asked(server, Manners()))
    assert waited == waits
    assert len(server.asked) == len(waits) + 1
    assert isinstance(got, HttpResponse)
    assert got.status == status


def test_a_service_that_is_not_there_is_told_without_its_address() -> None:
    with serving(says(200)) as server:
        pass
    got, waited = asyncio.run(asked(server, Manners()))
    assert isinstance(got, Trouble)
    assert got.reason == "timeout"
    assert "127.0.0.1" not in got.saw
    assert len(waited) == 2


def test_the_pace_counts_the_seconds_between_requests() -> None:
    async def all_of_them(server: Server) -> list[float]:
        waited: list[float] = []

        async def pause(seconds: float) -> None:
            waited.append(round(seconds, 1))

        service = Service(server.url, Manners(per_second=0.1, at_once=1), now=lambda: NOW, pause=pause)
        for _ in range(3):
            await service.get("x")
        await service.close()
        return waited

    with serving(says(200, "{}")) as server:
        waited = asyncio.run(all_of_them(server))
    # Nobody waited in this test, so the clock has moved by next to nothing.
    assert [round(each / 10) for each in waited] == [1, 2]


@each("base", ["http://192.0.2.1/", "http://api.example/", "ftp://127.0.0.1/", "127.0.0.1", ""])
def test_only_https_and_this_machine_are_asked(base: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Service(base, Manners(), now=lambda: NOW)


def test_a_redirect_is_followed_only_where_that_is_wanted_and_the_key_stays_at_home() -> None:
    with serving(says(200, '{"resp":[1]}')) as other, serving(says(200)) as server:
        server.handler = says(307, "", Location=other.url + "ip/x")
        refused, _ = asyncio.run(asked(server, Manners()))
        assert verdict(refused) == "unexpected_answer"
        assert not other.asked
        followed, _ = asyncio.run(asked(server, Manners(redirects=3)))
    assert verdict(followed) == "ok"
    [(_, path, headers)] = other.asked
    assert path == "/ip/x"
    assert "Key" not in headers
    assert server.asked[0][2]["Key"] == "s3cret"


def test_a_circle_of_redirects_ends() -> None:
    with serving(says(307, "", Location="/again")) as server:
        got, _ = asyncio.run(asked(server, Manners(redirects=3)))
    assert verdict(got) == "unexpected_answer"
    assert len(server.asked) == 4


@each(
    "place, may",
    [
        ("https://registry.example/ip/192.0.2.10", True),
        ("http://registry.example/", False),
        ("https://192.168.0.1/", False),
        ("https://[::1]/", False),
        ("https://169.254.169.254/latest/", False),
        ("https://localhost/", False),
        ("https://intranet/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_the_public_leads_to_no_private_network(place: str, may: bool) -> None:
    assert may_follow("https://rdap.example/", place) is may


async def test_a_redirect_s_host_is_found_at_public_addresses_alone() -> None:
    class Inner(AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            addresses = {"mixed.example": ["10.0.0.1", AS112]}.get(host, ["10.0.0.1"])
            return [
                ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=0)
                for each in addresses
            ]

        async def close(self) -> None: ...

    resolver = outward(Inner(), "own.example")
    assert [each["host"] for each in await resolver.resolve("mixed.example")] == [AS112]
    # One's own service may lie where the user says.
    assert [each["host"] for each in await resolver.resolve("own.example")] == ["10.0.0.1"]
    with pytest.raises(OSError, match="no public address"):
        await resolver.resolve("inside.example")


@each("text, seconds", [("7", 7.0), ("-1", 0.0), ("nan", None), ("", None), ("Fri, 99 Nov", None)])
def test_retry_after_in_either_form(text: str, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


def test_a_request_names_the_program_and_asks_for_nothing_packed() -> None:
    with serving(says(200, "{}")) as server:
        asyncio.run(asked(server, Manners()))
    headers = server.asked[0][2]
    assert headers["User-Agent"].startswith("repcheck/")
    assert headers["Accept-Encoding"] == "identity"
