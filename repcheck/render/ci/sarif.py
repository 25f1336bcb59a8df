"""SARIF 2.1.0, as the code scanning of GitHub and other viewers read it.

Problems and remarks are results. What could not be asked is not a result, and not silent either: it is a
notification of the run (section 3.58).
"""

import re
from collections import Counter
from typing import Any
from urllib.parse import quote

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.targets import Place
from repcheck.render.encoding import encoded
from repcheck.render.sheet.make import sheet_of
from repcheck.render.sheet.sheet import Item, ItemResult, Sheet, worst_first
from repcheck.render.view import View
from repcheck.words.text import count

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: What GitHub takes of one run, and of one description.
_MOST_RESULTS = 25_000
_MOST_TEXT = 1024
#: What stands for no octet of a file name.
_HALF_A_PAIR = re.compile("[\ud800-\udc7f\udd00-\udfff]")
#: Notifications of what could not be asked, a rule and reason each.
_MOST_NOTES = 200

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "warning",
    Severity.INFO: "note",
}
#: GitHub calls these critical, high, medium and low.
_SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "0.1",
}
#: Section 3.27.24: how a result stands to a baseline.
_BASELINE = {"new": "new", "worse": "updated", "expired": "updated", "accepted": "unchanged"}


def shown(value: Any, view: View) -> bytes:
    """See ``repcheck.render.formats``; ``view.warn`` hears what GitHub would not take."""
    sheet = sheet_of(value, view)
    told = worst_first(item for item in sheet.items if _is_told(item))
    if len(told) > _MOST_RESULTS:
        more = count(len(told) - _MOST_RESULTS, "more result")
        view.warn(f"SARIF holds the worst {_MOST_RESULTS:,} results; GitHub takes no more: {more} left out")
    return encoded({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(sheet, told, view.version)]})


def _is_told(item: Item) -> bool:
    return item.found in (ItemResult.PROBLEM, ItemResult.NOTE) or item.standing == "accepted"


def _run(sheet: Sheet, told: list[Item], version: str) -> dict[str, Any]:
    shown_results = told[:_MOST_RESULTS]
    worst: dict[str, Item] = {}
    for item in shown_results:
        worst.setdefault(item.rule, item)  # they come the worst first
    at = {rule: number for number, rule in enumerate(worst)}
    driver: dict[str, Any] = {"name": "repcheck", "rules": [_rule(item) for item in worst.values()]}
    if version:
        driver["version"] = version
    invocation = {
        "executionSuccessful": sheet.ended is None and not sheet.undecided,
        "exitCode": sheet.exit_code,
        "startTimeUtc": sheet.started,
        "toolExecutionNotifications": _notes(sheet, len(told) - len(shown_results)),
    }
    return {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, at[item.rule]) for item in shown_results],
    }


def _rule(item: Item) -> dict[str, Any]:
    """A rule as the worst of its results shows it."""
    severity = item.severity or Severity.INFO
    family = item.rule.partition("/")[0]
    titles = {
        "dnsbl": (f"Listed on {item.name}", f"The target is on the blocklist {item.name}."),
        "bounces": (f"Refused: {item.name}", f"Bounces say that mail is refused: {item.name}."),
    }
    short, full = titles.get(family, (item.name, item.name))
    return {
        "id": item.rule,
        "shortDescription": {"text": short[:_MOST_TEXT]},
        "fullDescription": {"text": full[:_MOST_TEXT]},
        "help": {"text": item.url or "repcheck delist TARGET lists every step."},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"security-severity": _SCORES[severity], "tags": ["reputation", family]},
    }


def _result(item: Item, rule: int) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"name": item.about, "kind": "resource"}]}
    if item.place is not None:
        location["physicalLocation"] = _physical(item.place)
    found: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity or Severity.INFO],
        "message": {"text": _message("\n".join((item.sentence, *item.lines)))},
        "locations": [location],
        "partialFingerprints": {"repcheck/v1": f"{item.about}|{item.rule}"},
    }
    if item.standing is not None:
        found["baselineState"] = _BASELINE[item.standing]
    if item.standing == "accepted":
        found["suppressions"] = [{"kind": "external", "justification": "accepted by the baseline"}]
    return found


def _physical(place: Place) -> dict[str, Any]:
    """A relative URI where the user gave a relative path (RFC 3986 4.2), as GitHub wants it."""
    path = _HALF_A_PAIR.sub("\ufffd", place.file.removeprefix("./"))
    uri = quote(path, safe="/", errors="surrogateescape")
    uri = f"file://{uri}" if path.startswith("/") else uri
    return {"artifactLocation": {"uri": uri}, "region": {"startLine": place.line}}


def _message(text: str) -> str:
    """Text in which nothing is a placeholder (section 3.11.5) or a link (3.11.6)."""
    if not set(text) & set("{}[]\\"):
        return text
    for plain, escaped in (("\\", "\\\\"), ("[", "\\["), ("]", "\\]"), ("{", "{{"), ("}", "}}")):
        text = text.replace(plain, escaped)
    return text


class _Silence(msgspec.Struct, frozen=True):
    """What was unknown of one rule for one reason."""

    rule: str
    name: str
    what: str
    line: str


def _notes(sheet: Sheet, left_out: int) -> list[dict[str, Any]]:
    notes = []
    if left_out:
        notes.append(_note("error", f"{count(left_out, 'result')} of lesser severity left out."))
    if sheet.ended is not None:
        notes.append(_note("error", f"The run ended early: {sheet.ended}."))
    silent = Counter(
        _Silence(item.rule, item.name, item.what, " ".join(item.lines[:1]))
        for item in sheet.items
        if item.found is ItemResult.UNKNOWN
    )
    for silence, times in silent.most_common(_MOST_NOTES):
        of = count(times, "target")
        notes.append(_note("warning", f"{silence.name}: {silence.what} for {of}. {silence.line}".strip()))
    if len(silent) > _MOST_NOTES:
        notes.append(_note("warning", f"And {len(silent) - _MOST_NOTES:,} more lists and reasons."))
    return notes


def _note(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": _message(text)}}
