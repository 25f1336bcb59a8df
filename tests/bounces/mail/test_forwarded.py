"""Notices that a person forwards, attached or within a letter, and letters that only talk of them."""

import base64

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from repcheck.model.bounces import BounceRecord
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
DAEMON = "Mail Delivery System <MAILER-DAEMON@mta1.example.com>"
SUBJECT = "Undelivered Mail Returned to Sender"
WORDS = """\
This is the mail system at host mta1.example.com.

Your message could not be delivered.

<kai@corp.example.net>: host mx.corp.example.net[198.51.100.7] said: 550 5.7.1
    Service unavailable; client [192.0.2.25] blocked using zen.spamhaus.org
"""
GONE = "Your mail was not delivered.\n\n<{who}>: 550 5.1.1 User unknown\n"
Said = list[tuple[str | None, str, bool | None]]
BLOCKED: Said = [("kai@corp.example.net", "blocked", False)]


def records(raw: str) -> tuple[BounceRecord, ...]:
    return records_of("x", raw.encode(), KNOWLEDGE)


def said(raw: str) -> Said:
    return [(record.recipient, record.category.value, record.hard) for record in records(raw)]


def letter(text: str, sender: str = "Bob <bob@example.com>", kind: str = "text/plain") -> str:
    return (
        f"From: {sender}\nTo: ops@example.com\nSubject: Fwd: {SUBJECT}\nMIME-Version: 1.0\n"
        f"Content-Type: {kind}; charset=utf-8\n\n{text}"
    )


def notice(who: str) -> str:
    return (
        f"Return-Path: <>\nFrom: {DAEMON}\nTo: bob@example.com\nSubject: {SUBJECT}\n\n{GONE.format(who=who)}"
    )


def with_parts(*parts: str) -> str:
    body = "".join(f"--m\n{part}\n" for part in ("Content-Type: text/plain\n\nIs his box full?", *parts))
    return letter(body + "--m--\n", kind="multipart/mixed; boundary=m")


def test_all_notices_that_a_letter_encloses_are_read() -> None:
    enclosed = [
        f"Content-Type: message/rfc822\n\n{notice(f'{who}@corp.example.net')}" for who in ("ann", "kai")
    ]
    found = records(with_parts(*enclosed))
    assert [(one.recipient, one.index, one.hard) for one in found] == [
        ("ann@corp.example.net", 0, True),
        ("kai@corp.example.net", 1, True),
    ]


def test_records_of_enclosed_notices_are_numbered_through_and_told_once() -> None:
    gone = "<{}@corp.example.net>: 550 5.1.1 User unknown\n\n"
    both = notice("").split("\n\n")[0] + "\n\n" + gone.format("ann") + gone.format("kai")
    one = notice("").split("\n\n")[0] + "\n\n" + gone.format("kai")
    found = records(with_parts(*(f"Content-Type: message/rfc822\n\n{text}" for text in (both, one))))
    assert [(one.recipient, one.index) for one in found] == [
        ("ann@corp.example.net", 0),
        ("kai@corp.example.net", 1),
    ]


@each(
    "fields",
    [
        'Content-Type: application/octet-stream; name="bounce.eml"',
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=bounce.eml",
        'Content-Type: application/x-mail\nContent-Disposition: attachment;\n filename*0="Undelivered.eml"',
    ],
)
def test_a_file_named_as_a_mail_is_a_mail(fields: str) -> None:
    raw = base64.encodebytes(notice("kai@corp.example.net").encode()).decode()
    encoded = f"{fields}\nContent-Transfer-Encoding: base64\n\n{raw}"
    assert said(with_parts(encoded)) == [("kai@corp.example.net", "nonexistent", True)]


def test_a_file_of_another_name_is_not_looked_into() -> None:
    for name in ("bounce.bin", "bounce.eml.exe", "eml"):
        fields = f"Content-Type: application/octet-stream; name={name}"
        assert said(with_parts(f"{fields}\n\n{notice('kai@corp.example.net')}")) == []


GMAIL = """
---------- Forwarded message ---------
From: {daemon}
Date: Mon, Nov 16, 2026 at 9:00 AM
Subject: {subject}
To: <bob@example.com>


{words}"""
OUTLOOK = """
________________________________
From: Mail Delivery System
Sent: Monday, November 16, 2026 9:00 AM
To: Bob
Subject: {subject}

{words}"""
GERMAN = """
-----Ursprüngliche Nachricht-----
Von: {daemon}
Gesendet: Montag, 16. November 2026 09:00
An: bob@example.com
Betreff: {subject}

{words}"""
APPLE = """
Begin forwarded message:

From: {daemon}
Subject: {subject}
Date: 16 November 2026 at 09:00:00 GMT
To: bob@example.com

{words}"""
THUNDERBIRD = """
-------- Message transféré --------
Sujet : \t{subject}
Date : \tMon, 16 Nov 2026 09:00:00 +0000
De : \t{daemon}
Pour : \tbob@example.com


{words}"""
JAPANESE = """
差出人: {daemon}
送信日時: 2026年11月16日 9:00
宛先: bob@example.com
件名: {subject}

{words}"""
BOLD = """
*From:* {daemon}
*Sent:* Monday, November 16, 2026
*To:* bob@example.com
*Subject:* {subject}

{words}"""
SHAPES = [GMAIL, OUTLOOK, GERMAN, APPLE, THUNDERBIRD, JAPANESE, BOLD]


def shown(shape: str, words: str = WORDS, daemon: str = DAEMON, subject: str = SUBJECT) -> str:
    return shape.format(daemon=daemon, subject=subject, words=words)


@each("shape", SHAPES)
@each("sender", ["Bob <bob@example.com>", "Postmaster <postmaster@example.com>"])
def test_a_notice_shown_in_a_letter_is_read(shape: str, sender: str) -> None:
    above = "Hi, I guess that ann@shop.example does not exist, or his mailbox is full. 550 5.1.1?\n"
    below = (
        "\nWhat do you think? User unknown, perhaps. Mailbox full!\n\n-- \nBob, bob@example.com, 552 5.2.2"
    )
    found = records(letter(above + shown(shape) + below, sender))
    assert [(one.recipient, one.category, one.hard) for one in found] == BLOCKED
    assert found[0].remote_mta == "mx.corp.example.net"
    assert found[0].cited_lists == ("spamhaus-zen",)


@each("shape", SHAPES)
@each("quote", ["", "> "])
def test_all_notices_shown_in_a_letter_are_read(shape: str, quote: str) -> None:
    both = [shown(shape), shown(shape, GONE.format(who="ann@shop.example"))]
    shows = "\n\nAnd this one:\n\n".join(
        "".join(f"{quote}{line}\n" for line in each.split("\n")) for each in both
    )
    assert said(letter(f"Two of them.\n\n{shows}")) == [*BLOCKED, ("ann@shop.example", "nonexistent", True)]


def test_a_notice_in_a_letter_that_is_forwarded_again_is_read_once() -> None:
    inner = shown(GMAIL)
    assert (
        said(letter("Look.\n\n" + shown(GMAIL, f"What is it?\n\n{inner}", "Ann <ann@example.com>")))
        == BLOCKED
    )


@each("shape", SHAPES)
def test_a_notice_quoted_in_a_letter_ends_where_its_quoting_ends(shape: str) -> None:
    quoted = "".join(f"> {line}\n" for line in shown(shape).split("\n"))
    assert said(letter(f"Look:\n{quoted}\nann@shop.example: 550 5.1.1 User unknown, too\n")) == BLOCKED


def test_a_notice_shown_as_html_is_read() -> None:
    fields = "".join(
        f"<tr><th>{name}: </th><td>{value}</td></tr>"
        for name, value in (("Subject", SUBJECT), ("Date", "Monday"), ("From", "Mail Delivery System"))
    )
    text = f"<p>See below</p><table>{fields}</table><br><pre>{WORDS.replace('<', '&lt;')}</pre>"
    assert said(letter(text, kind="text/html")) == BLOCKED


@each("shape", SHAPES)
def test_without_a_code_and_a_recipient_nothing_is_proved(shape: str) -> None:
    for words in (
        "Mail to kai@corp.example.net could not be delivered: the mailbox does not exist.",
        "Your mail could not be delivered: 550 5.1.1 User unknown",
        "Your mail to kai@corp.example.net was delivered: 250 2.0.0 OK",
        "Mail to bob@example.com could not be delivered: 550 5.1.1 User unknown",
    ):
        assert said(letter(shown(shape, words))) == []


@each("shape", [shape for shape in SHAPES if "{daemon}" in shape])
def test_what_another_person_wrote_is_no_notice(shape: str) -> None:
    words = "My mail to kai@corp.example.net came back: 550 5.1.1 User unknown"
    for subject in ("lunch", SUBJECT):
        assert said(letter(shown(shape, words, "Ann <ann@shop.example>", subject))) == []


def test_fields_alone_are_no_notice() -> None:
    assert said(letter(f"From: {DAEMON}\nSubject: {SUBJECT}\nDate: today")) == []
    assert (
        said(letter("From: a@b.example\n" * 3000 + "Subject: 550 5.1.1 kai@corp.example.net\n" * 3000)) == []
    )
