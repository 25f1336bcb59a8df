"""The pure rules of the gate, over what strangers may write."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.web.guard.attempts import network_of
from repcheck.web.guard.forms import fields
from repcheck.web.guard.hosts import LOOPBACK, Hosts
from repcheck.web.guard.proxies import Proxies
from repcheck.web.guard.refusal import Refused, line_of
from repcheck.web.guard.sessions import Sessions
from tests.memory.made import NOW
from tests.support.tables import each

PROXIES = Proxies(["192.0.2.0/28", "2001:db8:1::/64"], "X-Remote-User")


@each(
    "peer, forwarded, real",
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.7"], "198.51.100.7"),
        ("192.0.2.1", ["203.0.113.5, 198.51.100.7"], "198.51.100.7"),
        ("192.0.2.1", ["203.0.113.5", "198.51.100.7"], "198.51.100.7"),
        ("192.0.2.1", ["203.0.113.5, 198.51.100.7, 192.0.2.2"], "198.51.100.7"),
        ("192.0.2.1", ["192.0.2.3, 192.0.2.2"], "192.0.2.3"),
        ("192.0.2.1", ["unknown"], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.7, _hidden"], "192.0.2.1"),
        ("192.0.2.1", ["[2001:db8::7]"], "2001:db8::7"),
        ("192.0.2.1", ["2001:db8::7%eth0"], "2001:db8::7"),
        ("192.0.2.1", [", ".join(["192.0.2.2"] * 1000 + ["198.51.100.7"])], "198.51.100.7"),
        ("2001:db8:1::5", ["198.51.100.7"], "198.51.100.7"),
        ("::ffff:192.0.2.1", ["198.51.100.7"], "198.51.100.7"),
        ("198.51.100.9", ["203.0.113.5"], "198.51.100.9"),
        ("?", ["203.0.113.5"], "?"),
    ],
)
def test_who_really_asks(peer: str, forwarded: list[str], real: str) -> None:
    assert PROXIES.peer(peer, forwarded) == real


@each(
    "peer, said, encrypted",
    [
        ("192.0.2.1", "https", True),
        ("192.0.2.1", " HTTPS ", True),
        ("192.0.2.1", "http", False),
        ("192.0.2.1", "https, http", False),
        ("198.51.100.9", "https", False),
    ],
)
def test_only_a_proxy_says_that_it_is_encrypted(peer: str, said: str, encrypted: bool) -> None:
    assert PROXIES.encrypted(peer, {"X-Forwarded-Proto": said}) is encrypted


TEXTS = st.text(max_size=300)


@given(TEXTS, TEXTS, TEXTS)
def test_no_text_breaks_a_rule(one: str, other: str, third: str) -> None:
    assert isinstance(Hosts(LOOPBACK).allow(one), bool)
    assert isinstance(PROXIES.peer(one, [other, third]), str)
    assert len(network_of(one)) <= 64
    sessions = Sessions([b"k" * 32], lambda: NOW, lambda: "name")
    assert sessions.read(one) is None
    assert not sessions.holds(sessions.begin(), one)
    with pytest.raises(Refused):
        PROXIES.named("192.0.2.1", ["ops", one])
    line = line_of(Refused(400, "said", "why", one), other, third, one)
    assert line.isprintable()
    assert len(line) < 1500


@given(st.binary(max_size=300))
def test_a_body_is_a_form_or_it_is_refused(body: bytes) -> None:
    with contextlib.suppress(Refused):
        assert len(fields(body)) <= 64


@given(st.dictionaries(st.text(min_size=1, max_size=10), TEXTS, max_size=8))
def test_what_a_browser_sends_is_what_was_typed(typed: dict[str, str]) -> None:
    from urllib.parse import urlencode

    assert fields(urlencode(typed).encode()) == typed
