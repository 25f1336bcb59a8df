"""A line for each problem, as compilers write theirs: ``targets.txt:12: error: ...``.

Editors, the warnings plugin of Jenkins and most other readers of logs find file and line in it.
"""

from typing import Any

from repcheck.model.observations import Severity
from repcheck.render.clean import for_terminal
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item, ItemResult, Sheet
from repcheck.render.view import View, as_bytes
from repcheck.words.states import UNDECIDED
from repcheck.words.text import and_more, count

_NAMED = 8


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    sheet = sheet_of(value, view)
    lines = [f"{_where(item)}: {level(item)}: {told(item)}\n" for item in problems(sheet)]
    if sheet.level == "unknown":
        lines.insert(0, f"repcheck: error: {UNDECIDED.lower()}: {sheet.why_undecided}\n")
    if (unknown := silence(sheet)) is not None:
        lines.append(f"repcheck: warning: {unknown}\n")
    return as_bytes("".join(lines))


def problems(sheet: Sheet) -> list[Item]:
    """What is listed, wrong or refused, the worst first; not what is accepted."""
    return sheet.of(ItemResult.PROBLEM)


def silence(sheet: Sheet) -> str | None:
    """How much is unknown, in one sentence: a log without a word of it would look clean. None: nothing is."""
    unknown = [item for item in sheet.items if item.found is ItemResult.UNKNOWN]
    said = []
    if unknown:
        names = list(dict.fromkeys(item.name for item in unknown))
        answers = count(len(unknown), "answer is", "answers are")
        said.append(f"{answers} unknown, which does not mean clean: {and_more(names, _NAMED)}.")
    if unasked := [item.about for item in sheet.items if item.reason == "not_asked"]:
        said.append(f"No list was asked about {and_more(unasked, _NAMED)}.")
    return " ".join(said) or None


def level(item: Item) -> str:
    """``error`` for what costs much mail, else ``warning``."""
    severe = item.severity is not None and item.severity.rank >= Severity.HIGH.rank
    return "error" if severe else "warning"


def told(item: Item) -> str:
    """One line: how it ended, how it stands to a baseline, and where to go on."""
    head = "" if item.rule.startswith("dnsbl/") or item.name in item.sentence else f"{item.name}: "
    standing = f" ({item.standing})" if item.standing else ""
    url = f" {item.url}" if item.url else ""
    return f"{head}{item.sentence}{standing}{url}"


def _where(item: Item) -> str:
    return "repcheck" if item.place is None else f"{for_terminal(item.place.file)}:{item.place.line}"
