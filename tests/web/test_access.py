"""Who gets in: by session, token and proxy, and what each may."""

from typing import Any

import pytest

from repcheck.errors import StoreUnavailable
from repcheck.model.watch.serving import Role
from repcheck.store.ports import StateStore
from repcheck.web import pages
from repcheck.web.guard.entrance import Entrance
from repcheck.web.memory import SharedStore
from tests.web.browsing import Clock, browsing, made_site, token_of
from tests.web.entering import PASSWORD, PROXY, TOKEN, account, behind, cheap_passwords, log_in, with_accounts
from tests.web.rooms import ROOMS

ROWS = (*ROOMS, *pages.ROUTES)
ANYBODY = ("/login", 200), ("/static/none.css", 404)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (None, {"/looked-at": 303, "/managed": 303, "/document": 401}),
        ("guest", {"/looked-at": 200, "/managed": 403, "/document": 200}),
        ("ops", {"/looked-at": 200, "/managed": 200, "/document": 200}),
    ],
)
async def test_each_account_gets_where_its_role_may(name: str | None, wanted: dict[str, int]) -> None:
    async with browsing(made_site(entrance=with_accounts()), ROWS) as client:
        if name is not None:
            assert await log_in(client, name) == 303
        got = {path: (await client.get(path, allow_redirects=False)).status for path in wanted}
        assert got == wanted
        for path, status in ANYBODY:
            assert (await client.get(path)).status == status


async def test_whoever_is_not_known_is_sent_to_log_in_and_nowhere_else() -> None:
    async with browsing(made_site(entrance=with_accounts()), ROWS) as client:
        for path in ("/looked-at", "/looked-at?next=https://evil.example/"):
            answer = await client.get(path, allow_redirects=False)
            assert answer.headers.get("Location") in ("/login", None)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer  {TOKEN} ", 200),
        (f"Bearer {TOKEN}x", 401),
        ("Bearer ", 401),
        (f"Basic {TOKEN}", 401),
        (f"Bearer {PASSWORD}", 401),
    ],
)
async def test_a_program_brings_its_token(said: str, status: int) -> None:
    lines: list[str] = []
    async with browsing(made_site(entrance=with_accounts(), log=lines.append), ROWS) as client:
        answer = await client.get("/document", headers={"Authorization": said})
        assert answer.status == status
        assert ("WWW-Authenticate" in answer.headers) is (status == 401)
        # A token opens documents alone: pages are for people.
        page = await client.get("/looked-at", headers={"Authorization": said}, allow_redirects=False)
        assert page.status == 303
    assert not [line for line in lines if TOKEN in line or PASSWORD in line]


async def test_a_program_sends_what_a_browser_of_another_site_cannot() -> None:
    async with browsing(made_site(entrance=with_accounts()), ROWS) as client:
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert (await client.post("/document", data=b"{}", headers=bearer)).status == 200
        assert await log_in(client) == 303
        json = {"Content-Type": "application/json"}
        assert (await client.post("/document", data=b"{}", headers=json)).status == 200
        assert (
            await client.post("/document", data=b"{}", headers={"Content-Type": "text/plain"})
        ).status == 415
        foreign = {**json, "Origin": "https://evil.example"}
        assert (await client.post("/document", data=b"{}", headers=foreign)).status == 403


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("127.0.0.1", {"X-Remote-User": "ops"}, 200),
        ("127.0.0.1", {"X-Remote-User": "somebody"}, 403),
        ("127.0.0.1", {}, 403),
        ("127.0.0.1", {"X-Remote-User": ""}, 403),
        ("127.0.0.1", {"X-Remote-User": "a" * 200}, 403),
        (PROXY, {"X-Remote-User": "ops"}, 403),
    ],
)
async def test_a_proxy_says_who_asks_and_nobody_else_does(
    peer: str, headers: dict[str, str], status: int
) -> None:
    lines: list[str] = []
    entrance = behind(peer, accounts={"ops": account("ops", Role.OPERATOR)}, passwords=cheap_passwords())
    async with browsing(made_site(entrance=entrance, log=lines.append), ROOMS) as client:
        answer = await client.get("/managed", headers=headers, allow_redirects=False)
        assert answer.status == (303 if status == 403 and not headers else status)
        assert len(lines) == (status == 403 and bool(headers))


async def test_two_names_are_no_name() -> None:
    async with browsing(made_site(entrance=behind("127.0.0.1")), ROOMS) as client:
        headers = [("X-Remote-User", "ops"), ("X-Remote-User", "guest")]
        assert (await client.get("/looked-at", headers=headers)).status == 403


async def test_a_proxy_that_nobody_named_lets_nobody_in() -> None:
    """On loopback without accounts: what comes through a proxy may come from anywhere."""
    lines: list[str] = []
    async with browsing(made_site(log=lines.append), ROOMS) as client:
        assert (await client.get("/managed")).status == 200
        for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
            assert (await client.get("/managed", headers={name: "192.0.2.7"})).status == 403
    assert len(lines) == 4


async def test_what_the_proxy_encrypts_has_a_cookie_that_never_leaves_it() -> None:
    entrance = with_accounts(proxies=behind("127.0.0.1", header=None).proxies)
    async with browsing(made_site(entrance=entrance), ROWS) as client:
        plain = await client.get("/login")
        assert "repcheck" in plain.cookies
        assert not plain.cookies["repcheck"]["secure"]
        cookie = (await client.get("/login", headers={"X-Forwarded-Proto": "https"})).cookies[
            "__Host-repcheck"
        ]
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["path"] == "/"


async def test_another_password_ends_the_visits_of_the_former() -> None:
    clock = Clock()
    async with browsing(made_site(entrance=with_accounts(), clock=clock), ROOMS + pages.ROUTES) as client:
        assert await log_in(client) == 303
        cookie = {cookie.key: cookie.value for cookie in client.session.cookie_jar}["repcheck"]
    other = account("ops", Role.OPERATOR, cheap_passwords().hashed("another password"))
    changed = Entrance(accounts={"ops": other}, passwords=cheap_passwords())
    for entrance, status in ((with_accounts(), 200), (changed, 303)):
        async with browsing(made_site(entrance=entrance, clock=clock), ROOMS) as client:
            headers = {"Cookie": f"repcheck={cookie}"}
            answer = await client.get("/managed", headers=headers, allow_redirects=False)
            assert answer.status == status


async def test_who_logs_out_takes_his_cookie_with_him() -> None:
    async with browsing(made_site(entrance=with_accounts()), ROWS) as client:
        before = (await client.get("/login")).cookies["repcheck"].value
        assert await log_in(client) == 303
        page = await client.get("/managed")
        kept = {cookie.key: cookie.value for cookie in client.session.cookie_jar}["repcheck"]
        assert kept != before, "a visit that somebody else may know is not the one that is logged in"
        form: dict[str, Any] = {"token": token_of(await page.text())}
        assert (await client.post("/logout", data=form, allow_redirects=False)).status == 303
        client.session.cookie_jar.clear()
        copied = {"Cookie": f"repcheck={kept}"}
        assert (await client.get("/managed", headers=copied, allow_redirects=False)).status == 303


async def test_strangers_do_not_read_where_the_memory_lies() -> None:
    lines: list[str] = []

    def broken() -> StateStore:
        raise StoreUnavailable("cannot be read", "state.sqlite3")

    site = made_site(entrance=with_accounts(), log=lines.append, memory=SharedStore(broken))
    async with browsing(site, ROWS) as client:
        for name, shown in ((None, False), ("guest", True)):
            if name is not None:
                assert await log_in(client, name) == 303
            answer = await client.get("/stored")
            assert answer.status == 503
            assert ("state.sqlite3" in await answer.text()) is shown
    assert [line for line in lines if "state.sqlite3" in line]


async def test_a_visit_is_over_after_its_time() -> None:
    clock = Clock()
    async with browsing(made_site(entrance=with_accounts(), clock=clock), ROWS) as client:
        assert await log_in(client) == 303
        clock.forward(hours=11)
        assert (await client.get("/managed")).status == 200
        clock.forward(hours=2)
        assert (await client.get("/managed", allow_redirects=False)).status == 303


async def test_a_link_of_a_mail_ends_no_visit() -> None:
    """The browser sends no strict cookie then; the page that is answered asks again by itself."""
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with browsing(made_site(entrance=with_accounts()), ROWS) as client:
        answer = await client.get("/looked-at", headers=elsewhere, allow_redirects=False)
        text = await answer.text()
        assert answer.status == 200
        assert 'http-equiv="refresh"' in text
        assert "private" not in text
        assert set(answer.cookies) == {"repcheck-again"}, "the visit that there is stays"
        # Once only: a browser that brings nothing then either is sent to log in.
        answer = await client.get("/looked-at", headers=elsewhere, allow_redirects=False)
        assert answer.status == 303
        assert answer.headers.getall("Set-Cookie")[0].startswith("repcheck-again=; Max-Age=0;")
        assert await log_in(client) == 303
        assert (await client.get("/looked-at", headers=elsewhere)).status == 200
