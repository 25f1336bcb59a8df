"""What the tests of logs share."""

from datetime import UTC, datetime
from pathlib import Path

from repcheck.bounces.logs import LogKind, parser_for
from repcheck.bounces.reply.judge import Knowledge, Reply
from tests.bounces.catalogs import CATALOG

KNOWLEDGE = Knowledge.of(CATALOG)
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def read(kind: LogKind, text: str | bytes, *, deliveries: bool = False, now: datetime = NOW) -> list[Reply]:
    """The replies of a whole log in one block."""
    block = text.encode() if isinstance(text, str) else text
    return list(parser_for(kind, "log", now=now, deliveries=deliveries).feed(block, 1))


def sample(kind: LogKind) -> bytes:
    """A log of this kind with an outcome of each sort, and with lines that are none."""
    return (Path(__file__).parent / "samples" / f"{kind}.log").read_bytes()


def outcomes(replies: list[Reply]) -> list[tuple[str, str, str | None]]:
    """Line, kind and recipient of each."""
    return [(reply.file.rpartition(":")[2], reply.kind, reply.recipient) for reply in replies]
