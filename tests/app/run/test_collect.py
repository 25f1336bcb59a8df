"""Which addresses that bounces tell of are asked about."""

import asyncio

from repcheck.app.run.collect import Gathering
from repcheck.app.run.plan import RunPlan
from repcheck.app.sweep.sweep import Sweep
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.dns import Answer, Outcome
from repcheck.model.mail.received import Received
from repcheck.model.targets import Place, Target, TargetKind
from tests.app.asked import FREELY, answering
from tests.app.sweep.sweeping import ONE


async def test_an_address_is_asked_about_where_a_server_refused_it_and_not_where_none_was_asked():
    asker = answering()
    gathering = Gathering(RunPlan(), asker, Sweep(asker, [], str, ONE, FREELY))
    refused = BounceRecord(
        file="f", index=0, kind="bounce", category=Category.POLICY, source_ip="192.0.2.30", esp="mailgun"
    )
    suppressed = BounceRecord(
        file="f", index=1, kind="bounce", category=Category.POLICY, source_ip="192.0.2.31", suppressed=True
    )
    gathering.add_named((refused, suppressed), Received())
    await gathering.finish()
    assert [target.value for target in gathering.targets] == ["192.0.2.30"]


def hosts(count: int) -> list[Target]:
    return [Target(value=f"h{number}.sender.example", kind=TargetKind.HOST) for number in range(count)]


async def test_look_ups_of_very_many_names_are_under_way_a_few_hundred_at_a_time():
    open_now = most = 0

    async def script(asked: AskedOfScript) -> Answer:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0)
        open_now -= 1
        return ABSENT

    asker = ScriptedAsker(script)
    gathering = Gathering(RunPlan(), asker, Sweep(asker, [], str, ONE, FREELY))
    gathering.add(hosts(2_000))
    await gathering.finish()
    assert len(gathering.domains) == 2_000
    assert 100 < most <= 2 * 512  # a host is asked for its A and AAAA records at once


async def test_when_the_run_is_over_nothing_more_is_looked_up_and_the_rest_is_counted():
    over = False

    def script(asked: AskedOfScript) -> Answer:
        nonlocal over
        over = over or len(asker.asked) >= 600
        return ABSENT

    asker = ScriptedAsker(script)
    gathering = Gathering(RunPlan(), asker, Sweep(asker, [], str, ONE, FREELY), lambda: over)
    gathering.add(hosts(5_000))
    await gathering.finish()
    assert len(asker.asked) < 3_000
    (finding,) = [one for one in gathering.findings if one.id == "records_not_looked_up"]
    left = (
        2 * 5_000
        - len(gathering.domains)
        - sum(one.id == "host_without_address" for one in gathering.findings)
    )
    assert f"{left:,} look-ups" in finding.says


async def test_what_records_lead_to_has_the_line_of_its_name_whichever_answer_came_first():
    def script(asked: AskedOfScript) -> Answer:
        name, rdtype = asked.name, asked.rdtype
        if rdtype == "MX":
            return Answer(Outcome.NOERROR, ("10 mx.example.net",))
        if rdtype == "A" and name == "mx.example.net":
            return Answer(Outcome.NOERROR, ("192.0.2.40", "192.0.2.41"))
        return ABSENT

    asker = ScriptedAsker(script)
    gathering = Gathering(RunPlan(expand=frozenset({"mx"})), asker, Sweep(asker, [], str, ONE, FREELY))
    later, first = (
        Target(value=name, kind=TargetKind.DOMAIN, place=Place("targets.txt", line))
        for name, line in (("example.com", 9), ("example.org", 4))
    )
    own = Target(value="192.0.2.41", kind=TargetKind.IPV4, place=Place("targets.txt", 12))
    gathering.add((later, first, own))
    await gathering.finish()
    places = {target.value: target.place for target in gathering.targets}
    assert places["192.0.2.40"] == Place("targets.txt", 4)
    assert places["192.0.2.41"] == Place("targets.txt", 12)
