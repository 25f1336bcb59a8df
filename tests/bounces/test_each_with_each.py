"""A subject and what is said of it, each with each: no wording was learned by heart."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from repcheck.bounces.mail.records import record_of_reply
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()


def parts() -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Category, reply code, subjects, what is said."""
    text = (Path(__file__).parent / "each_with_each.txt").read_text(encoding="utf-8")
    for part in text.split("== ")[1:]:
        head, *lines = part.splitlines()
        words: dict[str, list[str]] = {"subject": [], "said": []}
        for key, _, texts in (line.partition(" ") for line in lines if line[0] != "#"):
            words[key] += texts.split("|")
        category, code = head.split()
        yield category, code, words["subject"], words["said"]


@each("category, code, subjects, said", parts())
def test_each_with_each(category: str, code: str, subjects: list[str], said: list[str]) -> None:
    replies = [f"{code} {subject} {words}" for subject, words in product(subjects, said)]
    read = {reply: record_of_reply(reply, KNOWLEDGE).category for reply in replies}
    assert {reply: found for reply, found in read.items() if found != category} == {}


def test_there_are_many() -> None:
    assert sum(len(subjects) * len(said) for _, _, subjects, said in parts()) > 1_500
