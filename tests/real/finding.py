"""Where a page of each kind lies on a site that a browser is shown, if it has one."""

import asyncio
from types import SimpleNamespace
from typing import cast
from urllib.parse import quote

from bench.render import report
from repcheck.app.run.progress import Progress
from repcheck.app.run.run import Run
from repcheck.errors import BadInput
from repcheck.model.report import Report
from repcheck.model.watch.monitor import Memory
from repcheck.store.ports import StateStore
from repcheck.web.checks import OnStart, Work
from repcheck.web.site import Site
from tests.memory.made import DAY, NOW
from tests.render.machines.made import CHECKS
from tests.render.parts import with_counts

#: Lists that the report of a check has.
_LISTS = 60


def _at(*parts: str) -> str:
    return "/" + "/".join(quote(part, safe="") for part in parts)


def _memories(site: Site) -> list[Memory]:
    return sorted(_store(site).memories().values(), key=lambda one: one.pair)


def _store(site: Site) -> StateStore:
    return site.memory.store()


async def a_log_in(site: Site) -> str | None:
    """Where people log in."""
    return "/login" if site.entrance.accounts else None


async def a_target(site: Site) -> str | None:
    """One that is listed."""
    found = next((one for one in _memories(site) if one.standing is not None), None)
    return None if found is None else _at("targets", found.pair.target)


async def a_muted_one(site: Site) -> str | None:
    """What a form leads to."""
    watched = {one.pair.target for one in _memories(site)}
    found = next((one for one in _store(site).mutes() if one.ended is None and one.target in watched), None)
    return None if found is None else _at("targets", found.target) + "?done=muted"


async def a_domain(site: Site) -> str | None:
    found = next((one for one in _memories(site) if one.pair.target.endswith((".com", ".net"))), None)
    return None if found is None else _at("domains", found.pair.target)


async def a_list(site: Site) -> str | None:
    """One that lists something."""
    found = next((one for one in _memories(site) if one.standing is not None), None)
    return None if found is None else _at("lists", found.pair.list)


async def a_silent_list(site: Site) -> str | None:
    """One that nothing is known of."""
    found = next((one for one in _memories(site) if one.unknown_since is not None), None)
    return None if found is None else _at("lists", found.pair.list)


async def a_cause(site: Site) -> str | None:
    found = _store(site).bounce_hours(NOW - 90 * DAY)
    return _at("causes", found[-1].cause) if found else None


async def an_alert(site: Site) -> str | None:
    found = _store(site).outbox()
    return _at("alerts", found[-1].id) if found else None


async def a_check_under_way(site: Site) -> str:
    """One of which some questions are answered; it goes on until the server ends."""

    async def work(started: OnStart) -> Report:
        progress = Progress(done=1_234, total=5_678, silent=3, silent_for=9.0)
        started(cast("Run", SimpleNamespace(progress=progress, end=lambda _: None)))
        await asyncio.Event().wait()
        raise AssertionError("nobody ends it but the server")

    return _at("checks", site.checks.start(("all",), work, "all that is watched").id)


async def a_result(site: Site) -> str:
    """One of as many targets as the site watches."""
    targets = _store(site).extent().targets

    async def work(_: OnStart) -> Report:
        return CHECKS["bounced"]() if targets < 4 else with_counts(report(targets * _LISTS))

    return await _ended(site, work, "192.0.2.10")


async def a_failed_check(site: Site) -> str:
    async def work(_: OnStart) -> Report:
        raise BadInput("names no list that is asked about addresses", "lists")

    return await _ended(site, work, "198.51.100.7")


async def _ended(site: Site, work: Work, about: str) -> str:
    job = site.checks.start((about,), work, about)
    await job.ended.wait()
    return _at("checks", job.id)
