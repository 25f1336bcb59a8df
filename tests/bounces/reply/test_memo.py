"""The judge with a memory says what the one without says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Hint, Knowledge, Reply, judge
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.bounces import Category
from tests.bounces.catalogs import CATALOG
from tests.fuzz.targets import mails
from tests.support.examples import examples

KNOWLEDGE = Knowledge.of(CATALOG)
PEOPLE = [
    "kai@corp.example.net",
    "ann.blocked@spam.example",
    "j+zen@mx.example.org",
    "no_user@corp.example.net",
    "the.department.of.long.names@research.university.example.org",
    "root",
    None,
    "a@b",
]
TEXTS = [
    "550 5.1.1 <{}>: Recipient address rejected: User unknown in virtual mailbox table",
    "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org",
    "550 5.7.1 Sender {} is blocked",
    "sender address {}: domain is blocked using dbl.spamhaus.org",
    "552 5.2.2 {} Quota exceeded; see {}",
    "421 4.7.0 part of their network is on our block list (S3140)",
    "connect to mx.shop.example[203.0.113.9]:25: Connection timed out",
    "550-5.1.1 The email account that you tried to reach does not exist. {id} - gsmtp",
    "550-5.7.1 {} our system has detected unsolicited mail from [192.0.2.25 19]. {id} - gsmtp",
    "452-4.2.2 The recipient's inbox is out of storage space. p=OverQuotaTemp - gsmtp",
    "421 4.7.0 z9z8z7z6z5z9 and {id} - gsmtp",
    "quisquis@example.invalid {} user unknown",
    "542 {} Rejected",
    f"550 the recipient {{}} of{' this and' * 15} that is nowhere here",
    "",
]
HOSTS = [None, "mx.shop.example", "x.olc.protection.outlook.com", "aspmx.l.google.com", "google.com.example"]

IDS = [
    "q16si3475662wrs.311",
    "a640c23a62f3a-b7ab0e1b2e4si1234567866b.123",
    "4X00000000023",
    "4X00000000550",
    "setup",
]
REPORT = """\
From: MAILER-DAEMON@mx.example.com
To: ann@example.com
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {person}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{person}>: user unknown
--b--
"""
REPLIES = st.builds(
    lambda text, more, person, number, **fields: Reply(
        file="f:1",
        recipient=person,
        diagnostic=text.replace("{}", person or "x@example.com").replace("{id}", number),
        more=more.replace("{}", person or "x@example.com").replace("{id}", number),
        **fields,
    ),
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    st.sampled_from(PEOPLE),
    st.sampled_from(IDS),
    kind=st.sampled_from(["bounce", "delayed", "delivered"]),
    status=st.sampled_from([None, "5.0.0", "5.1.1", "4.4.1"]),
    remote_mta=st.sampled_from(HOSTS),
    source_ip=st.sampled_from([None, "192.0.2.1"]),
    original_recipient=st.sampled_from(PEOPLE),
    hint=st.sampled_from([None, Hint(Category.MAILBOX_FULL, False, False, "a service full")]),
    suppressed=st.booleans(),
    esp=st.sampled_from([None, "a service"]),
    event=st.sampled_from([None, "1", "2"]),
    time=st.sampled_from([None, "2026-11-16T09:00:05Z"]),
)


@settings(max_examples=examples(150))
@given(st.lists(REPLIES, min_size=1, max_size=8))
def test_the_same_records(replies: list[Reply]) -> None:
    remembering = MemoJudge(KNOWLEDGE, most=4)
    for reply in [*replies, *replies]:
        assert remembering(reply) == judge(reply, KNOWLEDGE)


@pytest.mark.parametrize("text", TEXTS)
def test_each_recipient_in_the_same_words(text: str) -> None:
    memo = MemoJudge(KNOWLEDGE)
    for person in filter(None, PEOPLE):
        reply = Reply(file="f", recipient=person, diagnostic=text.replace("{}", person))
        assert memo(reply) == judge(reply, KNOWLEDGE)


def counted_judgements(monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    judged: list[Reply] = []

    def counting(reply: Reply, knowledge: Knowledge):
        judged.append(reply)
        return judge(reply, knowledge)

    monkeypatch.setattr("repcheck.bounces.reply.memo.judge", counting)
    return judged


def test_one_judgement_for_all_recipients(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = counted_judgements(monkeypatch)
    remembering = MemoJudge(KNOWLEDGE)
    for number in range(50):
        person = f"user{number}@corp{number}.example.net"
        record = remembering(
            Reply(
                file=f"f:{number}",
                recipient=person,
                diagnostic=f"550 5.1.1 <{person}>: User unknown q16si{number:07}wrs.{number:03} - gsmtp",
                remote_mta=f"mx.corp{number}.example.net",
            )
        )
        assert record.recipient == person
        assert person in record.diagnostic
    assert len(judged) == 1


def test_mails_of_one_run_are_judged_as_each_alone() -> None:
    memo = MemoJudge(KNOWLEDGE, most=8)
    for person in (b"kai@corp.example.net", b"no_user@corp.example.net", b"k@a.example"):
        for raw in mails():
            mail = raw.replace(b"kai@corp.example.net", person)
            assert records_of("mail", mail, KNOWLEDGE, memo) == records_of("mail", mail, KNOWLEDGE)


def test_one_judgement_for_all_mails_that_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = counted_judgements(monkeypatch)
    memo = MemoJudge(KNOWLEDGE)
    for number in range(9):
        person = f"user{number}@corp{number}.example.net"
        (record,) = records_of(f"{number}.eml", REPORT.format(person=person).encode(), KNOWLEDGE, memo)
        assert (record.recipient, record.file, record.category) == (person, f"{number}.eml", "nonexistent")
    assert len(judged) == 1
