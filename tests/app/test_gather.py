"""Which addresses that bounces tell of are asked about."""

from repcheck.app.run.gather import Gathering
from repcheck.app.run.plan import RunPlan
from repcheck.app.sweep.sweep import Sweep
from repcheck.model.bounces import BounceRecord, Category
from tests.app.asked import FREELY, answering
from tests.app.test_sweep import ONE


async def test_an_address_is_asked_about_where_a_server_refused_it_and_not_where_none_was_asked():
    asker = answering()
    gathering = Gathering(RunPlan(), asker, Sweep(asker, [], str, ONE, FREELY))
    refused = BounceRecord(
        file="f", index=0, kind="bounce", category=Category.POLICY, source_ip="192.0.2.30", esp="mailgun"
    )
    suppressed = BounceRecord(
        file="f", index=1, kind="bounce", category=Category.POLICY, source_ip="192.0.2.31", suppressed=True
    )
    gathering.add_named((refused, suppressed))
    await gathering.finish()
    assert [target.value for target in gathering.targets] == ["192.0.2.30"]
