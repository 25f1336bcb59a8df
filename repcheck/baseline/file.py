"""The file of accepted listings: YAML of one line an entry, sorted, so that a diff shows what changed.

version: 1
listings:
- {target: 192.0.2.10, list: example-bl, severity: high, sublists: [exploits], accepted: 2026-11-22,
   until: 2027-02-20, why: "the range is being moved"}
"""

import json
import re
from collections.abc import Iterable
from datetime import date
from ipaddress import ip_address
from typing import Any

import msgspec

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.parse import mistake_lines
from repcheck.catalog.document import Way, read_document
from repcheck.errors import BadCatalog, BadInput, BadTarget
from repcheck.model.baseline import Accepted
from repcheck.model.observations import Severity
from repcheck.targets.parse import parse_target

VERSION = 1
#: More accepted listings than this are not exceptions, and nobody reads their diff.
MOST = 5_000

_HEAD = """\
# Listings accepted until a day: repcheck ci --baseline fails on others, and on these when they get worse.
# repcheck ci --update-baseline writes this file; a reason (why: "...") stays with its entry.
"""
#: What YAML takes for text, and for nothing else, without quotes.
_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+|[a-z]{4,}[0-9]*|[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_WORDS = frozenset({"true", "false", "null"})
#: Line ends of YAML that JSON's escapes leave as they are.
_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


class _RawFile(msgspec.Struct, forbid_unknown_fields=True):
    version: int | None = None
    listings: list[Any] | None = None


class _RawEntry(msgspec.Struct, forbid_unknown_fields=True):
    target: str | None = None
    list: str | None = None
    severity: str | None = None
    sublists: tuple[str, ...] = ()
    accepted: str | None = None
    until: str | None = None
    why: str | None = None


def read_baseline(data: bytes, name: str) -> tuple[Accepted, ...]:
    """The entries in ``data``; ``name`` stands for the file in messages.

    Raises BadCatalog with a line for each mistake, ``baseline.yaml:4: listings[1].until: ...``, and
    UnreadableFile when it is not text.
    """
    document = read_document(data, name)
    check = Checker(document.mistakes)
    raw = check.decode(document.value, _RawFile, ())
    found: tuple[Accepted, ...] = ()
    if raw is not None:
        if raw.version != VERSION:
            check.report(
                ("version",), f"is {raw.version or 'missing'}; this repcheck reads version {VERSION}"
            )
        found = _entries(raw.listings or [], check)
    if check.mistakes:
        raise BadCatalog(mistake_lines(document, check.mistakes, name))
    return found


def _entries(items: list[Any], check: Checker) -> tuple[Accepted, ...]:
    found: dict[tuple[str, str], Accepted] = {}
    for index, item in enumerate(items):
        way: Way = ("listings", index)
        raw = check.decode(item, _RawEntry, way)
        if raw is None:
            continue
        entry = _entry(raw, check, way)
        if entry.pair in found and entry.target:
            check.report(way, f"{quote(entry.target)} on {quote(entry.list)} is there twice")
        found[entry.pair] = entry
    return tuple(found.values())


def _entry(raw: _RawEntry, check: Checker, way: Way) -> Accepted:
    target = check.need(raw.target, (*way, "target"), "the address or domain that is listed")
    listed_on = check.need(raw.list, (*way, "list"), "the id of the list")
    severity = check.need(raw.severity, (*way, "severity"), "the worst that is accepted")
    accepted = _day(raw.accepted, check, (*way, "accepted"), "the day of the acceptance")
    until = _day(raw.until, check, (*way, "until"), "the last day of the acceptance")
    if until < accepted:
        check.report((*way, "until"), f"{until} is before {accepted}, the day of the acceptance")
    return Accepted(
        target=_target(target, check, (*way, "target")) if target else "",
        list=listed_on,
        severity=check.choice(severity or None, Severity, Severity.INFO, (*way, "severity")),
        sublists=tuple(sorted(set(check.strings(list(raw.sublists), (*way, "sublists"))))),
        accepted=accepted,
        until=until,
        why=raw.why,
    )


def _target(text: str, check: Checker, way: Way) -> str:
    try:
        (found,) = parse_target(text, max_hosts=1)
    except BadTarget as error:
        check.report(way, error.what)
        return ""
    return found.value


def _day(text: str | None, check: Checker, way: Way, why: str) -> date:
    written = check.need(text, way, why)
    if not written:
        return date.min
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            return date.fromisoformat(written)
    except ValueError:
        pass  # of that form, and of no calendar: the same mistake
    check.report(way, f"{quote(written)} is not a day such as 2026-11-22")
    return date.min


def write_baseline(entries: Iterable[Accepted]) -> bytes:
    """The file, the same for the same entries in whatever order. Raises BadInput when there are too many."""
    ordered = sorted(entries, key=_order)
    if len(ordered) > MOST:
        raise BadInput(f"{len(ordered):,} listings are more than a baseline holds ({MOST:,})")
    lines = "".join(f"- {{{_fields(entry)}}}\n" for entry in ordered)
    return f"{_HEAD}version: {VERSION}\nlistings:{'' if ordered else ' []'}\n{lines}".encode()


def _order(entry: Accepted) -> tuple[int, int, str, str]:
    """Names, then IPv4, then IPv6, by number; then by list."""
    try:
        address = ip_address(entry.target)
    except ValueError:
        return 0, 0, entry.target, entry.list
    return address.version, int(address), "", entry.list


def _fields(entry: Accepted) -> str:
    fields = {
        "target": _text(entry.target),
        "list": _text(entry.list),
        "severity": entry.severity.value,
        "sublists": f"[{', '.join(map(_text, entry.sublists))}]" if entry.sublists else "",
        "accepted": entry.accepted.isoformat(),
        "until": entry.until.isoformat(),
        "why": _quoted(entry.why) if entry.why else "",
    }
    return ", ".join(f"{name}: {value}" for name, value in fields.items() if value)


def _text(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    """A JSON string, which YAML reads as the same text."""
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
