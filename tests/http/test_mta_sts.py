"""Fetching a policy: from a public address, with a valid certificate, bounded, and not redirected."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from repcheck.http.mta_sts import fetch_policy
from repcheck.records.tls import PolicyFetch
from repcheck.targets.special import special_name

HERE = Path(__file__).parent
POLICY = "version: STSv1\nmode: testing\nmax_age: 86400\nmx: mx.example.com\n"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def ordinary(address: str) -> None:
    """Takes loopback for a public address, so that a test can be its own web server."""


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(HERE / "mta-sts.pem"))


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[int]:
    application = web.Application()
    application.router.add_get("/.well-known/mta-sts.txt", handler)
    runner = web.AppRunner(application)
    await runner.setup()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "mta-sts.pem", HERE / "mta-sts.key.pem")
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def fetch(
    handler: Handler, *, domain: str = "example.com", trust: ssl.SSLContext | None = None
) -> PolicyFetch:
    async with serving(handler) as port:
        return await fetch_policy(domain, ["127.0.0.1"], ordinary, trust=trust or trusting(), port=port)


async def plain(request: web.Request) -> web.StreamResponse:
    return web.Response(text=POLICY)


async def redirecting(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/other")


async def html(request: web.Request) -> web.StreamResponse:
    return web.Response(text=POLICY, content_type="text/html")


async def huge(request: web.Request) -> web.StreamResponse:
    return web.Response(text="x" * 100_000)


async def test_a_policy() -> None:
    assert await fetch(plain) == PolicyFetch(text=POLICY)


@pytest.mark.parametrize(
    ("handler", "failure"),
    [(redirecting, "302"), (html, "not text/plain"), (huge, "larger than 65,536")],
)
async def test_what_is_no_policy(handler: Handler, failure: str) -> None:
    found = await fetch(handler)
    assert found.text is None
    assert failure in str(found.failure)


async def test_certificates_count() -> None:
    for found in (
        await fetch(plain, trust=ssl.create_default_context()),
        await fetch(plain, domain="example.net"),
    ):
        assert (found.text, found.failure) == (None, "its certificate is not valid for this name")


async def test_no_other_than_a_public_address_is_connected_to() -> None:
    connected = []

    async def handler(request: web.Request) -> web.StreamResponse:
        connected.append(request)
        return web.Response(text=POLICY)

    async with serving(handler) as port:
        for addresses in (["127.0.0.1"], ["10.0.0.1", "::1"], []):
            found = await fetch_policy("example.com", addresses, special_name, trust=trusting(), port=port)
            assert found.failure == "mta-sts.example.com has no public address"
    assert connected == []


async def test_nobody_there(unused_address: str) -> None:
    port = int(unused_address.rpartition(":")[2])
    found = await fetch_policy("example.com", ["127.0.0.1"], ordinary, port=port)
    assert found.failure is not None
    assert found.failure.startswith("Cannot connect to host mta-sts.example.com")
