"""Runs of the main job against an asker that answers at once, out of a function."""

import asyncio
from collections.abc import Callable

from repcheck.app.check.check import Checked, check
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Catalog, Code, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.model.observations import Severity
from repcheck.targets.parse import parse_target

SPAM = Sublist(id="spam", name="spam source", meaning="listed", severity=Severity.HIGH)
ABSENT = Answer(Outcome.NXDOMAIN, (), None, 1.5, "192.0.2.53:53")
LISTED = Answer(Outcome.NOERROR, ("127.0.0.2",), 300, 1.5, "192.0.2.53:53")


def lists_of(count: int) -> tuple[ReputationList, ...]:
    return tuple(
        ReputationList(
            id=f"bl{number}",
            name=f"BL {number}",
            zone=f"bl{number}.example",
            asks=("ipv4",),
            codes=(Code(0x7F000002, 0x7F000002, SPAM),),
            test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
        )
        for number in range(count)
    )


def request_of(targets: str, lists: int, *, keep_clean: bool) -> CheckRequest:
    asked = lists_of(lists)
    return CheckRequest(
        targets=parse_target(targets, max_hosts=1 << 20),
        catalog=Catalog(source="made up", lists=asked),
        lists=asked,
        any_address=True,
        keep_clean=keep_clean,
    )


def asked(request: CheckRequest, answer: Callable[[str, str], Answer]) -> Checked:
    """The run of ``request`` when all is asked.

    ``answer(zone, owner)`` is asked for all but the test points, which are right.
    """

    def script(asked: AskedOfScript) -> Answer:
        if asked.owner == "2.0.0.127" and asked.fresh:
            return LISTED
        return answer(asked.zone, asked.owner) if asked.zone else ABSENT

    async def job() -> Checked:
        world = real_environment({}, print)
        plan = AskingPlan(servers=(Server("127.0.0.1", 9),))
        asking = Asking(plan, asked_lists(request.lists, world), world, ScriptedAsker(script))
        return await check(request, asking, world)

    return asyncio.run(job())
