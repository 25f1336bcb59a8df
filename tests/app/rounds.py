"""An asker that answers round by round: what is asked while nothing else is known is one round."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.model.dns import Answer, Question
from tests.records.driver import Zone, answer_in

#: Turns of the event loop after which everything that could go on has gone on.
_TURNS = 60


class Rounds:
    """``rounds`` are what was asked of ``asker``, each question once; ``play`` runs beside what asks."""

    def __init__(self, zone: Zone) -> None:
        self.rounds: list[tuple[Question, ...]] = []
        self.asker = ScriptedAsker(self._waiting)
        self._zone = zone
        self._known: dict[Question, Answer] = {}
        self._open: dict[Question, asyncio.Future[Answer]] = {}

    async def play(self) -> None:
        """Answer all that is open whenever nothing goes on without an answer; until cancelled."""
        loop = asyncio.get_running_loop()
        # A single thread: what was handed to it before us is done before us.
        loop.set_default_executor(ThreadPoolExecutor(1))
        while True:
            for _ in range(2):
                await loop.run_in_executor(None, lambda: None)
                for _ in range(_TURNS):
                    await asyncio.sleep(0)
            if not self._open:
                continue
            asked, self._open = self._open, {}
            self.rounds.append(tuple(asked))
            for question, waiting in asked.items():
                self._known[question] = answer_in(self._zone, question)
                waiting.set_result(self._known[question])

    async def _waiting(self, asked: AskedOfScript) -> Answer:
        question = Question(asked.name, asked.rdtype)
        if question in self._known:
            return self._known[question]
        if question not in self._open:
            self._open[question] = asyncio.get_running_loop().create_future()
        return await self._open[question]
