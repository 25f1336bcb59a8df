"""``--timeout`` bounds all that a command does: what comes after it is short, and says what is unknown."""

import asyncio
import json

import msgspec
import pytest

from repcheck.app.check.check import Checked, check
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.collect import Gathering
from repcheck.app.run.keys import asked_lists
from repcheck.app.run.plan import RunPlan
from repcheck.app.sweep.sweep import Sweep
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Catalog, TestPoints
from repcheck.model.dns import Answer, Server
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import State, UnknownReason
from repcheck.model.targets import Target, TargetKind
from repcheck.render.json.report import json_pieces
from repcheck.render.text.report import render_text
from repcheck.targets.collect import collect
from tests.app.answering import LISTED, lists_of
from tests.app.asked import FREELY, a_list
from tests.app.sweep.sweeping import ONE
from tests.support.counting import calls_of

LISTS = tuple(
    msgspec.structs.replace(entry, asks=("domain",), test_points=TestPoints(("test",), ("invalid",)))
    for entry in lists_of(7)
)


def hosts(count: int) -> tuple[Target, ...]:
    return tuple(
        Target(value=f"mx{number}.example.com", kind=TargetKind.HOST, origin=("given",))
        for number in range(count)
    )


def run_that_began(seconds_ago: float, targets: tuple[Target, ...]) -> tuple[Checked, ScriptedAsker]:
    """A run with a --timeout of 5 whose command began so many seconds ago."""

    def script(asked: AskedOfScript) -> Answer:
        return LISTED if asked.owner == "test" else ABSENT

    asker = ScriptedAsker(script)

    async def job() -> Checked:
        world = real_environment({}, print)
        request = CheckRequest(
            targets=targets,
            catalog=Catalog(source="made up", lists=LISTS),
            lists=LISTS,
            timeout=5.0,
            begun=world.monotonic() - seconds_ago,
        )
        asking = Asking(
            AskingPlan(servers=(Server("127.0.0.1", 9),)), asked_lists(LISTS, world), world, asker
        )
        return await check(request, asking, world)

    return asyncio.run(job()), asker


def test_a_deadline_that_passed_while_targets_were_read_asks_about_none_of_them():
    targets = hosts(20)
    checked, asker = run_that_began(6.0, targets)
    report = checked.report()
    assert not [asked for asked in asker.asked if asked.owner in {target.value for target in targets}]
    assert (report.interrupted, report.exit_code) == ("timeout", ExitCode.UNDECIDED)
    assert [found.target.value for found in report.targets] == [target.value for target in targets]
    assert {
        (seen.state, len(found.observations)) for found in report.targets for seen in found.observations
    } == {(State.UNKNOWN, len(LISTS))}


def test_a_list_that_nobody_waited_for_is_not_called_dead():
    """As far as the network is not: that too was silent here."""
    checked, _ = run_that_began(6.0, hosts(2))
    saw = {(verdict.reason, verdict.saw) for result in checked.run.results().values()
           for kinds in result.health.values() for verdict in kinds.values()}  # fmt: skip
    assert saw == {(UnknownReason.TIMEOUT, "the run ended before its test entries were answered")}


def shown_in_full(count: int) -> None:
    report = run_that_began(6.0, hosts(count))[0].report()
    document = json.loads(b"".join(json_pieces(report, "1")))
    assert [len(target["observations"]) for target in document["targets"]] == [len(LISTS)] * count
    assert document["summary"]["unknown"] == count * len(LISTS)
    text = render_text(report, width=80, colour=False, verbose=0, show_addresses=False)
    assert f"{count:,} targets" in text


def test_what_was_not_asked_costs_few_steps_a_target_whatever_the_number_of_lists():
    once = calls_of(shown_in_full, 1_000)
    twice = calls_of(shown_in_full, 3_000)
    assert (twice - once) / 2_000 < 75


def test_reading_a_name_takes_few_steps():
    def lines(count: int) -> str:
        return "".join(f"mx{number}.example.com\n" for number in range(count))

    few = calls_of(lambda: collect((), [("names", lines(1_000))], max_hosts=1))
    many = calls_of(lambda: collect((), [("names", lines(3_000))], max_hosts=1))
    assert (many - few) / 2_000 < 80


def test_what_was_not_asked_is_one_value_for_all_targets():
    report = run_that_began(6.0, hosts(50))[0].report()
    assert len({id(found.observations) for found in report.targets}) == 1


@pytest.mark.parametrize("zones_before_the_end", [0, 1, 2])
async def test_a_run_that_ends_while_targets_are_taken_in_knows_all_and_asks_no_more(zones_before_the_end):
    asker = ScriptedAsker(lambda _: ABSENT)
    lists = [a_list(f"bl{n}", f"bl{n}.example", asks=("domain",)) for n in range(3)]
    sweep = Sweep(asker, lists, str, ONE, FREELY)
    gathering = Gathering(
        RunPlan(), asker, sweep, lambda: sum(zone.total > 0 for zone in sweep.zones) >= zones_before_the_end
    )
    sweep.start()
    await gathering.add_all(hosts(30))
    assert [zone.total for zone in sweep.zones] == [30] * zones_before_the_end + [0] * (
        3 - zones_before_the_end
    )
    assert len(gathering.targets) == 30
    await gathering.finish()
    await sweep.finish()
    assert len(asker.asked) == 3 * 2 + 30 * zones_before_the_end  # the test points are asked first of all
    (finding,) = gathering.findings
    assert "before 60 look-ups" in finding.says
