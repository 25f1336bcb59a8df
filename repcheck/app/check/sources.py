"""What sources over HTTP add to a report: observations of lists without a zone; measures beside records."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.sweep.counts import PairCounts
from repcheck.model.observations import ListHealth, Observation, State
from repcheck.model.report import Finding

if TYPE_CHECKING:
    from repcheck.model.causes import Cause
    from repcheck.model.said import SourceSeen


def by_target(sources: "Iterable[SourceSeen]", asked: Collection[str]) -> Mapping[str, Sequence[Observation]]:
    """The observations of sources that are lists, by target, in the order of the sources.

    ``asked``  ids of lists that the run has asked by itself, whose listings must not count twice
    """
    found: dict[str, list[Observation]] = defaultdict(list)
    for seen in sources:
        for target, observation in seen.said.observations:
            if observation.list not in asked:
                found[target].append(observation)
    return found


def beside(seen: Sequence[Observation], further: Iterable[Observation]) -> tuple[Observation, ...]:
    """What a source adds to the observations of a target: no listing by a sublist that lists it already."""
    known = {hit.id for one in seen if one.state is State.LISTED for hit in one.sublists}
    return tuple(
        one
        for one in further
        if one.state is not State.LISTED or not known.issuperset(hit.id for hit in one.sublists)
    )


def lists_of_sources(sources: "Iterable[SourceSeen]", counts: PairCounts) -> tuple[ListHealth, ...]:
    """The health of these lists, with their counts; of those alone of which something was observed."""
    return tuple(
        msgspec.structs.replace(
            health, asked=counts.asked[health.list], answered=counts.answered(health.list)
        )
        for seen in sources
        for health in seen.said.lists
        if counts.asked[health.list]
    )


def beside_records(
    sources: "Iterable[SourceSeen]", records: Collection[Finding], looked_at: Collection[str]
) -> tuple[Finding, ...]:
    """The findings of sources; what Gmail demands says whether the run sees the same in the DNS.

    ``records``    what the run found of records itself
    ``looked_at``  domains whose records it has read
    """
    found = [finding for one in sources for finding in one.said.findings]
    return tuple(_compared(finding, records, looked_at) for finding in found)


def _compared(finding: Finding, records: Collection[Finding], looked_at: Collection[str]) -> Finding:
    from repcheck.words.gmail import DEMAND, OWN_FINDINGS

    ours = OWN_FINDINGS.get(finding.id.removeprefix(DEMAND)) if finding.id.startswith(DEMAND) else None
    if ours is None or finding.target not in looked_at:
        return finding
    same = any(one.target == finding.target and one.id.startswith(ours) for one in records)
    says = "repcheck sees a fault there, too" if same else "repcheck sees no fault there now"
    return msgspec.structs.replace(finding, says=f"{finding.says} In the DNS, {says}.")


def with_measures(causes: "tuple[Cause, ...]", findings: Collection[Finding]) -> "tuple[Cause, ...]":
    """The causes; those of Gmail with what it measures itself of its refusals as evidence."""
    if not (causes and findings):
        return causes
    from repcheck.words.gmail import ERRORS, PROVIDER

    measured = tuple(one.says for one in findings if one.id.removeprefix("gmail_") in ERRORS)
    if not measured:
        return causes
    return tuple(
        msgspec.structs.replace(cause, evidence=(*cause.evidence, *measured))
        if cause.provider == PROVIDER
        else cause
        for cause in causes
    )
