"""Webhooks, Alertmanager and pings against a local web server with faults."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import standardwebhooks
from aiohttp import web

from repcheck.alerts.alertmanager import Alertmanager
from repcheck.alerts.ping import ping
from repcheck.alerts.web import post
from repcheck.alerts.webhook import Webhook
from repcheck.errors import BadInput
from repcheck.model.secret import Secret
from repcheck.model.watch.alerts import Delivery
from tests.alerts.messages import MESSAGE, NOW

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@asynccontextmanager
async def server(handler: Handler) -> AsyncIterator[str]:
    async def any_path(request: web.Request) -> web.StreamResponse:
        return await handler(request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", any_path)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        _, port = runner.addresses[0][:2]
        yield f"http://127.0.0.1:{port}/hook?token=geheim"
    finally:
        await runner.cleanup()


async def sent_to(handler: Handler, secret: str | None = None) -> Delivery:
    async with server(handler) as url:
        hook = Webhook(Secret(url), None if secret is None else Secret(secret), lambda: NOW)
        return await hook.send(MESSAGE)


def answering(status: int, text: str = "", **headers: str) -> Handler:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(
            status=status, text=text, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )

    return handler


async def test_the_document_arrives_signed_so_that_the_conventions_library_takes_it() -> None:
    seen: list[tuple[dict[str, str], bytes]] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append((dict(request.headers), await request.read()))
        return web.Response(status=204)

    assert await sent_to(handler, KEY) == Delivery(taken=True)
    ((headers, body),) = seen
    assert body.decode() == MESSAGE.document
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (MESSAGE.id, str(int(NOW.timestamp())))
    hook = standardwebhooks.Webhook(KEY)
    expected = hook.sign(MESSAGE.id, NOW, body.decode())
    assert headers["webhook-signature"] == expected


async def test_without_a_secret_there_is_no_signature() -> None:
    seen: list[bool] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append("webhook-signature" in request.headers)
        return web.Response()

    await sent_to(handler)
    assert seen == [False]


def test_a_secret_that_is_no_base64_is_refused_without_being_shown() -> None:
    with pytest.raises(BadInput) as caught:
        Webhook(Secret("http://127.0.0.1/"), Secret("whsec_***geheim***"), lambda: NOW)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("handler", "permanent", "retry_after", "said"),
    [
        (answering(500, "down"), False, None, "status 500: down"),
        (answering(503, Retry_After="120"), False, 120.0, "status 503"),
        (answering(429, Retry_After="Sun, 01 Nov 2026 10:31:00 GMT"), False, 60.0, "status 429"),
        (answering(429, Retry_After="99999999"), False, 86400.0, "status 429"),
        (answering(429, Retry_After="soon"), False, None, "status 429"),
        (answering(529, "overloaded"), False, None, "status 529: overloaded"),
        (answering(520), False, None, "status 520"),
        (answering(505), True, None, "status 505"),
        (answering(404, "no such hook"), True, None, "status 404: no such hook"),
        (answering(410), True, None, "status 410"),
        (
            answering(302, Location="http://127.0.0.1:9/"),
            True,
            None,
            "status 302: redirects are not followed",
        ),
        (answering(400, "\x1b[31m::error::" + "x" * 9000), True, None, None),
    ],
)
async def test_what_is_not_taken_says_why_and_whether_to_try_again(
    handler: Handler, permanent: bool, retry_after: float | None, said: str | None
) -> None:
    done = await sent_to(handler)
    assert (done.taken, done.permanent, done.retry_after) == (False, permanent, retry_after)
    assert said is None or done.said == said
    assert len(done.said) <= 200
    assert done.said.isprintable()


async def test_a_redirect_is_never_followed() -> None:
    paths: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=307, headers={"Location": "/elsewhere"})

    await sent_to(handler)
    assert paths == ["/hook"]


async def test_a_server_that_is_not_there_is_tried_again_and_its_address_not_shown() -> None:
    async with server(answering(200)) as url:
        gone = url
    done = await Webhook(Secret(gone), None, lambda: NOW).send(MESSAGE)
    assert (done.taken, done.permanent) == (False, False)
    assert done.said == "connection failed (Connection refused)"


async def test_what_a_receiver_repeats_of_its_address_is_not_shown() -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=404, text=f"Cannot POST {request.raw_path}, that is {request.path_qs}")

    async with server(handler) as url:
        secret = url.replace("/hook", "/v1/T0ken%20Word/hook").replace("//", "//me:pa55w0rd@")
        done = await Webhook(Secret(secret), None, lambda: NOW).send(MESSAGE)
    assert done.said == "status 404: Cannot POST /v1/***/hook?token=***, that is /v1/***/hook?token=***"


async def test_what_is_not_http_says_so() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"220 mx.example.net ESMTP\r\n")
        writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        done = await post(f"http://127.0.0.1:{port}/", b"{}", {}, now=NOW)
    assert (done.taken, done.permanent, done.said) == (False, False, "what came back is not HTTP")


async def test_a_connection_that_is_cut_is_tried_again() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    done = await sent_to(handler)
    assert (done.taken, done.permanent) == (False, False)


async def test_a_server_that_hangs_holds_nobody_longer_than_the_bound() -> None:
    released = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        await released.wait()
        return web.Response()

    async with server(handler) as url:
        done = await post(url, b"", {}, now=NOW, seconds=0.05)
        released.set()
    assert (done.taken, done.said) == (False, "no answer within 0.05 s")


async def test_alertmanager_gets_all_that_is_open_with_an_end_after_two_passes() -> None:
    bodies: list[object] = []

    async def handler(request: web.Request) -> web.Response:
        assert request.path == "/api/v2/alerts"
        bodies.append(await request.json())
        return web.Response()

    async with server(handler) as url:
        base = url.partition("/hook")[0]
        done = await Alertmanager(Secret(base), timedelta(minutes=15), lambda: NOW).send(MESSAGE)
    assert done.taken
    first, second = json.loads(json.dumps(bodies[0]))
    assert first["labels"] == {
        "alertname": "RepcheckListed", "target": "192.0.2.10", "list": "example-bl", "group": "pool-a",
        "severity": "high",
    }  # fmt: skip
    assert first["endsAt"] == "2026-11-01T11:00:00+00:00"
    assert second["endsAt"] == "2026-11-01T10:30:00+00:00"


async def test_a_ping_tries_three_times_and_only_says_why_it_failed() -> None:
    calls: list[bytes] = []

    async def handler(request: web.Request) -> web.Response:
        calls.append(await request.read())
        return web.Response(status=500 if len(calls) < 3 else 200)

    async with server(handler) as url:
        assert await ping(Secret(url), "x" * 20_000, NOW) == ""
    assert [len(body) for body in calls] == [10_000] * 3
    async with server(answering(404)) as url:
        assert (await ping(Secret(url), "", NOW)) == "status 404"


async def test_the_ping_of_a_start_is_tried_once() -> None:
    calls: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        calls.append(request.path)
        return web.Response(status=500)

    async with server(handler) as url:
        assert (await ping(Secret(url), "", NOW, start=True)).startswith("status 500")
    assert len(calls) == 1
