"""What all readers of logs share."""

from collections.abc import Iterable
from typing import Literal, Protocol

import msgspec

from repcheck.bounces.reply.judge import Reply

LogKind = Literal["postfix", "exim", "sendmail", "opensmtpd", "qmail", "powermta", "kumomta"]


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


def expired(reply: Reply, file: str, time: str | None) -> Reply:
    """The final failure of a recipient whose last deferral was ``reply``."""
    return msgspec.structs.replace(reply, kind="bounce", file=file, time=time or reply.time)
