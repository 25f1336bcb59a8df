"""Mistyped mailbox domains."""

from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from repcheck.hygiene.review import review
from repcheck.hygiene.typos import MailboxDomains, distance, parse_domains
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import Typo
from tests.support.tables import each

from .made import bounce, delivered, gathered

SHIPPED = parse_domains(
    (resources.files("repcheck.hygiene") / "mailbox_domains.txt").read_text(encoding="utf-8").splitlines()
)
DOMAINS = MailboxDomains.of(SHIPPED)


@each(
    "domain, meant",
    [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmailcom", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmal.com", "hotmail.com"),
        ("hotmial.co", "hotmail.com"),
        ("outlok.com", "outlook.com"),
        ("yahooo.com", "yahoo.com"),
        ("yaho.co.uk", "yahoo.co.uk"),
        ("iclod.com", "icloud.com"),
        ("web.ed", "web.de"),
        ("gxm.de", "gmx.de"),
        ("t-onlin.de", "t-online.de"),
        ("oragne.fr", "orange.fr"),
        # big domains themselves, though near to others
        ("mail.com", None),
        ("ymail.com", None),
        ("email.com", None),
        ("gmail.com", None),
        ("live.ca", None),
        # short names have too many true neighbours, and another country is no slip
        ("love.com", None),
        ("gnx.de", None),
        ("yahoo.ch", None),
        # two mistakes only in long names that begin alike
        ("gmmmail.com", None),
        ("zotmial.com", None),
        ("corp.example.net", None),
        ("", None),
        ("a.b", None),
        ("x" * 200 + ".com", None),
    ],
)
def test_domains(domain: str, meant: str | None) -> None:
    assert DOMAINS.meant_by(domain) == meant


def test_the_shipped_list_is_of_domains_each_once() -> None:
    assert len(SHIPPED) > 150
    assert all(domain == domain.lower() and "." in domain and " " not in domain for domain in SHIPPED)


def test_comments_and_empty_lines_are_no_domains() -> None:
    assert parse_domains(["# a", "", " Example.COM # b", "example.com", "example.org"]) == (
        "example.com",
        "example.org",
    )


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_distance_is_a_distance(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


LONG = [domain for domain in SHIPPED if len(domain) >= 10 and len(domain.partition(".")[0]) >= 5]


@given(st.sampled_from(LONG), st.data())
def test_one_slip_in_a_long_name_always_finds_a_big_domain(domain: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, domain.index(".") - 1))
    slipped = data.draw(st.sampled_from([domain[:at] + domain[at + 1 :], domain[:at] + "q" + domain[at:]]))
    found = DOMAINS.meant_by(slipped)
    if slipped not in SHIPPED:
        assert found is not None
        assert distance(slipped, found) == 1


def typos(*records: BounceRecord) -> tuple[Typo, ...]:
    return review(gathered(*records), DOMAINS).typos


def test_only_addresses_that_do_not_exist_are_mistyped() -> None:
    dead = bounce(Category.NONEXISTENT, recipient="Kai@GMIAL.com")
    assert typos(dead) == (Typo("Kai@GMIAL.com", "Kai@gmail.com"),)
    assert typos(bounce(Category.BLOCKED, recipient="kai@gmial.com")) == ()
    assert typos(bounce(Category.NONEXISTENT, recipient="kai@corp.example.net")) == ()


def test_a_domain_with_a_living_mailbox_is_no_mistake() -> None:
    dead = bounce(Category.NONEXISTENT, recipient="kai@gmial.com")
    assert typos(dead, delivered(1, "ann@gmial.com")) == ()
    assert typos(dead, bounce(Category.MAILBOX_FULL, recipient="ann@gmial.com")) == ()
