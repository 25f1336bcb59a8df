"""The logs of the other mail servers, a table each."""

import pytest

from repcheck.bounces.logs import LogKind, parser_for
from repcheck.bounces.reply.judge import Reply, helo_in
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.bounces import Category
from tests.bounces.logs.lines import IDS, LOGS
from tests.bounces.logs.reading import KNOWLEDGE, NOW, outcomes, read, sample
from tests.support.tables import each


@pytest.mark.parametrize(("kind", "expected", "sent"), LOGS, ids=IDS)
def test_outcomes(kind: LogKind, expected: list[tuple[str, str, str | None]], sent: int) -> None:
    parser = parser_for(kind, "log", now=NOW)
    assert outcomes(list(parser.feed(sample(kind), 1))) == expected
    assert parser.sent == sent


@pytest.mark.parametrize(("kind", "expected", "sent"), LOGS, ids=IDS)
def test_a_log_in_pieces_says_the_same(
    kind: LogKind, expected: list[tuple[str, str, str | None]], sent: int
) -> None:
    parser = parser_for(kind, "log", now=NOW)
    lines = sample(kind).splitlines(keepends=True)
    replies = [reply for number, line in enumerate(lines, 1) for reply in parser.feed(line, number)]
    assert outcomes(replies) == expected
    assert parser.sent == sent


@pytest.mark.parametrize(("kind", "expected", "sent"), LOGS, ids=IDS)
def test_deliveries_are_given_when_asked_for(
    kind: LogKind, expected: list[tuple[str, str, str | None]], sent: int
) -> None:
    told = outcomes(read(kind, sample(kind), deliveries=True))
    assert [outcome for outcome in told if outcome[1] != "delivered"] == expected
    assert len(told) == len(expected) + sent


@pytest.mark.parametrize(("kind", "expected", "sent"), LOGS, ids=IDS)
def test_the_blocked_one_in_full(
    kind: LogKind, expected: list[tuple[str, str, str | None]], sent: int
) -> None:
    record = MemoJudge(KNOWLEDGE)(read(kind, sample(kind))[0])
    assert record.recipient == "kai@corp.example.net"
    assert record.sender_blocked is True
    assert record.cited_lists == ("spamhaus-zen",)
    assert record.enhanced_status == "5.7.1"
    assert record.status_code in (550, 554)
    assert record.source_ip == "192.0.2.25"
    assert record.remote_mta == ("198.51.100.7" if kind == "qmail" else "mx.corp.example.net")
    assert record.time is not None
    assert record.time.startswith("2026-11-16T09:0" if kind != "qmail" else "2025-11-16T09:0")


def by_line(kind: LogKind) -> dict[str, Reply]:
    return {reply.file.removeprefix("log:"): reply for reply in read(kind, sample(kind))}


def test_who_gave_up_says_what_the_last_try_was_answered() -> None:
    assert by_line("exim")["5"].more.startswith("retry time not reached")
    assert by_line("sendmail")["5"].diagnostic == "Connection timed out with mx.shop.example."
    assert "too long" in by_line("qmail")["13"].diagnostic
    expired = by_line("kumomta")["5"]
    assert (expired.diagnostic, expired.time) == ("451 again", "2026-11-16T09:03:25Z")


def test_texts_with_colons_quotes_and_line_ends() -> None:
    exim = by_line("exim")
    assert exim["2"].diagnostic == (
        "550-5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org"
    )
    assert exim["3"].diagnostic == "421 4.7.0 [TSS04] later"
    assert exim["10"].diagnostic == "Unrouteable address"
    assert exim["11"].diagnostic.startswith("Child process")
    assert by_line("opensmtpd")["1"].diagnostic.startswith('550 5.7.1 "you" are')
    assert by_line("qmail")["6"].diagnostic == (
        "550 5.7.1 Client host [192.0.2.25] blocked, see https://www.spamhaus.org/query/ip/192.0.2.25"
    )
    assert by_line("kumomta")["3"].source_ip == "2001:db8::25"


@each(
    "kind, said",
    [
        (
            "kumomta",
            '{"type":"Bounce","recipient":"kai@example.net","bounce_classification":"%s",'
            '"response":{"code":554,"content":"%s"}}',
        ),
        (
            "powermta",
            "type,rcpt,bounceCat,dsnDiag\nb,kai@example.net,%s,smtp;554 %s",
        ),
    ],
)
def test_the_class_of_a_server_is_a_hint_that_words_overrule(kind: LogKind, said: str) -> None:
    name = {"kumomta": "QuotaIssues", "powermta": "quota-issues"}[kind]

    def category(words: str, known_as: str) -> Category:
        (reply,) = read(kind, said % (known_as, words))
        return MemoJudge(KNOWLEDGE)(reply).category

    assert category("we are sorry", name) is Category.MAILBOX_FULL
    assert category("we are sorry", "a class of its own") is Category.OTHER
    assert category("Client host blocked using zen.spamhaus.org", name) is Category.BLOCKED


def test_what_who_runs_the_server_gave_up_no_other_server_refused() -> None:
    (reply,) = read(
        "kumomta",
        '{"type":"AdminBounce","recipient":"kai@example.net","bounce_classification":"InvalidRecipient",'
        '"response":{"code":552,"content":"purged"}}',
    )
    record = MemoJudge(KNOWLEDGE)(reply)
    assert (record.suppressed, record.hard, record.sender_blocked) == (True, None, False)


@each(
    "kind, text, sender, queue",
    [
        (
            "exim",
            "2026-11-16 09:00:05 1vKxyz-000001-Ab ** kai@corp.example.net F=<news@example.com> R=dnslookup "
            "T=smtp H=mx.corp.example.net [198.51.100.7]: SMTP error from remote mail server after RCPT "
            "TO:<kai@corp.example.net>: 550 5.1.1 no such user\n",
            "news@example.com",
            "1vKxyz-000001-Ab",
        ),
        (
            "sendmail",
            "Nov 16 09:00:01 mx sm-mta[55]: 3AG9abc: from=<news@example.com>, size=1, nrcpts=1\n"
            "Nov 16 09:00:05 mx sm-mta[56]: 3AG9abc: to=<kai@corp.example.net>, mailer=esmtp, "
            "relay=mx.corp.example.net. [198.51.100.7], dsn=5.1.1, stat=User unknown\n",
            "news@example.com",
            "3AG9abc",
        ),
        (
            "powermta",
            "type,timeLogged,orig,rcpt,dsnStatus,dsnDiag,envId\n"
            "b,2026-11-16 09:00:05+0000,news@example.com,kai@corp.example.net,5.1.1,550 no such user,e7\n",
            "news@example.com",
            "e7",
        ),
    ],
)
def test_sender_and_queue_id(kind: LogKind, text: str, sender: str, queue: str) -> None:
    (reply,) = read(kind, text)
    assert (reply.recipient, reply.sender, reply.queue_id) == ("kai@corp.example.net", sender, queue)


@each(
    "words, name",
    [
        ("550 5.7.1 <mail.example.com>: Helo command rejected: Host not found", "mail.example.com"),
        (
            "554 5.7.1 Client host blocked; from=<a@example.com> proto=ESMTP helo=<Mail.example.com>",
            "mail.example.com",
        ),
        ("550 5.7.1 no such user", None),
    ],
)
def test_the_helo_that_a_reply_quotes(words: str, name: str | None) -> None:
    assert helo_in(words) == name
