"""Asking lists about targets, without a network: what is asked, in which order, and what is made of it."""

import pytest

from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import ThroughResolvers, ZoneRoute
from repcheck.app.sweep.sweep import Sweep
from repcheck.demo.asker import TIMEOUT
from repcheck.model.catalog import Limits, ListKind
from repcheck.model.dns import Answer, Outcome, Question
from repcheck.model.observations import State, UnknownReason
from repcheck.model.targets import Target, TargetKind
from tests.app.asked import (
    FREELY,
    LISTED,
    NXDOMAIN,
    POINTS,
    Table,
    a_list,
    address,
    answering,
    counted,
    names_asked,
)
from tests.app.sweep.sweeping import ONE, TWO, registered, route_of, swept

BOTH = ThroughResolvers(TWO, compare=True)


def told(observed):
    return [[(seen.list, seen.state, seen.reason) for seen in row] for row in observed]


async def test_test_points_are_asked_first_then_pairs_then_the_text_of_what_is_listed():
    asker = answering({"10.2.0.192.bl.example": LISTED}, texts={"10.2.0.192.bl.example": "spam seen"})
    _sweep, sight, observed = await swept(asker, [a_list()], [address(10), address(11)])
    assert names_asked(asker) == [
        *((f"{point}.bl.example", "A") for point in POINTS),
        ("10.2.0.192.bl.example", "A"),
        ("11.2.0.192.bl.example", "A"),
        ("10.2.0.192.bl.example", "TXT"),
    ]
    assert told(observed) == [[("bl", State.LISTED, None)], [("bl", State.CLEAN, None)]]
    assert observed[0][0].text == "spam seen"
    (health,) = sight.health(counted(observed))
    assert (health.usable, health.asked, health.answered) == (True, 2, 2)


async def test_lists_of_one_zone_share_its_questions():
    asker = answering({"10.2.0.192.bl.example": LISTED})
    lists = [a_list("one"), a_list("two", "BL.example"), a_list("score", kind=ListKind.SCORE)]
    _, _, observed = await swept(asker, lists, [address(10)])
    assert len(asker.asked) == len(set(names_asked(asker))) == 4  # two points, the pair, its text
    assert told(observed) == [
        [("one", State.LISTED, None), ("two", State.LISTED, None), ("score", State.CLEAN, None)]
    ]


async def test_targets_that_come_twice_are_asked_once():
    asker = answering()
    sweep = Sweep(asker, [a_list()], registered, ONE, FREELY)
    sweep.start()
    sweep.add([address(10)])
    sweep.add([address(10), address(11)])
    await sweep.finish()
    asked = [name for name, _ in names_asked(asker)]
    assert asked.count("10.2.0.192.bl.example") == asked.count("11.2.0.192.bl.example") == 1


async def test_a_domain_list_is_asked_in_the_form_it_wants_and_never_about_addresses():
    asker = answering({"test.dom.example": LISTED, "test.host.example": LISTED})
    points = a_list().entry.test_points
    names = type(points)(("test",), ("invalid",))
    lists = [
        a_list("dom", "dom.example", ("domain",), test_points=names),
        a_list("host", "host.example", ("domain",), domain_form="host", test_points=names),
    ]
    targets = [Target(value="mail.sender.example", kind=TargetKind.HOST), address(10)]
    _, _, observed = await swept(asker, lists, targets)
    asked = {name for name, _ in names_asked(asker)}
    assert {"sender.example.dom.example", "mail.sender.example.host.example"} <= asked
    assert not any("192" in name for name in asked)
    assert told(observed)[1] == []
    assert [seen.state for seen in observed[0]] == [State.CLEAN, State.CLEAN]


async def test_a_missing_key_is_told_and_nothing_is_asked():
    asker = answering()
    _sweep, sight, observed = await swept(asker, [a_list("keyed", None)], [address(10)])
    assert asker.asked == []
    assert told(observed) == [[("keyed", State.UNKNOWN, UnknownReason.KEY_MISSING)]]
    assert sight.health(counted(observed))[0].reason is UnknownReason.KEY_MISSING
    assert "{key}" not in observed[0][0].zone


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({"1.0.0.127.bl.example": LISTED}, UnknownReason.LIST_WILDCARD),
        ({"2.0.0.127.bl.example": NXDOMAIN}, UnknownReason.LIST_UNHEALTHY),
        ({"2.0.0.127.bl.example": Answer(Outcome.SERVFAIL)}, UnknownReason.SERVFAIL),
        ({f"{point}.bl.example": Answer(Outcome.REFUSED) for point in POINTS}, UnknownReason.REFUSED),
    ],
)
async def test_a_list_that_fails_its_test_points_lists_nobody_and_clears_nobody(table, reason):
    asker = answering({**table, "10.2.0.192.bl.example": LISTED})
    sweep, _sight, observed = await swept(asker, [a_list()], [address(10), address(11)])
    assert told(observed) == [[("bl", State.UNKNOWN, reason)]] * 2
    assert not any(rdtype == "TXT" for _, rdtype in names_asked(asker))
    assert sweep.zones[0].distrusted


async def test_a_silent_list_beside_one_that_answers_is_dead():
    silent: Table = {f"{name}.b.example": TIMEOUT for name in (*POINTS, "1.2.0.192")}
    _sweep, _sight, observed = await swept(
        answering(silent), [a_list(), a_list("b", "b.example")], [address(1)]
    )
    assert [(seen.state, seen.reason) for seen in observed[0]] == [
        (State.CLEAN, None),
        (State.UNKNOWN, UnknownReason.LIST_DEAD),
    ]


async def test_what_the_budget_withholds_is_not_asked_and_never_clean():
    left = [4]

    def allowance(_entry, wanted):
        granted = min(wanted, left[0])
        left[0] -= granted
        return granted

    asker = answering()
    _, _, observed = await swept(
        asker, [a_list()], [address(n) for n in range(5)], politeness=Politeness(True, allowance)
    )
    assert len(asker.asked) == 4
    assert [seen.reason for (seen,) in observed] == [None, None, *[UnknownReason.BUDGET_SPENT] * 3]


@pytest.mark.parametrize(("polite", "pace"), [(True, 2.5), (False, None)])
async def test_the_pace_of_a_list_counts_only_for_the_polite(polite, pace):
    asker = answering()
    politeness = Politeness(polite, lambda _entry, wanted: wanted)
    await swept(asker, [a_list(limits=Limits(per_second=2.5))], [address(1)], politeness=politeness)
    assert {lane.per_second for lane in asker.lanes} == {pace}


# -- several resolvers


async def test_the_resolver_through_which_a_list_is_healthy_is_believed():
    first, second = await route_of(TWO)
    blocked: Table = {(first, f"{point}.bl.example"): NXDOMAIN for point in POINTS}
    asker = answering(
        {**blocked, (first, "10.2.0.192.bl.example"): NXDOMAIN, (second, "10.2.0.192.bl.example"): LISTED}
    )
    sweep, _sight, observed = await swept(asker, [a_list()], [address(10)], BOTH)
    assert told(observed) == [[("bl", State.LISTED, None)]]
    (said,) = sweep.disagreements
    assert said == ("bl", "192.0.2.53:53: list_unhealthy; 192.0.2.54:53 was used")


async def test_resolvers_that_tell_differently_are_shown_and_the_listing_stays():
    _, second = await route_of(TWO)
    asker = answering({"10.2.0.192.bl.example": LISTED, (second, "10.2.0.192.bl.example"): NXDOMAIN})
    sweep, _sight, observed = await swept(asker, [a_list()], [address(10)], BOTH)
    assert told(observed) == [[("bl", State.LISTED, None)]]
    (said,) = sweep.disagreements
    assert said == ("bl", "192.0.2.53:53 lists 1 that 192.0.2.54:53 calls not listed")


async def test_resolvers_that_agree_are_not_talked_of():
    sweep, _sight, observed = await swept(answering(), [a_list()], [address(10)], BOTH)
    assert told(observed) == [[("bl", State.CLEAN, None)]]
    assert list(sweep.disagreements) == []


# -- no way


class NoRoute:
    def __init__(self, outcome):
        self._route = ZoneRoute((), "no address was found", outcome)

    async def to(self, asker, zone):
        return self._route


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (Outcome.NXDOMAIN, UnknownReason.LIST_DEAD),
        (Outcome.NODATA, UnknownReason.LIST_DEAD),
        (Outcome.SERVFAIL, UnknownReason.SERVFAIL),
        (Outcome.TIMEOUT, UnknownReason.TIMEOUT),
    ],
)
async def test_a_list_without_a_way_to_it_is_unknown(outcome, reason):
    asker = answering({"x.example": NXDOMAIN})
    await asker.ask(Question("x.example"))  # something did answer in this run
    _sweep, sight, observed = await swept(asker, [a_list()], [address(1)], NoRoute(outcome))
    assert told(observed) == [[("bl", State.UNKNOWN, reason)]]
    assert sight.health(counted(observed))[0].saw == "no address was found"
    assert names_asked(asker) == [("x.example", "A")]


async def test_without_budget_for_the_test_points_nothing_is_asked():
    asker = answering()
    _, sight, observed = await swept(
        asker, [a_list()], [address(1)], politeness=Politeness(True, lambda *_: 1)
    )
    assert asker.asked == []
    assert told(observed) == [[("bl", State.UNKNOWN, UnknownReason.BUDGET_SPENT)]]
    assert sight.health(counted(observed))[0].reason is UnknownReason.BUDGET_SPENT
