"""An asker that answers from zone files what is in them, and asks the DNS all else."""

from collections.abc import Iterable, Sequence

from repcheck.dns.asker import Asker, Deliver, Lane, Traffic
from repcheck.dns.zone_file import ZoneFile
from repcheck.model.dns import Answer, Outcome, Question, RecordType

#: Aliases one after the other, as resolvers bound them.
_MOST_ALIASES = 8


class ZoneAsker:
    """An Asker around another one. Lists are always asked: no file of the user's says who is listed.

    ``zones``  the smaller one decides where one lies within another
    """

    def __init__(self, inner: Asker, zones: Sequence[ZoneFile]) -> None:
        self._inner = inner
        self._zones = sorted(zones, key=lambda zone: -len(zone.origin))

    @property
    def traffic(self) -> Traffic:
        """See Asker: of what was asked of the DNS."""
        return self._inner.traffic

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        name = question.name
        for _ in range(_MOST_ALIASES):
            zone = next((zone for zone in self._zones if zone.holds(name.lower())), None)
            if zone is None:
                return await self._inner.ask(Question(name, question.rdtype))
            found = zone.answer(Question(name, question.rdtype))
            if isinstance(found, Answer):
                return found
            name = found.target
        return Answer(Outcome.SERVFAIL)  # as a resolver that follows aliases in a circle

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
