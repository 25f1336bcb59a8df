"""The user's own keys in bounces, whatever their look, and names that hold keys among the targets."""

import msgspec

from repcheck.app.bounces.explain import explain
from repcheck.app.bounces.own_keys import OwnKeys
from repcheck.app.environment import real_environment
from repcheck.app.run.collect import Gathering
from repcheck.app.run.plan import RunPlan
from repcheck.app.sweep.sweep import Sweep
from repcheck.model.bounces import BounceRecord, Subject
from repcheck.model.secret import Secret
from repcheck.targets.parse import parse_target
from tests.app.asked import FREELY, a_list, answering
from tests.app.sweep.sweeping import ONE
from tests.support.built_in import built_in_catalog

KEY = "plainword"
DQS = "ab1cd2ef3gh4ij5kl6mn7op8qr"


def test_every_field_is_cleaned() -> None:
    record = BounceRecord(
        file="f",
        index=0,
        kind="bounce",
        diagnostic=f"550 blocked using {KEY.upper()}.bl.example",
        words=f"using {KEY}.bl",
        cited_lists=(f"{KEY}.bl.example", "other"),
        blocked_subject=Subject("domain", f"bad.example.{KEY}.bl.example"),
    )
    cleaned = OwnKeys((Secret(KEY),)).masked(record)
    assert KEY not in str(msgspec.to_builtins(cleaned)).lower()
    assert cleaned.cited_lists == ("***.bl.example", "other")
    assert OwnKeys((Secret("elsewhere"),)).masked(record) is record
    assert OwnKeys(()).masked(record) is record


def test_explain_masks_the_key_of_the_environment() -> None:
    world = real_environment({"SPAMHAUS_DQS_KEY": KEY}, print)
    report = explain(f"550 5.7.1 [192.0.2.10] listed, see {KEY}.zen.example.org", built_in_catalog(), world)
    assert report.bounces is not None
    assert KEY not in str([msgspec.to_builtins(record) for record in report.bounces])


async def test_a_target_with_a_key_is_shown_masked_and_asked_of_nobody() -> None:
    asker = answering()
    lists = [a_list(asks=("domain",), domain_form="host")]
    gathering = Gathering(RunPlan(any_address=True), asker, Sweep(asker, lists, str, ONE, FREELY))
    gathering.add(parse_target(f"bad.example.{DQS}.dbl.dq.spamhaus.net", max_hosts=1))
    await gathering.finish()
    (target,) = gathering.targets
    assert target.value == "bad.example.***.dbl.dq.spamhaus.net"
    assert target.not_asked is not None
    assert asker.asked == []
