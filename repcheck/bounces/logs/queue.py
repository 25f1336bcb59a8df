"""What the readers of queue logs begin with."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

import msgspec

from repcheck.bounces.logs.senders import QueueSenders
from repcheck.bounces.logs.stamps import Stamps
from repcheck.bounces.logs.waiting import Waiting
from repcheck.bounces.reply.judge import Reply


class QueueLog:
    """The state of one log: what was delivered, the year of its stamps, what waits in the queue.

    ``file``        put before the line number in each reply ("mail.log:17")
    ``now``         for stamps without a year; aware. Stamps without a zone are taken as UTC
    ``deliveries``  also give what was delivered; else it is only counted
    """

    #: Whether a line of its own names a mail's sender, and for how many lines he is known; see QueueSenders.
    senders_apart: ClassVar[bool] = False
    sender_lines: ClassVar[int | None] = None

    def __init__(self, file: str, *, now: datetime, deliveries: bool = False) -> None:
        self.sent = 0
        self._file = file
        self._stamps = Stamps(now)
        self._deliveries = deliveries
        self._waiting = Waiting()
        self._senders = QueueSenders(self.sender_lines)

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        raise NotImplementedError

    # What rests on lines before it is asked for here alone: a reader of a part answers otherwise.

    def _deferred(self, queue: str, reply: Reply) -> Iterable[Reply]:
        """A recipient waits: given at the first deferral alone."""
        return (reply,) if self._waiting.deferred(queue, reply) else ()

    def _settled(self, queue: str, reply: Reply) -> Iterable[Reply]:
        """A recipient is done with."""
        self._waiting.settled(queue, reply.recipient)
        return (reply,)

    def _given_up(self, queue: str, reply: Reply) -> Iterable[Reply]:
        """A recipient is done with, for what the last deferral said."""
        before = self._waiting.settled(queue, reply.recipient)
        return (reply if before is None else msgspec.structs.replace(reply, more=before.diagnostic),)

    def _expired(self, queue: str, file: str, time: str | None) -> Iterable[Reply]:
        """All who wait for a mail are done with."""
        return [expired(reply, file, time) for reply in self._waiting.ended(queue)]

    def _matters(self, queue: str) -> bool:
        """Whether anything rests on which recipient of the mail is done with. Of most, nobody has waited."""
        return self._deliveries or queue in self._waiting.messages

    def _left(self, queue: str) -> None:
        """A mail has left the queue."""
        self._waiting.ended(queue)


def expired(reply: Reply, file: str, time: str | None) -> Reply:
    """The final failure of a recipient whose last deferral was ``reply``."""
    return msgspec.structs.replace(reply, kind="bounce", file=file, time=time or reply.time)
