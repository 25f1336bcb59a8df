"""A made-up asker: answers out of a function, without a network, for tests of what asks.

    asker = ScriptedAsker(lambda asked: LISTED if asked.owner == "2.0.0.127" else ABSENT)

It is an ``Asker`` (``repcheck.dns.asker``) and can be given to ``Asking`` in place of the engine.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterable

import msgspec

from repcheck.dns.asker import Deliver, Lane, Traffic
from repcheck.model.dns import Answer, Outcome, Question, RecordType, Way

ABSENT = Answer(Outcome.NXDOMAIN)
TIMEOUT = Answer(Outcome.TIMEOUT)


class AskedOfScript(msgspec.Struct, frozen=True, kw_only=True):
    """One question as it was asked.

    ``name``   the whole name, in lower case
    ``owner``  what stands before the zone of a list; the whole name where no list is asked
    ``zone``   the zone of the list; empty where none is asked
    ``way``    the servers that were to be asked; None: the run's resolvers
    ``fresh``  it was not to be answered from a cache
    """

    name: str
    rdtype: RecordType
    owner: str
    zone: str = ""
    way: Way | None = None
    fresh: bool = False


Script = Callable[[AskedOfScript], Answer | Awaitable[Answer]]


class ScriptedAsker:
    """``asked`` and ``lanes`` are what was asked, in order; after ``give_up`` all is answered with TIMEOUT.

    ``script``  the answer to each question, or what is awaited for it
    """

    def __init__(self, script: Script) -> None:
        self.asked: list[AskedOfScript] = []
        self.lanes: list[Lane] = []
        self.traffic = Traffic()
        self.closed = False
        self._script = script
        self._over = False

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        name = question.name.lower()
        return await self._answer(AskedOfScript(name=name, rdtype=question.rdtype, owner=name))

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
        self.lanes.append(lane)
        for owner in owners:
            asked = AskedOfScript(
                name=f"{owner}.{lane.zone}".lower(),
                rdtype=rdtype,
                owner=owner,
                zone=lane.zone,
                way=lane.way,
                fresh=fresh,
            )
            deliver(owner, await self._answer(asked))
            if not fresh:
                await asyncio.sleep(0)  # as on a network, others get their turn meanwhile

    def give_up(self) -> None:
        """See Asker."""
        self._over = True

    async def close(self) -> None:
        """See Asker."""
        self.closed = True

    async def _answer(self, asked: AskedOfScript) -> Answer:
        self.asked.append(asked)
        self.traffic.sent += 1
        if self._over:
            return TIMEOUT
        answer = self._script(asked)
        if inspect.isawaitable(answer):
            answer = await answer
        self.traffic.received += answer.outcome is not Outcome.TIMEOUT
        return answer
