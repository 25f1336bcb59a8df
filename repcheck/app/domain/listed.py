"""What the lists say of a domain and its addresses, as one part of its report."""

from collections.abc import Mapping, Sequence

from repcheck.app.sweep.counts import PairCounts
from repcheck.model.observations import Observation, Severity, State
from repcheck.model.published.domain import Part, SendingAddress, is_included
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.tags import say
from repcheck.words.text import and_more

_LISTS_NAMED = 6
_VALUES_NAMED = 4


def listed_part(
    domain: str, own: Sequence[Observation], addresses: Sequence[SendingAddress], min_coverage: float
) -> Part:
    """One finding for what is listed alike, with the weight of its worst listing.

    ``own``  observations of the domain itself
    """
    told: Mapping[str, Sequence[Observation]] = {
        domain: own,
        **{sender.address: sender.observations for sender in addresses},
    }
    counts = PairCounts()
    for observations in told.values():
        counts.add(observations)
    if not counts.asked:
        return Part(name="lists", state=PartState.NOT_ASKED, shown="no list was asked")
    origins = {sender.address: sender.origin for sender in addresses}
    groups: dict[tuple[str, str], list[str]] = {}
    worst: dict[tuple[str, str], Severity] = {}
    for value, observations in told.items():
        listings = [seen for seen in observations if seen.state is State.LISTED]
        if listings:
            key = (_named(listings), origins.get(value, ""))
            groups.setdefault(key, []).append(value)
            worst[key] = max((seen.severity for seen in listings if seen.severity), key=_rank)
    findings = tuple(_finding(values, *key, worst[key]) for key, values in groups.items())
    listed = sum(map(len, groups.values()))
    state = PartState.OK
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    elif counts.coverage < min_coverage:
        state = PartState.UNKNOWN
    return Part(name="lists", state=state, shown=_shown(counts, len(told), listed), findings=findings)


def _shown(counts: PairCounts, asked: int, listed: int) -> str:
    silent = sum(1 for list_id in counts.asked if not counts.answered(list_id))
    lists = "1 list" if len(counts.asked) == 1 else f"{len(counts.asked)} lists"
    said = f"{listed} of {asked} (the domain and its addresses) listed; {lists} asked"
    return f"{said}, {silent} could not be" if silent else said


def _rank(severity: Severity) -> int:
    return severity.rank


def _finding(values: Sequence[str], lists: str, origin: str, worst: Severity) -> Finding:
    named = and_more(values, _VALUES_NAMED)
    way = f" ({origin})" if origin else ""
    remedy = f"How to get off, and what to stop first: repcheck delist {' '.join(values[:_VALUES_NAMED])}"
    if is_included(origin):
        remedy = f"Your provider has to fix it: tell them. {remedy}"
    are = "is" if len(values) == 1 else "are"
    return say("listed", worst, f"{named}{way} {are} listed on {lists}.", remedy)


def _named(listings: Sequence[Observation]) -> str:
    ranked = sorted(listings, key=lambda seen: -(seen.severity.rank if seen.severity else 0))
    names = []
    for seen in ranked:
        what = ", ".join(dict.fromkeys(hit.name for hit in seen.sublists))
        names.append(f"{seen.list} ({what})" if what else seen.list)
    return and_more(names, _LISTS_NAMED)
