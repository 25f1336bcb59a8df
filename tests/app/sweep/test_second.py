"""A list with a second way: HTTPS where the DNS cannot be believed, and one answer for a pair."""

from collections.abc import Mapping

import msgspec

from repcheck.app.sweep.counts import PairCounts
from repcheck.app.sweep.job import AskedList
from repcheck.app.sweep.observe import Sight
from repcheck.app.sweep.routes import ThroughResolvers
from repcheck.app.sweep.sweep import Sweep
from repcheck.demo.asker import ScriptedAsker
from repcheck.lists.health import Verdict
from repcheck.model.catalog import ErrorCode, TestPoints
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import ListHealth, Observation, UnknownReason
from repcheck.model.sources import SourceSetting, Trouble, WebWay
from tests.app.asked import FREELY, LISTED, NXDOMAIN, a_list, address, answering

REFUSED = Answer(Outcome.NOERROR, ("127.255.255.254",))
GOOD = {"127.0.0.2": LISTED, "192.0.2.1": LISTED}
WAY = WebWay(name="BL", setting=SourceSetting(id="spamhaus-wqs"))


class Web:
    """A second way out of a table; ``asked`` is what it was asked, in order."""

    def __init__(
        self,
        table: Mapping[str, Answer | Trouble],
        otherwise: Answer | Trouble = NXDOMAIN,
        *,
        only: bool = False,
        budget: int = 1000,
    ) -> None:
        self.asked: list[str] = []
        self.only = only
        self._table, self._otherwise, self._budget = table, otherwise, budget

    def allowed(self, wanted: int) -> int:
        granted = min(wanted, self._budget)
        self._budget -= granted
        return granted

    async def lookup(self, what: str) -> Answer | Trouble:
        self.asked.append(what)
        return self._table.get(what, self._otherwise)


def the_list(zone: str | None = "bl.example") -> AskedList:
    refusal = ErrorCode(0x7FFFFFFE, 0x7FFFFFFE, UnknownReason.RESOLVER_BLOCKED, "refused")
    return a_list(zone=zone, errors=(refusal,), web=WAY)


async def seen(
    asker: ScriptedAsker,
    web: Web | Trouble,
    asked: AskedList | None = None,
    blind: Verdict | None = None,
) -> tuple[list[Observation], ListHealth]:
    """What a run over two addresses says of the list."""
    lists = [asked or the_list()]
    targets = [address(1), address(2)]
    sweep = Sweep(asker, lists, str, ThroughResolvers(()), FREELY, lambda _: web)
    sweep.start()
    sweep.add(targets)
    await sweep.finish()
    sight = Sight(lists, sweep.results(), str, blind)
    found = [row for rows in sight.observe(targets) for row in rows]
    [health] = sight.health(PairCounts())
    return found, health


def said(found: list[Observation]) -> list[tuple[str, str | None, str]]:
    return [(one.state.value, one.reason and one.reason.value, one.route) for one in found]


async def test_where_dns_refuses_the_resolver_https_says_listed_or_clean() -> None:
    web, asker = Web(GOOD), answering(otherwise=REFUSED)
    found, health = await seen(asker, web)
    assert said(found) == [("listed", None, "wqs"), ("clean", None, "wqs")]
    assert (health.usable, health.route) == (True, "wqs")
    # The DNS was asked its test points alone, HTTPS its own first.
    assert len(asker.asked) == 2
    assert web.asked == ["127.0.0.2", "127.0.0.1", "192.0.2.1", "192.0.2.2"]


async def test_where_dns_answers_https_is_not_asked_and_a_listing_counts_once() -> None:
    web = Web(GOOD)
    found, health = await seen(answering({"1.2.0.192.bl.example": LISTED}), web)
    assert said(found) == [("listed", None, "dns"), ("clean", None, "dns")]
    assert health.route == "dns"
    assert web.asked == []


async def test_a_refused_key_is_told_and_asked_once() -> None:
    web = Web({}, Trouble(UnknownReason.KEY_INVALID, "it does not accept the key"))
    found, health = await seen(answering(otherwise=REFUSED), web)
    assert said(found) == [("unknown", "key_invalid", "wqs")] * 2
    assert "it does not accept the key" in health.saw
    assert "127.255.255.254" in health.saw
    assert len(web.asked) == 1


async def test_both_ways_dead_is_unknown() -> None:
    web = Web({}, Trouble(UnknownReason.TIMEOUT, "no answer"))
    found, health = await seen(answering(otherwise=Answer(Outcome.TIMEOUT)), web)
    assert said(found) == [("unknown", "timeout", "wqs")] * 2
    assert not health.usable


async def test_a_proxy_that_denies_or_lists_everything_proves_nothing() -> None:
    denying, _ = await seen(answering(otherwise=REFUSED), Web({}))
    assert said(denying) == [("unknown", "list_unhealthy", "wqs")] * 2
    listing, _ = await seen(answering(otherwise=REFUSED), Web({}, LISTED))
    assert said(listing) == [("unknown", "list_wildcard", "wqs")] * 2


async def test_what_comes_of_it_later_is_unknown_for_what_is_left() -> None:
    spent = Trouble(UnknownReason.OVER_QUOTA, "too much is asked")
    web = Web({"127.0.0.2": LISTED, "192.0.2.1": spent})
    found, _ = await seen(answering(otherwise=REFUSED), web)
    assert said(found) == [("unknown", "over_quota", "wqs")] * 2
    assert web.asked[-1] == "192.0.2.1"


async def test_an_odd_answer_is_of_its_question_alone() -> None:
    odd = Trouble(UnknownReason.UNEXPECTED_ANSWER, "status 400")
    found, _ = await seen(answering(otherwise=REFUSED), Web(GOOD | {"192.0.2.1": odd}))
    assert said(found) == [("unknown", "unexpected_answer", "wqs"), ("clean", None, "wqs")]


async def test_a_list_without_a_key_for_its_zone_is_asked_over_https_alone() -> None:
    asker = answering()
    found, _ = await seen(asker, Web(GOOD, only=True), the_list(zone=None))
    assert said(found) == [("listed", None, "wqs"), ("clean", None, "wqs")]
    assert asker.asked == []


async def test_without_the_key_of_the_second_way_the_first_is_asked() -> None:
    missing = Trouble(UnknownReason.KEY_MISSING, "env:KEY is not set")
    found, _ = await seen(answering(otherwise=REFUSED), missing)
    assert said(found) == [("unknown", "resolver_blocked", "dns")] * 2
    none, _ = await seen(answering(), missing, the_list(zone=None))
    assert said(none) == [("unknown", "key_missing", "dns")] * 2


async def test_a_route_that_is_https_alone_never_asks_the_dns() -> None:
    only = msgspec.structs.replace(WAY, setting=SourceSetting(id="spamhaus-wqs", route="wqs"))
    asked = the_list()
    asked = msgspec.structs.replace(asked, entry=msgspec.structs.replace(asked.entry, web=only))
    asker = answering()
    found, _ = await seen(asker, Web(GOOD, only=True), asked)
    assert said(found) == [("listed", None, "wqs"), ("clean", None, "wqs")]
    assert asker.asked == []


async def test_a_dns_that_answers_nothing_does_not_blind_https() -> None:
    down = Verdict(UnknownReason.NETWORK_DOWN, "nothing answered")
    silent = answering(otherwise=Answer(Outcome.TIMEOUT))
    found, health = await seen(silent, Web(GOOD), blind=down)
    assert said(found) == [("listed", None, "wqs"), ("clean", None, "wqs")]
    assert health.usable


async def test_the_day_s_budget_bounds_what_is_asked() -> None:
    found, _ = await seen(answering(otherwise=REFUSED), Web(GOOD, budget=3))
    assert said(found) == [("listed", None, "wqs"), ("unknown", "budget_spent", "wqs")]
    none, _ = await seen(answering(otherwise=REFUSED), Web(GOOD, budget=1))
    assert said(none) == [("unknown", "budget_spent", "wqs")] * 2


async def test_a_kind_that_the_service_does_not_take_spoils_that_kind_alone() -> None:
    odd = Trouble(UnknownReason.UNEXPECTED_ANSWER, "status 400")
    points = TestPoints(("127.0.0.2", "::ffff:7f00:2"), ("127.0.0.1",))
    asked = the_list()
    entry = msgspec.structs.replace(asked.entry, test_points=points, asks=("ipv4", "ipv6"))
    asked = msgspec.structs.replace(asked, entry=entry)
    web = Web(GOOD | {"::ffff:7f00:2": odd})
    found, _ = await seen(answering(otherwise=REFUSED), web, asked)
    assert said(found) == [("listed", None, "wqs"), ("clean", None, "wqs")]


async def test_a_service_that_is_odd_about_every_point_is_told_as_such() -> None:
    odd = Trouble(UnknownReason.UNEXPECTED_ANSWER, "it answered with a web page")
    found, health = await seen(answering(otherwise=REFUSED), Web({}, odd))
    assert said(found) == [("unknown", "unexpected_answer", "wqs")] * 2
    assert "web page" in health.saw
