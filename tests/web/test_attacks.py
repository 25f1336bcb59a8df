"""What strangers try. Each is refused, has one line in the log, and the server answers well afterwards."""

from repcheck.web import pages
from repcheck.web.guard.attempts import OF_ONE
from repcheck.web.guard.sessions import Sessions
from tests.memory.made import NOW
from tests.web.attacking import bound, refused, request
from tests.web.browsing import Clock, browsing, made_site, token_of
from tests.web.entering import PASSWORD, TOKEN, log_in, with_accounts
from tests.web.rooms import ROOMS

ROWS = (*ROOMS, *pages.ROUTES)


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
    clock, lines = Clock(), list[str]()
    site = made_site(entrance=with_accounts(), clock=clock, log=lines.append)
    forger = Sessions([b"f" * 32], clock.read, lambda: "forged")
    own = Sessions([b"k" * 32], clock.read, lambda: "own")
    proof = site.entrance.accounts["ops"].proof
    forged = [
        forger.cookie(forger.begin("ops", proof)),
        own.token(own.begin("ops", proof)),
        own.cookie(own.begin("ops", proof))[:-2],
        "x" * 4000,
        "x",
    ]
    void = [own.cookie(own.begin("ops", "x" * 32)), own.cookie(own.begin("nobody", proof))]
    good = [own.cookie(own.begin("ops", proof))]
    async with browsing(site, ROWS) as client:
        for cookies, status, told in ((forged, 303, 1), (void, 303, 0), (good, 200, 0)):
            for cookie in cookies:
                headers = {"Cookie": f"repcheck={cookie}"}
                answer = await client.get("/managed", headers=headers, allow_redirects=False)
                assert answer.status == status, cookie[:60]
                assert len(lines) == told
                assert not [line for line in lines if cookie in line and len(cookie) > 1]
                lines.clear()
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
            for path in ("/", "/looked-at", "/managed", "/document", "/login", "/none", "/stream", "/broken"):
                answer = await client.get(path, allow_redirects=False)
                assert answer.headers["Cache-Control"] == "no-store", path
                assert "Access-Control-Allow-Origin" not in answer.headers
                assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
                assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


async def test_a_fault_of_ours_says_nothing_of_itself() -> None:
    async with bound(ROWS) as server:
        answer = await server.asked("/broken")
        assert "secret" not in answer.body
        line = await refused(server, answer, 500)
        assert line == "refused 500 fault: GET /broken from 127.0.0.1: RuntimeError"


async def test_the_secret_of_a_hook_is_in_no_log() -> None:
    async with bound(ROWS) as server:
        for path in ("/hooks/test/T0KEN", "/hooks/test/T0KEN/more"):
            line = await refused(server, await server.asked(path), 404)
            assert line == "refused 404 path: GET /hooks/test/... from 127.0.0.1"


async def test_many_wrong_tokens() -> None:
    lines: list[str] = []
    async with browsing(made_site(entrance=with_accounts(), log=lines.append), ROWS) as client:
        statuses = []
        for number in range(100):
            headers = {"Authorization": f"Bearer guess-{number}", "Accept": "*/*"}
            statuses.append((await client.get("/document", headers=headers)).status)
        assert statuses == [401] * OF_ONE + [429] * (100 - OF_ONE)
        right = {"Authorization": f"Bearer {TOKEN}"}
        assert (await client.get("/document", headers=right)).status == 200, "nobody keeps a program out"
    assert not [line for line in lines if "guess" in line]


async def test_strangers_bytes_do_not_make_lines_of_the_log() -> None:
    async with bound(ROWS) as server:
        path = "/managed%0arefused%20200%1b[31m"
        await refused(server, await server.asked(path, method="PUT"), 404, 405, 400)
