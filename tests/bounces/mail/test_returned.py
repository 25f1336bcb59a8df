"""Who sent the mail that came back: the envelope sender and the name of the mail in the log of its server."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)


def report(per_message: str, returned: str) -> bytes:
    return f"""Return-Path: <>
From: MAILER-DAEMON@mta1.example.com
To: news@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mta1.example.com
{per_message}
Final-Recipient: rfc822; kai@corp.example.net
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 550 5.7.1 refused

--b
Content-Type: text/rfc822-headers

{returned}From: office@example.com
To: kai@corp.example.net

--b--
""".encode()


@each(
    "per_message, returned, sender, queue_id",
    [
        (
            "X-Postfix-Queue-ID: 4XyZ000001\nX-Postfix-Sender: rfc822; news@shop.example\n",
            "",
            "news@shop.example",
            "4XyZ000001",
        ),
        ("", "Return-Path: <bounce@shop.example>\n", "bounce@shop.example", None),
        ("", "Return-Path: <>\n", "", None),
        ("", "", None, None),
        ("X-Postfix-Queue-ID: not an id\n", "", None, None),
    ],
)
def test_the_sender_of_the_mail_that_came_back(
    per_message: str, returned: str, sender: str | None, queue_id: str | None
) -> None:
    (record,) = records_of("x", report(per_message, returned), KNOWLEDGE)
    assert (record.sender, record.queue_id) == (sender, queue_id)


def test_a_subject_ends_no_header_of_the_mail_that_came_back() -> None:
    """Of a notice in plain text: what the mail was about is no reason, and stays where it stands behind."""
    notice = b"""From: MAILER-DAEMON@mta1.example.com
To: news@example.com
Subject: Undelivered mail

Your message could not be delivered to one recipient.
Subject: Your mailbox is full

<kai@corp.example.net>: 550 5.1.1 user unknown

------ This is a copy of your message, with headers ------
Return-Path: <bounce@shop.example>
Received: from out.shop.example (192.0.2.25) by mta1.example.com; Fri, 2 Oct 2026 09:59:00 +0000
Subject: Your mailbox is full
From: Shop <news@brand.example>

Hi
"""
    (record,) = records_of("x", notice, KNOWLEDGE)
    assert (record.sender, record.header_from, record.source_ip) == (
        "bounce@shop.example",
        "brand.example",
        "192.0.2.25",
    )
    assert (record.category, record.diagnostic) == ("nonexistent", "550 5.1.1 user unknown")
