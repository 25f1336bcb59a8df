"""What sources over HTTP add to a report: observations of lists that have no zone of their own. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from repcheck.app.sweep.counts import PairCounts
from repcheck.model.observations import ListHealth, Observation, State
from repcheck.model.said import SourceSeen


def by_target(sources: Iterable[SourceSeen], asked: Collection[str]) -> Mapping[str, Sequence[Observation]]:
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


def lists_of_sources(sources: Iterable[SourceSeen], counts: PairCounts) -> tuple[ListHealth, ...]:
    """The health of these lists, with their counts; of those alone of which something was observed."""
    return tuple(
        msgspec.structs.replace(
            health, asked=counts.asked[health.list], answered=counts.answered(health.list)
        )
        for seen in sources
        for health in seen.said.lists
        if counts.asked[health.list]
    )
