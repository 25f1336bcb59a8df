"""Lines of logs inside the JSON records of those who ship logs: each record as syslog would have written it.

Journal (``-o json``, arrays of bytes too), GELF, Loki, Docker, CloudWatch, mailcow, rsyslog, Elastic: they
hold the same under different names. A record that neither names a program, nor begins with one or with a
stamp, is none.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from repcheck.bounces.events.fields import Event
from repcheck.bounces.logs.stamps import of_epoch, stamp_in_front
from repcheck.patterns import compiled

_MESSAGE = ("MESSAGE", "message", "msg", "short_message", "@message", "full_message", "textPayload")
#: Under these names stand whole lines, as a program wrote them to its standard output.
_WHOLE = ("log", "line")
_PROGRAM = (
    "SYSLOG_IDENTIFIER", "program", "PROGRAM", "programname", "syslog_identifier", "identifier", "appname",
    "app_name", "app-name", "ident", "syslogtag", "tag", "process_name", "process", "_process_name",
    "_program", "_application_name", "_app_name", "_tag", "_syslog_identifier", "_COMM",
)  # fmt: skip
_PID = ("SYSLOG_PID", "_PID", "pid", "procid", "_process_id", "_pid")
_HOST = ("_HOSTNAME", "host", "hostname", "HOST", "source", "_hostname")
_TIME = (
    "_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP", "@timestamp", "timestamp", "time", "isodate", "ts",
    "timereported",
)  # fmt: skip
#: What holds records: CloudWatch, Loki, Elastic.
_HOLDS = (
    "events", "logEvents", "streams", "data", "result", "hits", "_source", "entries", "logs", "records",
    "results",
)  # fmt: skip
_DEEPEST = 8
_BEGINS_PROGRAM = compiled(r"[\w.-]{1,64}(?:/[\w.-]{1,64}){0,4}\[\d{1,10}\]: ")


def lines_of(value: object, left: int = _DEEPEST) -> Iterator[bytes]:
    """The lines in a decoded JSON value, each with its end. Nothing for what holds none; never raises."""
    if isinstance(value, list):
        for item in value if left else ():
            yield from lines_of(item, left - 1)
    elif isinstance(value, Mapping):
        line = line_of(value)
        if line is not None:
            yield line
        elif left:
            yield from _held(value, left - 1)


def line_of(record: Event) -> bytes | None:
    """The line in one record; None when the record is not one of a log."""
    shape = _shape(_KNOWN.intersection(record))
    stamp = _first(record, shape.time, _time)
    whole = _first(record, shape.whole, _text)
    if whole:
        return _flat(f"{stamp} {whole}" if stamp else whole)
    message = _first(record, shape.message, _text)
    if not message:
        return None
    if stamp_in_front(message):
        return _flat(f"{stamp} {message}" if stamp else message)
    program = _first(record, shape.program, _named)
    if not program:
        return _flat(f"{stamp or '-'} {message}") if _BEGINS_PROGRAM.match(message) else None
    pid = _first(record, shape.pid, _named) or "0"
    host = _first(record, shape.host, _named) or "-"
    header = program.rstrip(":") if program.rstrip(":").endswith("]") else f"{program}[{pid}]"
    return _flat(f"{stamp or '-'} {host.replace(' ', '-')} {header}: {message}")


class _Shape(NamedTuple):
    """The fields of a record that may say something, by what they say, the best first."""

    time: tuple[str, ...]
    whole: tuple[str, ...]
    message: tuple[str, ...]
    program: tuple[str, ...]
    pid: tuple[str, ...]
    host: tuple[str, ...]


_NAMES = _Shape(_TIME, _WHOLE, _MESSAGE, _PROGRAM, _PID, _HOST)
_KNOWN = frozenset().union(*_NAMES)


@lru_cache(maxsize=256)
def _shape(there: frozenset[str]) -> _Shape:
    """The shape of a record with these fields; those of one shipper have few."""
    return _Shape(*(tuple(name for name in names if name in there) for names in _NAMES))


def _first(record: Event, names: tuple[str, ...], read: Callable[[object], str | None]) -> str | None:
    """What the first of these fields says that says anything."""
    for name in names:
        if said := read(record[name]):
            return said
    return None


def _held(record: Event, left: int) -> Iterator[bytes]:
    values = record.get("values")
    if isinstance(values, list):  # Loki: pairs of nanoseconds and line
        labels = record.get("stream")
        for pair in values:
            if isinstance(pair, list) and len(pair) > 1:
                fields = {**labels} if isinstance(labels, Mapping) else {}
                yield from _loki(fields, pair[0], pair[1])
    for name in _HOLDS:
        inside = record.get(name)
        if isinstance(inside, list | Mapping):
            yield from lines_of(inside, left)


def _loki(labels: dict[str, object], time: object, line: object) -> Iterator[bytes]:
    text = _text(line)
    if text.startswith("{"):
        try:
            inner = msgspec.json.decode(text)
        except (ValueError, RecursionError):
            return
        found = line_of({"timestamp": time, **labels, **inner}) if isinstance(inner, dict) else None
    else:
        message = "message" if any(_named(labels.get(name)) for name in _PROGRAM) else "line"
        found = line_of({**labels, "timestamp": time, message: text})
    if found is not None:
        yield found


def _text(value: object) -> str:
    """A field: text; the numbers of its bytes where it is not UTF-8; the first of several with this name."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, list) and value:
        if all(isinstance(part, int) and 0 <= part < 256 for part in value):
            return bytes(value).decode("utf-8", "replace").rstrip("\n")
        return next((text for part in value[:100] if (text := _text(part))), "")
    return ""


def _named(value: object) -> str:
    """A name or number in a field, or in its own field "name" (Elastic)."""
    if isinstance(value, str):
        return value.rstrip("\n")[:200]
    if isinstance(value, Mapping):
        value = value.get("name")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)[:200]


def _time(value: object) -> str | None:
    """RFC 3339 UTC of seconds, milliseconds, microseconds or nanoseconds since 1970; ISO 8601 as it is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}"
    text = _text(value).strip()[:40]
    digits = text.partition(".")[0]
    if digits.isdecimal():
        seconds = int(digits)
        while seconds > 10**11:
            seconds //= 1000
        return of_epoch(seconds)
    return text if text[:4].isdecimal() and text[4:5] == "-" else None


def _flat(line: str) -> bytes:
    """One line whatever stood in it, so that a message cannot make up a second one."""
    return line.replace("\n", " ").encode("utf-8", "replace") + b"\n"
