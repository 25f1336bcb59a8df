"""Tables of bounces (CSV, or rows as JSON): from the lines of a source to what its rows say."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from repcheck.readers.stream import Stream, whole_lines
from repcheck.readers.tally import FirstWarning, IntakeTally

if TYPE_CHECKING:
    from repcheck.bounces.reply.judge import Reply
    from repcheck.bounces.tables.table import Table


def is_table(head: bytes) -> bool:
    """Whether a source that begins so is a table with addresses and replies."""
    if b"@" not in head:
        return False
    return _is_json_table(head) if _is_json(head) else _table(head) is not None


def replies_of_table(stream: Stream, name: str, tally: IntakeTally, *, deliveries: bool) -> Iterator["Reply"]:
    """What the rows say, each named by its line ("bounces.csv:17"), or, in JSON, its number ("x.json#3").

    ``deliveries``  also give what was delivered; else it is only counted, and what failed with it. Rows
                    without an address are skipped
    """
    failed, all_told = 0, False
    for reply in _json_rows(stream, name, tally) if _is_json(stream.head) else _rows(stream, name, tally):
        tally.add("replies")
        # A list of bounces alone says nothing of how many mails were sent.
        if reply.kind == "delivered" and not all_told:
            all_told = True
            tally.add_sent(failed)
        failed += reply.kind == "bounce"
        if all_told and reply.kind in ("bounce", "delivered"):
            tally.add_sent(1)  # a failed delivery was tried as well
        if reply.kind != "delivered" or deliveries:
            yield reply


def _is_json(head: bytes) -> bool:
    return head.lstrip()[:1] in (b"{", b"[")


def _is_json_table(head: bytes) -> bool:
    from repcheck.bounces.json_head import first_values
    from repcheck.bounces.tables.objects import refuses, rows_in

    return any(refuses(row) for value in first_values(head) for row in rows_in(value))


def _json_rows(stream: Stream, name: str, tally: IntakeTally) -> Iterator["Reply"]:
    from repcheck.bounces.tables.objects import reply_of_object, rows_in
    from repcheck.readers.documents import documents

    told = FirstWarning(tally.warn)
    found = documents(stream, lambda what: told(f"{name}: {what} in it was skipped"))
    rows = (row for value in found for row in rows_in(value))
    for number, row in enumerate(rows, 1):
        reply = reply_of_object(row, f"{name}#{number}")
        if reply is not None:
            yield reply


def _rows(stream: Stream, name: str, tally: IntakeTally) -> Iterator["Reply"]:
    from repcheck.bounces.tables.table import reply_of, rows_of

    table = _table(stream.head)
    if table is None:
        tally.warn(f"{name}: no row in it has an address and a reply with a code, skipped")
        return
    told = FirstWarning(tally.warn)
    for number, row in rows_of(table, _lines(stream, lambda line: told(f"{name}:{line}: a line was cut"))):
        reply = reply_of(table, row, f"{name}:{number}")
        if reply is not None:
            yield reply


def _table(head: bytes) -> "Table | None":
    from repcheck.bounces.tables.table import table_of

    return table_of(_text(head))


def _lines(stream: Stream, cut: Callable[[int], None]) -> Iterator[tuple[int, str]]:
    for block in whole_lines(stream, cut):
        for number, line in enumerate(block.data.split(b"\n"), block.first_line):
            yield number, _text(line).rstrip("\r")


def _text(raw: bytes) -> str:
    """Old exports are in Latin-1 (Windows): what is not UTF-8 is read as that."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
