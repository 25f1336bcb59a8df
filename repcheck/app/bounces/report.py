"""What the bounces say by themselves: sources in, a report out."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from repcheck.advice.steps import make_plan
from repcheck.app.bounces.reading import Reading
from repcheck.app.bounces.sources import BounceSources
from repcheck.app.environment import Environment, rfc3339
from repcheck.causes.correlate import causes_of
from repcheck.causes.counted.alike import AlikeBy
from repcheck.causes.counted.digest import Digest
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.exit_code import ExitCode
from repcheck.model.mail.received import Received
from repcheck.model.report import Finding, Report


def offline_report(
    sources: BounceSources,
    catalog: Catalog,
    environment: Environment,
    flags: str = "",
    *,
    keep: bool = False,
) -> Report:
    """What the bounces say by themselves, with nothing asked of the DNS.

    ``flags``  the options that commands of the plan repeat, as they are typed
    ``keep``   keep each record in the report, too
    """
    from repcheck.app.bounces.judging.digest import BounceDigest

    started, begun = environment.now(), environment.monotonic()
    reading, digest = Reading(sources, catalog, environment), BounceDigest(catalog, keep=keep)
    reading.into(digest)
    report = _report(digest.digest, catalog, environment, started, begun, flags, reading.received)
    return msgspec.structs.replace(
        report,
        bounces=digest.records,
        intake=reading.intake,
        incidents=digest.own_mail.incidents,
        backscatter=digest.own_mail.backscatter,
    )


def report_of(
    records: Collection[BounceRecord],
    catalog: Catalog,
    environment: Environment,
    started: datetime,
    begun: float,
    flags: str = "",
) -> Report:
    """The report on records alone. ``started`` and ``begun`` are the clock readings at the start."""
    digest, by = Digest(), AlikeBy(catalog)
    for at, record in enumerate(records):
        digest.add(record, by, at)
    report = _report(digest, catalog, environment, started, begun, flags, None)
    return msgspec.structs.replace(report, bounces=records)


def _report(
    digest: Digest,
    catalog: Catalog,
    environment: Environment,
    started: datetime,
    begun: float,
    flags: str,
    received: Received | None,
) -> Report:
    causes = causes_of(digest, (), catalog)
    findings: tuple[Finding, ...] = ()
    if received:
        from repcheck.app.bounces.reported import with_reported

        causes, findings = with_reported(causes, received)
    return Report(
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=ExitCode.OK,
        counted=digest.read,
        causes=causes,
        plan=make_plan(causes, (), catalog, (), flags),
        findings=findings,
        received=received or Received(),
    )
