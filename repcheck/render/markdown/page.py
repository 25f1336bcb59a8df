"""A sheet as GitHub-flavoured Markdown: the answer, what is wrong as a table, what to do, what is unknown."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from repcheck.render.markdown.escape import cell, code, link, plain
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item, ItemResult, Sheet
from repcheck.render.view import View, as_bytes
from repcheck.words.text import and_more, count

_TITLES = {
    "check": "Reputation check",
    "bounces": "Bounces",
    "domain": "Mail records",
    "probe": "Health of the lists",
    "monitor": "Reputation monitor",
    "hygiene": "List hygiene",
}
_MARKS = {"ok": "OK", "warning": "WARNING", "critical": "CRITICAL", "unknown": "UNKNOWN"}
#: Rows of a table unless there is a bound in octets.
_MOST_ROWS = 1000
_TARGETS = 5
#: The same for all, and so said of none.
_NEXT = "Next: repcheck delist "
_COUNTED = {
    ItemResult.PROBLEM: ("problem",),
    ItemResult.NOTE: ("remark",),
    ItemResult.FINE: ("in order", "in order"),
    ItemResult.UNKNOWN: ("unknown", "unknown"),
    ItemResult.LEFT_OUT: ("left out", "left out"),
}


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(document(sheet_of(value, view)))


def document(sheet: Sheet, *, most: int | None = None) -> str:
    """The document; with ``most`` octets at most, and then it says what was left out."""
    head = f"## {_TITLES[sheet.command]}: {_MARKS[sheet.level]}\n\n{plain(sheet.headline)}\n"
    footer = f"\n{_footer(sheet)}\n"
    room = None if most is None else most - len(head.encode()) - len(footer.encode()) - 200
    parts = [head]
    for section in _sections(sheet):
        left = 0
        for number, line in enumerate(section):
            size = len(line.encode("utf-8", "backslashreplace"))
            if room is not None and size > room:
                left = len(section) - number
                break
            room = None if room is None else room - size
            parts.append(line)
        if left:
            parts.append(f"\nCut here: {count(left, 'more line')} would not fit.\n")
            break
    return "".join([*parts, footer])


def _sections(sheet: Sheet) -> Iterator[list[str]]:
    problems = sheet.of(ItemResult.PROBLEM)
    if problems:
        yield ["\n### Problems\n\n", *_table(problems)]
        yield from _steps(problems)
    notes = sheet.of(ItemResult.NOTE)
    if notes:
        yield ["\n### Worth knowing\n\n", *_notes(notes)]
    accepted = [item for item in sheet.items if item.standing == "accepted"]
    if accepted:
        yield ["\n### Accepted by the baseline\n\n", *_table(accepted)]
    unknown = [item for item in sheet.items if item.found is ItemResult.UNKNOWN]
    if unknown:
        yield ["\n### Unknown, which does not mean clean\n\n", *_unknown(unknown)]
    left_out = [item for item in sheet.items if item.found is ItemResult.LEFT_OUT and item.standing is None]
    if left_out:
        yield ["\n### Left out\n\n", *_notes(left_out)]


def _table(items: list[Item]) -> Iterator[str]:
    grouped = any(item.group for item in items)
    heads = ["Severity", "About", *(["Group"] if grouped else []), "What", "Outcome"]
    yield f"| {' | '.join(heads)} |\n| {' | '.join('---' for _ in heads)} |\n"
    for item in items[:_MOST_ROWS]:
        severity = "" if item.severity is None else item.severity.value
        what = f"{item.what}, {item.standing}" if item.standing else item.what
        cells = [severity, cell(item.about), *([cell(item.group or "")] if grouped else [])]
        yield f"| {' | '.join([*cells, cell(item.name), cell(what)])} |\n"
    yield from _rest(items)


def _rest(items: list[Item]) -> list[str]:
    return [f"\nand {len(items) - _MOST_ROWS:,} more\n"] if len(items) > _MOST_ROWS else []


def _steps(items: Iterable[Item]) -> Iterator[list[str]]:
    """What each problem means and what to do, once for targets that share it."""
    alike: dict[tuple[str, tuple[str, ...], str | None], list[str]] = {}
    names: dict[str, str] = {}
    for item in items:
        lines = tuple(line for line in item.lines if not line.startswith(_NEXT))
        alike.setdefault((item.rule, lines, item.url), []).append(item.about)
        names[item.rule] = item.name
    said = ["\n### What it means, and what to do\n\n"]
    for (rule, lines, url), targets in list(alike.items())[:_MOST_ROWS]:
        about = and_more(list(dict.fromkeys(targets)), _TARGETS)
        said.append(f"- **{plain(names[rule])}**: {plain(about)}\n")
        said += [f"  - {_line(line)}\n" for line in lines]
        if url is not None:
            said.append(f"  - {link(url)}\n")
    yield said


def _line(line: str) -> str:
    """What others wrote stands as code, so that nothing in it is markup, a mention or a link."""
    for start in ("The list says: ", "A reply said: "):
        if line.startswith(start):
            return f"{start}{code(line.removeprefix(start))}"
    return plain(line)


def _notes(items: list[Item]) -> list[str]:
    return [*(f"{_note(item)}\n" for item in items[:_MOST_ROWS]), *_rest(items)]


def _note(item: Item) -> str:
    severity = f"{item.severity.value}: " if item.severity is not None else ""
    lines = (line for line in item.lines if not line.startswith(_NEXT))
    said = " ".join((plain(item.sentence), *map(_line, lines)))
    about = "" if item.about in said else f"{code(item.about)} "
    return f"- {severity}{about}{said}"


def _unknown(unknown: list[Item]) -> Iterator[str]:
    alike: dict[tuple[str, str, str], int] = {}
    for item in unknown:
        key = (item.name, item.what, " ".join(item.lines[:1]))
        alike[key] = alike.get(key, 0) + 1
    rows = sorted(alike.items(), key=lambda row: -row[1])
    yield "| What | Outcome | Times | Why |\n| --- | --- | ---: | --- |\n"
    for (name, what, why), times in rows[:_MOST_ROWS]:
        yield f"| {cell(name)} | {cell(what)} | {times:,} | {cell(why)} |\n"


def _footer(sheet: Sheet) -> str:
    found = Counter(item.found for item in sheet.items)
    said = ", ".join(count(found[kind], *words) for kind, words in _COUNTED.items() if found[kind])
    about = f"repcheck {sheet.command}, {plain(sheet.started)}, {sheet.seconds:.1f} s"
    return f"<sub>{about}: {said or 'nothing'}</sub>"
