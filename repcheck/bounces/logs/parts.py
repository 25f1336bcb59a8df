"""A log read in parts, each by itself: what rests on an earlier part is held until that has been read.

A log says of a mail who sent it, and that a recipient waits, in lines that may stand hours before the
outcome. A reader of one part does not know these: such outcomes are ``Held``, and the part leaves behind
what the next ones need (``PartEnd``). ``JoinedLog`` reads what is held as if it had read the log from its
beginning; it refuses a part in which one of the bounds of memory could have counted, which is then read
again by itself. The kinds of logs that can be cut so are those whose ``LOG`` is a ``CutLog``.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar, Protocol

import msgspec

from repcheck.bounces.logs.parser import Log
from repcheck.bounces.logs.queue import QueueLog, expired
from repcheck.bounces.logs.senders import Sender, queues_at_end
from repcheck.bounces.reply.judge import Reply


class Held(Reply, frozen=True, kw_only=True):
    """An outcome that rests on what stands before the part.

    ``whose``    the sender was not named in the part; ``line``: where in it he is asked for
    ``once``     a deferral, which is an outcome only where none of this recipient stands before
    ``given_up`` a failure for what the last deferral said, and none of this recipient stands in the part
    ``expiry``   the mail expired: ``waiting`` has the last deferrals in this part, ``settled`` the recipients
                 that are done with
    """

    whose: bool = False
    line: int = 0
    once: bool = False
    given_up: bool = False
    expiry: bool = False
    waiting: tuple[Reply, ...] = ()
    settled: frozenset[str | None] = frozenset()


class PartEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What a part leaves to those behind it.

    ``senders``, ``waiting``, ``refusals``  what is known of mails in the queue
    ``removed``   mails that left the queue; ``ended``: those of which nobody waits any more
    ``settled``   who is done with, of mails that may have waited before
    ``born``      mails that were taken as new, since they came into the queue in this part
    ``unrefused`` mails of which no host refused to talk in this part, and of which that counts
    ``latest``    moment of a stamp, and the first that was taken to be of the year before since it was later
    ``most``      of senders, of waiting recipients and of refusals that were known at a time
    """

    senders: dict[str, Sender]
    waiting: dict[str, dict[str | None, Reply]]
    removed: set[str]
    ended: set[str]
    settled: dict[str, set[str | None]]
    born: set[str]
    latest: tuple[datetime, datetime | None]
    most: tuple[int, int, int]
    refusals: dict[str, str] = {}
    unrefused: set[str] = set()


class LogPart(QueueLog):
    """Reads one part of a log, mixed into the reader of its kind. Some of what it gives is Held."""

    #: What stands behind the name of a mail in the first lines about it.
    births: ClassVar[tuple[str, ...]] = ()

    def __init__(self, file: str, *, now: datetime) -> None:
        super().__init__(file, now=now)
        self._removed: set[str] = set()
        self._ended: set[str] = set()
        self._done: dict[str, set[str | None]] = {}
        self._born: set[str] = set()
        self._block = b""
        self._births: frozenset[str] | None = None

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        self._block, self._births = block, None
        yield from super().feed(block, first_line)
        self._block = b""

    @property
    def end(self) -> PartEnd:
        """What it leaves behind."""
        return PartEnd(
            senders=self._senders.known,
            waiting=dict(self._waiting.messages),
            removed=self._removed,
            ended=self._ended,
            settled={queue: who for queue, who in self._done.items() if queue not in self._removed},
            born=self._born,
            latest=(self._stamps.latest, self._stamps.first_too_late),
            most=(self._senders.peak, self._waiting.peak, 0),
        )

    def _comes(self, queue: str) -> bool:
        """Whether it came into the queue in the lines at hand. What waits for it still would be another's."""
        if self._births is None:
            text = self._block.decode("latin-1")
            self._births = frozenset(
                each for mark in self.births for each in queues_at_end(text.split(mark)[:-1])
            )
        return queue in self._births

    def _is_new(self, queue: str) -> bool:
        """Whether nobody can wait for it from before this part."""
        return queue in self._ended or queue in self._removed

    def _matters(self, queue: str) -> bool:
        return super()._matters(queue) or not self._is_new(queue)

    def _is_born(self, queue: str) -> bool:
        if queue not in self._born and self._comes(queue):
            self._born.add(queue)
        return queue in self._born

    def _whose(self, queue: str, reply: Reply) -> bool:
        return self.senders_apart and reply.sender is None and queue not in self._removed

    def _is_done(self, queue: str, reply: Reply) -> None:
        if not self._is_new(queue):
            self._done.setdefault(queue, set()).add(reply.recipient)

    def _left(self, queue: str) -> None:
        super()._left(queue)
        self._removed.add(queue)
        self._done.pop(queue, None)

    def _settled(self, queue: str, reply: Reply) -> Iterable[Reply]:
        self._waiting.settled(queue, reply.recipient)
        self._is_done(queue, reply)
        return (_held(reply, whose=True) if self._whose(queue, reply) else reply,)

    def _given_up(self, queue: str, reply: Reply) -> Iterable[Reply]:
        here = reply.recipient in self._waiting.of(queue) or reply.recipient in self._done.get(queue, ())
        known = here or self._is_new(queue)
        whose = self._whose(queue, reply)
        (told,) = super()._given_up(queue, reply)
        self._is_done(queue, reply)
        return (told if known and not whose else _held(told, whose=whose, given_up=not known),)

    def _deferred(self, queue: str, reply: Reply) -> Iterable[Reply]:
        whose = self._whose(queue, reply)
        if not self._waiting.deferred(queue, _held(reply, whose=True) if whose else reply):
            return ()
        known = self._is_new(queue) or reply.recipient in self._done.get(queue, ()) or self._is_born(queue)
        return (reply if known and not whose else _held(reply, whose=whose, once=not known),)

    def _expired(self, queue: str, file: str, time: str | None) -> Iterable[Reply]:
        if self._is_new(queue):
            return super()._expired(queue, file, time)
        waiting, settled = self._waiting.ended(queue), frozenset(self._done.get(queue, ()))
        self._ended.add(queue)
        return (
            Held(
                file=file,
                kind="delayed",
                queue_id=queue,
                time=time,
                expiry=True,
                waiting=waiting,
                settled=settled,
            ),
        )


def _held(reply: Reply, *, whose: bool, once: bool = False, given_up: bool = False) -> Held:
    line = int(reply.file.rpartition(":")[2])
    return Held(**msgspec.structs.asdict(reply), whose=whose, line=line, once=once, given_up=given_up)


class JoinedLog(QueueLog):
    """A log of which some parts were read elsewhere, all of them in their order; mixed into its reader.

    What is held of a part is ``resolved``, then the part ``joined``; one that does not fit is fed instead.
    ``before``: how many lines stand before the part, which counts its own from 1.
    """

    def fits(self, end: PartEnd) -> bool:
        """Whether the part can be read without what stands before it."""
        senders, waiting, _ = end.most
        return (
            len(self._senders) + senders <= 2 * self._senders.most
            and len(self._waiting) + waiting <= self._waiting.most
            and end.born.isdisjoint(self._waiting.messages)
            and self._stamps.knows(end.latest[1])
        )

    def resolved(self, held: Held, before: int) -> Iterator[Reply]:
        """The outcomes that it is, here where the log was read up to its part."""
        waiting = self._waiting.of(held.queue_id or "")
        if held.expiry:
            last = {who: reply for who, reply in waiting.items() if who not in held.settled}
            last.update((reply.recipient, self._own(reply, before)) for reply in held.waiting)
            for reply in last.values():
                yield expired(reply, held.file, held.time)
        elif not (held.once and held.recipient in waiting):
            last_of = waiting.get(held.recipient) if held.given_up else None
            own = self._own(held, before)
            yield own if last_of is None else msgspec.structs.replace(own, more=last_of.diagnostic)

    def _own(self, reply: Reply, before: int) -> Reply:
        """The reply with its sender."""
        if not isinstance(reply, Held):
            return reply
        plain = Reply(**{name: getattr(reply, name) for name in Reply.__struct_fields__})
        if not reply.whose:
            return plain
        sender = self._senders.of(reply.queue_id or "", before + reply.line)
        return msgspec.structs.replace(plain, sender=sender)

    def joined(self, end: PartEnd, before: int) -> None:
        """Go on behind a part that fits."""
        waiting = tuple(self._waiting.messages)
        for queue in (one for one in waiting if one in end.ended or one in end.removed):
            self._waiting.ended(queue)
        for queue, recipients in end.settled.items():
            for recipient in recipients:
                self._waiting.settled(queue, recipient)
        for queue, replies in end.waiting.items():
            self._waiting.hear(queue, [self._own(reply, before) for reply in replies.values()])
        self._stamps.hear(end.latest[0])
        self._senders.forget(end.removed)
        self._senders.hear(end.senders, before)


class MakePart(Protocol):
    """Makes the reader of one part."""

    def __call__(self, file: str, *, now: datetime) -> LogPart:
        """For a part of this file; its lines are counted from 1."""
        ...


class MakeJoined(Protocol):
    """Makes the reader of a log whose parts were read elsewhere."""

    def __call__(self, file: str, *, now: datetime) -> JoinedLog:
        """For all parts of this file."""
        ...


class CutLog(Log, frozen=True, kw_only=True):
    """A log whose lines stand alone, so that it can be cut where one begins, and how it is read then."""

    part: MakePart
    joined: MakeJoined
