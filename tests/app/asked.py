"""Lists and targets of tests, and an asker that answers from a table."""

from collections.abc import Iterable, Mapping, Sequence

from repcheck.app.sweep.counts import PairCounts
from repcheck.app.sweep.job import AskedList
from repcheck.app.sweep.politeness import Politeness
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Asks, Code, Limits, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome, Way
from repcheck.model.observations import Observation, Severity
from repcheck.model.targets import Target, TargetKind

NXDOMAIN = ABSENT
LISTED = Answer(Outcome.NOERROR, ("127.0.0.2",))
POINTS = ("2.0.0.127", "1.0.0.127")
FREELY = Politeness(False, lambda _entry, wanted: wanted)

#: Whole name, in lower case -> answer; a pair (way, name) goes before the name alone.
Table = Mapping[str | tuple[Way | None, str], Answer]


def answering(
    table: Table | None = None, otherwise: Answer = NXDOMAIN, texts: Mapping[str, str] | None = None
) -> ScriptedAsker:
    """An asker out of a table. Positive test points are listed; what is nowhere gets ``otherwise``."""
    known, told = table or {}, texts or {}

    def script(asked: AskedOfScript) -> Answer:
        if asked.rdtype == "TXT":
            text = told.get(asked.name)
            return Answer(Outcome.NOERROR, (text,)) if text else NXDOMAIN
        point = asked.owner == POINTS[0] and otherwise is NXDOMAIN
        return known.get((asked.way, asked.name), known.get(asked.name, LISTED if point else otherwise))

    return ScriptedAsker(script)


def names_asked(asker: ScriptedAsker) -> list[tuple[str, str]]:
    """(name, type) of each question."""
    return [(asked.name, asked.rdtype) for asked in asker.asked]


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


def counted(observed: Iterable[Sequence[Observation]]) -> PairCounts:
    """The counts of these observations."""
    counts = PairCounts()
    for observations in observed:
        counts.add(observations)
    return counts
