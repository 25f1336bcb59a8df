"""Reading bounces: files in, records out."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

from repcheck.app.environment import Environment, rfc3339
from repcheck.causes.correlate import correlate
from repcheck.causes.plan import make_plan
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.report import ExitCode, Report


def read_bounces(
    paths: Sequence[str], catalog: Catalog, environment: Environment, stop: threading.Event | None = None
) -> Iterator[BounceRecord]:
    """The records of all mails under these paths, mail by mail, until ``stop`` is set.

    Raises UnreadableFile for a path that cannot be read; a file that is no mail is only warned of.
    """
    from repcheck.bounces.judge import Knowledge
    from repcheck.bounces.records import records_of
    from repcheck.readers.mail import read_mails

    knowledge = Knowledge.of(catalog)
    for mail in read_mails(paths, environment.warn):
        if stop is not None and stop.is_set():
            return
        yield from records_of(mail.file, mail.raw, knowledge)


def offline_report(paths: Sequence[str], catalog: Catalog, environment: Environment) -> Report:
    """What the bounces say by themselves, with nothing asked of the DNS."""
    started, begun = environment.now(), environment.monotonic()
    records = tuple(read_bounces(paths, catalog, environment))
    return report_of(records, catalog, environment, started, begun)


def report_of(
    records: Sequence[BounceRecord],
    catalog: Catalog,
    environment: Environment,
    started: datetime,
    begun: float,
) -> Report:
    """The report on records alone. ``started`` and ``begun`` are the clock readings at the start."""
    causes = correlate(records, (), catalog)
    return Report(
        started=rfc3339(started),
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=ExitCode.OK,
        bounces=tuple(records),
        causes=causes,
        plan=make_plan(causes, (), catalog, ()),
    )
