"""Letters as text, in one of four languages: ``languages`` has the words of each."""

from collections.abc import Iterator
from importlib import import_module

import msgspec

from repcheck.model.catalog import Catalog
from repcheck.model.causes import Step
from repcheck.model.report import Report
from repcheck.render.letters.facts import LetterReport, facts_of
from repcheck.render.letters.text import text_of
from repcheck.render.letters.wording import LetterWords


class Letter(msgspec.Struct, frozen=True):
    """One letter: ``id`` of its list or provider (else "letter"), its number from 1, and the whole text."""

    number: int
    id: str
    text: str

    @property
    def file_name(self) -> str:
        """A name for a file of its own: "01-example-list.txt"."""
        safe = "".join(char if char.isalnum() or char in "-." else "-" for char in self.id.lower())
        return f"{self.number:02}-{safe.strip('.-') or 'letter'}.txt"


def letters(report: Report, catalog: Catalog, language: str, wanted: str = "all") -> tuple[Letter, ...]:
    """The letters of the plan in its order; ``wanted``: "all", a number, or the id of a list or provider."""
    found = _numbered(report, catalog, language)
    if wanted == "all":
        return tuple(found)
    return tuple(one for one in found if wanted in (str(one.number), one.id))


def with_letters(report: Report, catalog: Catalog) -> Report:
    """The report with each letter, in English, in its step; as it is where nobody has to be written to."""
    if not any(step.letter_kind for step in report.plan):
        return report
    texts = iter(letters(report, catalog, "en"))
    plan = tuple(
        msgspec.structs.replace(step, letter=next(texts).text) if step.letter_kind else step
        for step in report.plan
    )
    return msgspec.structs.replace(report, plan=plan)


def _numbered(report: Report, catalog: Catalog, language: str) -> Iterator[Letter]:
    words = _wording(language)
    steps = [step for step in report.plan if step.letter_kind is not None]
    reported = LetterReport(report, catalog)
    for number, step in enumerate(steps, 1):
        yield Letter(number, _id(step), text_of(facts_of(step, reported), words))


def _wording(language: str) -> LetterWords:
    wording: LetterWords = import_module(f"repcheck.render.letters.languages.{language}").WORDING
    return wording


def _id(step: Step) -> str:
    return step.list or step.provider or (step.letter_kind or "letter").replace("_", "-")


def in_one(found: tuple[Letter, ...]) -> str:
    """All letters one below the other, each under its number."""
    return "\n".join(f"---- {one.number}: {one.id} ----\n{one.text}" for one in found)
