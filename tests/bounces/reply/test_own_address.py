"""A missing address that is the sender's own is no missing recipient."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.bounces import Category
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
OF_SENDER = (
    "550 postmaster@example.org does not exist",
    "550 5.1.1 <postmaster@example.org>: user unknown",
    "550 No such mailbox: abuse@example.org",
    "550 Mailbox news@example.org is disabled",
    "550 5.1.1 news@example.org: no such user",
    "550 could not verify news@example.org: user unknown",
    "550 Domain example.org does not exist",
    "550 5.1.2 example.org: host unknown",
    "host mx.corp.example.net[198.51.100.25] said: 550 postmaster@example.org ist unbekannt",
)
OF_RECIPIENT = (
    "550 User unknown",
    "550 5.1.1 mia@corp.example.net: user unknown (mail from news@example.org)",
    "550 5.1.1 User unknown, from=<news@example.org>",
    "550 5.1.1 no such user here; mail of news@example.org refused",
    "550 otto@example.org: user unknown",
    "550 Domain shop-example.org does not exist",
    "550 mia@corp.example.net does not exist, told postmaster@example.org",
)


def reply(diagnostic: str) -> Reply:
    return Reply(file="x", recipient="mia@corp.example.net", sender="news@example.org", diagnostic=diagnostic)


@each("diagnostic", OF_SENDER)
def test_of_the_sender(diagnostic: str) -> None:
    for judged in (judge(reply(diagnostic), KNOWLEDGE), MemoJudge(KNOWLEDGE)(reply(diagnostic))):
        assert (judged.category, judged.hard, judged.rule) == (Category.POLICY, False, "sender-invalid")


@each("diagnostic", OF_RECIPIENT)
def test_of_the_recipient(diagnostic: str) -> None:
    for judged in (judge(reply(diagnostic), KNOWLEDGE), MemoJudge(KNOWLEDGE)(reply(diagnostic))):
        assert (judged.category, judged.hard) == (Category.NONEXISTENT, True)


def test_a_memory_of_replies_keeps_senders_apart() -> None:
    memo = MemoJudge(KNOWLEDGE)
    text = "550 postmaster@example.org does not exist"
    other = Reply(file="x", recipient="mia@corp.example.net", sender="shop@example.com", diagnostic=text)
    assert [memo(each).hard for each in (reply(text), other, reply(text))] == [False, True, False]


def test_who_writes_to_himself_is_a_recipient() -> None:
    himself = Reply(
        file="x",
        recipient="news@example.org",
        sender="news@example.org",
        diagnostic="550 news@example.org unknown user",
    )
    assert judge(himself, KNOWLEDGE).hard is True


def test_the_author_of_the_returned_mail_is_known_too() -> None:
    mail = b"""Return-Path: <>
From: MAILER-DAEMON@mx.example.net
To: news@example.org
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; mia@corp.example.net
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 550 postmaster@example.org does not exist

--b
Content-Type: text/rfc822-headers

From: office@example.org
To: mia@corp.example.net

--b--
"""
    (record,) = records_of("x", mail, KNOWLEDGE)
    assert (record.sender, record.category, record.hard) == (None, Category.POLICY, False)
