"""What a reply can be about: bounded by the command that it answers, and by whose words it holds."""

import pytest

from repcheck.bounces.mail.records import record_of_reply
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.bounces.reply.subject import sender_addresses
from repcheck.bounces.smtp.phase import _SAID, Phase, phase_of
from repcheck.model.bounces import BounceRecord, Category
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)


def of(diagnostic: str, phase: Phase | None = None, **more: str) -> BounceRecord:
    return judge(Reply(file="x", diagnostic=diagnostic, phase=phase, **more), KNOWLEDGE)  # type: ignore[arg-type]


@each(
    "words, phase",
    [
        ("host mx.example.net[198.51.100.7] refused to talk to me: 554 no", "connect"),
        ("lost connection with mx.example.net[198.51.100.7] while performing the EHLO handshake", "connect"),
        ("Connected to 198.51.100.7 but greeting failed.", "connect"),
        ("SMTP error from remote mail server after initial connection: 554 no", "connect"),
        ("550 no (in reply to MAIL FROM command)", "mail"),
        ("SMTP error from remote mail server after pipelined MAIL FROM:<a@example.com>: 550 no", "mail"),
        ("Connected to 198.51.100.7 but sender was rejected.", "mail"),
        ("550 no (in reply to RCPT TO command)", "rcpt"),
        ("198.51.100.7 does not like recipient.", "rcpt"),
        (">>> MAIL From:<a@example.com>\n<<< 250 ok\n>>> RCPT To:<kai@example.net>\n<<< 550 no", "rcpt"),
        ("550 no (in reply to end of DATA command)", "data"),
        ("SMTP error from remote mail server after end of data: 550 no", "data"),
        ("550 no", None),
    ],
)
def test_the_command_is_read_off_the_words_around_a_reply(words: str, phase: Phase | None) -> None:
    assert phase_of(words) == phase


def test_words_of_ascii_need_no_pattern_for_other_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_SAID, "_whole", None)
    assert phase_of("550 5.1.1 <kim@example.net> unknown (in reply to RCPT TO command)") == "rcpt"
    assert _SAID._whole is None
    assert phase_of("550 5.1.1 Empfänger unbekannt (in reply to RCPT TO command)") == "rcpt"
    assert _SAID._whole is not None


@each("phase", ["connect", "mail"])
@each(
    "words",
    [
        "550 5.1.1 User unknown",
        "550 mailbox unavailable",
        "550 5.2.1 mailbox disabled",
        "552 5.2.2 mailbox full",
        "550 5.1.1",
        "550 5.2.1 xyz",
    ],
)
def test_before_rcpt_no_mailbox_can_be_bad(words: str, phase: Phase) -> None:
    record = of(words, phase)
    assert record.hard is False
    assert record.category not in (Category.NONEXISTENT, Category.INACTIVE, Category.MAILBOX_FULL)


@each("phase", ["rcpt", "data", None])
def test_later_it_can(phase: Phase | None) -> None:
    assert of("550 5.1.1 User unknown", phase).hard is True


def test_a_refused_connection_that_a_server_answers_is_no_network_trouble() -> None:
    assert of("550 5.7.1 Connection refused X1_22", "connect").sender_blocked is True
    assert of("connect to mx.example.net[198.51.100.7]:25: Connection refused").category == "undeliverable"


@each(
    "words, category, hard",
    [
        ("5.1.0 - Unknown address error 550-'5.7.1 access denied'", "policy", False),
        ("5.1.0 - Unknown address error 554-'5.7.1 client [192.0.2.25] is blocked'", "blocked", False),
        ("5.1.0 - Unknown address error 550-'5.1.1 User unknown'", "nonexistent", True),
        ("5.1.0 - Unknown address error 550-'Transaction failed (X:Y)'", "other", None),
    ],
)
def test_the_quoted_answer_decides_and_not_the_frame(words: str, category: str, hard: bool | None) -> None:
    record = record_of_reply(words, KNOWLEDGE)
    assert (record.category, record.hard) == (category, hard)


@each(
    "name, kind, said, hard",
    [
        ("corp.example.net", "A", "Host not found", True),
        ("corp.example.net", "AAAA", "Host not found", True),
        ("mx1.example.org", "A", "Host not found", False),
        ("mx1.example.org", "AAAA", "Host found but no data record of requested type", False),
        ("corp.example.net", "MX", "Host not found, try again", False),
        ("corp.example.net", "MX", "Malformed or unexpected name server reply", False),
    ],
)
def test_only_the_domain_itself_makes_its_addresses_bad(name: str, kind: str, said: str, hard: bool) -> None:
    words = f"Host or domain name not found. Name service error for name={name} type={kind}: {said}"
    reply = Reply(file="x", recipient="kai@corp.example.net", diagnostic=words)
    assert judge(reply, KNOWLEDGE).hard is hard
    assert MemoJudge(KNOWLEDGE)(reply) == judge(reply, KNOWLEDGE)


def test_where_an_alias_led_to_is_a_domain_of_the_recipient_too() -> None:
    words = "Name service error for name=shop.example type=A: Host not found"
    assert of(words, recipient="kai@corp.example.net", final_recipient="kai@shop.example").hard is True
    assert of(words, recipient="kai@corp.example.net").hard is False


@each(
    "words",
    [
        "554 5.7.1 Client host [192.0.2.25] blocked using zen.example.org; Error: open resolver",
        "550 5.7.1 rejected: 127.0.0.1 -> Query Refused. See http://list.example/refused.shtml",
        "451 4.3.0 Client host [192.0.2.25] blocked using bl.example; RBL lookup error: timed out",
    ],
)
def test_a_list_that_refused_the_receivers_resolver_lists_nobody(words: str) -> None:
    record = record_of_reply(words, KNOWLEDGE)
    assert (record.sender_blocked, record.rule, record.blocked_subject) == (False, "list-error", None)


@each(
    "words, address",
    [
        ("OUT BOUNCED 198.51.100.1 TLS 550 Client host [192.0.2.25] blocked", "192.0.2.25"),
        ("Connected to 198.51.100.1 but sender was rejected. 192.0.2.25 is listed", "192.0.2.25"),
        ("550 refused [Your DNS IP: 198.51.100.9]", None),
        ("198.51.100.1 does not like recipient. Giving up on 198.51.100.1.", None),
    ],
)
def test_the_blamed_address_and_not_the_servers(words: str, address: str | None) -> None:
    assert next(iter(sender_addresses(words)), None) == address


@each(
    "words, category",
    [
        ("550 5.7.1 refused, see https://mx.example.net/policy/mailbox-full.html", "policy"),
        ("553 5.7.3 CONTENT REFUSED https://mx.example.net/policy/4", "content"),
        ("550 UNKNOWN_USER", "nonexistent"),
        ("550 5.7.1 This group takes mail of colleagues only; authentication required", "policy"),
    ],
)
def test_words_of_a_link_say_nothing_and_a_token_is_read_as_words(words: str, category: str) -> None:
    assert record_of_reply(words, KNOWLEDGE).category == category
