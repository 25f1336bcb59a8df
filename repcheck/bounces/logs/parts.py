"""A log read in parts, each by itself: what rests on an earlier part is held until that has been read.

A Postfix log says of a mail who sent it, and that a recipient waits, in lines that may stand hours before
the outcome. A reader of one part does not know these: such outcomes are ``Held``, and the part leaves behind
what the next ones need (``PartEnd``). ``JoinedLog`` reads what is held as if it had read the log from its
beginning; it refuses a part in which one of the bounds of memory could have counted, which is then read
again by itself.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from repcheck.bounces.logs.kinds.postfix import MAX_REFUSALS, Event, PostfixLog, Removals
from repcheck.bounces.logs.parser import expired
from repcheck.bounces.logs.senders import MAX_SENDERS
from repcheck.bounces.logs.waiting import MAX_WAITING
from repcheck.bounces.reply.judge import Reply

#: The logs that can be read in parts.
KIND = "postfix"
#: What the first line of a mail in the queue says of it.
_BIRTHS = (b"client=", b"uid=", b"message-id=", b"resent-message-id=")


class Held(Reply, frozen=True, kw_only=True):
    """An outcome that rests on what stands before the part.

    ``whose``    the sender was not named in the part
    ``once``     a deferral, which is an outcome only where none of this recipient stands before
    ``expiry``   the mail expired: ``waiting`` has the last deferrals in this part, ``settled`` the recipients
                 that are done with
    """

    whose: bool = False
    once: bool = False
    expiry: bool = False
    waiting: tuple[Reply, ...] = ()
    settled: frozenset[str | None] = frozenset()


class PartEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What a part leaves to those behind it.

    ``senders``, ``waiting``, ``refusals``  what is known of mails in the queue
    ``removed``   mails that left the queue; ``ended``: those of which nobody waits any more
    ``settled``   who is done with, of mails that may have waited before
    ``born``      mails that waited and came into the queue in this part
    ``unrefused`` mails of which no host refused to talk in this part, and of which that counts
    ``most``      of senders, of waiting recipients and of refusals that were known at a time
    """

    senders: dict[str, str]
    waiting: dict[str, dict[str | None, Reply]]
    refusals: dict[str, str]
    removed: set[str]
    ended: set[str]
    settled: dict[str, set[str | None]]
    born: set[str]
    unrefused: set[str]
    most: tuple[int, int, int]


class LogPart(PostfixLog):
    """Reads one part of a Postfix log; see ``LogParser``. Some of what it gives is Held."""

    def __init__(self, file: str, *, now: datetime) -> None:
        super().__init__(file, now=now)
        self._removed: set[str] = set()
        self._cleared: set[str] = set()
        self._ended: set[str] = set()
        self._done: dict[str, set[str | None]] = {}
        self._born: set[str] = set()
        self._unrefused: set[str] = set()
        self._block = b""
        self._most_senders = self._most_waiting = self._most_refusals = 0

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        self._block = block
        yield from super().feed(block, first_line)
        self._block = b""

    @property
    def end(self) -> PartEnd:
        """What it leaves behind."""
        return PartEnd(
            senders=self._senders.known,
            waiting=dict(self._waiting.messages),
            refusals=dict(self._refusals),
            removed=self._removed,
            ended=self._ended,
            settled={queue: who for queue, who in self._done.items() if queue not in self._removed},
            born=self._born,
            unrefused=self._unrefused,
            most=(self._most_senders, self._most_waiting, self._most_refusals),
        )

    def _forget_all(self, gone: Removals, heard: Mapping[str, int]) -> None:
        self._most_senders = max(self._most_senders, len(self._senders))
        super()._forget_all(gone, heard)
        self._removed.update(gone.queues)
        self._cleared.clear()  # they are among those that were removed

    def _remembers(self, queue: str) -> bool:
        return queue not in self._cleared or super()._remembers(queue)

    def _forget(self, queue: str) -> None:
        super()._forget(queue)
        self._cleared.add(queue)

    def _is_new(self, queue: str) -> bool:
        """Whether nobody can wait for it from before this part."""
        return queue in self._ended or queue in self._cleared or queue in self._removed

    def _whose(self, queue: str, reply: Reply) -> bool:
        return reply.sender is None and queue not in self._removed

    def _settled(self, queue: str, reply: Reply) -> Iterator[Reply]:
        self._waiting.settled(queue, reply.recipient)
        if not self._is_new(queue):
            self._done.setdefault(queue, set()).add(reply.recipient)
        yield _held(reply, whose=True) if self._whose(queue, reply) else reply

    def _deferred(self, queue: str, reply: Reply) -> Iterator[Reply]:
        whose = self._whose(queue, reply)
        if not self._waiting.deferred(queue, _held(reply, whose=True) if whose else reply):
            return
        self._most_waiting = max(self._most_waiting, len(self._waiting))
        known = self._is_new(queue) or reply.recipient in self._done.get(queue, ()) or self._is_born(queue)
        yield reply if known and not whose else _held(reply, whose=whose, once=not known)

    def _is_born(self, queue: str) -> bool:
        """Whether it came into the queue in the lines at hand. What waits for it still would be another's."""
        if queue in self._born:
            return True
        mark = b" " + queue.encode() + b": "
        at = self._block.find(mark)
        if at < 0 or not self._block.startswith(_BIRTHS, at + len(mark)):
            return False
        self._born.add(queue)
        return True

    def _expired(self, queue: str, file: str, time: str | None) -> Iterator[Reply]:
        if self._is_new(queue):
            yield from super()._expired(queue, file, time)
            return
        waiting, settled = self._waiting.ended(queue), frozenset(self._done.get(queue, ()))
        self._ended.add(queue)
        yield Held(
            file=file,
            kind="delayed",
            queue_id=queue,
            time=time,
            expiry=True,
            waiting=waiting,
            settled=settled,
        )

    def _refused(self, event: Event) -> None:
        super()._refused(event)
        self._most_refusals = max(self._most_refusals, len(self._refusals))

    def _refusal(self, queue: str) -> str:
        if queue not in self._refusals and queue not in self._cleared and queue not in self._removed:
            self._unrefused.add(queue)
        return super()._refusal(queue)


def _held(reply: Reply, *, whose: bool, once: bool = False) -> Held:
    return Held(**msgspec.structs.asdict(reply), whose=whose, once=once)


class JoinedLog(PostfixLog):
    """A Postfix log of which some parts were read elsewhere, all of them in their order.

    What is held of a part is ``resolved``, then the part ``joined``; one that does not fit is fed instead.
    """

    def fits(self, end: PartEnd) -> bool:
        """Whether the part can be read without what stands before it."""
        senders, waiting, refusals = end.most
        return (
            len(self._senders) + senders <= 2 * MAX_SENDERS
            and len(self._waiting) + waiting <= MAX_WAITING
            and len(self._refusals) + refusals <= MAX_REFUSALS
            and end.born.isdisjoint(self._waiting.messages)
            and end.unrefused.isdisjoint(self._refusals)
        )

    def resolved(self, held: Held) -> Iterator[Reply]:
        """The outcomes that it is, here where the log was read up to its part."""
        queue = held.queue_id or ""
        before = self._waiting.of(queue)
        if held.expiry:
            last = {who: reply for who, reply in before.items() if who not in held.settled}
            last.update((reply.recipient, self._own(reply)) for reply in held.waiting)
            for reply in last.values():
                yield expired(reply, held.file, held.time)
        elif not (held.once and held.recipient in before):
            yield self._own(held)

    def _own(self, reply: Reply) -> Reply:
        """The reply with its sender."""
        if not isinstance(reply, Held):
            return reply
        plain = Reply(**{name: getattr(reply, name) for name in Reply.__struct_fields__})
        known = self._senders.of(reply.queue_id or "") if reply.whose else reply.sender
        return msgspec.structs.replace(plain, sender=known)

    def joined(self, end: PartEnd) -> None:
        """Go on behind a part that fits."""
        waiting = tuple(self._waiting.messages)
        for queue in (one for one in waiting if one in end.ended or one in end.removed):
            self._waiting.ended(queue)
        for queue, recipients in end.settled.items():
            for recipient in recipients:
                self._waiting.settled(queue, recipient)
        for queue, replies in end.waiting.items():
            self._waiting.hear(queue, [self._own(reply) for reply in replies.values()])
        for queue in [one for one in self._refusals if one in end.removed]:
            self._refusals.pop(queue)
        self._refusals.update(end.refusals)
        self._senders.forget(end.removed)
        self._senders.hear(end.senders)
