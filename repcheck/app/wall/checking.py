"""A check on demand of what is watched, or of one target: as a pass would ask, bounded."""

from datetime import timedelta

from repcheck.app.catalogs import Configured
from repcheck.app.check.request import CheckRequest
from repcheck.app.memory.watched import targets_of
from repcheck.catalog.select import select_lists
from repcheck.errors import BadInput
from repcheck.model.catalog import ReputationList
from repcheck.model.targets import Target
from repcheck.targets.parse import parse_target

#: Of all that is watched; more is the business of passes.
MOST_TARGETS = 500
#: A whole check ends after that, with what is known by then.
LASTS = timedelta(minutes=5)


def check_of(word: str, configured: Configured) -> CheckRequest:
    """The check of one target on the lists of its group, else on those of a check. Raises BadTarget."""
    (target,) = parse_target(word, max_hosts=1)
    for group in configured.plan.groups:
        if any(one.value == target.value for one in targets_of(group)):
            return _request((target,), select_lists(configured.catalog, group.lists), configured)
    return _request((target,), select_lists(configured.catalog, None), configured)


def check_of_all(configured: Configured) -> CheckRequest:
    """The check of all that the configuration watches, each list asked about all that it is for.

    Raises BadInput when nothing is watched, too much is, or a file of targets cannot be read.
    """
    targets: dict[str, Target] = {}
    lists: dict[str, ReputationList] = {}
    for group in configured.plan.groups:
        targets.update((one.value, one) for one in targets_of(group))
        lists.update((one.id, one) for one in select_lists(configured.catalog, group.lists))
    if not targets:
        raise BadInput("the configuration watches nothing")
    if len(targets) > MOST_TARGETS:
        raise BadInput(f"more than {MOST_TARGETS:,} targets are watched: the next pass looks at all of them")
    return _request(tuple(targets.values()), tuple(lists.values()), configured)


def _request(
    targets: tuple[Target, ...], lists: tuple[ReputationList, ...], configured: Configured
) -> CheckRequest:
    return CheckRequest(
        targets=targets,
        catalog=configured.catalog,
        lists=lists,
        expand=frozenset(),
        timeout=LASTS.total_seconds(),
        keep_clean=len(targets) == 1,
    )
