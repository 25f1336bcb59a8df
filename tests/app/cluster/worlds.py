"""Sources of bounces read by one process or by workers, and all that can be seen of it."""

from datetime import UTC, datetime

import msgspec
import pytest

from repcheck._version import __version__
from repcheck.app.bounces.reading import Reading
from repcheck.app.bounces.report import offline_report
from repcheck.app.bounces.sources import BounceSources
from repcheck.app.cluster.reading import SpreadReading
from repcheck.app.environment import Environment
from repcheck.readers import stream
from repcheck.render.json.report import render_json
from repcheck.render.text.report import render_text
from tests.support.built_in import built_in_catalog


def world(said):
    return Environment(
        now=lambda: datetime(2026, 11, 24, tzinfo=UTC),
        monotonic=lambda: 0.0,
        environ={},
        token=lambda: "token",
        warn=said.append,
    )


def read(sources, pool=None, most=1 << 30, *, deliveries=True):
    """The records, what was counted, reports and warnings."""
    said: list[str] = []
    spread = None if pool is None else SpreadReading(pool=pool, warn=print, most=most)
    wanted = BounceSources(paths=sources, jobs=1, deliveries=deliveries, spread=spread)
    reading = Reading(wanted, built_in_catalog(), world(said))
    records = list(reading)
    return records, reading.intake, reading.received, said


def documents(sources, spread=None, environ=None, **how):
    """The report as JSON and as text, and what was warned of."""
    said: list[str] = []
    wanted = BounceSources(paths=sources, jobs=1, spread=spread, **how)
    here = msgspec.structs.replace(world(said), environ=environ or {})
    report = offline_report(wanted, built_in_catalog(), here)
    text = render_text(report, width=100, colour=False, verbose=2, show_addresses=False)
    return render_json(report, __version__, schema="repcheck.bounces/1"), text, said


def small_blocks(patch: pytest.MonkeyPatch) -> None:
    """Files are read in blocks of few lines, so that small ones can be cut."""
    for name, value in (("HEAD", 1000), ("BLOCK", 600), ("MAX_LINE", 500)):
        patch.setattr(stream, name, value)
