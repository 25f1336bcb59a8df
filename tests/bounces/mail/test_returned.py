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
