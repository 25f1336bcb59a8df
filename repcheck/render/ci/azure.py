"""Azure Pipelines: an issue of the run for each problem, at its line.

The agent looks for ``##vso[`` anywhere in a line of the log, and in an issue for its own escapes.
"""

import re
from collections.abc import Iterator
from typing import Any

from repcheck.render.ci.lines import level, problems, silence, told
from repcheck.render.clean import for_terminal
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item, Sheet
from repcheck.render.view import View, as_bytes
from repcheck.words.states import UNDECIDED
from repcheck.words.text import count

#: Issues of one kind that a run shows; the others are counted.
_SHOWN = 10


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes("".join(f"{line}\n" for line in _issues(sheet_of(value, view))))


def _issues(sheet: Sheet) -> Iterator[str]:
    if sheet.level == "unknown":
        yield _issue("error", f"{UNDECIDED}: {sheet.why_undecided}")
    by_level: dict[str, list[Item]] = {"error": [], "warning": []}
    for item in problems(sheet):
        by_level[level(item)].append(item)
    for kind, items in by_level.items():
        yield from (_issue(kind, told(item), item) for item in items[:_SHOWN])
    if (unknown := silence(sheet)) is not None:
        yield _issue("warning", unknown)
    left_out = sum(max(0, len(items) - _SHOWN) for items in by_level.values())
    if left_out:
        yield _issue("warning", f"{count(left_out, 'more problem is', 'more problems are')} in the log")


def _issue(kind: str, message: str, item: Item | None = None) -> str:
    fields = [f"type={kind}"]
    if item is not None and item.place is not None:
        fields += [f"sourcepath={_property(for_terminal(item.place.file))}", f"linenumber={item.place.line}"]
    if item is not None:
        fields.append(f"code={_property(item.rule)}")
    return f"##vso[task.logissue {';'.join(fields)};]{_data(message)}"


def summary_command(path: str) -> bytes:
    """The line that shows the Markdown in the file ``path`` on the page of the run."""
    return as_bytes(f"##vso[task.uploadsummary]{_data(path)}\n")


def harmless(text: bytes) -> bytes:
    """A text for the log in which nothing is a command of the agent."""
    return re.sub(rb"#(?=#)", b"# ", text)


def _data(text: str) -> str:
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace("]", "%5D").replace(";", "%3B")
