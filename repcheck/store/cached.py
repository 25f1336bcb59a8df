"""An asker that asks only what the answers of former runs do not tell."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import TypeVar

from repcheck.dns.asker import Asker, Traffic
from repcheck.model.dns import Answer, Question
from repcheck.store.answers import AnswerCache

K = TypeVar("K")

#: Questions looked up before others get their turn; one takes some 3 us.
_AT_ONCE = 200
#: Questions that are collected before the asker is given the first of them.
_AHEAD = 200


class CachedAsker:
    """An Asker around another one. An answer out of the cache has ``rtt_ms`` None and is no traffic.

    ``server``  the resolvers of the run, in one string: answers of others are not used
    ``fresh``   true for a name (lower case) that is always asked and never kept: test points,
                canaries. Health of former runs says nothing about this one.
    ``keeps``   false for an answer of that lane that is not worth keeping, as a list's "over quota",
                which ends sooner than its TTL; None: all are

    Closing it does not save the cache: that is for whoever knows which lanes to ``distrust`` first.
    """

    def __init__(
        self,
        inner: Asker,
        cache: AnswerCache,
        *,
        server: str,
        now: Callable[[], datetime],
        fresh: Callable[[str], bool],
        keeps: Callable[[str, Answer], bool] | None = None,
    ) -> None:
        self._inner = inner
        self._cache = cache
        self._server = server
        self._now = now
        self._fresh = fresh
        self._keeps = keeps
        self._over = False
        self.from_cache = 0

    @property
    def traffic(self) -> Traffic:
        """See Asker: of the questions that were asked."""
        return self._inner.traffic

    async def ask(self, question: Question, lane: str = "") -> Answer:
        """See Asker."""
        kept = self._look_up(question, lane)
        if kept is not None:
            return kept
        answer = await self._inner.ask(question, lane)
        self._keep(question, answer, lane)
        return answer

    async def ask_many(
        self, questions: Iterable[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
    ) -> None:
        """See Asker."""
        rest = iter(questions)
        missing, ended = await self._serve(rest, deliver, lane)
        if ended and not missing:
            return

        def received(asked: tuple[K, Question], answer: Answer) -> None:
            key, question = asked
            self._keep(question, answer, lane)
            deliver(key, answer)

        unknown = chain(missing, self._missing(rest, deliver, lane))
        await self._inner.ask_many(((pair, pair[1]) for pair in unknown), received, lane)

    def give_up(self) -> None:
        """See Asker."""
        self._over = True
        self._inner.give_up()

    async def close(self) -> None:
        """See Asker."""
        await self._inner.close()

    async def _serve(
        self, questions: Iterator[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
    ) -> tuple[list[tuple[K, Question]], bool]:
        """Deliver what is known from the start on; what is missing so far, and whether that is the end.

        A long stretch of known answers, drawn by the inner asker in one go, would keep it from
        reading its sockets, and answers that came in time would count as late.
        """
        missing: list[tuple[K, Question]] = []
        while len(missing) < _AHEAD:
            block = list(islice(questions, _AT_ONCE))
            missing.extend(self._missing(block, deliver, lane))
            if len(block) < _AT_ONCE:
                return missing, True
            await asyncio.sleep(0)
        return missing, False

    def _missing(
        self, questions: Iterable[tuple[K, Question]], deliver: Callable[[K, Answer], None], lane: str
    ) -> Iterator[tuple[K, Question]]:
        for pair in questions:
            kept = self._look_up(pair[1], lane)
            if kept is None:
                yield pair
            else:
                deliver(pair[0], kept)

    def _look_up(self, question: Question, lane: str) -> Answer | None:
        if self._over or self._fresh(question.name.lower()):
            return None
        kept = self._cache.get(question, self._server, self._now(), lane)
        if kept is not None:
            self.from_cache += 1
        return kept

    def _keep(self, question: Question, answer: Answer, lane: str) -> None:
        # Without a round trip nothing has just been heard, so there is nothing of known age to keep.
        if answer.rtt_ms is None or self._fresh(question.name.lower()):
            return
        if self._keeps is None or self._keeps(lane, answer):
            self._cache.put(question, self._server, answer, self._now(), lane)
