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
#: Share of the held-out replies whose category is right; the latest collection has rarer words and places.
HELD_FLOOR = 0.975
LATEST_FLOOR = 0.89
#: Of the latest, whose held-out replies nobody has looked at: addresses called bad for something else.
LATEST_HARD = 2
MEASURING = ("first", "second", "third", "fifth", "seventh")
LATEST = ("eighth",)
TO_LEARN_FROM = ("fourth", "sixth", "ninth", "tenth")


Reply = tuple[str, str, str, str]
"""Writer, category, whether the sender is blocked, text."""


def replies(*collections: str, held: bool) -> Iterator[Reply]:
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


OPEN = list(replies(*MEASURING, *LATEST, *TO_LEARN_FROM, held=False))
HELD = list(replies(*MEASURING, held=True))
HELD_LATEST = list(replies(*LATEST, held=True))


def test_a_part_of_the_writers_is_held_out() -> None:
    assert len(HELD) >= 420
    assert len(HELD_LATEST) >= 160
    assert 3 * len(HELD) >= len(list(replies(*MEASURING, held=False)))
    assert not list(replies(*TO_LEARN_FROM, held=True))
    assert not {writer for writer, *_ in OPEN} & {writer for writer, *_ in HELD + HELD_LATEST}


@each("writer, category, blocked, text", OPEN)
def test_reply(writer: str, category: str, blocked: str, text: str) -> None:
    record = record_of(text)
    assert (record.category, record.sender_blocked) == (category, BLOCKED[blocked]), (writer, record.rule)


def right_of(held: list[Reply]) -> int:
    return sum(record_of(text).category == category for _, category, _, text in held)


def is_wrongly_hard(reply: Reply) -> bool:
    record = record_of(reply[3])
    return record.hard is True and reply[1] not in OF_ADDRESS and record.rule != "null-mx"


def test_replies_that_no_rule_was_made_from() -> None:
    assert right_of(HELD) >= HELD_FLOOR * len(HELD), f"{right_of(HELD)} of {len(HELD)}"


def test_replies_of_the_latest_collection_that_no_rule_was_made_from() -> None:
    assert right_of(HELD_LATEST) >= LATEST_FLOOR * len(HELD_LATEST), f"{right_of(HELD_LATEST)}"


def test_a_reply_about_something_else_never_makes_an_address_bad() -> None:
    assert [reply for reply in OPEN if is_wrongly_hard(reply)] == []
    assert sum(map(is_wrongly_hard, HELD)) == 0


def test_a_latest_reply_about_something_else_makes_hardly_an_address_bad() -> None:
    assert sum(map(is_wrongly_hard, HELD_LATEST)) <= LATEST_HARD
