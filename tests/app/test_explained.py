"""What a pasted bounce means: of each kind that is no block who acts, whether to send again, what to do."""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from repcheck.app.bounces.explain import explain
from repcheck.app.bounces.pasted import records_of_text
from repcheck.app.environment import real_environment
from repcheck.bounces.meanings.loops import hosts_of_loop
from repcheck.model.bounces import Category
from repcheck.model.explained import Explained
from repcheck.model.report import Report
from repcheck.render.json.report import render_json
from repcheck.render.json.schema_files import schema_text
from repcheck.render.text.report import render_text
from repcheck.words.explained import ACTORS, ADDRESSES, AGAIN
from tests.support.built_in import built_in_catalog
from tests.support.examples import MANY
from tests.support.tables import each

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
CATALOG = built_in_catalog()
WORLD = real_environment({}, lambda line: None)
SCREEN, WIDTH = 24, 80
NO_BLOCKS = [
    line.split(None, 4)
    for line in (HERE / "no_blocks.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
#: Categories that a reply can have; the others are kinds of mail.
OF_REPLIES = set(Category) - {
    Category.BLOCKED,
    *(Category.DELAYED, Category.DELIVERED, Category.AUTO_REPLY, Category.CHALLENGE, Category.FEEDBACK),
}

NOW = datetime(2026, 11, 16, tzinfo=UTC)


def said(text: str) -> Report:
    return explain(text, CATALOG, WORLD)


def shown(report: Report, verbose: int = 0) -> str:
    return render_text(report, width=WIDTH, colour=False, verbose=verbose, show_addresses=False)


def one(text: str) -> Explained:
    (found,) = said(text).explained
    return found


def on_a_screen(text: str) -> str:
    """``text``, which must fit: only links and commands may be longer than a line."""
    lines = text.splitlines()
    assert len(lines) <= SCREEN
    for line in lines:
        assert len(line) <= WIDTH or "://" in line or "mailto:" in line or "repcheck " in line
    return " ".join(text.split())


def test_the_table_has_every_category_and_enough_of_them() -> None:
    assert {Category(row[0]) for row in NO_BLOCKS} == OF_REPLIES
    assert len(NO_BLOCKS) >= 60


@each("category, actor, again, address, reply", NO_BLOCKS)
def test_what_is_no_block_is_explained_in_full(
    category: str, actor: str, again: str, address: str, reply: str
) -> None:
    report = said(reply)
    (found,) = report.explained
    assert (found.category, found.blocked) == (category, False)
    assert (found.actor, found.again, found.address) == (actor, again, address)
    assert found.fix or found.actor == "nobody"
    text = on_a_screen(shown(report))
    wanted = (found.meaning, ACTORS[found.actor], AGAIN[found.again], ADDRESSES[found.address], *found.fix)
    assert [part for part in wanted if part not in text] == []


def mail(subject: str, body: str, *headers: str) -> str:
    head = ("From: Kai <kai@corp.example.net>", "To: news@example.com", f"Subject: {subject}", *headers)
    return "\n".join((*head, "", body, ""))


REPORT = """This is the mail system at host mx1.example.com.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx1.example.com

Final-Recipient: rfc822; kai@corp.example.net
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} {words}

--b
Content-Type: message/rfc822

{received}From: news@example.com
To: kai@corp.example.net
Subject: news

text
--b--"""
OF_REPORT = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'


def report_mail(action: str, status: str, words: str, received: str = "") -> str:
    body = "--b\nContent-Type: text/plain\n\n" + REPORT.format(
        action=action, status=status, words=words, received=received
    )
    return mail("Undelivered Mail Returned to Sender", body, "MIME-Version: 1.0", OF_REPORT)


MAILS = {
    Category.AUTO_REPLY: mail(
        "Out of office", "I am away until Monday.", "Auto-Submitted: auto-replied", "X-Autoreply: yes"
    ),
    Category.CHALLENGE: mail(
        "Please confirm your message",
        "Your message is on hold. To deliver it, confirm that you are a person: https://confirm.example/1",
        "Auto-Submitted: auto-replied",
    ),
    Category.MAILBOX_FULL: report_mail("delayed", "4.2.2", "mailbox full"),
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MAILS[Category.AUTO_REPLY], "autoreply"),
        (MAILS[Category.CHALLENGE], "challenge"),
        (MAILS[Category.MAILBOX_FULL], "delayed"),
    ],
    ids=["autoreply", "challenge", "delayed"],
)
def test_other_mail_is_explained_too(text: str, kind: str) -> None:
    report = said(text)
    (found,) = report.explained
    assert found.kind == kind
    assert found.address == "keep"
    assert found.meaning in on_a_screen(shown(report))


def test_a_typing_error_names_the_likely_address() -> None:
    found = one("550 5.1.1 <kai@gmial.com>: Recipient address rejected: User unknown")
    assert found.likely == "kai@gmail.com"
    assert "k***@gmail.com" in shown(said("550 5.1.1 <kai@gmial.com>: User unknown"))
    assert one("550 5.1.1 <kai@corp.example.net>: User unknown").likely is None
    assert one("552 5.2.2 <kai@gmial.com>: Mailbox full").likely is None


HOPS = """Received: from a.corp.example.net by b.corp.example.net with ESMTP
Received: from b.corp.example.net
\tby a.corp.example.net with ESMTP
Received: from a.corp.example.net by b.corp.example.net with ESMTP
Received: from mx1.example.com by a.corp.example.net with ESMTP
Received: from desk.example.com by mx1.example.com with ESMTP
"""


def test_a_loop_names_the_hosts_that_the_mail_came_through_again() -> None:
    found = one(report_mail("failed", "5.4.6", "Too many hops", HOPS))
    assert found.hosts == ("b.corp.example.net", "a.corp.example.net")
    assert one(report_mail("failed", "5.2.2", "Mailbox full", HOPS)).hosts == ()


def test_hosts_of_two_mails_make_no_loop() -> None:
    straight = "Received: from a.example by b.example\nSubject: x\n"
    assert hosts_of_loop(f"{straight}\n{straight}") == ()
    assert hosts_of_loop(
        "> Received: by a.example\n> Received: by b.example\n> Received: by a.example\n"
    ) == ("a.example",)
    assert hosts_of_loop("Received: " * 10_000) == ()


def test_a_reply_about_spf_leads_to_the_verdict_for_its_sender() -> None:
    found = one("550 5.7.23 SPF fail: 192.0.2.25 is not allowed to send mail from example.com")
    assert found.commands == (
        "repcheck spf example.com --ip 192.0.2.25",
        "repcheck domain example.com --ip 192.0.2.25",
    )
    assert not any("(repcheck" in step for step in found.fix)


@each(
    "reply",
    [
        "554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org",
        "550 5.7.1 messages from [192.0.2.25] weren't sent; their network is on our block list (S3150)",
    ],
)
def test_of_a_block_the_first_step_is_the_command_that_looks(reply: str) -> None:
    report = said(reply)
    assert one(reply).commands == ("repcheck check 192.0.2.25",)
    text = on_a_screen(shown(report))
    assert re.search(r"WHAT TO DO 1\. [^.]{1,40}: repcheck check 192\.0\.2\.25 2\. ", text)
    assert "Nothing was looked up" in text


EVERY_BLOCK = [
    *(rule.sample for provider in CATALOG.providers for rule in provider.rules),
    *(f"554 5.7.1 Client host [192.0.2.25] blocked using {entry.zone}" for entry in CATALOG.lists),
    *(
        f"554 5.7.1 Client host [192.0.2.25] blocked using {zone}"
        for dead in CATALOG.dead
        for zone in dead.zones
    ),
]


def test_whatever_the_catalog_knows_is_explained_on_one_screen() -> None:
    # each in CI, else every third
    for reply in EVERY_BLOCK[:: 1 if MANY else 3]:
        report = said(reply)
        assert report.explained, reply
        text = on_a_screen(shown(report))
        for step in report.plan:
            if step.phase == "ask" and step.url and report.explained[0].blocked:
                assert step.url in text or text.count("://") + text.count("mailto:") >= 2


def test_an_error_that_was_taken_for_a_listing_is_told_from_one() -> None:
    reply = "554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org; Error: open resolver"
    text = on_a_screen(shown(said(reply)))
    assert "listed it" not in text
    assert "resolver" in text


def test_several_replies_are_each_explained_shortly() -> None:
    report = said(
        "550 5.1.1 <kai@corp.example.net>: User unknown\n"
        "552-5.2.2 The mailbox\n552 5.2.2 is full\n\n"
        "554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org\n"
        "550 5.1.1 <ann@corp.example.net>: User unknown\n"
    )
    assert [(one_kind.category, one_kind.records) for one_kind in report.explained] == [
        ("nonexistent", 2),
        ("mailbox-full", 1),
        ("blocked", 1),
    ]
    text = on_a_screen(shown(report))
    assert "4 bounces in this text." in text
    assert "2 times: " in text
    assert all(found.says in text for found in report.explained)
    assert "repcheck check 192.0.2.25" in text


def test_many_kinds_of_replies_stay_on_one_screen() -> None:
    report = said("\n".join(row[4] for row in NO_BLOCKS[::4]))
    assert len(report.explained) > 10
    assert "the first 3 of" in on_a_screen(shown(report))


def test_the_lines_of_one_reply_stay_together() -> None:
    for text in (
        "550-5.1.1 No such\n550 5.1.1 user here",
        "550 5.1.1 No such user\nsee https://help.example/",
    ):
        assert len(records_of_text(text, CATALOG, NOW)) == 1


def test_more_is_told_when_more_is_asked_for() -> None:
    text = shown(said("552 5.2.2 Mailbox full"), verbose=1)
    judged = text.partition("HOW IT WAS JUDGED")[2]
    for part in ("mailbox-full", "552 5.2.2", "Mailbox full", "Constant Contact", "status X.2.2", "Severity"):
        assert part in judged


def test_the_document_has_the_explanations_and_fits_its_schema() -> None:
    reply = "550 5.1.1 <kai@gmial.com>: Recipient address rejected: User unknown"
    document = json.loads(render_json(said(reply), "0", schema="repcheck.bounces/1"))
    jsonschema.validate(document, json.loads(schema_text("check-1")))
    (found,) = document["explanations"]
    assert (found["actor"], found["again"], found["likely"]) == ("you", "no", "kai@gmail.com")


KINDS = {
    "list": "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org",
    "provider": "550 5.7.1 Unfortunately, messages from [192.0.2.25] weren't sent. Please contact your"
    " Internet service provider since part of their network is on our block list (S3150).",
    "records": "550 5.7.23 SPF fail: 192.0.2.25 is not allowed to send mail from example.com",
    "mailbox": "552 5.2.2 Mailbox full",
    "typing-error": "550 5.1.1 <kai@gmial.com>: Recipient address rejected: User unknown",
    "loop": report_mail("failed", "5.4.6", "Too many hops", HOPS),
    "delay": "450 4.2.0 <kai@corp.example.net>: Recipient address rejected: Greylisted",
}


@each("kind", KINDS)
def test_the_text_is_the_one_that_was_read_and_found_good(kind: str) -> None:
    path = GOLDEN / f"explain-{kind}.txt"
    text = shown(said(KINDS[kind]))
    if os.environ.get("REPCHECK_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@each(
    "text, command",
    [
        (
            "550 5.7.26 unauthenticated. SPF [example.com] with ip: [192.0.2.10] = did not pass",
            "spf example.com --ip 192.0.2.10",
        ),
        ("550 5.7.509 sending domain [EXAMPLE.COM] does not pass DMARC verification", "domain example.com"),
    ],
)
def test_a_domain_in_brackets_stands_in_the_command_that_looks(text: str, command: str) -> None:
    (one,) = said(text).explained
    assert one.commands[0] == f"repcheck {command}"


def test_what_is_put_off_is_not_called_refused() -> None:
    (one,) = said(
        "421 4.7.0 [TSS04] Messages from 192.0.2.10 temporarily deferred due to complaints"
    ).explained
    assert " put off mail from 192.0.2.10" in one.says
