"""Whole mails to records."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.bounces.mail.records import record_of_reply, records_of
from repcheck.bounces.reply.judge import Knowledge
from repcheck.model.bounces import BounceRecord, Category, Subject
from tests.bounces.catalogs import CATALOG
from tests.support.examples import examples
from tests.support.tables import each

MAILS = Path(__file__).parent / "mails"
KNOWLEDGE = Knowledge.of(CATALOG)
ALL = sorted(MAILS.glob("*.eml"))


def read(name: str) -> tuple[BounceRecord, ...]:
    return records_of(name, (MAILS / f"{name}.eml").read_bytes(), KNOWLEDGE)


def only(name: str) -> BounceRecord:
    (record,) = read(name)
    return record


def test_postfix_report_blocked_by_zen_in_full() -> None:
    assert only("blocked-zen") == BounceRecord(
        file="blocked-zen",
        index=0,
        kind="bounce",
        recipient="kai@corp.example.net",
        status_code=554,
        enhanced_status="5.7.1",
        category=Category.BLOCKED,
        hard=False,
        sender_blocked=True,
        blocked_subject=Subject("ip", "192.0.2.25"),
        cited_lists=("spamhaus-zen",),
        cited_zones=("zen.spamhaus.org",),
        remote_mta="mx.corp.example.net",
        source_ip="192.0.2.25",
        helo="mta1.example.com",
        header_from="example.com",
        time="2026-11-16T09:00:00Z",
        diagnostic="554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org; "
        "https://www.spamhaus.org/query/ip/192.0.2.25",
        rule="cited-list",
        words="zen.spamhaus.org",
    )


def test_what_had_not_to_be_decided_has_no_rule() -> None:
    for name in ("delivered", "autoreply", "challenge", "feedback"):
        assert (only(name).rule, only(name).words) == (None, None)


def test_two_recipients_are_two_records_and_the_original_address_comes_first() -> None:
    first, second = read("two-recipients")
    assert (first.index, first.recipient, first.category, first.hard) == (
        0,
        "kai@corp.example.net",
        Category.NONEXISTENT,
        True,
    )
    assert (second.index, second.recipient, second.original_recipient) == (
        1,
        "ann@example.org",
        "ann@example.org",
    )
    assert (second.category, second.hard, second.sender_blocked, second.status_code) == (
        Category.MAILBOX_FULL,
        False,
        False,
        552,
    )


@each(
    "name, lists, zones",
    [
        ("spamcop", ("spamcop",), ()),
        ("spamhaus-url", ("spamhaus-zen",), ()),
        ("uceprotect", ("uceprotect-3",), ()),
        ("private-rbl", ("rbl.corp.example.net",), ("rbl.corp.example.net",)),
        ("exim", ("spamhaus-zen",), ("zen.spamhaus.org",)),
        ("forwarded", ("spamhaus-zen",), ("zen.spamhaus.org",)),
    ],
)
def test_a_named_list_means_that_the_sender_is_blocked(
    name: str, lists: tuple[str, ...], zones: tuple[str, ...]
) -> None:
    record = only(name)
    assert (record.cited_lists, record.cited_zones) == (lists, zones)
    assert (record.category, record.hard, record.sender_blocked) == (Category.BLOCKED, False, True)
    assert record.blocked_subject == Subject("ip", "192.0.2.25")


def test_spam_headers_of_the_returned_mail_are_no_evidence() -> None:
    record = only("headers-name-lists")
    assert record.cited_lists == ()
    assert (record.category, record.sender_blocked) == (Category.NONEXISTENT, False)


def test_providers_by_text_and_by_host() -> None:
    microsoft = only("microsoft-s3140")
    assert (microsoft.provider, microsoft.sender_blocked) == ("microsoft", True)
    google = only("gmail-authentication")
    assert (google.provider, google.category, google.sender_blocked) == (
        "google",
        Category.AUTHENTICATION,
        False,
    )
    assert google.diagnostic.count("5.7.26") == 1


@each("name", ["encoded-base64", "plain-typed", "qmail", "exchange"])
def test_broken_and_free_form_notices(name: str) -> None:
    record = read(name)[0]
    assert record.recipient == "kai@corp.example.net"
    assert (record.status_code, record.enhanced_status) == (550, "5.1.1")
    assert (record.kind, record.category, record.hard, record.cited_lists) == (
        "bounce",
        Category.NONEXISTENT,
        True,
        (),
    )


def test_each_recipient_of_a_free_form_notice_has_its_own_words() -> None:
    first, second = read("qmail")
    assert second.recipient == "ann@shop.example"
    assert "mailbox" not in first.diagnostic
    assert second.diagnostic.startswith("Sorry, no mailbox here")


@each(
    "name, kind",
    [
        ("delayed", "delayed"),
        ("delivered", "delivered"),
        ("autoreply", "autoreply"),
        ("challenge", "challenge"),
        ("feedback", "feedback"),
    ],
)
def test_what_is_no_failure_has_its_kind_as_category(name: str, kind: str) -> None:
    record = only(name)
    assert (record.kind, record.category.value) == (kind, kind)
    assert record.recipient == "kai@corp.example.net"
    assert record.hard is not True


def test_a_feedback_report_tells_the_sending_address() -> None:
    assert only("feedback").source_ip == "192.0.2.25"


def test_an_ordinary_mail_that_quotes_a_refusal_is_no_bounce() -> None:
    assert read("ordinary") == ()


@pytest.mark.parametrize("ends", [b"\r", b"\r\n", b"\r\r\n"])
@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_line_ends_make_no_difference(path: Path, ends: bytes) -> None:
    raw = path.read_bytes()
    assert records_of("x", raw.replace(b"\n", ends), KNOWLEDGE) == records_of("x", raw, KNOWLEDGE)


def test_ten_thousand_nested_mails_end() -> None:
    raw = b"Content-Type: message/rfc822\n\n" * 10_000 + (MAILS / "blocked-zen.eml").read_bytes()
    assert records_of("deep", raw, KNOWLEDGE) == ()


def test_diagnostics_are_bounded() -> None:
    raw = (MAILS / "blocked-zen.eml").read_bytes().replace(b"Service unavailable", b"word " * 5000)
    (record,) = records_of("long", raw, KNOWLEDGE)
    assert len(record.diagnostic) <= 2000


@each("filler", [b" ", b"\n", b"-", b"a", b"<", b"to ", b"a@", b"=?x?q?", b"\t\n", b"the "])
def test_long_runs_cost_little(filler: bytes) -> None:
    head, body = (MAILS / "qmail.eml").read_bytes().split(b"\n\n", 1)
    raw = head + b"\nX-Long: " + (filler * 4000).replace(b"\n", b" ") + b"\n\n" + filler * 20_000 + body
    for record in records_of("long", raw, KNOWLEDGE):
        assert len(record.diagnostic) <= 2000


@given(st.binary(max_size=2000))
@settings(max_examples=examples(200))
def test_random_bytes_never_raise(raw: bytes) -> None:
    assert isinstance(records_of("random", raw, KNOWLEDGE), tuple)


@given(st.sampled_from(ALL), st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=12)), max_size=8))
@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.too_slow])
def test_mutated_mails_never_raise(path: Path, changes: list[tuple[int, bytes]]) -> None:
    raw = path.read_bytes()
    for at, put in changes:
        raw = raw[:at] + put + raw[at + len(put) :]
    for number, record in enumerate(records_of("mutated", raw, KNOWLEDGE)):
        assert record.index == number
        assert record.sender_blocked is not True or record.hard is not True


def test_an_automatic_reply_keeps_the_beginning_of_its_text() -> None:
    raw = (
        b"From: Kai <kai@corp.example.net>\nSubject: Re: News\nAuto-Submitted: auto-replied\n"
        b"Date: Mon, 16 Nov 2026 09:00:05 +0000\n\nThis inbox is\nno longer in use.\n" + b"x" * 5000
    )
    (record,) = records_of("a.eml", raw, KNOWLEDGE)
    assert (record.kind, record.recipient) == ("autoreply", "kai@corp.example.net")
    assert record.diagnostic.startswith("Re: News This inbox is no longer in use. x")
    assert len(record.diagnostic) < 600


@each(
    "reply, address",
    [
        ("550 5.7.25 [192.0.2.25] The IP address sending this message has no PTR record", "192.0.2.25"),
        ("450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.25]", "192.0.2.25"),
        ("550 5.7.23 SPF check failed: 192.0.2.25 may not send mail from example.com", "192.0.2.25"),
        ("550 5.1.1 no such user on 192.0.2.25", None),
        ("552 5.2.2 mailbox full on 192.0.2.25", None),
    ],
)
def test_a_reply_about_the_sender_s_records_tells_the_address(reply: str, address: str | None) -> None:
    record = record_of_reply(reply, KNOWLEDGE)
    assert (record.source_ip, record.sender_blocked) == (address, False)
