"""``repcheck.explain``, ``read_bounces`` and ``plan``: what bounces say, without asking anybody."""

import asyncio
from collections.abc import Collection, Iterable
from functools import partial
from typing import Unpack

import msgspec

from repcheck.api.settings import PathLike, Settings, catalog_of, world
from repcheck.model.bounces import BounceRecord
from repcheck.model.causes import Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report


def explain(text: str, **settings: Unpack[Settings]) -> Report:
    """What one bounce, reply or code says, and what to do: ``repcheck explain``.

    ``text``  a whole mail, the reply in it, or a bare code ("S3150")

    ``report.bounces`` is empty when no refusal is in the text. Nothing is looked up; of the settings only
    ``catalog`` and ``config`` count. Raises BadInput for a catalog that cannot be used.
    """
    from repcheck.app.bounces.explain import explain as explained
    from repcheck.render.letters.write import with_letters

    environment = world()
    catalog = catalog_of(settings, environment)
    return with_letters(explained(text, catalog, environment), catalog)


async def explain_async(text: str, **settings: Unpack[Settings]) -> Report:
    """As ``explain``, in a thread."""
    return await asyncio.to_thread(partial(explain, text, **settings))


def read_bounces(
    paths: PathLike | Iterable[PathLike], *, kind: str | None = None, **settings: Unpack[Settings]
) -> Collection[BounceRecord]:
    """The records of all bounces in these files and folders, in the order in which they were read.

    ``kind``  what the files are, as ``repcheck bounces --as`` takes it; None: detected from their content

    More than a few thousand records are kept in a file without a name, not in memory. The result can be
    gone through any number of times. Raises BadInput for a path that cannot be read.
    """
    from repcheck.app.bounces.reading import Reading
    from repcheck.app.bounces.sources import BounceSources
    from repcheck.readers.spill import SpilledRecords

    environment = world()
    given = paths if isinstance(paths, Iterable) and not isinstance(paths, str) else (paths,)
    sources = BounceSources(paths=tuple(map(str, given)), kind=kind)
    return SpilledRecords.of(Reading(sources, catalog_of(settings, environment), environment))


async def read_bounces_async(
    paths: PathLike | Iterable[PathLike], *, kind: str | None = None, **settings: Unpack[Settings]
) -> Collection[BounceRecord]:
    """As ``read_bounces``, in a thread."""
    return await asyncio.to_thread(partial(read_bounces, paths, kind=kind, **settings))


def plan(
    bounces: Collection[BounceRecord] = (), report: Report | None = None, **settings: Unpack[Settings]
) -> tuple[Step, ...]:
    """What to do about these bounces, step by step, the first thing first.

    ``report``  what a run found (of ``check``): what is listed now comes before what bounces claim, and
                listings that no bounce named are in the plan too; None: nothing was looked up

    Raises BadInput for a catalog that cannot be used.
    """
    from repcheck.advice.steps import make_plan
    from repcheck.app.environment import rfc3339
    from repcheck.causes.correlate import correlate
    from repcheck.render.letters.write import with_letters

    environment = world()
    catalog = catalog_of(settings, environment)
    if report is None:
        report = Report(started=rfc3339(environment.now()), seconds=0.0, exit_code=ExitCode.OK)
    observed = report.started if report.targets else None
    causes = correlate(bounces, report.targets, catalog, observed=observed)
    steps = make_plan(causes, report.targets, catalog, report.lists)
    made = msgspec.structs.replace(report, bounces=bounces, causes=causes, plan=steps)
    return with_letters(made, catalog).plan


async def plan_async(
    bounces: Collection[BounceRecord] = (), report: Report | None = None, **settings: Unpack[Settings]
) -> tuple[Step, ...]:
    """As ``plan``, in a thread."""
    return await asyncio.to_thread(partial(plan, bounces, report, **settings))
