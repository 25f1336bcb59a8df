"""What a returned mail shows of its sender: From, DKIM signatures, HELO."""

from repcheck.bounces.mail.records import records_of
from repcheck.model.bounces import BounceRecord, Signature
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: news@example.com
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It failed.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; kai@example.net
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 550 5.7.1 Unauthenticated mail is not accepted

--b
Content-Type: text/rfc822-headers

{headers}

--b--
"""
RECEIVED = (
    "Received: from mta1.example.com (mta1.example.com [198.51.100.9]) by mx.example.net with ESMTP; now"
)


def read(*headers: str) -> BounceRecord:
    (record,) = records_of("a.eml", REPORT.format(headers="\n".join(headers)).encode(), KNOWLEDGE)
    return record


def test_all_of_it() -> None:
    record = read(
        "Return-Path: <bounce@mail.example.com>",
        RECEIVED,
        "DKIM-Signature: v=1; a=rsa-sha256; d=Example.com; s=s1;",
        "\th=from:to; bh=x; b=d=evil.example",
        "DKIM-Signature: v=1; d=esp.example; s=k1.pool; b=x",
        'From: "News" <news@Example.com>',
    )
    assert record.header_from == "example.com"
    assert record.signatures == (Signature("example.com", "s1"), Signature("esp.example", "k1.pool"))
    assert (record.helo, record.source_ip) == ("mta1.example.com", "198.51.100.9")
    assert record.sender == "bounce@mail.example.com"


@each(
    "header, expected",
    [
        ("From: a@example.com, b@example.com", "example.com"),
        ("From: a@example.com, b@example.org", None),
        ("From: nobody", None),
        ("From: a@example.com\nFrom: b@example.com", None),
        ("Subject: no From", None),
    ],
)
def test_from(header: str, expected: str | None) -> None:
    assert read(header, RECEIVED).header_from == expected


@each(
    "header",
    ["v=1; s=s1", "d=example.com", "d=example.com; s=../x", "d=localhost; s=s1", "d=a b.example; s=é", ""],
)
def test_signatures_that_name_no_key(header: str) -> None:
    found = read(f"DKIM-Signature: {header}").signatures
    assert found in ((), (Signature("ab.example", "s1"),))


def test_signatures_are_bounded_and_told_once() -> None:
    one = "DKIM-Signature: d=example.com; s=s1"
    assert read(one, one).signatures == (Signature("example.com", "s1"),)
    assert len(read(*(f"DKIM-Signature: d=example.com; s=s{n}" for n in range(40))).signatures) == 8


@each(
    "header, helo",
    [
        (RECEIVED, "mta1.example.com"),
        (
            "Received: from unknown (HELO mta2.example.com) (198.51.100.9) by mx with SMTP; now",
            "mta2.example.com",
        ),
        ("Received: from [198.51.100.9] (helo=mta3.example.com) by mx with esmtp; now", "mta3.example.com"),
        ("Received: from localhost ([127.0.0.1]) by mx; now", None),
        ("Received: from [198.51.100.9] by mx; now", None),
    ],
)
def test_helo(header: str, helo: str | None) -> None:
    assert read(header).helo == helo
