"""Whose address failed where an alias, a group or another system stands between."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
TEAM, ANN, BOB = "team@corp.example.net", "ann@corp.example.net", "bob@corp.example.net"
FULL, GONE = ("5.2.2", "552 5.2.2 Mailbox full"), ("5.1.1", "550 5.1.1 User unknown")


def block(original: str, final: str, status: str, said: str) -> str:
    return (
        f"Original-Recipient: rfc822;{original}\nFinal-Recipient: rfc822;{final}\nAction: failed\n"
        f"Status: {status}\nDiagnostic-Code: smtp;{said}\n"
    )


def report(*blocks: str) -> str:
    dsn = "\n".join(("Reporting-MTA: dns;mta1.example.com\n", *blocks))
    return (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mta1.example.com\nTo: news@example.com\n"
        "Subject: not delivered\n"
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nNot delivered.\n\n"
        f"--b\nContent-Type: message/delivery-status\n\n{dsn}\n--b--\n"
    )


def read(raw: str) -> list[tuple[str | None, str | None, bool | None]]:
    return [
        (one.recipient, one.original_recipient, one.hard) for one in records_of("x", raw.encode(), KNOWLEDGE)
    ]


def test_a_member_that_is_gone_does_not_make_the_group_bad() -> None:
    found = read(report(block(TEAM, ANN, *GONE), block(TEAM, BOB, *FULL)))
    assert found == [(ANN, TEAM, True), (BOB, TEAM, False)]


def test_an_alias_of_one_is_told_by_the_address_that_was_used() -> None:
    assert read(report(block(TEAM, ANN, *GONE), block(BOB, BOB, *FULL))) == [
        (TEAM, TEAM, True),
        (BOB, BOB, False),
    ]


@each(
    "original, address",
    [
        ("kai+2Blist+3Dx@corp.example.net", "kai+list=x@corp.example.net"),
        ("kai+2B@corp.example.net", "kai+@corp.example.net"),
        ("kai+list@corp.example.net", "kai+list@corp.example.net"),
        ("kai+2Blist+x@corp.example.net", "kai+2Blist+x@corp.example.net"),
        ("kai+2b@corp.example.net", "kai+2b@corp.example.net"),
    ],
)
def test_an_original_recipient_that_was_left_encoded_is_decoded(original: str, address: str) -> None:
    ((recipient, _, _),) = read(report(block(original, "k17@corp.example.net", *GONE)))
    assert recipient == address


def test_a_copy_that_exchange_keeps_is_read_by_what_is_in_it() -> None:
    journal = (
        "From: Microsoft Exchange <postmaster@example.com>\nTo: journal@example.com\nX-MS-Journal-Report:\n"
        "Subject: Undeliverable: figures\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=j\n\n"
        "--j\nContent-Type: text/plain\n\nSender: MicrosoftExchange@example.com\nSubject: Undeliverable\n"
        "To: news@example.com\n\n--j\nContent-Type: message/rfc822\n\n{inner}\n--j--\n"
    )
    assert read(journal.format(inner=report(block(ANN, ANN, *GONE)))) == [(ANN, ANN, True)]
    ordinary = "From: news@example.com\nTo: ann@corp.example.net\nSubject: Undeliverable?\n\nHello\n"
    assert read(journal.format(inner=ordinary)) == []
