"""What SNDS answers, as rows: JSON or CSV, with a header or without, as the first byte and the columns show.

Its maker has not said which form the interface of 2026 has, and public clients met all of them. A body that
fits none is unexpected: a sign-in page or an empty body of the wrong kind never means "nothing found".
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from ipaddress import IPv4Address
from typing import Any

import msgspec

from repcheck.http.decoding import decoded_body, unexpected
from repcheck.http.service import HttpResponse
from repcheck.model.observations import UnknownReason
from repcheck.model.sources import Trouble

#: Content types that the body may have; the form itself shows in the body.
TYPES = frozenset({"application/json", "text/json", "text/csv", "application/csv", "text/plain"})
_MOST_ROWS = 100_000
_MOST_TEXT = 300
#: Fields by their place, where there is no header: the old export, the links of 2026, and the status.
_BY_COUNT: Mapping[int, tuple[str, ...]] = {
    14: (
        "ip", "start", "end", "rcpt", "data", "recipients", "result", "complaints", "trapstart", "trapend",
        "traps", "helo", "sender", "comments",
    ),
    11: (
        "ip", "start", "rcpt", "data", "recipients", "result", "complaints", "trapstart", "traps", "sender",
        "comments",
    ),
    4: ("ip", "last", "blocked", "reason"),
}  # fmt: skip
_COUNTS = (14, 11)
_STATUS_COUNT = 4
#: Names as they come in headers and JSON, without case, blanks, "_" and brackets -> ours.
_NAMES = {
    "ip": "ip", "ipaddress": "ip", "beginningipaddress": "ip", "firstip": "ip", "startip": "ip",
    "endingipaddress": "last", "lastip": "last", "endip": "last",
    "blocked": "blocked", "isblocked": "blocked", "reason": "reason",
    "activityperiod": "start", "activitystart": "start", "activityend": "end",
    "rcptcommands": "rcpt", "datacommands": "data", "messagerecipients": "recipients",
    "filterresult": "result", "complaintrate": "complaints",
    "trapmessageperiod": "trapstart", "traphits": "traps", "traphitcount": "traps",
    "samplehelo": "helo", "samplemailfrom": "sender", "jmrp1sender": "sender", "jmrpp1sender": "sender",
    "comments": "comments",
}  # fmt: skip
_LISTS = ("value", "items", "data", "results")
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b|(\d{4})-(\d{2})-(\d{2})\b")


class StatusRow(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses ``first`` to ``last`` in an abnormal state; ``reason`` is the service's own text."""

    first: str
    last: str
    blocked: bool
    reason: str


class DataRow(msgspec.Struct, frozen=True, kw_only=True):
    """One address on one day.

    ``result``      "GREEN", "YELLOW" or "RED", or a word that is new
    ``complaints``  the rate as it is written, "< 0.1%": a bound, and no figure
    ``traps``       hits of trap addresses; None: the field is empty, which is not zero
    """

    ip: str
    day: date | None
    recipients: int | None
    result: str
    complaints: str
    traps: int | None


def status_rows(reply: HttpResponse) -> tuple[StatusRow, ...] | Trouble:
    """The rows of ``api/report/status/ip``. An empty body of a right kind means that nothing is abnormal."""
    found = _rows(reply, (_STATUS_COUNT,))
    if isinstance(found, Trouble):
        return found
    rows = []
    for row in found:
        first, last = _address(row.get("ip", "")), _address(row.get("last") or row.get("ip", ""))
        word = row.get("blocked", "").strip().lower()
        if first is None or last is None or (word not in _TRUE and word not in _FALSE):
            return unexpected("a row of its status is not what this service answers")
        rows.append(
            StatusRow(
                first=str(first), last=str(last), blocked=word in _TRUE, reason=_text(row.get("reason"))
            )
        )
    return tuple(rows)


def data_rows(reply: HttpResponse) -> tuple[DataRow, ...] | Trouble:
    """The rows of ``api/report/data``."""
    found = _rows(reply, _COUNTS)
    if isinstance(found, Trouble):
        return found
    rows = []
    for row in found:
        address = _address(row.get("ip", ""))
        if address is None or not row.get("result", "").strip():
            return unexpected("a row of its data is not what this service answers")
        rows.append(
            DataRow(
                ip=str(address),
                day=_day(row.get("start", "")),
                recipients=_number(row.get("recipients", "")),
                result=_text(row["result"]).upper(),
                complaints=_text(row.get("complaints")),
                traps=_number(row.get("traps", "")),
            )
        )
    return tuple(rows)


def _rows(reply: HttpResponse, counts: Sequence[int]) -> list[dict[str, str]] | Trouble:
    body = reply.body.removeprefix(b"\xef\xbb\xbf").strip()
    if body[:1] == b"<" or reply.content_type == "text/html":
        return Trouble(UnknownReason.AUTH_EXPIRED, "it answered with its sign-in page: log in again")
    if reply.content_type not in TYPES:
        return unexpected("it answered neither JSON nor CSV")
    if not body:
        return []
    if body[:1] in (b"[", b"{"):
        return _of_json(body)
    return _of_csv(body.decode("utf-8", "replace"), counts)


def _of_json(body: bytes) -> list[dict[str, str]] | Trouble:
    found: Any = decoded_body(body, object)
    if isinstance(found, Trouble):
        return found
    if isinstance(found, dict):
        found = next((found[name] for name in _LISTS if isinstance(found.get(name), list)), None)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return unexpected("its JSON holds no rows")
    return [_named((str(key), _shown(value)) for key, value in row.items()) for row in found[:_MOST_ROWS]]


def _of_csv(text: str, counts: Sequence[int]) -> list[dict[str, str]] | Trouble:
    try:
        lines = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error:
        return unexpected("its CSV cannot be read")
    if not lines:
        return unexpected("its CSV holds no cell")
    first = [_NAMES.get(_plain(cell)) for cell in lines[0]]
    if first[0] == "ip":
        header = [_plain(cell) for cell in lines[0]]
        return [_named(zip(header, row, strict=False)) for row in lines[1 : _MOST_ROWS + 1]]
    rows = []
    for row in lines[:_MOST_ROWS]:
        if len(row) not in counts:
            return unexpected(f"a row of {len(row)} columns, which no known form has")
        rows.append(dict(zip(_BY_COUNT[len(row)], row, strict=True)))
    return rows


def _named(cells: "Iterator[tuple[str, str]] | zip[tuple[str, str]]") -> dict[str, str]:
    """By our names; a column that is new is left out."""
    found: dict[str, str] = {}
    for name, value in cells:
        ours = _NAMES.get(_plain(name))
        if ours is not None:
            found.setdefault(ours, value)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\s_()-]", "", name).lower()


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _text(value: str | None) -> str:
    return (value or "").strip()[:_MOST_TEXT]


def _address(text: str) -> IPv4Address | None:
    try:
        return IPv4Address(text.strip())
    except ValueError:
        return None


def _number(text: str) -> int | None:
    digits = text.strip().replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _day(text: str) -> date | None:
    """A day of "11/24/2026 12:00 AM", the American order, or of an ISO date; its zone is not known."""
    found = _DATE.search(text[:40])
    if found is None:
        return None
    month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[6], found[4])
    try:
        return datetime(int(year), int(month), int(day)).date()  # noqa: DTZ001 - a label of a day
    except ValueError:
        return None
