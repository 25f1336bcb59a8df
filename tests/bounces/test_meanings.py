"""Every bounce is explained: each code, each text and each category has its row, and each row its sample."""

import re

import msgspec

from repcheck.bounces.mail.records import record_of_reply
from repcheck.bounces.meanings.categories import CATEGORY_ROWS
from repcheck.bounces.meanings.codes import CODE_ROWS
from repcheck.bounces.meanings.explain import explanation
from repcheck.bounces.meanings.row import MeaningRow
from repcheck.bounces.meanings.texts import TEXT_ROWS
from repcheck.model.bounces import BounceRecord, Category, RecordKind
from repcheck.words.explained import ACTORS, ADDRESSES, AGAIN
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
ALL = (*TEXT_ROWS, *CODE_ROWS, *CATEGORY_ROWS)
KINDS: dict[Category, RecordKind] = {
    Category.DELAYED: "delayed",
    Category.DELIVERED: "delivered",
    Category.AUTO_REPLY: "autoreply",
    Category.CHALLENGE: "challenge",
    Category.FEEDBACK: "feedback",
}
MAIL = (Category.NONEXISTENT, Category.INACTIVE)

# The registry of RFC 5248: the number of details of each subject, from 0 on.
REGISTRY = {0: 1, 1: 11, 2: 5, 3: 7, 4: 8, 5: 7, 6: 11, 7: 31}


def test_each_code_of_the_registry_has_a_row() -> None:
    wanted = [f"X.{subject}.{detail}" for subject, count in REGISTRY.items() for detail in range(count)]
    assert [row.name for row in CODE_ROWS] == wanted


def test_each_category_has_a_row() -> None:
    assert [row.name for row in CATEGORY_ROWS] == list(Category)


@each("row", ALL)
def test_a_row_is_whole_and_short(row: MeaningRow) -> None:
    assert 1 <= len(re.findall(r"[.?!](?: |$)", row.meaning)) <= 3
    assert row.meaning.endswith(".")
    assert len(row.meaning) < 220
    assert (row.actor in ACTORS, row.again in AGAIN, row.address in ADDRESSES) == (True, True, True)
    assert all(step.endswith(".") and len(step) < 200 for step in row.fix)
    assert row.fix or row.actor == "nobody" or row.name == "X.7.19"


@each("row", TEXT_ROWS)
def test_a_text_explains_its_sample(row: MeaningRow) -> None:
    found = explanation(record_of_reply(row.sample, KNOWLEDGE))
    assert found.row == f"text {row.name}"
    assert (found.meaning, found.actor, found.again, found.address) == (
        row.meaning,
        row.actor,
        row.again,
        row.address,
    )


@each("row", [row for row in CODE_ROWS if not row.name.endswith(".0.0")])
def test_a_code_explains_a_reply_that_says_nothing_else(row: MeaningRow) -> None:
    for category in row.fits or (Category.OTHER,):
        record = BounceRecord(
            file="x",
            index=0,
            kind="bounce",
            enhanced_status=f"5{row.name[1:]}",
            category=category,
            diagnostic="550",
        )
        assert explanation(record).row == f"status {row.name}"


@each("row", CODE_ROWS)
def test_the_sample_of_a_code_is_explained_without_contradiction(row: MeaningRow) -> None:
    record = record_of_reply(row.sample, KNOWLEDGE)
    found = explanation(record)
    assert found.meaning
    if record.category not in MAIL:
        assert found.address != "remove" or record.category in row.fits or not row.fits


@each("category", list(Category))
def test_every_record_is_explained_and_keeps_good_addresses(category: Category) -> None:
    for status in ("5.1.1", "5.2.1", "5.7.1", "4.4.1", None):
        for text in ("", "550 5.1.1 RESOLVER.ADR.RecipientNotFound; not found", "blocked"):
            record = BounceRecord(
                file="x",
                index=0,
                kind=KINDS.get(category, "bounce"),
                enhanced_status=status,
                category=category,
                diagnostic=text,
            )
            found = explanation(record)
            assert found.meaning
            assert found.actor in ACTORS
            if category not in (*MAIL, Category.FEEDBACK):
                assert found.address in ("keep", "ask"), found


def test_a_delayed_mail_is_not_sent_again() -> None:
    record = record_of_reply("450 4.2.2 mailbox full", KNOWLEDGE)
    delayed = msgspec.structs.replace(record, kind="delayed", category=Category.DELAYED)
    found = explanation(delayed)
    assert (found.row, found.again, found.address) == ("status X.2.2", "by-itself", "keep")
