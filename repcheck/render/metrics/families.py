"""Metrics as values, and their text by the client library of Prometheus.

Exposition format 0.0.4. No sample has a timestamp, as the textfile collector leaves out a file with one. A
series for each target and list would be millions, so there is one only where something is listed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from repcheck.render.clean import for_terminal
from repcheck.render.view import View

#: A label is for grouping, not for reading; nothing that anybody needs is longer.
_LABEL = 200
SUCCESS = "repcheck_last_success_timestamp_seconds"
ABOUT_SUCCESS = "End of the last run that reached its coverage; 0: none has."


class Metric(msgspec.Struct, frozen=True):
    """One metric. ``samples`` are its label values and the value, each set of labels once."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    samples: tuple[tuple[tuple[str, ...], float], ...] = ()


def one(name: str, value: float, about: str) -> Metric:
    """A metric without labels."""
    return Metric(name, about, (), (((), value),))


def text_of(metrics: Iterable[Metric]) -> bytes:
    """The text format, in the order given."""
    # Lazily: its import costs more than most runs take.
    from prometheus_client.core import GaugeMetricFamily
    from prometheus_client.exposition import generate_latest
    from prometheus_client.registry import Collector, CollectorRegistry

    class Collected(Collector):
        def collect(self) -> Iterator[GaugeMetricFamily]:
            for metric in metrics:
                family = GaugeMetricFamily(metric.name, metric.help, labels=metric.labels)
                seen: set[tuple[str, ...]] = set()
                for labels, value in metric.samples:
                    clean = tuple([for_terminal(label, _LABEL) for label in labels])
                    if clean not in seen:
                        seen.add(clean)
                        family.add_metric(clean, value)
                yield family

    registry = CollectorRegistry()
    registry.register(Collected())
    return bytes(generate_latest(registry))


def about_run(started: str, seconds: float, exit_code: int, view: View, *, success: bool) -> list[Metric]:
    """When it ran, how long, and how it ended; the last success is kept from the file that is replaced."""
    ended = round(datetime.fromisoformat(started).timestamp() + seconds, 3)
    return about_last(started, seconds, exit_code, ended if success else _former_success(view))


def about_last(started: str, seconds: float, exit_code: int, success: float) -> list[Metric]:
    """The same, with the end of the last success as a Unix time; 0: there was none."""
    ended = round(datetime.fromisoformat(started).timestamp() + seconds, 3)
    return [
        one("repcheck_exit_code", exit_code, "Exit code of the run."),
        one("repcheck_run_duration_seconds", round(seconds, 3), "How long the run took."),
        one("repcheck_last_run_timestamp_seconds", ended, "End of the last run."),
        one(SUCCESS, success, ABOUT_SUCCESS),
    ]


def _former_success(view: View) -> float:
    if view.former is None:
        return 0.0
    from prometheus_client.parser import text_string_to_metric_families

    try:
        families = list(text_string_to_metric_families(view.former.decode()))
    except ValueError:
        return 0.0  # it was none of ours
    return max(
        (sample.value for family in families for sample in family.samples if sample.name == SUCCESS),
        default=0.0,
    )
