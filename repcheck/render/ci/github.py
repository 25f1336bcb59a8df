"""GitHub Actions: annotations on the log, a step summary and outputs.

The log takes a line that begins with ``::`` as a command. About 10 annotations of each kind are shown for a
step, so the worst are printed and the rest is counted.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from repcheck.model.observations import Severity
from repcheck.render.ci.lines import silence
from repcheck.render.clean import for_terminal
from repcheck.render.markdown import page as markdown
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item, ItemResult, Sheet
from repcheck.render.view import View, as_bytes
from repcheck.words.states import UNDECIDED
from repcheck.words.text import as_sentence

#: Annotations of one kind; the last notice counts the others.
_SHOWN = 10
#: GitHub drops a summary of more than 1 MiB, whole.
SUMMARY_AT_MOST = 900 * 1024

_KINDS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "warning",
    Severity.INFO: "notice",
}


def shown(value: Any, view: View) -> bytes:
    """The annotations; see ``repcheck.render.formats``."""
    return as_bytes("".join(f"{line}\n" for line in _annotations(sheet_of(value, view))))


def beside(value: Any, view: View) -> Iterable[tuple[str, bytes]]:
    """What goes to the end of files that the environment names: each variable, and the text for its file."""
    sheet = sheet_of(value, view)
    yield "GITHUB_STEP_SUMMARY", as_bytes(markdown.document(sheet, most=SUMMARY_AT_MOST))
    yield "GITHUB_OUTPUT", as_bytes("".join(_outputs(sheet)))


def _annotations(sheet: Sheet) -> Iterator[str]:
    by_kind: dict[str, list[Item]] = {"error": [], "warning": [], "notice": []}
    for item in sheet.of(ItemResult.PROBLEM, ItemResult.NOTE, ItemResult.UNKNOWN):
        if item.severity is not None:  # answers of lists have none where they are unknown
            by_kind[_kind(item)].append(item)
    left_out = 0
    room = {"error": _SHOWN, "warning": _SHOWN, "notice": _SHOWN - 2}
    if sheet.level == "unknown":
        yield _command("error", _begun(sheet.why_undecided), title=UNDECIDED)
        room["error"] -= 1
    for kind, items in by_kind.items():
        yield from (_annotation(kind, item) for item in items[: room[kind]])
        left_out += max(0, len(items) - room[kind])
    if (unknown := silence(sheet)) is not None:
        yield _command("notice", unknown, title="Not everything could be asked")
    if left_out:
        said = f"and {left_out:,} more: see the summary of this step"
        yield _command("notice", said, title=f"{sheet.command}: more than is shown here")


def _kind(item: Item) -> str:
    kind = _KINDS[item.severity or Severity.INFO]
    return "warning" if item.found is ItemResult.NOTE and kind == "error" else kind


def _annotation(kind: str, item: Item) -> str:
    listed = "Listed on " if item.reason == "listed" else ""
    standing = f" ({item.standing})" if item.standing else ""
    said = as_sentence(_begun(item.what), more=bool(item.lines))
    lines = [said, *item.lines]
    title = f"{listed}{item.name}: {item.about}{standing}"
    return _command(kind, "\n".join((*lines, *((item.url,) if item.url else ()))), title=title, item=item)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _command(kind: str, message: str, *, title: str, item: Item | None = None) -> str:
    fields = []
    if item is not None and item.place is not None:
        file = for_terminal(item.place.file.removeprefix("./"))
        fields += [f"file={_property(file)}", f"line={item.place.line}"]
    fields.append(f"title={_property(title)}")
    return f"::{kind} {','.join(fields)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _outputs(sheet: Sheet) -> Iterator[str]:
    """``name=value``: each value is one line, as no text of an item has a line end."""
    yield f"exit-code={sheet.exit_code}\n"
    yield f"level={sheet.level}\n"
    yield f"headline={sheet.headline}\n"
    for name, value in sheet.facts:
        yield f"{name}={value}\n"
