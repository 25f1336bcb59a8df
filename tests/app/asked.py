"""An asker without a network: it answers from a table and remembers what it was asked."""

from collections.abc import Iterable, Mapping, Sequence

from repcheck.app.sweep.census import Census
from repcheck.app.sweep.zone import AskedList, Manners
from repcheck.dns import Lane, Traffic
from repcheck.dns.asker import Deliver
from repcheck.model.catalog import Asks, Code, Limits, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome, Question, RecordType, Way
from repcheck.model.observations import Observation, Severity
from repcheck.model.targets import Target, TargetKind

NXDOMAIN, TIMEOUT = Answer(Outcome.NXDOMAIN), Answer(Outcome.TIMEOUT)
LISTED = Answer(Outcome.NOERROR, ("127.0.0.2",))
POINTS = ("2.0.0.127", "1.0.0.127")
FREELY = Manners(False, lambda _entry, wanted: wanted)


class FakeAsker:
    """``table``  whole name, in lower case -> answer; a pair (way, name) goes before the name alone.

    Positive test points are listed; what is nowhere in the table gets ``otherwise``.
    """

    def __init__(
        self,
        table: Mapping[str | tuple[Way | None, str], Answer] | None = None,
        otherwise: Answer = NXDOMAIN,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self.table = dict(table or {})
        self.otherwise = otherwise
        self.texts = dict(texts or {})
        self.asked: list[tuple[str, RecordType]] = []
        self.lanes: list[Lane] = []
        self.traffic = Traffic()

    def _answer(self, way: Way | None, name: str, rdtype: RecordType) -> Answer:
        self.asked.append((name, rdtype))
        self.traffic.sent += 1
        if rdtype == "TXT":
            text = self.texts.get(name)
            answer = Answer(Outcome.NOERROR, (text,)) if text else NXDOMAIN
        else:
            default = (
                LISTED if name.startswith(POINTS[0] + ".") and self.otherwise is NXDOMAIN else self.otherwise
            )
            answer = self.table.get((way, name), self.table.get(name, default))
        self.traffic.received += answer.outcome is not Outcome.TIMEOUT
        return answer

    async def ask(self, question: Question) -> Answer:
        return self._answer(None, question.name, question.rdtype)

    async def ask_lane(
        self,
        lane: Lane,
        owners: Iterable[str],
        deliver: Deliver,
        rdtype: RecordType = "A",
        *,
        fresh: bool = False,
    ) -> None:
        self.lanes.append(lane)
        for owner in owners:
            deliver(owner, self._answer(lane.way, f"{owner}.{lane.zone}".lower(), rdtype))

    def give_up(self) -> None:
        self.otherwise = TIMEOUT

    async def close(self) -> None:
        return


def a_list(
    list_id: str = "bl",
    zone: str | None = "bl.example",
    asks: tuple[Asks, ...] = ("ipv4",),
    limits: Limits | None = None,
    **more: object,
) -> AskedList:
    """A list as a run asks it; ``zone`` None is one whose key is missing."""
    spam = Sublist(id="spam", name="SPAM", meaning="spam", severity=Severity.HIGH)
    made = {
        "codes": (Code(0x7F000002, 0x7F000002, spam),),
        "test_points": TestPoints(("127.0.0.2",), ("127.0.0.1",)),
        **more,
    }
    entry = ReputationList(
        id=list_id,
        name=list_id.upper(),
        zone=zone or "{key}.bl.example",
        asks=asks,
        limits=limits or Limits(),
        **made,  # type: ignore[arg-type]
    )
    return AskedList(entry=entry, zone=zone, shown=zone or "***.bl.example")


def address(last: int) -> Target:
    return Target(value=f"192.0.2.{last}", kind=TargetKind.IPV4)


def counted(observed: Iterable[Sequence[Observation]]) -> Census:
    """The census of these observations."""
    census = Census()
    for observations in observed:
        census.add(observations)
    return census
