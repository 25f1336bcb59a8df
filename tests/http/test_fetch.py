"""Files from the web, within bounds: against a server on loopback, never the internet."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from repcheck.errors import Unreachable, UnreadableFile
from repcheck.http.fetch import fetch, is_url
from repcheck.model.secret import without_password
from tests.support.patience import PATIENCE

HTTP = frozenset({"http"})


async def large(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(64):
        await response.write(b"x" * 4096)
    return response


async def never(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    await asyncio.Event().wait()
    return response


def to(place: str) -> web.Response:
    return web.Response(status=302, headers={"Location": place})


async def leads(request: web.Request) -> web.Response:
    return to(request.query["to"])


async def round_again(request: web.Request) -> web.Response:
    return to("/round")


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async def ok(request: web.Request) -> web.Response:
        return web.Response(body=b"version: 1\n")

    app = web.Application()
    app.add_routes(
        [
            web.get("/ok", ok),
            web.get("/large", large),
            web.get("/never", never),
            web.get("/leads", leads),
            web.get("/round", round_again),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    server = web.TCPSite(runner, "127.0.0.1", 0)
    await server.start()
    port = runner.addresses[0][1]
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def refusal(
    source: str, most: int = 1000, patience: float = PATIENCE, schemes: frozenset[str] = HTTP
) -> str:
    with pytest.raises((UnreadableFile, Unreachable)) as caught:
        await fetch(source, most, schemes=schemes, patience=patience)
    return str(caught.value)


async def test_a_file_of_the_web_and_one_it_leads_to(site: str) -> None:
    assert await fetch(f"{site}/ok", 11, schemes=HTTP) == b"version: 1\n"
    assert await fetch(f"{site}/leads?to=/ok", 11, schemes=HTTP) == b"version: 1\n"


async def test_only_https_is_fetched_unless_said_otherwise(site: str) -> None:
    with pytest.raises(Unreachable, match="is asked for by http, which is not safe"):
        await fetch(f"{site}/ok", 100)
    assert "is asked for by ftp" in await refusal("ftp://lists.example/x")
    assert "is asked for by file" in await refusal("file:///etc/hostname")


@pytest.mark.parametrize(
    "place", ["file:///etc/hostname", "ftp://lists.example/x", "gopher://lists.example/"]
)
async def test_a_redirect_to_another_protocol_is_not_followed(place: str, site: str) -> None:
    assert f"leads to {place.partition(':')[0]}, which is not safe" in await refusal(
        f"{site}/leads?to={place}"
    )


async def test_bounds(site: str) -> None:
    assert "is larger than 10 bytes" in await refusal(f"{site}/ok", 10)
    assert "is larger than 10,000 bytes" in await refusal(f"{site}/large", 10_000)
    assert "took longer than 0.2 seconds" in await refusal(f"{site}/never", patience=0.2)
    assert "leads on more than 5 times" in await refusal(f"{site}/round")


async def test_refusals_are_told(site: str, unused_address: str) -> None:
    assert "is answered 404" in await refusal(f"{site}/nothing")
    assert "cannot be fetched" in await refusal(f"http://{unused_address}/")
    assert "cannot be fetched" in await refusal("http://[::")


async def test_files_of_this_machine(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"abc")
    assert await fetch(str(file), 3) == b"abc"
    assert "is larger than 2 bytes" in await refusal(str(file), 2)
    assert "cannot be read: no such file" in await refusal(str(tmp_path / "none"))


async def test_passwords_of_urls_are_not_shown(unused_address: str) -> None:
    for url in (
        f"http://user:s3cret@{unused_address}/",
        "http://user:s3cret@[::",
        "ftp://user:s3cret@lists.example/x",
        "http://s3cret@127.0.0.1:99999/",
    ):
        assert "s3cret" not in await refusal(url)
    assert without_password("https://u:p@a.example/x?y=b@c") == "https://***@a.example/x?y=b@c"
    assert without_password("https://a.example/x@y") == "https://a.example/x@y"


def test_what_counts_as_a_url() -> None:
    assert is_url("https://lists.example/x")
    assert is_url("http://lists.example/x")
    assert not is_url("lists/x.yaml")
    assert not is_url("/srv/lists.yaml")
