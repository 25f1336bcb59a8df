"""JUnit XML as Jenkins, GitLab and Azure read it: a test case for each thing that was looked at.

A failure is a problem, an error what could not be asked, skipped what was left out or what the list itself
made impossible. A run without an answer is an error, too. GitLab shows ``classname`` as the suite and counts
the first of two cases of one name; Jenkins cuts ``classname`` at its last dot, so no address stands there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from repcheck.render.clean import for_terminal
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.pairs import UNUSABLE
from repcheck.render.sheet.sheet import Item, ItemResult, Sheet
from repcheck.render.view import View, as_bytes

#: GitLab reads no larger file.
_MOST_OCTETS = 30_000_000

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``; ``view.warn`` hears of a file that GitLab does not read."""
    document = as_bytes("".join(_document(sheet_of(value, view))))
    if len(document) > _MOST_OCTETS:
        view.warn("the JUnit file is larger than 30 MB, so GitLab ignores it: check fewer targets at once")
    return document


def _document(sheet: Sheet) -> Iterator[str]:
    items = (*_undecided(sheet), *sheet.items)
    ends = Counter(_end(item) for item in items)
    counts = (
        f'tests="{len(items)}" failures="{ends["failure"]}" errors="{ends["error"]}" '
        f'skipped="{ends["skipped"]}" time="{sheet.seconds:.3f}"'
    )
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    yield f' <testsuite name="repcheck {sheet.command}" {counts} timestamp="{_text(sheet.started)}">\n'
    names: dict[str, int] = {}
    classes: dict[str | None, str] = {}
    for item in items:
        if (kind := classes.get(item.group)) is None:
            kind = classes[item.group] = _text(f"repcheck.{(item.group or sheet.command).replace('.', '_')}")
        name = f"{item.about} {item.rule.partition('/')[2]}"
        number = names[name] = names.get(name, 0) + 1
        if number > 1:
            name = f"{name} ({number})"
        yield _case(item, kind, _text(name))
    yield " </testsuite>\n</testsuites>\n"


def _undecided(sheet: Sheet) -> Iterator[Item]:
    """A case for a run without an answer: a suite of skipped cases alone counts as passed."""
    if sheet.undecided or sheet.ended is not None:
        reason = sheet.ended or "undecided"
        yield Item(
            sheet.command, "run/answer", ItemResult.UNKNOWN, sheet.command, sheet.headline, reason=reason
        )


def _case(item: Item, kind: str, name: str) -> str:
    place = "" if item.place is None else f' file="{_file(item.place.file)}" line="{item.place.line}"'
    start = f'  <testcase classname="{kind}" name="{name}"{place} time="{item.seconds or 0:.3f}"'
    if item.found is ItemResult.FINE:
        return f"{start}/>\n"
    body = _text("\n".join((*item.lines, *((item.url,) if item.url else ()))))
    end = _end(item)
    if end == "passed":
        return f"{start}>\n   <system-out>{body}</system-out>\n  </testcase>\n"
    message = _text(item.what)
    if end == "skipped":
        said = f"{message}: {_text(' '.join(item.lines[:1]))}" if item.lines else message
        return f'{start}>\n   <skipped message="{said}"/>\n  </testcase>\n'
    kind_of_it = _text(item.reason)
    return f'{start}>\n   <{end} type="{kind_of_it}" message="{message}">{body}</{end}>\n  </testcase>\n'


@lru_cache(maxsize=64)
def _file(name: str) -> str:
    return _text(for_terminal(name))


def _end(item: Item) -> str:
    if item.found is ItemResult.PROBLEM:
        return "failure"
    if item.found is ItemResult.UNKNOWN:
        return "skipped" if item.reason in UNUSABLE else "error"
    return "skipped" if item.found is ItemResult.LEFT_OUT else "passed"


def _text(text: str) -> str:
    """For an attribute or an element; XML 1.0 forbids most controls and some more (section 2.2)."""
    if text.isalnum():
        return text
    escaped = text.translate(_ESCAPES)
    return escaped if escaped.isprintable() else _FORBIDDEN.sub("", escaped)
