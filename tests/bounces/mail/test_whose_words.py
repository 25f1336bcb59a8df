"""Notices of several recipients: what was said of one never counts for another."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
HEAD = """\
Return-Path: <>
From: MAILER-DAEMON@mta1.example.com (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
"""
#: Of one of two recipients; the other one has few words of its own.
GONE = "550 5.1.1 User unknown"
Read = dict[str | None, tuple[str, bool | None]]


def read(text: str, head: str = HEAD, kind: str = "text/plain") -> Read:
    raw = f"{head}Content-Type: {kind}; charset=utf-8\n\n{text}\n"
    return {
        record.recipient: (record.category.value, record.hard)
        for record in records_of("x", raw.encode(), KNOWLEDGE)
    }


@each(
    "layout",
    [
        "Not delivered.\n\ngone@corp.example.net: {gone}\nkai@shop.example: {said}",
        "Not delivered.\n\nkai@shop.example: {said}\ngone@corp.example.net: {gone}",
        "Not delivered.\n\n  kai@shop.example\n    {said}\n  gone@corp.example.net\n    mx said:\n    {gone}",
        "Not delivered.\n\n<kai@shop.example>:\n{said}\n\n<gone@corp.example.net>:\n{gone}",
    ],
)
@each(
    "said, category",
    [
        ("Timeout", "undeliverable"),
        ("box full", "mailbox-full"),
        ("?", "other"),
        ("retry time not reached", None),
    ],
)
def test_a_short_reason_is_not_filled_with_that_of_another(
    layout: str, said: str, category: str | None
) -> None:
    found = read(layout.format(gone=GONE, said=said))
    assert found["gone@corp.example.net"] == ("nonexistent", True)
    assert found["kai@shop.example"][1] is not True
    assert category is None or found["kai@shop.example"][0] in (category, "other")


def test_the_failed_recipients_of_a_header_field_have_each_their_words() -> None:
    head = HEAD + "X-Failed-Recipients: kai@shop.example,\n gone@corp.example.net\n"
    for short in ("all hosts failed", "deferred", ""):
        text = f"It failed:\n\n  kai@shop.example\n    {short}\n  gone@corp.example.net\n    {GONE}"
        found = read(text, head)
        assert found["gone@corp.example.net"] == ("nonexistent", True)
        assert found["kai@shop.example"][1] is not True
    assert read(f"It failed:\n\n  gone@corp.example.net\n    {GONE}", head)["kai@shop.example"][1] is not True


def test_recipients_below_each_other_share_the_words_below_them() -> None:
    text = f"Not delivered to:\n\nann@corp.example.net\nkai@corp.example.net\n\nReason: {GONE}"
    assert read(text) == {
        "ann@corp.example.net": ("nonexistent", True),
        "kai@corp.example.net": ("nonexistent", True),
    }


def test_a_line_that_names_one_of_them_is_about_that_one() -> None:
    text = (
        "Not delivered to:\n\nann@corp.example.net\nkai@corp.example.net\n\n"
        "550 5.1.1 <ann@corp.example.net>: User unknown\n452 4.2.2 <kai@corp.example.net>: Mailbox full"
    )
    assert read(text) == {
        "ann@corp.example.net": ("nonexistent", True),
        "kai@corp.example.net": ("mailbox-full", False),
    }


def test_words_before_the_first_recipient_are_about_all() -> None:
    text = "These mailboxes are full:\n\nann@corp.example.net: failed\nkai@corp.example.net: failed"
    assert set(read(text).values()) == {("mailbox-full", False)}


def test_a_report_of_two_does_not_lend_the_words_of_one_to_the_other() -> None:
    report = """\
--b
Content-Type: text/plain

gone@corp.example.net: 550 5.1.1 User unknown
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mta1.example.com

Final-Recipient: rfc822; gone@corp.example.net
Action: failed
Status: 5.1.1

Final-Recipient: rfc822; kai@shop.example
Action: failed
Status: 5.0.0
--b--
"""
    found = read(report, HEAD, "multipart/report; report-type=delivery-status; boundary=b")
    assert found == {"gone@corp.example.net": ("nonexistent", True), "kai@shop.example": ("other", None)}


def test_cells_of_a_table_are_not_glued() -> None:
    rows = "".join(
        f"<tr><td>{who}</td><td>{said}</td></tr>"
        for who, said in (("gone@corp.example.net", GONE), ("kai@shop.example", "552 5.2.2 Mailbox full"))
    )
    text = f"<html><p>Your message could not be delivered.</p><table>{rows}</table></html>"
    assert read(text, kind="text/html") == {
        "gone@corp.example.net": ("nonexistent", True),
        "kai@shop.example": ("mailbox-full", False),
    }


def test_html_that_is_shown_as_written_keeps_its_lines() -> None:
    text = f"<p>It\nfailed</p><pre>\ngone@corp.example.net: {GONE}\nkai@shop.example: Mailbox full\n</pre>"
    assert read(text, kind="text/html") == {
        "gone@corp.example.net": ("nonexistent", True),
        "kai@shop.example": ("mailbox-full", False),
    }


def test_sentences_of_several_recipients_are_read_one_by_one() -> None:
    text = (
        f"Delivery to gone@corp.example.net failed: {GONE}.\n"
        "Delivery to kai@shop.example failed: 552 5.2.2 Mailbox full."
    )
    assert read(text) == {
        "gone@corp.example.net": ("nonexistent", True),
        "kai@shop.example": ("mailbox-full", False),
    }
    text = f"Delivery to gone@corp.example.net failed: {GONE}.\nThis was sent to kai@shop.example by mistake."
    assert read(text) == {"gone@corp.example.net": ("nonexistent", True)}


@each(
    "text",
    [
        "It failed:\n\n1. {gone}\n   {said}\n2. {kai}\n   {full}\n",
        'It failed:\n\n"Gone" <{gone}>\n   {said}\n\n"Kai" <{kai}>\n   {full}\n',
        "Not delivered.\n\nrcpt={gone} error={said}\nrcpt={kai} error={full}\n",
        "Not delivered.\n\nTo: {gone}\nError: {said}\n\nTo: {kai}\nError: {full}\n",
        "Not delivered.\n\n{said}\n   {gone}\n\n{full}\n   {kai}\n",
        "Not delivered.\n\nUser unknown:\n  {gone}\n\nMailbox full:\n  {kai}\n\nAsk your postmaster.\n",
        "Not delivered.\n\n{gone}\n\n{said}\n\n{kai}\n\n{full}\n",
        "Not delivered:\n{gone}\n\n{said}\n{kai}\n\n{full}\n",
    ],
)
def test_layouts_of_two_recipients(text: str) -> None:
    gone, kai = "gone@corp.example.net", "kai@shop.example"
    found = read(text.format(gone=gone, kai=kai, said=GONE, full="552 5.2.2 Mailbox full"))
    assert found == {gone: ("nonexistent", True), kai: ("mailbox-full", False)}


def test_a_heading_is_about_all_that_stand_below_it() -> None:
    text = (
        "Not delivered.\n\nUser unknown:\n ann@corp.example.net\n bob@corp.example.net\n\n"
        "Mailbox full:\n kai@shop.example\n eve@shop.example\n"
    )
    assert read(text) == {
        "ann@corp.example.net": ("nonexistent", True),
        "bob@corp.example.net": ("nonexistent", True),
        "kai@shop.example": ("mailbox-full", False),
        "eve@shop.example": ("mailbox-full", False),
    }


def test_the_footer_of_a_notice_is_not_about_the_last_recipient() -> None:
    text = (
        f"Not delivered.\n\ngone@corp.example.net\n    {GONE}\nkai@shop.example\n    connection timed out\n\n"
        "User unknown means that the mailbox does not exist.\n"
    )
    assert read(text)["kai@shop.example"] == ("undeliverable", False)
