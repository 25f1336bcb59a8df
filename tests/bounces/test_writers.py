"""Replies of some hundred writers; from some of them no rule was made: a measure of the rules."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from repcheck.bounces.mail.records import record_of_reply
from repcheck.model.bounces import BounceRecord, Category
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
BLOCKED = {"yes": True, "no": False, "?": None}
OF_ADDRESS = (Category.NONEXISTENT, Category.INACTIVE)
HELD_FLOOR = 0.96
MEASURING = ("first", "second", "third", "fifth", "seventh")
TO_LEARN_FROM = ("fourth", "sixth", "ninth", "tenth")


def replies(*collections: str, held: bool) -> Iterator[tuple[str, str, str, str]]:
    writer, marked = "", False
    texts = [
        (Path(__file__).parent / "replies" / f"{name}.txt").read_text(encoding="utf-8")
        for name in collections
    ]
    for line in "\n".join(texts).splitlines():
        if line.startswith("== "):
            _, writer, *mark = line.split()
            marked = mark == ["held"]
        elif line and not line.startswith("#") and marked == held:
            category, blocked, text = line.split(" ", 2)
            yield writer, category, blocked, text


@cache
def record_of(text: str) -> BounceRecord:
    return record_of_reply(text, KNOWLEDGE)


OPEN = list(replies(*MEASURING, *TO_LEARN_FROM, held=False))
HELD = list(replies(*MEASURING, held=True))


def test_a_part_of_the_writers_is_held_out() -> None:
    assert len(HELD) >= 420
    assert 3 * len(HELD) >= len(list(replies(*MEASURING, held=False)))
    assert not list(replies(*TO_LEARN_FROM, held=True))
    assert not {writer for writer, *_ in OPEN} & {writer for writer, *_ in HELD}


@each("writer, category, blocked, text", OPEN)
def test_reply(writer: str, category: str, blocked: str, text: str) -> None:
    record = record_of(text)
    assert (record.category, record.sender_blocked) == (category, BLOCKED[blocked]), (writer, record.rule)


def test_replies_that_no_rule_was_made_from() -> None:
    records = [(category, record_of(text)) for _, category, _, text in HELD]
    right = sum(record.category == category for category, record in records)
    assert right >= HELD_FLOOR * len(HELD), f"{right} of {len(HELD)}"


def test_a_reply_about_something_else_never_makes_an_address_bad() -> None:
    for writer, category, _, text in OPEN + HELD:
        record = record_of(text)
        assert not record.hard or category in OF_ADDRESS or record.rule == "null-mx", (writer, record.rule)
