"""What all readers of logs share."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeAlias

import msgspec

from repcheck.bounces.reply.judge import Reply
from repcheck.patterns import compiled

#: One of LOG_KINDS.
LogKind: TypeAlias = str


class LogParser(Protocol):
    """Reads one log from its beginning to its end; it remembers what is in the queue."""

    @property
    def sent(self) -> int:
        """Recipients that were delivered to so far, for rates."""
        ...

    def feed(self, block: bytes, first_line: int) -> Iterable[Reply]:
        """The outcomes that these lines tell, in their order; take all of them before the next block.

        ``block`` holds whole lines, the last one of the log perhaps without its newline; ``first_line`` is
        the number of its first line, from 1. Never raises, whatever the bytes are.
        """
        ...


class MakeParser(Protocol):
    """Makes a parser of one kind; see ``repcheck.bounces.logs.parser_for``."""

    def __call__(self, file: str, *, now: datetime, deliveries: bool = False) -> LogParser:
        """A parser for one log."""
        ...


def _never(_: bytes) -> bool:
    return False


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """How the logs of one mail server are recognised and read.

    ``programs``       patterns, one of which a line of its own has behind the time
    ``in_json``        whether the beginning of a JSON document is its log
    ``in_first_line``  whether the first line is of its log, where lines do not begin with a time
    ``wrapped``        whether log shippers and containers wrap its lines into something of theirs
    """

    parser: MakeParser
    programs: tuple[re.Pattern[bytes], ...] = ()
    in_json: Callable[[bytes], bool] = _never
    in_first_line: Callable[[bytes], bool] = _never
    wrapped: bool = True


def programs(*patterns: bytes) -> tuple[re.Pattern[bytes], ...]:
    """See Log: each is looked for in several lines at once."""
    return tuple(compiled(pattern, re.MULTILINE) for pattern in patterns)
