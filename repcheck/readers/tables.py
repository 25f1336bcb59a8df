"""Tables of bounces (CSV): from the lines of a source to what its rows say."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from repcheck.readers.stream import Stream, whole_lines
from repcheck.readers.tally import FirstWarning, IntakeTally

if TYPE_CHECKING:
    from repcheck.bounces.reply.judge import Reply
    from repcheck.bounces.tables.table import Table


def is_table(head: bytes) -> bool:
    """Whether a source that begins so is a table with addresses and replies."""
    return _table(head) is not None


def replies_of_table(stream: Stream, name: str, tally: IntakeTally, *, deliveries: bool) -> Iterator["Reply"]:
    """What the rows say, each named by its line ("bounces.csv:17").

    ``deliveries``  also give what was delivered; else it is only counted. Rows without an address are
    skipped
    """
    from repcheck.bounces.tables.table import reply_of, rows_of

    table = _table(stream.head)
    if table is None:
        tally.warn(f"{name}: no row in it has an address and a reply with a code, skipped")
        return
    told = FirstWarning(tally.warn)
    for number, row in rows_of(table, _lines(stream, lambda line: told(f"{name}:{line}: a line was cut"))):
        reply = reply_of(table, row, f"{name}:{number}")
        if reply is None:
            continue
        tally.add("replies")
        if reply.kind in ("bounce", "delivered"):
            tally.add_sent(1)  # a failed delivery was tried as well
        if reply.kind != "delivered" or deliveries:
            yield reply


def _table(head: bytes) -> "Table | None":
    from repcheck.bounces.tables.table import table_of

    if head.lstrip()[:1] in (b"{", b"[") or b"@" not in head:
        return None
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
