"""A check as a job: asked for, looked at while it goes on, and its report."""

import asyncio

from aiohttp import web

from repcheck._version import __version__
from repcheck.app.check.check import check
from repcheck.app.check.request import CheckRequest
from repcheck.catalog.select import select_lists
from repcheck.errors import BadOption
from repcheck.model.report import Report
from repcheck.model.targets import Target
from repcheck.model.watch.serving import Role
from repcheck.render.encoding import encoded
from repcheck.render.json.report import render_json
from repcheck.render.json.served import JobDocument
from repcheck.render.moments import machine
from repcheck.targets.parse import parse_target
from repcheck.web.checks import Full, Job, OnStart, WantedCheck
from repcheck.web.documents.row import decoded
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import document
from repcheck.web.site import Site
from repcheck.web.visit import Visit

#: Targets of one check, ranges counted by their addresses; and seconds for all of it.
MOST_TARGETS, SECONDS = 64, 300.0
PATH = "/api/v1/checks"


async def post_check(site: Site, visit: Visit) -> web.StreamResponse:
    """Begin one: 202, and where to look."""
    if visit.visitor.role is not Role.OPERATOR:
        raise Refused(403, "This account may look, and change nothing.", "role", visit.visitor.name)
    said = decoded(visit, WantedCheck)
    assert isinstance(said, WantedCheck)
    job = begin(site, said)
    answer = document(encoded(shape(job)), status=202)
    answer.headers["Location"] = f"{PATH}/{job.id}"
    return answer


async def show_job(site: Site, visit: Visit) -> web.StreamResponse:
    """How far it is."""
    return document(encoded(shape(_found(site, visit))))


async def show_report(site: Site, visit: Visit) -> web.StreamResponse:
    """What ``repcheck check --format json`` prints of these targets."""
    job = _found(site, visit)
    report = job.report
    if report is None:
        said = job.error or "The check is under way: its report is not there yet."
        raise Refused(409, said, "check", log=False)
    return document(await asyncio.to_thread(render_json, report, __version__))


def begin(site: Site, asked: WantedCheck) -> Job:
    """A check of these targets, within the limits of every run. Raises BadInput and Refused."""
    targets = _targets(asked.targets)
    lists = select_lists(site.configured.catalog, asked.lists)
    request = CheckRequest(targets=targets, catalog=site.configured.catalog, lists=lists, timeout=SECONDS)

    async def work(on_start: OnStart) -> Report:
        checked = await check(request, site.asking(lists), site.world, on_start)
        return await asyncio.to_thread(checked.report)

    try:
        return site.checks.start(tuple(one.value for one in targets), work)
    except Full:
        refused = Refused(503, "As many checks wait as may: try again in a minute.", "checks")
        refused.headers["Retry-After"] = "60"
        raise refused from None


def shape(job: Job) -> JobDocument:
    """``repcheck.job/1``."""
    progress = job.progress
    return JobDocument(
        schema="repcheck.job/1",
        version=__version__,
        id=job.id,
        targets=job.targets,
        state=job.state,
        begun=machine(job.begun),
        ended=None if job.finished is None else machine(job.finished),
        done=progress.done,
        total=progress.total,
        report=f"{PATH}/{job.id}/report" if job.state == "done" else None,
        error=job.error,
    )


def _targets(words: tuple[str, ...]) -> tuple[Target, ...]:
    found: dict[str, Target] = {}
    for word in words[: MOST_TARGETS + 1]:
        found.update((one.value, one) for one in parse_target(word, max_hosts=MOST_TARGETS))
        if len(found) > MOST_TARGETS:
            raise BadOption(f"are more than {MOST_TARGETS}", "targets")
    if not found:
        raise BadOption("is empty: addresses, ranges or domains", "targets")
    return tuple(found.values())


def _found(site: Site, visit: Visit) -> Job:
    job = site.checks.find(visit.named("id"))
    if job is None:
        raise Refused(404, "This server has no such check: it may be too old.", "path", log=False)
    return job
