"""Handing over what the outbox holds: claimed, sent, marked, each by itself."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from repcheck.alerts.sink import Sink
from repcheck.app.monitor.telling import FAR
from repcheck.model.watch.alerts import Dispatch, Firing
from repcheck.model.watch.monitor import ChangeKind
from repcheck.model.watch.monitored import Document
from repcheck.model.watch.outbox import Outgoing
from repcheck.monitor.message import subject, text
from repcheck.monitor.retry import UNWANTED, after_try, claimed
from repcheck.store.ports import StateStore

_decode = msgspec.json.Decoder(Document).decode


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: messages that were taken, and those that were not, as they are marked now."""

    taken: int = 0
    failed: tuple[Outgoing, ...] = ()


async def deliver(store: StateStore, sinks: Mapping[str, Sink], now: Callable[[], datetime]) -> Delivered:
    """Try all that is due, each way out beside the others, its messages in order.

    The first message that a way out does not take ends its turn: the next ones would meet the same. What was
    tried before goes before what is new, also while its next try is not due: it would undo what is newer.
    A message of a way out that is configured no longer is given up.
    """
    waiting: dict[str, list[Outgoing]] = {}
    for message in store.outbox(due=FAR):
        waiting.setdefault(message.sink, []).append(message)
    at = now()
    queues = {name: queue for name, some in waiting.items() if (queue := _in_turn(some, at))}
    turns = (_turn(store, sinks.get(name), queue, now) for name, queue in queues.items())
    done = [message for turn in await asyncio.gather(*turns) for message in turn]
    failed = tuple(message for message in done if message.sent is None)
    return Delivered(taken=len(done) - len(failed), failed=failed)


def _in_turn(waiting: Sequence[Outgoing], at: datetime) -> list[Outgoing]:
    """What of one way out is tried now; empty: nothing of it is due."""
    # What a clock ahead of this one has made would else wait until this one has caught up.
    due = {one.id for one in waiting if one.due <= at or one.created > at}
    return [one for one in waiting if one.id in due or one.attempts] if due else []


async def _turn(
    store: StateStore, sink: Sink | None, queue: list[Outgoing], now: Callable[[], datetime]
) -> list[Outgoing]:
    done: list[Outgoing] = []
    for message in queue:
        if sink is None:
            marked = msgspec.structs.replace(message, given_up=now(), error=UNWANTED)
        else:
            # Counted before it is sent: what may have been sent is never changed any more.
            trying = claimed(message)
            with store.writing() as writing:
                if not writing.claim(trying, now()):
                    break  # another process is sending to it: it has what it is to have, in its order
            marked = after_try(trying, await sink.send(dispatch_of(trying)), now())
        with store.writing() as writing:
            writing.mark(marked)
        done.append(marked)
        if sink is not None and marked.sent is None and marked.given_up is None:
            break
    return done


def dispatch_of(message: Outgoing) -> Dispatch:
    """A message of the outbox in the forms that ways out take."""
    document = _decode(message.body)
    return Dispatch(
        id=message.id,
        thread=message.thread,
        first=message.thread == message.id,
        at=message.created,
        subject=subject(document),
        text=text(document),
        document=message.body,
        firing=_firing(document),
    )


def _firing(document: Document) -> tuple[Firing, ...]:
    ended = (ChangeKind.CLEAN, ChangeKind.CLOSED)
    return (
        *(
            Firing(
                target=one.target,
                list=one.list,
                group=one.group,
                severity=one.severity,
                since=one.since or document.at,
                says=f"{one.target} is listed on {one.name or one.list}",
            )
            for one in document.open
            if one.muted is None
        ),
        *(
            Firing(
                target=one.target,
                list=one.list,
                group=one.group,
                severity=one.severity,
                since=one.since or one.at,
                ended=one.at,
                says=f"{one.target} was listed on {one.name or one.list}",
            )
            for one in document.changes
            if one.to in ended
        ),
    )
