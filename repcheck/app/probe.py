"""Live health of lists: their test points, asked now."""

from repcheck.app.asking import Asking
from repcheck.app.census import Census
from repcheck.app.sweep import Sweep
from repcheck.model.observations import ListHealth


async def probe(asking: Asking) -> tuple[ListHealth, ...]:
    """The health of each list, in the order given; nothing but test points is asked."""
    sweep = Sweep(asking.asker, asking.lists, str, asking.routes, asking.manners)
    try:
        sweep.start()
        await sweep.finish()
        return sweep.health(Census())
    finally:
        await asking.close()
