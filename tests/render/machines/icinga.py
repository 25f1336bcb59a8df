"""The output of a monitoring plugin, read as Icinga and Nagios read it."""

import re
from typing import NamedTuple

_DATUM = re.compile(
    r"(?P<label>'[^'=]+'|[^\s'=]+)=(?P<value>-?[0-9]+(?:\.[0-9]+)?)(?P<unit>[a-zA-Z%]*)"
    r"(?:;(?P<warn>[-0-9.:~@]*))?(?:;(?P<crit>[-0-9.:~@]*))?(?:;(?P<min>-?[0-9.]*))?(?:;(?P<max>-?[0-9.]*))?"
)
_FIRST = re.compile(r"REPCHECK (OK|WARNING|CRITICAL|UNKNOWN): \S.*")
_STATES = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
#: What Nagios keeps of an output.
_MOST = 8192


class Output(NamedTuple):
    """One check result."""

    state: int
    text: str
    long_text: tuple[str, ...]
    data: dict[str, dict[str, str]]


def parsed(output: bytes) -> Output:
    """What a monitoring system makes of it. Raises AssertionError for what it would misread."""
    assert len(output) <= _MOST
    text = output.decode("ascii")
    assert text.endswith("\n")
    assert text.isprintable() or all(char == "\n" or char.isprintable() for char in text)
    first, *more = text.removesuffix("\n").split("\n")
    said, pipe, data = first.partition(" | ")
    assert pipe, "no performance data"
    assert "|" not in said + data + "".join(more), "a pipe begins performance data anywhere"
    found = _FIRST.fullmatch(said)
    assert found is not None
    items: dict[str, dict[str, str]] = {}
    for item in data.split(" "):
        datum = _DATUM.fullmatch(item)
        assert datum is not None, item
        assert datum["unit"] in ("", "s", "%", "B", "c")
        label = datum["label"].strip("'")
        assert label not in items
        items[label] = {key: value or "" for key, value in datum.groupdict().items() if key != "label"}
    return Output(_STATES.index(found[1]), said, tuple(more), items)
