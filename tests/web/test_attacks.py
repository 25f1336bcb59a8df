"""What strangers try. Each is refused, has one line in the log, and the server answers well afterwards."""

import asyncio
import contextlib
from collections.abc import Iterator

import pytest

from repcheck.web import pages
from repcheck.web.guard.attempts import OF_ONE
from repcheck.web.guard.sessions import Sessions
from tests.memory.made import NOW
from tests.web.attacking import Answer, Bound, bound, request
from tests.web.browsing import Clock, browsing, made_site, token_of
from tests.web.entering import PASSWORD, log_in, with_accounts
from tests.web.rooms import ROOMS

ROWS = (*ROOMS, *pages.ROUTES)
MB = 1024 * 1024


async def refused(server: Bound, answer: Answer, *statuses: int) -> str:
    """The line of the one refusal; the server is well after it."""
    assert answer.status in statuses, answer
    assert len(server.lines) == 1, server.lines
    line = server.lines.pop()
    assert line.startswith("refused ")
    assert line.isprintable()
    if answer.status:
        assert "X-Content-Type-Options: nosniff" in answer.head
        assert "aiohttp" not in answer.head
    assert (await server.asked("/looked-at")).status == 200
    assert server.lines == []
    return line


FORGED = [
    "rebound.example", "127.0.0.1.rebound.example", "localhost.rebound.example", "localhost:99999",
    "localhost:0", "localhost:80:80", "127.0.0.1, rebound.example", "localhost@rebound.example", "", "0",
    "2130706433", "127.1", "[::1", "[::ffff:192.0.2.1]", "localhost/", "loc\u00e4lhost", "\x7f",
]  # fmt: skip
OWN = ["localhost", "LocalHost.", "127.0.0.1:8025", "[::1]:8025", "[0:0::1]", "[::ffff:127.0.0.1]"]


async def test_only_a_name_of_ours_is_answered() -> None:
    async with bound(ROWS) as server:
        for host in FORGED:
            await refused(server, await server.sent(request("/looked-at", host=host)), 421, 400)
        for host in OWN:
            assert (await server.sent(request("/looked-at", host=host))).status == 200, host
        await refused(server, await server.asked("/looked-at", "Host: rebound.example"), 421, 400)
        await refused(server, await server.sent(b"GET /looked-at HTTP/1.0\r\n\r\n"), 421, 400)
        for target in ("http://rebound.example/looked-at", "http://localhost/looked-at"):
            await refused(server, await server.sent(request(target)), 400)


async def test_a_form_of_another_site_is_refused() -> None:
    lines: list[str] = []
    async with browsing(made_site(log=lines.append), ROWS) as mine:
        await mine.get("/looked-at")
        token = _token(mine)
        strange = Sessions([b"k" * 32], lambda: NOW, lambda: "another visit")
        forms: list[tuple[dict[str, str], dict[str, str]]] = [
            ({}, {}),
            ({"token": ""}, {}),
            ({"token": token[:-1]}, {}),
            ({"token": "x" * 5000}, {}),
            ({"token": strange.token(strange.begin())}, {}),
            ({"token": token}, {"Origin": "https://evil.example"}),
            ({"token": token}, {"Origin": "null"}),
            ({"token": token}, {"Origin": f"http://127.0.0.1:{(mine.port or 0) + 1}"}),
            ({"token": token}, {"Sec-Fetch-Site": "cross-site"}),
            ({"token": token}, {"Sec-Fetch-Site": "same-site"}),
            ({"token": token}, {"Content-Type": "text/plain"}),
            ({"token": token}, {"Content-Type": "multipart/form-data; boundary=x"}),
        ]
        for count, (fields, headers) in enumerate(forms, 1):
            answer = await mine.post("/managed", data=fields, headers=headers, allow_redirects=False)
            assert answer.status in (403, 413, 415), (fields, headers)
            assert len(lines) == count
        good = {"Origin": str(mine.make_url("/"))[:-1], "Sec-Fetch-Site": "same-origin"}
        done = await mine.post("/managed", data={"token": token}, headers=good, allow_redirects=False)
        assert done.status == 303


def _token(client: object) -> str:
    sessions = Sessions([b"k" * 32], lambda: NOW, lambda: "")
    jar = {cookie.key: cookie.value for cookie in client.session.cookie_jar}  # type: ignore[attr-defined]
    session = sessions.read(jar["repcheck"])
    assert session is not None
    return sessions.token(session)


async def test_a_thousand_wrong_passwords() -> None:
    clock, lines = Clock(), list[str]()
    site = made_site(entrance=with_accounts(), clock=clock, log=lines.append)
    async with browsing(site, ROWS) as client:
        token = token_of(await (await client.get("/login")).text())
        client.session.headers["Accept"] = "*/*"
        statuses = []
        for number in range(1000):
            form = {"name": "ops", "password": f"wrong password {number}", "token": token}
            answer = await client.post("/login", data=form, allow_redirects=False)
            statuses.append(answer.status)
        assert statuses == [403] * OF_ONE + [429] * (1000 - OF_ONE)
        assert int(answer.headers["Retry-After"]) > 0
        client.session.headers["Accept"] = "text/html"
        assert await log_in(client) == 429, "nobody gets in by the last of many guesses"
        clock.forward(seconds=30)
        assert await log_in(client) == 303
    assert len(lines) < 100, "the log has a lid"
    assert not [line for line in lines if "wrong password" in line or PASSWORD in line]


async def test_a_password_in_the_field_of_the_name_is_not_written_down() -> None:
    lines: list[str] = []
    async with browsing(made_site(entrance=with_accounts(), log=lines.append), ROWS) as client:
        assert await log_in(client, name=PASSWORD, password="") == 403
    assert lines == ["refused 403 password: POST /login from 127.0.0.1: a name that there is not"]


async def ended(reader: asyncio.StreamReader) -> None:
    """The other end closed the connection, and said nothing."""
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""


async def test_slow_clients_lose_their_connections_and_nobody_else_does() -> None:
    async with bound(ROWS) as server:
        slow = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(30)]
        for _, writer in slow:
            writer.write(b"GET /looked-at HTTP/1.1\r\nHost: localhost\r\nX-")
            await writer.drain()
        while server.timers.waiting() < 30:
            await asyncio.sleep(0)
        server.timers.forward(10)
        for _, writer in slow:
            writer.write(b"a")  # another byte gives no more time
            await writer.drain()
        assert (await server.asked("/looked-at")).status == 200
        server.timers.forward(6)
        for reader, writer in slow:
            await ended(reader)
            writer.close()
        assert len(server.lines) == 30
        assert {line.partition(" from ")[0] for line in server.lines} == {"refused 408 slow: ? ?"}
        assert (await server.asked("/looked-at")).status == 200
        assert server.timers.waiting() == 0


async def test_a_slow_body_has_its_time_too() -> None:
    async with bound(ROWS) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST /hooks/test HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1")
        while server.timers.waiting() < 1:
            await asyncio.sleep(0)
        server.timers.forward(60)
        await ended(reader)
        writer.close()
        assert len(server.lines) == 1
        assert (await server.asked("/looked-at")).status == 200


def streamed(most: int, counted: list[int]) -> Iterator[bytes]:
    """A body of so many bytes in pieces, which counts what was taken of it."""
    yield request("/hooks/test", "Transfer-Encoding: chunked", method="POST")
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    for _ in range(most // 65_536):
        counted[0] += 65_536
        yield piece
    yield b"0\r\n\r\n"


async def test_a_body_of_100_mb_is_refused_before_it_is_read() -> None:
    async with bound(ROWS) as server:
        for path in ("/hooks/test", "/managed", "/document", "/login"):
            head = request(path, f"Content-Length: {100 * MB}", method="POST")
            await refused(server, await server.sent(head), 413)
        asked = request("/hooks/test", f"Content-Length: {100 * MB}", "Expect: 100-continue", method="POST")
        answer = await server.sent(asked)
        assert "100 Continue" not in answer.head
        await refused(server, answer, 413)
        await refused(server, await server.asked("/looked-at", f"Content-Length: {100 * MB}"), 413)
        counted = [0]
        await refused(server, await server.sent(streamed(100 * MB, counted)), 413, 0)
        assert counted[0] < 20 * MB
        packed = request("/hooks/test", "Content-Encoding: gzip", method="POST", body=b"\x1f\x8b")
        await refused(server, await server.sent(packed), 415, 400)
        good = request("/hooks/test", "Expect: 100-continue", method="POST", body=b"12345")
        assert (await server.sent(good)).body.endswith(" 5")


TRAVERSALS = [
    "/static/../../../etc/passwd", "/static/..%2f..%2f..%2fetc%2fpasswd", "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%252f..%252fetc%252fpasswd", "/static/..%c0%af..%c0%afetc/x", "/static/..\\..\\etc\\passwd",
    "/static/..%5c..%5cetc%5cpasswd", "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/x%00.js",
    "/static/....//....//etc/passwd", "/static/wall.css/..", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
    "/static/file:///etc/passwd", "/static/", "/static", "/static/~root", "/static/%u002e%u002e/x",
]  # fmt: skip


async def test_no_path_of_a_request_is_a_file() -> None:
    async with bound(ROWS) as server:
        for path in TRAVERSALS:
            answer = await server.asked(path)
            assert "root:" not in answer.body
            await refused(server, answer, 400, 404)


async def test_a_cookie_of_another_key_is_none() -> None:
    clock = Clock()
    site = made_site(entrance=with_accounts(), clock=clock)
    forger = Sessions([b"f" * 32], clock.read, lambda: "forged")
    own = Sessions([b"k" * 32], clock.read, lambda: "own")
    proof = site.entrance.accounts["ops"].proof
    cookies = {
        forger.cookie(forger.begin("ops", proof)): 303,
        own.cookie(own.begin("ops", "x" * 32)): 303,
        own.cookie(own.begin("nobody", proof)): 303,
        own.token(own.begin("ops", proof)): 303,
        own.cookie(own.begin("ops", proof))[:-2]: 303,
        "": 303,
        "x" * 4000: 303,
        own.cookie(own.begin("ops", proof)): 200,
    }
    async with browsing(site, ROWS) as client:
        for cookie, status in cookies.items():
            headers = {"Cookie": f"repcheck={cookie}"}
            answer = await client.get("/managed", headers=headers, allow_redirects=False)
            assert answer.status == status, cookie[:60]
            client.session.cookie_jar.clear()


async def test_no_answer_leads_to_another_site() -> None:
    async with browsing(made_site(), ROWS) as client:
        await client.get("/looked-at")
        token = _token(client)
        for to in (
            "//evil.example",
            "https://evil.example/",
            "\\\\evil.example",
            "/\r\nSet-Cookie: a=b",
            "../..",
        ):
            form = {"token": token, "to": to}
            answer = await client.post("/managed", data=form, allow_redirects=False)
            assert answer.status == 303
            place = answer.headers["Location"]
            assert place.startswith("/done/")
            assert "/" not in place.removeprefix("/done/")
            assert "Set-Cookie" not in answer.headers


async def test_nothing_that_shows_state_is_kept() -> None:
    async with browsing(made_site(entrance=with_accounts()), ROWS) as client:
        for name in (None, "ops"):
            if name is not None:
                assert await log_in(client, name) == 303
            for path in ("/", "/looked-at", "/managed", "/document", "/login", "/none", "/broken"):
                answer = await client.get(path, allow_redirects=False)
                assert answer.headers["Cache-Control"] == "no-store", path
                assert "Access-Control-Allow-Origin" not in answer.headers
                assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
                assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


BOMBS = {
    "a long line": request("/looked-at?" + "a" * 20_000),
    "a long header": request("/looked-at", "X-Bomb: " + "a" * 20_000),
    "many headers": request("/looked-at", *(f"X-{number}: a" for number in range(200))),
    "a long cookie": request("/looked-at", "Cookie: repcheck=" + "a" * 20_000),
    "a header without end": b"GET /looked-at HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"a" * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
async def test_a_header_is_bounded(bomb: str) -> None:
    async with bound(ROWS) as server:
        await refused(server, await server.sent(BOMBS[bomb]), 400, 431, 414)


async def test_a_method_is_what_the_first_line_says() -> None:
    async with bound(ROWS) as server:
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "G-T"):
            await refused(server, await server.asked("/looked-at", method=method), 400, 404, 405)
        for header in ("X-HTTP-Method-Override: POST", "X-Method-Override: DELETE"):
            assert (await server.asked("/managed?_method=POST", header)).status == 200
        for path in ("/login", "/document"):
            assert (await server.asked(path, method="HEAD")).body == ""


SMUGGLED = {
    "length and chunks": ("Content-Length: 6", "Transfer-Encoding: chunked"),
    "two lengths": ("Content-Length: 5", "Content-Length: 6"),
    "two lengths in one": ("Content-Length: 5, 6",),
    "a signed length": ("Content-Length: +5",),
    "a length in hex": ("Content-Length: 0x5",),
    "chunks that are none": ("Transfer-Encoding: xchunked",),
    "chunks before another coding": ("Transfer-Encoding: chunked, identity",),
    "a space before the colon": ("Content-Length : 5",),
    "a folded line": ("X-Folded: a\r\n b: c", "Transfer-Encoding:\r\n chunked"),
    "a chunk without size": ("Transfer-Encoding: chunked\r\n\r\nZZ",),
    "a null byte": ("X-Null: a\0b",),
    "a bare CR": ("X-Bare: a\rContent-Length: 5",),
}


@pytest.mark.parametrize("trick", SMUGGLED)
async def test_a_request_has_one_end(trick: str) -> None:
    """What a proxy and this server could read apart is no request (RFC 9112 section 11.2)."""
    async with bound(ROWS) as server:
        head = request("/hooks/test", *SMUGGLED[trick], method="POST")
        smuggled = head.replace(b"Connection: close\r\n", b"") + b"0\r\n\r\nGET /managed HTTP/1.1\r\n\r\n"
        answer = await server.sent(smuggled)
        assert "HTTP/1.1 200" not in answer.body
        await refused(server, answer, 400)


async def test_a_fault_of_ours_says_nothing_of_itself() -> None:
    async with bound(ROWS) as server:
        answer = await server.asked("/broken")
        assert "secret" not in answer.body
        line = await refused(server, answer, 500)
        assert line == "refused 500 fault: GET /broken from 127.0.0.1: RuntimeError"


async def test_strangers_bytes_do_not_make_lines_of_the_log() -> None:
    async with bound(ROWS) as server:
        path = "/managed%0arefused%20200%1b[31m"
        await refused(server, await server.asked(path, method="PUT"), 404, 405, 400)
