"""An asker that asks only what the answers of former runs do not tell."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Protocol

from repcheck.dns.around import AskerAround
from repcheck.dns.asker import Asker, Deliver, Lane
from repcheck.model.dns import Answer, Question, RecordType
from repcheck.model.secret import name_under

#: Questions looked up before others get their turn; one takes some 3 us.
_AT_ONCE = 200
#: Questions that are collected before the asker is given the first of them.
_AHEAD = 200


class AnswerStore(Protocol):
    """Answers of former runs. ``server`` says who gave them, ``lane`` is the zone of their list."""

    def get(self, question: Question, server: str, now: datetime, lane: str) -> Answer | None:
        """The answer, with the rest of its TTL; None when none is known that still counts."""

    def put(self, question: Question, server: str, answer: Answer, now: datetime, lane: str) -> None:
        """Keep an answer that was just given."""

    def distrust(self, server: str, lane: str) -> None:
        """Forget all that this server said of this zone, and keep no more of it."""


class CachedAsker(AskerAround):
    """An Asker around another one. An answer out of the cache has ``rtt_ms`` None and makes no traffic.

    ``resolvers``  the resolvers of the run, in one string: answers of others are not used
    ``keeps``      false for an answer of that zone that is not worth keeping, as a list's "over
                   quota", which ends sooner than its TTL

    Closing it does not save the cache: that is for the caller, who knows which zones to ``distrust`` first.
    """

    def __init__(
        self,
        inner: Asker,
        cache: AnswerStore,
        *,
        resolvers: str,
        now: Callable[[], datetime],
        keeps: Callable[[str, Answer], bool],
    ) -> None:
        super().__init__(inner)
        self._cache = cache
        self._resolvers = resolvers
        self._now = now
        self._keeps = keeps
        self._over = False
        self.from_cache = 0

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        known = self._look_up(question, Lane(""))
        if known is not None:
            return known
        answer = await self._inner.ask(question)
        self._keep(question, answer, Lane(""))
        return answer

    async def ask_lane(
        self,
        lane: Lane,
        owners: Iterable[str],
        deliver: Deliver,
        rdtype: RecordType = "A",
        *,
        fresh: bool = False,
    ) -> None:
        """See Asker."""
        if fresh:
            await self._inner.ask_lane(lane, owners, deliver, rdtype, fresh=True)
            return
        rest = iter(owners)
        missing, ended = await self._serve(rest, lane, deliver, rdtype)
        if ended and not missing:
            return

        def received(owner: str, answer: Answer) -> None:
            self._keep(_question(owner, lane, rdtype), answer, lane)
            deliver(owner, answer)

        unknown = chain(missing, self._missing(rest, lane, deliver, rdtype))
        await self._inner.ask_lane(lane, unknown, received, rdtype)

    def give_up(self) -> None:
        """See Asker."""
        self._over = True
        super().give_up()

    def distrust(self, lane: Lane) -> None:
        """Forget the answers of this lane: its list cannot be believed."""
        self._cache.distrust(self._server_of(lane), lane.zone)

    async def _serve(
        self, owners: Iterator[str], lane: Lane, deliver: Deliver, rdtype: RecordType
    ) -> tuple[list[str], bool]:
        """Deliver what is known from the start on; what is missing so far, and whether that is the end.

        A long stretch of known answers, drawn by the inner asker in one go, would keep it from
        reading its sockets, and answers that came in time would count as late.
        """
        missing: list[str] = []
        while len(missing) < _AHEAD:
            block = list(islice(owners, _AT_ONCE))
            missing.extend(self._missing(block, lane, deliver, rdtype))
            if len(block) < _AT_ONCE:
                return missing, True
            await asyncio.sleep(0)
        return missing, False

    def _missing(
        self, owners: Iterable[str], lane: Lane, deliver: Deliver, rdtype: RecordType
    ) -> Iterator[str]:
        for owner in owners:
            known = self._look_up(_question(owner, lane, rdtype), lane)
            if known is None:
                yield owner
            else:
                deliver(owner, known)

    def _server_of(self, lane: Lane) -> str:
        """Answers of one way to a list are not those of another."""
        return " ".join(map(str, lane.way.servers)) if lane.way is not None else self._resolvers

    def _look_up(self, question: Question, lane: Lane) -> Answer | None:
        if self._over:
            return None
        known = self._cache.get(question, self._server_of(lane), self._now(), lane.zone)
        if known is not None:
            self.from_cache += 1
        return known

    def _keep(self, question: Question, answer: Answer, lane: Lane) -> None:
        # Without a round trip nothing has just been heard, so there is nothing of known age to keep.
        if answer.rtt_ms is not None and self._keeps(lane.zone, answer):
            self._cache.put(question, self._server_of(lane), answer, self._now(), lane.zone)


def _question(owner: str, lane: Lane, rdtype: RecordType) -> Question:
    return Question(name_under(owner, lane.zone), rdtype)
