"""What the bounces say by themselves: sources in, a report out."""

from collections.abc import Collection
from datetime import datetime

from repcheck.app.environment import Environment, rfc3339
from repcheck.app.reading import Reading
from repcheck.app.request import Sources
from repcheck.causes.correlate import correlate
from repcheck.causes.plan import make_plan
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.intake import Intake
from repcheck.model.report import ExitCode, Report


def offline_report(sources: Sources, catalog: Catalog, environment: Environment) -> Report:
    """What the bounces say by themselves, with nothing asked of the DNS."""
    from repcheck.store.kept import KeptRecords

    started, begun = environment.now(), environment.monotonic()
    reading = Reading(sources, catalog, environment)
    records = KeptRecords.of(reading)
    return report_of(records, catalog, environment, started, begun, reading.intake)


def report_of(
    records: Collection[BounceRecord],
    catalog: Catalog,
    environment: Environment,
    started: datetime,
    begun: float,
    intake: Intake | None = None,
) -> Report:
    """The report on records alone. ``started`` and ``begun`` are the clock readings at the start."""
    causes = correlate(records, (), catalog)
    return Report(
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=ExitCode.OK,
        bounces=records,
        intake=intake,
        causes=causes,
        plan=make_plan(causes, (), catalog, ()),
    )
