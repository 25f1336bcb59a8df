"""One line for a monitoring system: state, text, performance data; below it what is wrong, line by line.

Monitoring plugin interface: states 0 to 3; ``'label'=value[unit];[warn];[crit];[min];[max]`` behind the first
pipe. A pipe in any text would begin such data, so none is left. What could not be asked is UNKNOWN as a whole
only when too little was answered, and never hides a listing.
"""

from collections import Counter
from typing import Any

from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Figure, ItemResult, Level, Sheet
from repcheck.render.view import View
from repcheck.words.text import and_more, count

#: Of the first line, as pagers and mobile screens show it.
_FIRST_LINE = 160
#: Below what Nagios keeps of an output (8 KiB), performance data included.
_MOST_TEXT = 6000
_NAMED = 8

_CODES: dict[Level, int] = {"ok": 0, "warning": 1, "critical": 2, "unknown": 3}
#: A pipe begins performance data; some web interfaces would take what is in angle brackets for HTML.
_PLAIN = str.maketrans({"|": "/", "<": "(", ">": ")"})


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``; ASCII, the one encoding that each of these systems shows right."""
    sheet = sheet_of(value, view)
    level = _level(sheet, view)
    said = _text(sheet.headline.rstrip("."))
    data = " ".join(_datum(number, view if not place else None) for place, number in enumerate(sheet.numbers))
    first = f"REPCHECK {level.upper()}: {_cut(said, _FIRST_LINE)} | {data}"
    return "\n".join([first, *_below(sheet), ""]).encode("ascii", "backslashreplace")


def exit_code(value: Any, view: View) -> int:
    """0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN."""
    return _CODES[_level(sheet_of(value, view), view)]


def unknown(what: str) -> bytes:
    """The output of a plugin that could not do its work at all."""
    return f"REPCHECK UNKNOWN: {_cut(_text(what), _FIRST_LINE)}\n".encode("ascii", "backslashreplace")


def _level(sheet: Sheet, view: View) -> Level:
    """By the thresholds, when any is given, else as the result says of itself."""
    if view.warning is None and view.critical is None:
        return sheet.level
    value = sheet.numbers[0].value
    if view.critical is not None and view.critical.alerts(value):
        return "critical"
    if view.warning is not None and view.warning.alerts(value):
        return "warning"
    return "unknown" if sheet.level == "unknown" or sheet.ended is not None or sheet.undecided else "ok"


def _datum(number: Figure, view: View | None) -> str:
    warning = "" if view is None or view.warning is None else view.warning.text
    critical = "" if view is None or view.critical is None else view.critical.text
    most = "" if number.most is None else str(number.most)
    least = "0"
    value = f"{number.value:.6f}".rstrip("0").rstrip(".")
    return ";".join((f"{number.name}={value}{number.unit}", warning, critical, least, most)).rstrip(";")


def _below(sheet: Sheet) -> list[str]:
    lines: list[str] = []
    problems = sheet.of(ItemResult.PROBLEM)
    room = _MOST_TEXT
    for number, item in enumerate(problems):
        line = _cut(_text(f"{item.about} {item.name}: {item.what}"), _FIRST_LINE)
        room -= len(line) + 1
        if room < 0:
            lines.append(f"and {count(len(problems) - number, 'more problem')}")
            break
        lines.append(line)
    unknown = [item for item in sheet.items if item.found is ItemResult.UNKNOWN]
    for reason, times in Counter(item.reason for item in unknown).most_common():
        names = list(dict.fromkeys(item.name for item in unknown if item.reason == reason))
        lines.append(
            _cut(_text(f"unknown ({reason}): {times:,} on {and_more(names, _NAMED)}"), 2 * _FIRST_LINE)
        )
    return lines


def _text(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3].rstrip()}..."
