"""List hygiene as text, JSON and CSV."""

import csv
import io
import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.hygiene.review import review
from repcheck.hygiene.typos import MailboxDomains
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import HygieneReport
from repcheck.model.mail.read_counts import Intake
from repcheck.render.json.hygiene import (
    HygieneDocument,
    shown,
)
from repcheck.render.json.schema_files import schema_text
from repcheck.render.suppression import CSV_COLUMNS, render_hygiene_csv
from repcheck.render.text.hygiene import render_hygiene_text
from repcheck.render.view import View
from tests.hygiene.made import autoreply, bounce, delivered, feedback, gathered
from tests.render.measured import seen_width
from tests.support.examples import examples
from tests.support.tables import each

DOMAINS = MailboxDomains.of(("gmail.com", "yahoo.com"))
MINUTE = 1 / 1440


def wave(number: int) -> list[BounceRecord]:
    return [
        bounce(
            Category.BLOCKED, index * MINUTE, f"reader{index}@example.org", status_code=554,
            enhanced_status="5.7.1", provider="big",
            diagnostic=f"554 5.7.1 reader{index}: [192.0.2.10] blocked",
        )
        for index in range(number)
    ]  # fmt: skip


def everything() -> list[BounceRecord]:
    return [
        *wave(6),
        bounce(Category.NONEXISTENT, 1, "kaizq@gmial.com", diagnostic="550 5.1.1 kaizq unknown at gmial.com"),
        bounce(Category.INACTIVE, 1, "leazq@example.net", diagnostic="550 leazq@example.net is disabled"),
        *[bounce(Category.MAILBOX_FULL, day, "miazq@example.net") for day in range(5)],
        autoreply(0, "Mailbox no longer in use", "noazq@example.net"),
        feedback(1, recipient="olezq@example.net"),
        delivered(1, "piazq@example.net"),
        bounce(backscatter=True, backscatter_why=("its Message-ID is of spam.example, which is not yours",)),
        bounce(kind="delayed", category=Category.DELAYED, recipient="riozq@example.net"),
        bounce(suppressed=True, recipient="samzq@example.net"),
    ]


def report(*records: BounceRecord, sent: int | None = None, logged: int | None = None) -> HygieneReport:
    found = review(gathered(*records), DOMAINS, sent=sent, logged=logged)
    return HygieneReport(
        started="2026-11-22T10:00:00Z",
        seconds=0.25,
        intake=Intake(files=1, mails=len(records)),
        hygiene=found,
    )


def text(shown: HygieneReport, *, verbose: int = 0, show_addresses: bool = False, width: int = 80) -> str:
    return render_hygiene_text(
        shown, width=width, colour=False, verbose=verbose, show_addresses=show_addresses
    )


# -- text


def test_the_answer_is_in_the_first_line() -> None:
    assert text(report(*everything(), sent=200)).splitlines()[0] == (
        "6.50 % of 200 mails bounced (harmful); 4 addresses to remove."
    )
    assert text(report(*wave(3), sent=200)).splitlines()[0] == (
        "1.50 % of 200 mails bounced (good); no address to remove."
    )


def test_without_a_denominator_no_rate_is_guessed() -> None:
    shown = " ".join(text(report(*everything())).split())
    assert shown.startswith(
        "13 bounces, 4 addresses to remove. No rate: how many mails were sent is not known"
    )
    assert "all bounces 13 unknown hard 2 unknown" in shown
    assert "%" not in shown.partition("RATES")[2].partition("INCIDENTS")[0]


def test_each_thing_has_its_section_on_one_screen() -> None:
    shown = text(report(*everything(), sent=200))
    assert len(shown.splitlines()) <= 48
    sections = [line.partition(":")[0] for line in shown.splitlines() if line[:2].isupper()]
    assert sections == [
        "RATES (of 200 mails, as you say)", "INCIDENTS", "REMOVE", "LOOK AT", "LIKELY TYPING MISTAKES",
        "NOT COUNTED",
    ]  # fmt: skip
    flat = " ".join(shown.split())
    assert "6 refusals of 6 recipients by big" in flat
    assert "sender blocked 6 3.00 % not the addresses' fault: keep them" in flat
    assert "1 Suspended the mailbox is disabled l***@example.net" in flat
    assert "1 gmial.com gmail.com" in flat
    assert "Backscatter, bounces of mail that was never yours: 1; its Message-ID is of spam.example" in flat
    assert (
        "1 automatic reply; 1 feedback report; 1 delivery; 1 delay; 1 mail that the sending service" in flat
    )


def test_verbose_shows_each_address_with_its_last_reply() -> None:
    flat = " ".join(text(report(*everything(), sent=200), verbose=1, width=120).split())
    assert "k***@gmial.com Non-existent the mailbox or domain does not exist; last 2026-11-02" in flat
    assert "550 5.1.1 k*** unknown at gmial.com" in flat
    assert "m***@example.net Mailbox full mailbox full 5 times in a row; last 2026-11-05" in flat


NAMES = ("zq", "reader0")


@each("verbose", [0, 1])
def test_recipients_are_masked_unless_asked_for(verbose: int) -> None:
    masked = text(report(*everything(), sent=200), verbose=verbose, width=120)
    assert not [name for name in NAMES if name in masked]
    assert "kaizq" in text(report(*everything(), sent=200), verbose=verbose, show_addresses=True, width=120)


hostile = st.text(st.sampled_from("a@<\x1b[31m\u202e\x00\n é漢\ud800=+"), max_size=60)


@settings(max_examples=examples(60))
@given(
    st.lists(st.builds(lambda a, d: (f"{a}@example.org", d), hostile, hostile), max_size=8),
    st.sampled_from([40, 80]),
    st.booleans(),
    st.sampled_from([0, 1]),
)
def test_no_line_is_too_wide_and_nothing_steers_the_terminal(
    replies: list[tuple[str, str]], width: int, show: bool, verbose: int
) -> None:
    records = [bounce(Category.NONEXISTENT, recipient=who, diagnostic=said) for who, said in replies]
    shown = text(report(*records, *wave(6)), width=width, show_addresses=show, verbose=verbose)
    for line in shown.removesuffix("\n").split("\n"):
        assert line.isprintable()
        assert seen_width(line) <= width


# -- JSON


def made_schema() -> Any:
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:repcheck:schema:hygiene-1",
        "title": "repcheck bounces --hygiene, version 1",
    }
    return json.loads(msgspec.json.encode({**head, **msgspec.json.schema(HygieneDocument)}))


def test_the_schema_is_that_of_the_document() -> None:
    """`python -m tests.render.test_hygiene` writes it anew."""
    assert json.loads(schema_text("hygiene-1")) == made_schema()


@each("sent", [None, 200])
def test_documents_follow_the_schema(sent: int | None) -> None:
    document = json.loads(shown(report(*everything(), sent=sent), View(version="1.2.3")))
    jsonschema.Draft202012Validator(json.loads(schema_text("hygiene-1"))).validate(document)
    assert document["schema"] == "repcheck.hygiene/1"
    assert document["rates"]["sender_blocked"]["count"] == 6
    assert (document["rates"]["bounced"]["rate"] is None) == (sent is None)
    assert document["advice"][0] == {
        "address": "kaizq@gmial.com", "action": "remove", "reason": "nonexistent",
        "says": "the mailbox or domain does not exist", "category": "nonexistent",
        "constant_contact": "Non-existent",
        "count": 1, "first": "2026-11-02T09:00:00Z", "last": "2026-11-02T09:00:00Z",
        "reply": "550 5.1.1 kaizq unknown at gmial.com",
    }  # fmt: skip
    assert document["typos"] == [{"address": "kaizq@gmial.com", "suggestion": "kaizq@gmail.com"}]


# -- CSV


def rows(shown: HygieneReport) -> list[list[str]]:
    content, _ = render_hygiene_csv(shown)
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_suppression_list_has_what_is_to_be_removed_and_no_more() -> None:
    content, left_out = render_hygiene_csv(report(*everything()))
    assert left_out == 0
    assert content.startswith(b"email,reason,category,first,last,count,constant_contact\r\n")
    assert content.count(b"\r\n") == 5
    assert rows(report(*everything()))[1:] == [
        ["kaizq@gmial.com", "nonexistent", "nonexistent", "2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z", "1",
         "Non-existent"],
        ["leazq@example.net", "inactive", "inactive", "2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z", "1",
         "Suspended"],
        ["olezq@example.net", "complaint", "feedback", "2026-11-02T09:00:00Z", "2026-11-02T09:00:00Z", "1",
         ""],
        ["miazq@example.net", "mailbox-full", "mailbox-full", "2026-11-01T09:00:00Z", "2026-11-05T09:00:00Z",
         "5", "Mailbox full"],
    ]  # fmt: skip


@settings()
@given(st.lists(st.text(max_size=12), max_size=6))
def test_no_cell_begins_a_formula_and_every_row_is_whole(locals_: list[str]) -> None:
    records = [bounce(Category.NONEXISTENT, recipient=f"{local}@example.org") for local in locals_]
    shown = report(*records)
    found = rows(shown)
    assert all(len(row) == len(CSV_COLUMNS) for row in found)
    assert not [cell for row in found for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    left_out = render_hygiene_csv(shown)[1]
    assert len(found) - 1 + left_out == len(shown.hygiene.advice)


@each("local", ["=cmd|' /C calc'!A0", "+1", "-1", "@sum(1)", "\t=1", "\uff1d1"])
def test_an_address_that_is_a_formula_is_left_out_and_told(local: str) -> None:
    shown = report(bounce(Category.NONEXISTENT, recipient=f"{local}@example.org"))
    assert render_hygiene_csv(shown)[1] == 1
    assert len(rows(shown)) == 1
    assert shown.hygiene.advice[0].address == f"{local}@example.org", "JSON has it"


if __name__ == "__main__":
    target = resources.files("repcheck.render.json") / "schemas" / "hygiene-1.json"
    Path(str(target)).write_text(json.dumps(made_schema(), indent=1) + "\n", encoding="utf-8")
