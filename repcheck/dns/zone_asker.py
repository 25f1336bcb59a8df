"""An asker that answers from zone files what is in them, and asks the DNS all else."""

from collections.abc import Sequence

from repcheck.dns.around import AskerAround
from repcheck.dns.asker import Asker
from repcheck.dns.zone_file import ZoneFile
from repcheck.model.dns import Answer, Outcome, Question

#: Aliases one after the other, as resolvers bound them.
_MOST_ALIASES = 8


class ZoneAsker(AskerAround):
    """An Asker around another one. Lists are always asked: no file of the user's says who is listed.

    ``zones``  the smaller one decides where one lies within another
    """

    def __init__(self, inner: Asker, zones: Sequence[ZoneFile]) -> None:
        super().__init__(inner)
        self._zones = sorted(zones, key=lambda zone: -len(zone.origin))

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
