"""Letters as text, in one of four languages, from templates beside this file."""

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from repcheck.model.catalog import Catalog
from repcheck.model.causes import Step
from repcheck.model.report import Report
from repcheck.render.letters.facts import facts_of, places_of

if TYPE_CHECKING:
    from jinja2 import Environment

#: What mail programs show without wrapping it again (RFC 5322 section 2.1.1).
_WIDTH = 78
LANGUAGES = ("en", "de", "fr", "es")


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
    template = _templates().get_template(f"{language}.j2")
    steps = [step for step in report.plan if step.letter_kind is not None]
    places = places_of(report)
    for number, step in enumerate(steps, 1):
        made = template.render(letter=facts_of(step, report, catalog, places))
        yield Letter(number, _id(step), _tidy(made))


@functools.cache
def _templates() -> "Environment":
    """The templates of all languages, each compiled once: that takes longer than a hundred letters."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("repcheck.render.letters"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - plain text; what strangers said is cleaned before
    )


def _id(step: Step) -> str:
    return step.list or step.provider or (step.letter_kind or "letter").replace("_", "-")


def _tidy(text: str) -> str:
    """Paragraphs wrapped, with one empty line between them; what is set in is quoted and stays as it is."""
    import textwrap

    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.startswith("  "):
            lines.append(line.rstrip())
        elif line.strip():
            lines += textwrap.wrap(line.strip(), _WIDTH, break_long_words=False, break_on_hyphens=False)
        elif lines and lines[-1]:
            lines.append("")
    return "\n".join(lines) + "\n"


def in_one(found: tuple[Letter, ...]) -> str:
    """All letters one below the other, each under its number."""
    return "\n".join(f"---- {one.number}: {one.id} ----\n{one.text}" for one in found)
