"""Metrics, by the parser of Prometheus' own client."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import FORMATS, Format
from repcheck.render.view import View
from tests.support.golden import assert_golden
from tests.support.tables import each

from . import others
from .made import CHECKS

GOLDEN = Path(__file__).parent / "golden"
SUCCESS = "repcheck_last_success_timestamp_seconds"
RUN = "repcheck_last_run_timestamp_seconds"

RESULTS: dict[str, Callable[[], Any]] = {
    "report": CHECKS["bounced"],
    "domains": others.domains,
    "probe": others.probe,
    "pass": others.a_pass,
    "hygiene": others.hygiene,
}
METRICS = {each.takes: each for each in FORMATS if each.name == "prometheus"}


def values(content: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """All samples; none has a timestamp, and none stands twice."""
    samples = [
        sample for family in text_string_to_metric_families(content.decode()) for sample in family.samples
    ]
    assert all(sample.timestamp is None for sample in samples)
    found = {(sample.name, tuple(sorted(sample.labels.items()))): sample.value for sample in samples}
    assert len(found) == len(samples)
    return found


@pytest.mark.parametrize("found", METRICS.values(), ids=list(METRICS))
def test_golden(found: Format) -> None:
    content = found.shown(RESULTS[found.takes](), View())
    assert content.endswith(b"\n")
    assert values(content)[RUN, ()] > 0
    assert_golden(GOLDEN / f"prometheus-{found.takes}.prom", content)


def test_only_what_is_listed_has_a_series_of_its_own() -> None:
    found = values(METRICS["report"].shown(CHECKS["listings"](), View()))
    series = [dict(labels) for name, labels in found if name == "repcheck_listed"]
    assert [(one["target"], one["list"], one["severity"], one["group"]) for one in series] == [
        ("192.0.2.10", "list-a", "low", "pool-a"),
        ("192.0.2.10", "list-b", "high", "pool-a"),
    ]
    per_target = {name for name, labels in found if "target" in dict(labels)}
    assert per_target == {"repcheck_listed"}


def test_the_last_success_is_kept_while_runs_cannot_decide() -> None:
    shown = METRICS["report"].shown
    good = shown(CHECKS["listings"](), View())
    assert values(good)[SUCCESS, ()] == values(good)[RUN, ()]
    later = msgspec.structs.replace(CHECKS["network_down"](), started="2026-11-23T10:00:00Z")
    assert later.exit_code is ExitCode.UNDECIDED
    after = values(shown(later, View(former=good)))
    assert after[SUCCESS, ()] == values(good)[SUCCESS, ()]
    assert after[RUN, ()] > after[SUCCESS, ()]


@each("former", [None, b"", b"no metrics at all {", b"\xff"])
def test_without_a_success_it_is_zero(former: bytes | None) -> None:
    found = values(METRICS["report"].shown(CHECKS["network_down"](), View(former=former)))
    assert found[SUCCESS, ()] == 0


def test_nobody_is_named() -> None:
    content = METRICS["hygiene"].shown(others.hygiene(), View(show_addresses=True))
    assert b"reader" not in content
