"""What names that must exist, and one that cannot, say about the resolver itself."""

from collections.abc import Iterable

import msgspec

from repcheck.dns import Asker, ask_all
from repcheck.dns.around import AskerAround
from repcheck.lists.health import Verdict
from repcheck.model.dns import Answer, Outcome, Question
from repcheck.model.observations import UnknownReason

#: The root has name servers (RFC 1035), and so has com: a resolver that knows of neither knows nothing.
_MUST_EXIST = (Question(".", "NS"), Question("com", "NS"))

NETWORK_DOWN = Verdict(UnknownReason.NETWORK_DOWN, "nothing at all answered in this run")
DENIES = Verdict(UnknownReason.NETWORK_DOWN, "the resolver says that no name exists, not even com")


class Canary(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of the resolver.

    ``invented``  the answer to a random name under "invalid", which nobody has (RFC 6761 6.4)
    ``denies``    nothing at all was found in this run, and it says that the root and com do not exist
    """

    invented: Answer = Answer(Outcome.TIMEOUT)
    denies: bool = False

    @property
    def invents(self) -> bool:
        """Whether the resolver answers names that do not exist."""
        return self.invented.outcome is Outcome.NOERROR


def of_nobody(token: str) -> Question:
    """A question about a name that nobody has."""
    return Question(f"repcheck-{token}.invalid", "A")


class Witness(AskerAround):
    """An Asker around another one that remembers whether anything was found at all.

    What lists answer is not looked at: their test points show that.
    """

    def __init__(self, inner: Asker) -> None:
        super().__init__(inner)
        self.found = False

    async def ask(self, question: Question) -> Answer:
        """See Asker."""
        answer = await super().ask(question)
        self.found = self.found or bool(answer.records)
        return answer


async def denies_everything(asker: Asker, points: Iterable[Answer]) -> bool:
    """Whether the resolver says that not even the root and com exist; worth asking once nothing was found.

    ``points``  what the test points of lists were answered: a name that is there without an address
                (NODATA) acquits a resolver that says NXDOMAIN of others, as it strips addresses
    """
    answers = await ask_all(asker, _MUST_EXIST)
    if not all(answer.absent for answer in answers):
        return False
    emptied = any(answer.outcome is Outcome.NODATA for answer in points)
    return not emptied or all(answer.outcome is Outcome.NODATA for answer in answers)
