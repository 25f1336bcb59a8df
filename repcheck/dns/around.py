"""What stands round an asker and hands questions on: one base for all that watch answers."""

from collections.abc import Iterable

from repcheck.dns.asker import Asker, Deliver, Lane, Traffic
from repcheck.model.dns import Answer, Outcome, Question, RecordType


class AskerAround:
    """An Asker that asks another one, and ends with it. A watcher overrides what it has to see."""

    def __init__(self, inner: Asker) -> None:
        self._inner = inner

    @property
    def traffic(self) -> Traffic:
        """See Asker."""
        return self._inner.traffic

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        return await self._inner.ask(question)

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
        await self._inner.ask_lane(lane, owners, deliver, rdtype, fresh=fresh)

    def give_up(self) -> None:
        """See Asker."""
        self._inner.give_up()

    async def close(self) -> None:
        """See Asker."""
        await self._inner.close()


class SendsNothing(AskerAround):
    """An Asker that sends no single question: each ends with an error."""

    async def ask(self, question: Question) -> Answer:  # noqa: ARG002
        """See Asker."""
        return Answer(Outcome.ERROR)
