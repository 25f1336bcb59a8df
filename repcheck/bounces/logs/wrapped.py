"""Logs inside another's records, line by line: ``journalctl -o export``, and one JSON object a line."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from repcheck.bounces.logs.lines import all_lines
from repcheck.bounces.logs.parser import LogKind, LogParser
from repcheck.bounces.logs.shipped import line_of, lines_of
from repcheck.bounces.reply.judge import Reply
from repcheck.patterns import compiled

_JOURNAL = (b"__CURSOR=", b"__REALTIME_TIMESTAMP=")
#: What writes JSON of its own, and no lines into somebody's.
_ONE_A_LINE = ("kumomta", "powermta")
#: An object, or an array of such; perhaps behind the mark of a sequence (RFC 7464).
BEGINS_JSON = compiled(rb"[\x1e\s]*(?:\{|\[\s*(?:[\[{\"]|$))")
_SPACES = compiled(rb"\s*")
_FIRST = compiled(rb"\s*([^\n]{1,65536})")


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
        return self._inner.feed(*in_one_block(self._unwrap.lines(block, first_line), first_line))


def in_one_block(lines: Iterable[tuple[int, bytes]], first_line: int) -> tuple[bytes, int]:
    """These lines as a block, and the number of its first: an empty line stands for each that is not there.

    ``first_line`` is the number of a block without lines.
    """
    pieces: list[bytes] = []
    first = following = 0
    for number, line in lines:
        if pieces:
            pieces.append(b"\n" * (number - following))
        else:
            first = number
        pieces.append(line)
        following = number + 1
    return b"".join(pieces), first or first_line


class Unwrap(Protocol):
    """Gives the lines as syslog would have written them, one record after the other."""

    def lines(self, block: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
        """Number (of the record's message) and line."""
        ...


def unwrapping(block: bytes) -> Unwrap | None:
    """What unwraps this log line by line; None: its lines stand bare. New for each log: it has a state."""
    first = _FIRST.match(block)
    if first and first[1].startswith(_JOURNAL):
        return _Export()
    record = None if first is None else decoded(first[1])
    return _Json() if isinstance(record, dict) and line_of(record) is not None else None


def lines_in(value: object, kind: LogKind) -> Iterator[bytes]:
    """The lines that one value of such a log stands for, as the parser of its kind takes them."""
    if kind in _ONE_A_LINE:
        for record in value if isinstance(value, list) else [value]:
            yield msgspec.json.encode(record) + b"\n"
    else:
        yield from lines_of(value)


def decoded(line: bytes) -> object:
    """The JSON value of a line, behind the mark that begins each record of a sequence (RFC 7464); or None."""
    line = line.strip(b"\x1e\r\n\t ")
    if not line.startswith((b"{", b"[")):
        return None
    try:
        return msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return None


def spans_lines(head: bytes, kind: LogKind) -> bool:
    """Whether records in JSON are not one a line: an array, a pretty print, a document that holds them."""
    first = _FIRST.match(head)
    if first is None or not BEGINS_JSON.match(head):
        return False
    record = decoded(first[1])
    if not isinstance(record, dict):
        return True
    return line_of(record) is None and kind not in _ONE_A_LINE


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
            found = line_of(self._fields)
            if found is not None:
                yield self._message_line, found
            self._fields = {}


class _Json(Unwrap):
    """One JSON object a line."""

    def lines(self, block: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
        for number, line in all_lines(block, first_line):
            record = decoded(line)
            found = line_of(record) if isinstance(record, dict) else None
            if found is not None:
                yield number, found


_FIELDS = frozenset(
    {b"MESSAGE", b"SYSLOG_IDENTIFIER", b"_COMM", b"SYSLOG_PID", b"_PID", b"_HOSTNAME",
     b"__REALTIME_TIMESTAMP", b"_SOURCE_REALTIME_TIMESTAMP"}
)  # fmt: skip
