"""Live health of lists: their test points, asked now, and what their answers say of each list's life."""

import asyncio
import statistics
from collections.abc import Mapping, Sequence

import msgspec

from repcheck.app.run.asking import Asking
from repcheck.app.run.canary import DENIES, NETWORK_DOWN, denies_everything
from repcheck.app.sweep.counts import PairCounts
from repcheck.app.sweep.job import AskedList, PointAnswer, ZoneResult
from repcheck.app.sweep.observe import Sight
from repcheck.catalog.select import STANDARD
from repcheck.lists.health import Verdict
from repcheck.model.dns import Answer, Outcome, Question
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, UnknownReason
from repcheck.model.probed import ListLife, Probed

#: Milliseconds. A mail server that waits so long for each of its lists loses connections.
SLOW_MS = 1000.0

_LIVES = {
    UnknownReason.TIMEOUT: ListLife.DEAD,
    UnknownReason.SERVFAIL: ListLife.DEAD,
    UnknownReason.LIST_DEAD: ListLife.DEAD,
    UnknownReason.REFUSED: ListLife.REFUSES,
    UnknownReason.RESOLVER_BLOCKED: ListLife.REFUSES,
    UnknownReason.OVER_QUOTA: ListLife.REFUSES,
    UnknownReason.KEY_INVALID: ListLife.REFUSES,
    UnknownReason.LIST_UNHEALTHY: ListLife.REFUSES,
    UnknownReason.KEY_MISSING: ListLife.NO_KEY,
    UnknownReason.LIST_WILDCARD: ListLife.WILDCARD,
    UnknownReason.UNEXPECTED_ANSWER: ListLife.ODD,
    UnknownReason.BUDGET_SPENT: ListLife.UNASKED,
    UnknownReason.DEFERRED: ListLife.UNASKED,
    UnknownReason.NETWORK_DOWN: ListLife.UNASKED,
    UnknownReason.NO_DATA: ListLife.UNASKED,
    UnknownReason.NOT_AUTHORISED: ListLife.REFUSES,
    UnknownReason.AUTH_EXPIRED: ListLife.REFUSES,
}


async def probe(asking: Asking) -> tuple[Probed, ...]:
    """Each list, in the order given; nothing but test points is asked, and whether a silent zone is there."""
    sweep = asking.sweep_here(asking.asker, asking.lists)
    try:
        sweep.start()
        await sweep.finish()
        results = sweep.results()
        blind = await _blind(asking, results)
        health = Sight(asking.lists, results, str, blind).health(PairCounts())
        gone = set() if blind is not None else await _gone(asking, health)
    finally:
        await asking.close()
    return tuple(
        _probed(asked, seen, _answers(results, asked), gone=asked.entry.id in gone)
        for asked, seen in zip(asking.lists, health, strict=True)
    )


async def _blind(asking: Asking, results: Mapping[str, ZoneResult]) -> Verdict | None:
    """What is wrong with the network or the resolver, for which no list is to blame; None: nothing."""
    if asking.asker.traffic.in_vain:
        return NETWORK_DOWN
    points = [point.answer for result in results.values() for point in result.points]
    found = any(answer.records for answer in points)
    return DENIES if points and not found and await denies_everything(asking.asker, points) else None


def verdict(probed: Sequence[Probed]) -> ExitCode:
    """1 when a list whose listings cost mail cannot be used; a key that is not there is no fault."""
    if probed and all(one.health.reason is UnknownReason.NETWORK_DOWN for one in probed):
        return ExitCode.UNDECIDED
    faulty = (one for one in probed if one.standard and not one.health.usable)
    return ExitCode.FOUND if any(one.life is not ListLife.NO_KEY for one in faulty) else ExitCode.OK


#: How the absence of a list's own test entry ends, when its zone or the zone above says that it is absent.
_SILENT = (UnknownReason.LIST_UNHEALTHY, UnknownReason.UNEXPECTED_ANSWER)


async def _gone(asking: Asking, health: Sequence[ListHealth]) -> set[str]:
    """Ids of lists that have no test entry because their very zone is not there any more.

    A list that hides from a resolver keeps its zone: its SOA record is answered, or there is no data.
    """
    silent = [
        asked
        for asked, seen in zip(asking.lists, health, strict=True)
        if seen.reason in _SILENT and asked.zone is not None and asked.server is None
    ]
    questions = (Question(asked.zone or "", "SOA") for asked in silent)
    answers = await asyncio.gather(*(asking.asker.ask(question) for question in questions))
    return {
        asked.entry.id
        for asked, answer in zip(silent, answers, strict=True)
        if answer.outcome is Outcome.NXDOMAIN
    }


def _answers(results: Mapping[str, ZoneResult], asked: AskedList) -> tuple[PointAnswer, ...]:
    result = results.get(asked.entry.id)
    return () if result is None else result.points


def _probed(asked: AskedList, seen: ListHealth, answers: Sequence[PointAnswer], *, gone: bool) -> Probed:
    times = [point.seconds * 1000 for point in answers if point.answer.server is not None]
    middle = round(statistics.median(times), 1) if times else None
    if gone:
        says = f"{seen.saw}, and its zone does not exist"
        seen = msgspec.structs.replace(seen, reason=UnknownReason.LIST_DEAD, saw=says)
    return Probed(
        health=seen,
        name=asked.entry.name,
        life=_life(seen, [point.answer for point in answers], middle),
        standard=STANDARD in asked.entry.tags,
        answered_ms=middle,
    )


def _life(seen: ListHealth, answers: Sequence[Answer], middle: float | None) -> ListLife:
    if seen.reason is None:
        return ListLife.SLOW if middle is not None and middle > SLOW_MS else ListLife.ALIVE
    addresses = [record for answer in answers for record in answer.records]
    # The buyer of a list's former domain answers with the address of his web server.
    if seen.reason is UnknownReason.UNEXPECTED_ANSWER and any(not a.startswith("127.") for a in addresses):
        return ListLife.MOVED
    return _LIVES[seen.reason]
