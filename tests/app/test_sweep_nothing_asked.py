"""A run that was allowed to ask nothing: nobody was silent."""

from repcheck.app.sweep.zone import Manners
from repcheck.model.observations import State, UnknownReason
from tests.app.asked import FakeAsker, a_list, address, counted
from tests.app.test_sweep import swept, told


async def test_without_budget_for_the_test_points_nothing_is_asked():
    asker = FakeAsker()
    sweep, observed = await swept(asker, [a_list()], [address(1)], manners=Manners(True, lambda *_: 1))
    assert asker.asked == []
    assert told(observed) == [[("bl", State.UNKNOWN, UnknownReason.BUDGET_SPENT)]]
    assert sweep.health(counted(observed))[0].reason is UnknownReason.BUDGET_SPENT
    assert not sweep.network_down
