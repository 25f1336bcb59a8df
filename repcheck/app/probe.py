"""Live health of lists: their test points, asked now."""

from collections.abc import Sequence

from repcheck.app.check import Asking, asked_lists
from repcheck.app.environment import Environment
from repcheck.app.sweep import Sweep
from repcheck.model.catalog import ReputationList
from repcheck.model.observations import ListHealth


async def probe(
    lists: Sequence[ReputationList], asking: Asking, environment: Environment
) -> tuple[ListHealth, ...]:
    """The health of each list, in the order given; nothing but test points is asked."""
    try:
        sweep = Sweep(asking.asker, asked_lists(lists, environment), str, asking.routes, asking.manners)
        sweep.start()
        await sweep.finish()
        return sweep.health(())
    finally:
        await asking.asker.close()
