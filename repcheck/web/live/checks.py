"""``/checks``: "check now" by form, how far it is, and its result, which looks as the HTML report does."""

import asyncio

import msgspec
from aiohttp import hdrs, web

from repcheck._version import __version__
from repcheck.app.check.check import check
from repcheck.app.wall.checking import check_of, check_of_all
from repcheck.app.wall.domains import is_watched, keep, last_look, look_now
from repcheck.errors import BadInput
from repcheck.model.report import Report
from repcheck.model.targets import Target, TargetKind
from repcheck.render.html.cards import of_look
from repcheck.render.html.parts import Card
from repcheck.render.html.shown import document_of
from repcheck.render.view import View
from repcheck.store.ports import StateStore
from repcheck.web.checks import Full, Job, OnStart
from repcheck.web.guard.refusal import Refused
from repcheck.web.handling import look, page, reading, see_other
from repcheck.web.live.stream import streaming
from repcheck.web.site import Site
from repcheck.web.visit import Visit

ALL = "all that is watched"


async def show(site: Site, visit: Visit) -> web.StreamResponse:
    """The form, and the checks of the last hour."""
    return await _form(site, visit, None)


async def _form(site: Site, visit: Visit, wrong: str | None) -> web.StreamResponse:
    status = 200 if wrong is None else 400
    return await page(
        site,
        visit,
        "checks.html.j2",
        title="Check now",
        status=status,
        wrong=wrong,
        jobs=site.checks.recent(),
        target=visit.form.get("target", "")[:253],
    )


async def begin(site: Site, visit: Visit) -> web.StreamResponse:
    """Begin the check that the form wants; 303 to its page. Raises Refused when too many are under way."""
    word = visit.form.get("target", "").strip()
    try:
        if word:
            request = await asyncio.to_thread(check_of, word, site.configured)
            about = request.targets[0].value
        else:
            request, about = await asyncio.to_thread(check_of_all, site.configured), ALL
    except BadInput as error:
        return await _form(site, visit, error.what)

    async def work(started: OnStart) -> Report:
        checked = await check(request, site.asking(request.lists), site.world, started)
        report = await asyncio.to_thread(checked.report)
        if word and report.interrupted is None:
            await _look_again(site, request.targets[0])
        return report

    try:
        job = site.checks.start(tuple(one.value for one in request.targets), work, about)
    except Full:
        refused = Refused(503, "As many checks wait as may: try again in a minute.", "checks")
        refused.headers[hdrs.RETRY_AFTER] = "60"
        raise refused from None
    return see_other("checks", job.id)


async def follow(site: Site, visit: Visit) -> web.StreamResponse:
    """How far it is, or its result."""
    job = _job(site, visit)
    title = f"Check of {job.about}"
    if job.report is None:
        return await page(site, visit, "checking.html.j2", title=title, job=job)
    document = await asyncio.to_thread(document_of, job.report, View(version=__version__))
    card = await reading(site, lambda store: _card(store, job))
    if card is not None:
        document = msgspec.structs.replace(document, cards=(card,))
    return await page(site, visit, "result.html.j2", title=title, document=document, job=job)


def _card(store: StateStore, job: Job) -> Card | None:
    """The card of the domain that was checked, if it was looked at with it."""
    seen = last_look(store, job.targets[0]) if len(job.targets) == 1 else None
    return None if seen is None or seen.kept.at < job.begun else of_look(seen)


async def stream(site: Site, visit: Visit) -> web.StreamResponse:
    """Server-sent events of its progress."""
    return await streaming(_job(site, visit).hub, visit)


async def _look_again(site: Site, target: Target) -> None:
    """Look at the mail records of a domain that is watched, and keep what they are."""
    domain = target.value
    if target.kind is TargetKind.DOMAIN and await reading(site, lambda store: is_watched(store, domain)):
        found = await look_now([domain], site.configured, lambda: site.asking(()), site.world)
        await reading(site, lambda store: keep(store, found, site.world.now()))
        await look(site)


def _job(site: Site, visit: Visit) -> Job:
    job = site.checks.find(visit.named("job"))
    if job is None:
        raise Refused(404, "There is no such check, or it is too old: begin another.", "path", log=False)
    return job
