"""Logs inside another's records: ``journalctl -o export`` and ``-o json``, Docker's JSON files."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import msgspec

from repcheck.bounces.judge import Reply
from repcheck.bounces.logs.lines import all_lines
from repcheck.bounces.logs.parser import LogParser
from repcheck.bounces.logs.stamps import of_epoch

_JOURNAL = (b"__CURSOR=", b"__REALTIME_TIMESTAMP=")
_SPACES = re.compile(rb"\s*")
_FIRST = re.compile(rb"\s*([^\n]{1,65536})")


class MaybeWrapped:
    """A parser that reads its log as it is, or out of the records of another logger.

    Which of them it is, the first line with something in it tells.
    """

    def __init__(self, inner: LogParser) -> None:
        self._inner = inner
        self._unwrap: Unwrap | None = None
        self._known = False

    @property
    def sent(self) -> int:
        """See ``LogParser``."""
        return self._inner.sent

    def feed(self, block: bytes, first_line: int) -> Iterable[Reply]:
        """See ``LogParser``."""
        if not self._known:
            self._unwrap = unwrapping(block)
            self._known = _SPACES.fullmatch(block) is None
        if self._unwrap is None:
            return self._inner.feed(block, first_line)
        return self._each(self._unwrap, block, first_line)

    def _each(self, unwrap: "Unwrap", block: bytes, first_line: int) -> Iterator[Reply]:
        for number, line in unwrap.lines(block, first_line):
            yield from self._inner.feed(line, number)


class Unwrap(Protocol):
    """Gives the lines as syslog would have written them, one record after the other."""

    def lines(self, block: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
        """Number (of the record's message) and line."""
        ...


def unwrapping(block: bytes) -> Unwrap | None:
    """What unwraps this log; None when its lines stand bare. New for each log: it has a state."""
    first = _FIRST.match(block)
    if first and first[1].startswith(_JOURNAL):
        return _Export()
    if first and first[1].startswith(b"{") and (b'"MESSAGE"' in first[1] or first[1].startswith(b'{"log":')):
        return _Json()
    return None


class _Export(Unwrap):
    """Journal Export Format: a field a line, an empty line behind each entry."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}
        self._message_line = 0

    def lines(self, block: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
        for number, line in all_lines(block, first_line):
            name, sign, value = line.partition(b"=")
            if line.strip():
                if sign and name in _FIELDS:
                    self._fields[name.decode()] = value.decode("utf-8", "replace")
                    self._message_line = number if name == b"MESSAGE" else self._message_line
                continue
            if "MESSAGE" in self._fields:
                yield self._message_line, _line(self._fields)
            self._fields = {}


class _Json(Unwrap):
    """One JSON object a line."""

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder(dict[str, Any])

    def lines(self, block: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
        for number, line in all_lines(block, first_line):
            try:
                record = self._decoder.decode(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(record.get("log"), str):  # Docker; the stamp inside goes first when it has a zone
                written = record["log"].rstrip("\n")
                stamp = str(record.get("time", ""))[:40]
                yield number, _flat(f"{stamp} {written}" if stamp else written)
            elif "MESSAGE" in record:
                yield number, _line({name: _text(value) for name, value in record.items()})


_FIELDS = frozenset(
    {b"MESSAGE", b"SYSLOG_IDENTIFIER", b"_COMM", b"SYSLOG_PID", b"_PID", b"_HOSTNAME",
     b"__REALTIME_TIMESTAMP", b"_SOURCE_REALTIME_TIMESTAMP"}
)  # fmt: skip


def _line(fields: dict[str, str]) -> bytes:
    micros = fields.get("_SOURCE_REALTIME_TIMESTAMP") or fields.get("__REALTIME_TIMESTAMP") or ""
    stamp = of_epoch(int(micros) // 1_000_000) if micros.isdecimal() and len(micros) < 20 else None
    name = fields.get("SYSLOG_IDENTIFIER") or fields.get("_COMM") or "-"
    pid = fields.get("SYSLOG_PID") or fields.get("_PID") or "0"
    return _flat(f"{stamp or '-'} {fields.get('_HOSTNAME') or '-'} {name}[{pid}]: {fields['MESSAGE']}")


def _text(value: object) -> str:
    """A field of the journal: text, or a list of the numbers of its bytes when it is not UTF-8."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, int) and 0 <= part < 256 for part in value):
        return bytes(value).decode("utf-8", "replace")
    return ""


def _flat(line: str) -> bytes:
    """One line whatever stood in it, so that a message cannot make up a second one."""
    return line.replace("\n", " ").encode("utf-8", "replace") + b"\n"
