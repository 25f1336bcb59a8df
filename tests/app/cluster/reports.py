"""A check of lists of all kinds, whatever asks them, and its document."""

import asyncio

import msgspec

from repcheck._version import __version__
from repcheck.app.check.check import check
from repcheck.app.cluster.sweep import Spread
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Catalog
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.render.json.report import render_json
from tests.app.answering import ABSENT, LISTED, request_of

TARGETS = "192.0.2.0/27"


def script(asked: AskedOfScript) -> Answer:
    """List bl0 is silent, bl1 lists some, bl2 lists the whole world, bl3 says little, the others nothing."""
    if asked.rdtype == "TXT":
        return Answer(Outcome.NOERROR, ("seen",), 300, 1.5, "192.0.2.53:53")
    if asked.zone == "bl0.example":
        return Answer(Outcome.TIMEOUT)
    if asked.owner == "2.0.0.127" or asked.zone == "bl2.example":
        return LISTED
    number = int(asked.owner.partition(".")[0]) if asked.zone else 0
    return LISTED if asked.zone == "bl1.example" and number % 7 == 3 else ABSENT


def run(spread: Spread | None, lists=None, shared=None):
    said: list[str] = []
    request = request_of(TARGETS, 6, keep_clean=True)
    if lists is not None:
        request = msgspec.structs.replace(
            request, lists=lists, catalog=Catalog(source="made up", lists=lists)
        )

    async def job():
        world = real_environment({"HOME": "/nonexistent"}, said.append)
        plan = AskingPlan(servers=(Server("127.0.0.1", 9),), patience=0.5)
        asking = Asking(plan, asked_lists(request.lists, world), world, ScriptedAsker(script), shared)
        if spread is not None:
            spread.over(asking)
        return await check(request, asking, world)

    checked = asyncio.run(job())
    report = checked.report()
    fixed = msgspec.structs.replace(report, started="", seconds=0.0)
    return checked, fixed, render_json(fixed, __version__)
