"""Answers that are not the last word: what they lead to is asked before anything is believed.

An alias may lead out of the message (RFC 1034 5.2.2), always so where a list's own servers are asked. An
absence may come from a zone above the list's, which is the list's operator's or a resolver's invention.
And a server that compares the case of letters, against RFC 4343, knows no name that is spelt otherwise.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import msgspec

from repcheck.dns.asker import Lane
from repcheck.dns.meaning import DnsResponse
from repcheck.model.dns import Answer, Outcome, Question, RecordType

#: Questions that one alias may cost; each answer may hold a chain of its own.
_MOST_FOLLOWED = 8
NO_LIST = Lane("")

#: Asks one question in a lane, in lower case, and takes what comes: nothing is looked at a second time.
AskOnce = Callable[[Lane, Question], Awaitable[tuple[Answer, DnsResponse]]]


class SecondLook:
    """Asks on where one answer does not suffice. What many answers lead to is asked once."""

    def __init__(self, ask_once: AskOnce) -> None:
        self._ask = ask_once
        self._asked: dict[tuple[Lane, Question], asyncio.Task[tuple[Answer, DnsResponse]]] = {}

    async def close(self) -> None:
        """Forget what is under way."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def at_alias(self, lane: Lane, rdtype: RecordType, first: DnsResponse) -> Answer:
        """What stands where the alias leads; asked of the resolvers, as any zone may serve it.

        A list's entry that leads nowhere is neither a listing nor an absence: a failure.
        """
        alias, ttl, seen = first.alias, first.ttl, set[str]()
        answer = Answer(Outcome.ERROR)
        while alias is not None:
            if alias in seen or len(seen) >= _MOST_FOLLOWED:
                return Answer(Outcome.ERROR)
            seen.add(alias)
            answer, reply = await self._once(NO_LIST, Question(alias, rdtype))
            alias = reply.alias
        if answer.absent and lane.zone:
            return Answer(Outcome.ERROR, (), None, answer.rtt_ms, answer.server)
        if ttl is not None and answer.ttl is not None:
            answer = msgspec.structs.replace(answer, ttl=min(ttl, answer.ttl))
        return answer

    async def from_above(self, lane: Lane, first: DnsResponse, answer: Answer) -> Answer:
        """The absence, if the zone that says it is the one that holds the list's names.

        A list's name need not be where a zone begins. Then its own SOA record is not there, and the
        absence of it comes from the same zone above. All else was said by somebody who cannot know.
        """
        _, reply = await self._once(lane, Question(lane.zone.lower(), "SOA"))
        if reply.outcome is Outcome.NODATA and reply.above == first.above:
            return answer
        return Answer(Outcome.MALFORMED, (), None, answer.rtt_ms, answer.server)

    async def in_lower_case(self, question: Question) -> Answer:
        """The answer to the question as everybody spells it."""
        answer, reply = await self._once(NO_LIST, question)
        if reply.alias is not None:
            return await self.at_alias(NO_LIST, question.rdtype, reply)
        return answer

    async def _once(self, lane: Lane, question: Question) -> tuple[Answer, DnsResponse]:
        task = self._asked.get((lane, question))
        if task is None:
            asking: Coroutine[Any, Any, tuple[Answer, DnsResponse]] = _awaited(self._ask(lane, question))
            task = self._asked[lane, question] = asyncio.get_running_loop().create_task(asking)
        return await asyncio.shield(task)


async def _awaited(asking: Awaitable[tuple[Answer, DnsResponse]]) -> tuple[Answer, DnsResponse]:
    return await asking
