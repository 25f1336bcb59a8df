"""Notices that name nobody, sent to an address that holds the recipient."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
KAI = "kai@corp.example.net"


def recipient(
    to: str, field: str = "To", text: str = "The mailbox is full. Your mail was not delivered."
) -> str | None:
    head = f"Return-Path: <>\nFrom: MAILER-DAEMON@corp.example.net\n{field}: {to}\nSubject: Undeliverable"
    raw = f"{head}\n\n{text}\n"
    (record,) = records_of("x", raw.encode(), KNOWLEDGE)
    assert record.category == "mailbox-full"
    return record.recipient


@each(
    "to, who",
    [
        ("bounce+kai=corp.example.net@example.com", KAI),
        ("<Bounces+Kai=Corp.Example.Net@example.com>", KAI),
        ("bounces-123-kai=corp.example.net@example.com", KAI),
        ("news-return-7-kai=corp.example.net@lists.example", KAI),
        ("news-bounces+kai=corp.example.net@lists.example", KAI),
        ("msprvs1=18a2bcx=bounces-1-kai=corp.example.net@example.com", KAI),
        ("b.kai=corp.example.net.42@bounce.example.com", KAI),
        ("bounces+12345-abcd-kai.may=corp.example.net@example.com", "kai.may@corp.example.net"),
        ("bounces+kai-may=corp.example.net@example.com", "kai-may@corp.example.net"),
        ("bounces+12345-ab12cd-kai.may=corp.example.net@example.com", "kai.may@corp.example.net"),
        ("bounce-0c9f3e7a-kai=corp.example.net@example.com", KAI),
    ],
)
def test_the_recipient_is_in_the_address(to: str, who: str) -> None:
    assert recipient(to) == who
    assert recipient(f"news@example.com\nDelivered-To: {to}") == who
    assert recipient(to, "X-Original-To") == who


@each(
    "to",
    [
        "prvs=1234567890=news@example.com",
        "SRS0=hash=tt=shop.example=ann@example.com",
        "SRS1=hash=relay.example==hash=tt=shop.example=ann@example.com",
        "btv1==123==bounce-ann=shop.example@example.com",
        "news=letter@example.com",
        "kai=corp.example.net@example.com",
        "bounce+=corp.example.net@example.com",
        "bounce+kai=corp@example.com",
        "bounce+123@example.com",
        "owner-news-kai=corp.example.net@example.com",
        "=" * 900 + "@example.com",
    ],
)
def test_the_address_holds_nobody(to: str) -> None:
    assert recipient(to) is None


def test_whom_the_notice_names_goes_first() -> None:
    text = "ann@shop.example: mailbox full, your mail was not delivered"
    assert recipient("bounce+kai=corp.example.net@example.com", text=text) == "ann@shop.example"
