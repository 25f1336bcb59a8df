"""The difference of two catalogs, for a person."""

from collections.abc import Iterator, Sequence

from repcheck.catalog.difference import Difference, EntryChange, FieldChange
from repcheck.render.clean import for_terminal
from repcheck.render.layout import wrap
from repcheck.render.view import View, as_bytes
from repcheck.words.text import count

_WIDTH = 80
#: Characters of a value that are shown.
_MOST = 300
_KINDS = {"list": "list", "dead": "dead list", "provider": "provider"}
_SIGNS = {"added": "+", "removed": "-", "died": "-", "changed": "~"}


def render_difference(changes: Sequence[EntryChange], before: str, after: str) -> str:
    """Each change with what was (``-``) and what is (``+``); ``before`` and ``after`` name the catalogs."""
    if not changes:
        return f"{for_terminal(after)} says the same as {for_terminal(before)}.\n"
    lines = [f"From {for_terminal(before)} to {for_terminal(after)}: {_summary(changes)}."]
    for change in changes:
        lines += ["", f"{_SIGNS[change.verb]} {_KINDS[change.kind]} {change.id}: {change.verb}"]
        for field in change.fields:
            lines += _field(field)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _summary(changes: Sequence[EntryChange]) -> str:
    return ", ".join(_counted(changes))


def _counted(changes: Sequence[EntryChange]) -> Iterator[str]:
    for verb in ("added", "removed", "died", "changed"):
        for kind, noun in _KINDS.items():
            number = sum(change.verb == verb and change.kind == kind for change in changes)
            if number:
                yield f"{count(number, noun)} {verb}"


def _field(field: FieldChange) -> list[str]:
    lines = wrap(for_terminal(field.field), _WIDTH, first="    ", rest="    ")
    for sign, value in (("-", field.before), ("+", field.after)):
        if value is not None:
            lines += wrap(for_terminal(value, _MOST), _WIDTH, first=f"      {sign} ", rest="        ")
    return lines


def shown(found: Difference, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    text = render_difference(found.changes, found.before, found.after)
    return as_bytes(for_terminal(text, keep_newlines=True))
