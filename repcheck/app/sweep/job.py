"""What one zone is asked, and what came of it: a frozen job in, a frozen result out."""

from collections.abc import Mapping

import msgspec

from repcheck.lists.health import Health, Verdict
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.model.observations import Route
from repcheck.model.secret import Secret

UNANSWERED = Answer(Outcome.TIMEOUT)

#: The health of each list of a zone, by the list's id.
Healths = Mapping[str, Health]


class AskedList(msgspec.Struct, frozen=True, kw_only=True):
    """A list as this run asks it.

    ``zone``    with the key in it: never shown, logged or stored; None when a key is missing
    ``shown``   the zone as it may be shown
    ``key``     the key in ``zone``, to be masked in what the list answers; None when there is none
    ``server``  the only server that is asked, one's own copy of the zone; None: as all lists are
    """

    entry: ReputationList
    zone: str | None
    shown: str
    key: Secret | None = None
    server: Server | None = None


class ZoneJob(msgspec.Struct, frozen=True, kw_only=True):
    """One zone, asked once for all lists that read it.

    It can be pickled and cut into parts, unless its zone holds a key: a key is never written down.

    ``lists``   those that read the zone, at least one, all with the same zone and server
    ``owners``  what stands before the zone in each question: reversed addresses, hosts, domains
    """

    lists: tuple[AskedList, ...]
    owners: tuple[str, ...] = ()

    @property
    def zone(self) -> str:
        """What questions end in."""
        zone = self.lists[0].zone
        if zone is None:
            raise ValueError(f"{self.lists[0].entry.id} has no zone without its key")
        return zone

    @property
    def key(self) -> Secret | None:
        """The key in the zone; None when there is none."""
        return self.lists[-1].key

    @property
    def server(self) -> Server | None:
        """One's own copy of the zone; None: asked as all lists are."""
        return self.lists[0].server

    def part(self, owners: tuple[str, ...]) -> "ZoneJob":
        """The same zone, asked about these owners alone."""
        return msgspec.structs.replace(self, owners=owners)


class PointAnswer(msgspec.Struct, frozen=True):
    """What a test point was answered, and the seconds until then, lost tries included."""

    answer: Answer
    seconds: float


class ZoneResult(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned of one zone.

    ``health``         of each list, from its test points
    ``answers``        by owner; an owner that is missing was not asked
    ``texts``          of what is listed, by owner; the key is masked
    ``withheld``       owners that a limit of the list did not allow to ask
    ``deferred``       owners that were not asked about, as the run would have waited for them too long
    ``doubts``         by owner: the health that counts for this answer instead, where the list changed
                       within the run or another server answered
    ``changed``        why the list was not to be believed at the end, by its id, where it was at first
    ``points``         answers to the test points by the way that was used; empty when there was none
    ``disagreements``  where resolvers answered differently, for a person
    ``route``          by which way: the DNS, or HTTPS
    """

    health: Healths
    answers: Mapping[str, Answer] = {}
    texts: Mapping[str, str] = {}
    withheld: frozenset[str] = frozenset()
    deferred: frozenset[str] = frozenset()
    doubts: Mapping[str, Healths] = {}
    changed: Mapping[str, Verdict] = {}
    points: tuple[PointAnswer, ...] = ()
    disagreements: tuple[str, ...] = ()
    route: Route = "dns"

    def health_for(self, owner: str) -> Healths:
        """The health of the lists when this owner was answered."""
        return self.doubts.get(owner, self.health)

    def merged(self, other: "ZoneResult") -> "ZoneResult":
        """Both as one: each answer with the health of the lists when it came; ``other`` is the later one."""
        doubts = {owner: health for owner, health in self.doubts.items() if owner not in other.answers}
        if self.health == other.health:
            doubts |= other.doubts
        else:
            doubts |= {owner: other.health_for(owner) for owner in other.answers}
        kept = {owner: text for owner, text in self.texts.items() if owner not in other.answers}
        return ZoneResult(
            health=self.health,
            answers={**self.answers, **other.answers},
            texts={**kept, **other.texts},
            withheld=(self.withheld - other.answers.keys()) | (other.withheld - self.answers.keys()),
            deferred=(self.deferred - other.answers.keys()) | (other.deferred - self.answers.keys()),
            doubts=doubts,
            changed={**self.changed, **other.changed},
            points=other.points or self.points,
            disagreements=tuple(dict.fromkeys((*self.disagreements, *other.disagreements))),
            route=other.route,
        )
