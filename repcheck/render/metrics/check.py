"""Metrics of a check, and of bounces."""

from collections import Counter
from collections.abc import Iterable, Iterator

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, State
from repcheck.model.report import Report
from repcheck.render.metrics.families import Metric, about_run, one, text_of
from repcheck.render.tally import tally_of
from repcheck.render.view import View

#: Causes come from what strangers wrote, so the number of series has a bound.
_MOST_CAUSES = 50


def shown(report: Report, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    success = report.interrupted is None and report.exit_code in (ExitCode.OK, ExitCode.FOUND)
    run = about_run(report.started, report.seconds, int(report.exit_code), view, success=success)
    lists = [] if not report.targets else [*_answers(report), *health_metrics(report.lists)]
    return text_of([*lists, *_bounces(report), *run])


def _answers(report: Report) -> Iterator[Metric]:
    tally = tally_of(report)
    yield _listed(report)
    yield one("repcheck_targets", tally.targets, "Targets of the run.")
    yield one("repcheck_listed_targets", tally.listed_targets, "Targets with at least one listing.")
    states = ((("listed",), tally.listed), (("clean",), tally.clean), (("unknown",), tally.unknown))
    yield Metric("repcheck_answers", "Pairs of target and list by how they ended.", ("state",), states)
    reasons = tuple(((reason.value,), float(number)) for reason, number in tally.reasons.items())
    yield Metric("repcheck_unknown_answers", "Pairs that are unknown, by reason.", ("reason",), reasons)
    if tally.coverage is not None:
        yield one("repcheck_coverage_ratio", tally.coverage, "Share of the pairs that were answered.")
    yield one("repcheck_queries", report.queries, "DNS queries sent by the run.")


def _listed(report: Report) -> Metric:
    samples = []
    for found in report.targets:
        for seen in found.observations:
            if seen.state is not State.LISTED:
                continue
            severity = "" if seen.severity is None else seen.severity.value
            labels = (found.target.value, seen.list, seen.zone, severity, found.target.group or "")
            samples.append((labels, 1.0))
    labels = ("target", "list", "zone", "severity", "group")
    return Metric(
        "repcheck_listed", "Target is listed; absent when it is not, or unknown.", labels, tuple(samples)
    )


def health_metrics(lists: Iterable[ListHealth]) -> Iterator[Metric]:
    """What the test entries of each list say, and how much of it was answered."""
    names = ("list", "zone")
    known = {(health.list, health.zone): health for health in lists}
    usable = tuple((labels, float(health.usable)) for labels, health in known.items())
    yield Metric("repcheck_zone_usable", "List passed its own test entries in this run.", names, usable)
    asked = tuple((labels, float(health.asked)) for labels, health in known.items())
    yield Metric("repcheck_list_asked", "Targets that the list was to be asked about.", names, asked)
    answered = tuple((labels, float(health.answered)) for labels, health in known.items())
    yield Metric("repcheck_list_answered", "Targets that the list answered for.", names, answered)


def _bounces(report: Report) -> Iterator[Metric]:
    bounced = report.bounced
    if bounced is None:
        return
    categories: Counter[str] = Counter()
    for record, number, _ in bounced.alike:
        categories[record.category.value] += number
    samples = tuple(((category,), float(number)) for category, number in sorted(categories.items()))
    yield Metric("repcheck_bounce_records", "Bounce records read, by category.", ("category",), samples)
    says = "Bounce records that say that the sender is blocked."
    yield one("repcheck_bounces_sender_blocked", bounced.blocked, says)
    causes = tuple(
        (
            (cause.kind, cause.list or cause.provider or "", cause.subject.value if cause.subject else "",
             cause.live_state.value),
            float(cause.bounces),
        )
        for cause in report.causes[:_MOST_CAUSES]
        if cause.subject is None or cause.subject.kind != "sender"
    )  # fmt: skip
    labels = ("kind", "by", "subject", "live_state")
    yield Metric("repcheck_cause_bounces", "Bounce records of a cause.", labels, causes)
