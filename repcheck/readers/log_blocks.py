"""The lines of a log in blocks, and the replies that they tell."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from repcheck.bounces.reply.judge import Reply
from repcheck.readers.stream import Block, Stream, Warn, whole_lines
from repcheck.readers.tally import IntakeTally

if TYPE_CHECKING:
    from repcheck.bounces.logs import LogKind, LogParser

#: Lines out of one JSON document that a parser reads at once.
_LINES_AT_ONCE = 4096


def replies_in(block: Block, parser: "LogParser", tally: IntakeTally) -> Iterator[Reply]:
    """What the lines of a log tell, counted for who stops early too. A failed delivery was tried as well."""
    tally.add("log_lines", block.data.count(b"\n") + (not block.data.endswith(b"\n")))
    before, failed = parser.sent, 0
    try:
        for reply in parser.feed(block.data, block.first_line):
            failed += reply.kind == "bounce"
            yield reply
    finally:
        tally.add_sent(parser.sent - before + failed)


def blocks_of_log(stream: Stream, name: str, kind: "LogKind", told: Warn) -> Iterator[Block]:
    """The lines of a log, also out of JSON whose records are not one a line: there they are counted."""
    from repcheck.bounces.logs import lines_in, spans_lines

    if not spans_lines(stream.head, kind):
        yield from whole_lines(stream, lambda line: told(f"{name}:{line}: a line that is too long was cut"))
        return
    from repcheck.readers.documents import documents

    number = 0
    for value in documents(stream, lambda what: told(f"{name}: {what} in it was skipped")):
        lines = lines_in(value, kind)
        while some := list(islice(lines, _LINES_AT_ONCE)):
            yield Block(b"".join(some), number + 1)
            number += len(some)
