"""What the bounces say by themselves: sources in, a report out."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from repcheck.advice.steps import make_plan
from repcheck.app.bounces.reading import Reading
from repcheck.app.bounces.sources import BounceSources
from repcheck.app.environment import Environment, rfc3339
from repcheck.causes.correlate import correlate
from repcheck.hygiene.own_mail import OwnMail
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.mail.received import Received
from repcheck.model.report import ExitCode, Finding, Report


def offline_report(
    sources: BounceSources, catalog: Catalog, environment: Environment, flags: str = ""
) -> Report:
    """What the bounces say by themselves, with nothing asked of the DNS.

    ``flags``  the options that commands of the plan repeat, as they are typed
    """
    from repcheck.readers.spill import SpilledRecords

    started, begun = environment.now(), environment.monotonic()
    reading, own_mail = Reading(sources, catalog, environment), OwnMail.of(catalog)
    records = SpilledRecords.of(own_mail.ours(reading))
    report = report_of(records, catalog, environment, started, begun, flags, reading.received)
    return msgspec.structs.replace(
        report, intake=reading.intake, incidents=own_mail.incidents, backscatter=own_mail.backscatter
    )


def report_of(
    records: Collection[BounceRecord],
    catalog: Catalog,
    environment: Environment,
    started: datetime,
    begun: float,
    flags: str = "",
    received: Received | None = None,
) -> Report:
    """The report on records alone. ``started`` and ``begun`` are the clock readings at the start.

    ``received``  the reports of receivers beside them; None: there are none
    """
    causes = correlate(records, (), catalog)
    findings: tuple[Finding, ...] = ()
    if received:
        from repcheck.app.bounces.reported import with_reported

        causes, findings = with_reported(causes, received)
    return Report(
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=ExitCode.OK,
        bounces=records,
        causes=causes,
        plan=make_plan(causes, (), catalog, (), flags),
        findings=findings,
        received=received or Received(),
    )
