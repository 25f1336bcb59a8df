"""Reports of RFC 3464, RFC 6522 and RFC 6533 as they come, whole and broken."""

import base64
import quopri

import pytest

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
KAI = "kai@corp.example.net"
REPLY = f"550 5.1.1 <{KAI}>: User unknown"
Read = list[tuple[str | None, int | None, str | None, str, str]]
KNOWN: Read = [(KAI, 550, "5.1.1", "nonexistent", "bounce")]
ANN: Read = [("ann@corp.example.net", 550, "5.1.1", "nonexistent", "bounce")]

HEAD = """\
Return-Path: <>
From: MAILER-DAEMON@mta1.example.com (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 16 Nov 2026 09:00:00 +0000
MIME-Version: 1.0
"""
TEXT = """\
This is the mail system at host mta1.example.com.

Your message could not be delivered to one or more recipients.
"""
MESSAGE = """\
Reporting-MTA: dns; mta1.example.com
Arrival-Date: Mon, 16 Nov 2026 09:00:00 +0000
"""
RECIPIENT = f"""\
Final-Recipient: rfc822; {KAI}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.corp.example.net
Diagnostic-Code: smtp; {REPLY}
"""
DSN = f"{MESSAGE}\n{RECIPIENT}"
RETURNED = f"""\
Received: from mail.example.com ([192.0.2.25]) by mta1.example.com
From: news@example.com
To: {KAI}
Subject: letter

Hello
"""


def report(
    dsn: str = DSN,
    *,
    text: str = TEXT,
    returned: str = RETURNED,
    kind: str = "multipart/report; report-type=delivery-status",
    dsn_type: str = "message/delivery-status",
    returned_type: str = "message/rfc822",
) -> str:
    parts = [f"Content-Type: text/plain\n\n{text}", f"Content-Type: {dsn_type}\n\n{dsn}"]
    parts.append(f"Content-Type: {returned_type}\n\n{returned}")
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f"{HEAD}Content-Type: {kind}; boundary=b\n\nThis is a MIME message.\n\n{body}--b--\n"


def changed(old: str, new: str) -> str:
    assert old in DSN
    return report(DSN.replace(old, new))


def read(raw: str | bytes) -> Read:
    raw = raw.encode() if isinstance(raw, str) else raw
    return [
        (record.recipient, record.status_code, record.enhanced_status, record.category.value, record.kind)
        for record in records_of("x", raw, KNOWLEDGE)
    ]


SAME = {
    "as it should be": report(),
    "no boundary at the end": report().removesuffix("--b--\n"),
    "header fields only": report(returned_type="text/rfc822-headers"),
    "sent as text": report(dsn_type="text/plain"),
    "in a mixed mail": report(kind="multipart/mixed"),
    "without its recipient's block": report(
        MESSAGE, text=f"{TEXT}\n<{KAI}>: host mx.example.net said: {REPLY}\n"
    ),
    "blanks before colons": report(DSN.replace(":", " :")),
    "tabs behind colons": report(DSN.replace(": ", ":\t")),
    "set in": report("".join(f" {line}\n" for line in DSN.splitlines())),
    "capitals": report(
        DSN.replace("Final-Recipient: rfc822", "FINAL-RECIPIENT: RFC822").replace("failed", "FAILED")
    ),
    "type with a slash": changed("rfc822; kai", "rfc/822; kai"),
    "no type": changed("rfc822; kai", "kai"),
    "source route": changed(f"rfc822; {KAI}", f"rfc822; @relay.example.net:{KAI}"),
    "angle brackets": changed(f"rfc822; {KAI}", f"rfc822; <{KAI}>"),
    "a comment behind the status": changed(
        "Status: 5.1.1", "Status: 5.1.1 (bad destination mailbox address)"
    ),
    "a vague status": changed("Status: 5.1.1", "Status: 5.0.0"),
    "lines of the reply repeat its code": changed(
        REPLY, "550-5.1.1 The address kai@corp\n 550-5.1.1 is not known. Us\n 550 5.1.1 er unknown"
    ),
    "the original recipient first": changed(
        "Final-Recipient: rfc822; kai@", f"Original-Recipient: rfc822; {KAI}\nFinal-Recipient: rfc822; k17@"
    ),
    "an empty line inside of the block": changed("Action: failed\n", "Action: failed\n\n"),
    "the same block twice": report(f"{DSN}\n{RECIPIENT}"),
    "base64": report(
        base64.encodebytes(DSN.encode()).decode(),
        dsn_type="message/delivery-status\nContent-Transfer-Encoding: base64",
    ),
    "quoted-printable": report(
        quopri.encodestring(DSN.encode()).decode(),
        dsn_type="message/delivery-status\nContent-Transfer-Encoding: quoted-printable",
    ),
    "the part alone": f"Content-Type: message/delivery-status\n\n{DSN}",
    "its fields as those of a mail": DSN,
    "forwarded": f"From: ann@example.com\nSubject: Fwd\nContent-Type: message/rfc822\n\n{report()}",
    "forwarded as an attachment": "Subject: Fwd\nContent-Type: multipart/mixed; boundary=z\n\n"
    f"--z\n\nsee below\n--z\nContent-Type: message/rfc822\n\n{report()}\n--z--\n",
    "a bounce of a bounce": report(
        returned=report(DSN.replace("kai@", "ann@")).replace("boundary=b", "boundary=q").replace("--b", "--q")
    ),
    "a boundary that is another one": report().replace("boundary=b", "boundary=c"),
    "a quoted boundary": report().replace("boundary=b", 'boundary="b"'),
    "set in boundaries": report().replace("\n--b", "\n --b"),
    "a charset that nobody knows": report().replace("text/plain", "text/plain; charset=x-none"),
    "a byte order mark": "\ufeff" + report(),
    "empty lines first": "\n\n" + report(),
    "a mailbox's line first": "From x@example.com Mon Nov 16 09:00:00 2026\n" + report(),
    "a NUL in a word": report().replace("User unknown", "Us\0er unknown"),
    "HTML only": f"{HEAD}Content-Type: text/html\n\n<p>Your message to "
    f"<a href='mailto:x@example.org'>{KAI}</a> could not be delivered:<br>550 5.1.1 User unknown</p>",
    "lists in the returned mail": report(
        returned="X-Spam-Report: listed in zen.spamhaus.org, blocked using bl.spamcop.net\n" + RETURNED
    ),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@each("name", SAME)
def test_all_say_the_same(name: str, ends: str) -> None:
    assert read(SAME[name].replace("\n", ends)) == KNOWN


@each("name", SAME)
def test_only_the_report_names_lists(name: str) -> None:
    assert all(not record.cited_lists for record in records_of("x", SAME[name].encode(), KNOWLEDGE))


def test_text_in_latin_1_without_a_label() -> None:
    assert read(report(text="Votre message n'a pas pu être remis").encode("latin-1")) == KNOWN


def test_addresses_beyond_ascii() -> None:
    dsn = DSN.replace(f"rfc822; {KAI}", r"utf-8; k\x{E4}i@corp.example.net").replace(KAI, "x")
    raw = report(dsn, dsn_type="message/global-delivery-status", returned_type="message/global-headers")
    assert read(raw) == [("käi@corp.example.net", 550, "5.1.1", "nonexistent", "bounce")]


@each("between", ["\n", ""])
def test_two_recipients(between: str) -> None:
    assert read(report(f"{DSN}{between}{RECIPIENT.replace('kai@', 'ann@')}")) == [*KNOWN, *ANN]


@each(
    "address, recipient",
    [
        ("rfc822; kai", "kai"),
        ("rfc822; kai+tag@corp.example.net", "kai+tag@corp.example.net"),
        ('rfc822; "kai k"@corp.example.net', '"kai k"@corp.example.net'),
    ],
)
def test_addresses_of_other_forms(address: str, recipient: str) -> None:
    assert read(changed(f"rfc822; {KAI}", address))[0][0] == recipient


@each(
    "action, kind",
    [
        ("failed", "bounce"),
        ("failed (bad address)", "bounce"),
        ("expired", "bounce"),
        ("delayed", "delayed"),
        ("delivered", "delivered"),
        ("relayed", "delivered"),
        ("expanded", "delivered"),
        ("deliverable", "delivered"),
    ],
)
def test_actions(action: str, kind: str) -> None:
    category = "nonexistent" if kind == "bounce" else kind
    assert read(changed("Action: failed", f"Action: {action}")) == [(KAI, 550, "5.1.1", category, kind)]


@each(
    "status, reply, want",
    [
        # the class differs: the field is the reporting system's own verdict
        ("4.0.0", REPLY, (550, "4.0.0", "nonexistent")),
        # given up after many tries: over, and the address is not bad for that
        ("4.4.7", "451 4.4.1 connection timed out", (451, "4.4.7", "undeliverable")),
        # a piece of an address is no status
        ("5.0.0", "550 host 209.12.9.10 says: User unknown", (550, "5.0.0", "nonexistent")),
        ("5.1.1", "no such address", (None, "5.1.1", "nonexistent")),
    ],
)
def test_status_and_reply(status: str, reply: str, want: tuple[int | None, str, str]) -> None:
    raw = report(DSN.replace("Status: 5.1.1", f"Status: {status}").replace(REPLY, reply))
    assert [item[1:4] for item in read(raw)] == [want]


def test_a_success_without_an_action() -> None:
    dsn = (
        DSN.replace("Action: failed\n", "")
        .replace("Status: 5.1.1", "Status: 2.1.5")
        .replace(REPLY, "250 2.1.5 ok")
    )
    assert read(report(dsn)) == [(KAI, 250, "2.1.5", "delivered", "delivered")]
