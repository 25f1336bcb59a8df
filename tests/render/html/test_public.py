"""The public copy: no sender, recipient, note, or last octet of an address, in whatever text it stands."""

from collections.abc import Callable
from typing import Any

import msgspec

from repcheck.render.html.shown import shown
from repcheck.render.html.veil import Veil, without_dots
from repcheck.render.page import Page
from repcheck.render.view import View
from tests.render.machines import others
from tests.render.machines.made import CHECKS
from tests.support.tables import each

PAGE = Page(width=80, colour=False, verbose=1, show_addresses=False, kept=frozenset({"desk@list-a.example"}))
VEIL = Veil(page=PAGE, public=True, plain=without_dots(["192.0.2.10"]))


@each(
    "text, shown_as",
    [
        ("client host [192.0.2.10] blocked", "client host [192.0.2.x] blocked"),
        ("see https://list-a.example/?ip=192.0.2.10.", "see https://list-a.example/?ip=192.0.2.x."),
        ("10.2.0.192.list-a.example", "x.2.0.192.list-a.example"),
        ("10.2.0.192.in-addr.arpa", "x.2.0.192.in-addr.arpa"),
        ("host-192-0-2-10.example.net", "host-x-0-2-x.example.net"),
        ("p192000002010.example.net c000020a.example", "p[hidden].example.net [hidden].example"),
        ("3221225994 and 3221225995", "[hidden] and 3221225995"),
        ("[IPv6:2001:db8::25]", "[IPv6:2001:db8::x]"),
        ("v=spf1 ip4:192.0.2.10 ip4:192.0.2.16/28 -all", "v=spf1 ip4:192.0.2.x ip4:192.0.2.x -all"),
        ("ip4:192.0.2.0/24", "ip4:192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6 said", "2001:db8:1:2::x said"),
        ("ip6:2001:db8::25 at 10:40:00", "ip6:2001:db8::x at 10:40:00"),
        ("2001:db8:1::/48", "2001:db8:1::/48"),
        ("from news@example.com to <ann@example.net>", "from [hidden] to <[hidden]>"),
        ("u=ann%40example.net&x=1", "[hidden]&x=1"),
        ("ask desk@list-a.example", "ask desk@list-a.example"),
        ("version 1.2.3, 250 2.0.0 Ok", "version 1.2.3, 250 2.0.0 Ok"),
    ],
)
def test_texts_lose_what_names_a_host_or_a_person(text: str, shown_as: str) -> None:
    assert VEIL.text(text) == shown_as


def test_a_link_that_would_name_a_host_leads_to_the_site() -> None:
    assert VEIL.url("https://list-a.example/look?ip=192.0.2.10") == "https://list-a.example/"
    assert VEIL.url("https://list-a.example/delist") == "https://list-a.example/delist"
    assert VEIL.url("mailto:ann@example.net") is None
    assert VEIL.url("javascript:alert(1)") is None


def test_a_record_is_whole_or_not_there() -> None:
    assert VEIL.record('example.com TXT "v=spf1 mx -all"') == 'example.com TXT "v=spf1 mx -all"'
    assert VEIL.record('example.com TXT "v=spf1 ip4:192.0.2.10 -all"') == ""


RESULTS: dict[str, Callable[[], Any]] = {**CHECKS, "domains": others.domains, "pass": others.a_pass}


@each("name", RESULTS)
def test_no_page_for_the_public_names_a_host_or_a_person(name: str) -> None:
    value = RESULTS[name]()
    own = shown(value, View(version="1.0")).decode()
    public = shown(value, View(version="1.0", public=True, show_addresses=True)).decode()
    assert any(each in own for each in ("192.0.2.1", "192.0.2.0"))
    assert "192.0.2.1" not in public
    assert "192.0.2.0" not in public
    assert "public copy" in public
    for person in ("alice", "bob@", "erin", "news@example.com", "@example.net"):
        assert person not in public


def test_senders_and_helo_names_are_the_users_own() -> None:
    assert VEIL.own("Sent by: news 12") == ""
    assert msgspec.structs.replace(VEIL, public=False).own("Sent by: news 12") == "Sent by: news 12"
