"""Asking about all that is watched: the sightings of a pass, and what it saw of the lists."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from statistics import median

import msgspec

from repcheck.app.check.check import check
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.run.run import Run
from repcheck.model.catalog import ReputationList
from repcheck.model.causes import Step
from repcheck.model.observations import ListHealth, Observation, Severity, State
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.model.targets import Target
from repcheck.model.watch.monitor import ListedAs, Pair, Sighting
from repcheck.model.watch.outbox import ListPass

#: Makes what a run asks with, inside its event loop.
SetUp = Callable[[Sequence[ReputationList]], Asking]
OnStart = Callable[[Run], None]

#: "mx of example.com", "spf of example.com via ...", "address of mail.example.com"
#: Findings of a run that could not read all records, or cannot believe what it read of them.
_UNREAD = frozenset(
    {"host_unknown", "records_not_looked_up", "network_down", "resolver_denies", "resolver_rewrites"}
)
_LED_BY = re.compile(r"(?:mx|spf|address) of (\S+)")


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen.

    ``targets``    by their canonical spelling
    ``unreached``  names whose addresses could not all be looked up
    ``uncertain``  True: records could not be read, or the run ended early, so that targets may be missing
    ``steps``      of the plan
    """

    sightings: tuple[Sighting, ...] = ()
    targets: dict[str, Target] = {}
    health: dict[str, ListHealth] = {}
    passes: tuple[ListPass, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()
    uncertain: bool = False
    interrupted: bool = False
    unreached: tuple[str, ...] = ()


async def look(
    watches: Iterable[CheckRequest],
    set_up: SetUp,
    environment: Environment,
    on_start: OnStart = lambda _: None,
) -> Looked:
    """Ask about all of them, one after the other."""
    now = environment.now()
    taking = _TargetsInTurn(now)
    for request in watches:
        checked = await check(request, set_up(request.lists), environment, on_start)
        report = checked.report(taking.take)
        taking.add(report)
        if report.interrupted is not None:
            break
    return taking.looked()


class _TargetsInTurn:
    """Takes the targets of one run after the other."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._seen: dict[Pair, Sighting] = {}
        self._targets: dict[str, Target] = {}
        self._groups: dict[str, str | None] = {}
        self._times: dict[str, list[float]] = {}
        self._health: dict[str, ListHealth] = {}
        self._findings: list[Finding] = []
        self._steps: list[Step] = []
        self._unreached: dict[str, None] = {}
        self._uncertain = self._interrupted = False

    def take(self, found: TargetReport) -> None:
        """The observations of one target."""
        target = found.target
        group = self._group(target)
        self._targets[target.value] = target
        self._groups[target.value] = group
        self._uncertain = self._uncertain or _unread(found)
        for seen in found.observations:
            pair = Pair(target.value, seen.list)
            self._seen[pair] = sighting(pair, seen, group)
            if seen.rtt_ms is not None:
                self._times.setdefault(seen.list, []).append(seen.rtt_ms)

    def _group(self, target: Target) -> str | None:
        """Its own, else that of the name whose records led to it."""
        if target.group is not None:
            return target.group
        for origin in target.origin:
            led = _LED_BY.match(origin)
            if led is not None and (group := self._groups.get(led[1])) is not None:
                return group
        return None

    def add(self, report: Report) -> None:
        """What the run as a whole has to say."""
        for health in report.lists:
            known = self._health.get(health.list)
            if known is None or health.answered >= known.answered:
                self._health[health.list] = health
        self._findings += report.findings
        self._unreached |= dict.fromkeys(report.unreached)
        self._steps += report.plan
        ended = report.interrupted is not None
        self._interrupted = self._interrupted or report.interrupted == "interrupt"
        unread = any(one.id in _UNREAD for one in report.findings)
        self._uncertain = self._uncertain or ended or unread

    def looked(self) -> Looked:
        """All of it."""
        return Looked(
            sightings=tuple(self._seen.values()),
            targets=self._targets,
            health=self._health,
            passes=tuple(self._list_pass(health) for health in self._health.values() if health.asked),
            findings=tuple(self._findings),
            steps=tuple(self._steps),
            uncertain=self._uncertain,
            interrupted=self._interrupted,
            unreached=tuple(self._unreached),
        )

    def _list_pass(self, health: ListHealth) -> ListPass:
        times = self._times.get(health.list)
        return ListPass(
            list=health.list,
            at=self._now,
            answered=health.answered > 0,
            rtt_ms=round(median(times), 1) if times else None,
        )


def sighting(pair: Pair, seen: Observation, group: str | None) -> Sighting:
    """An observation as far as the monitor compares it: never its text, codes or times."""
    standing = None
    if seen.state is State.LISTED:
        sublists = tuple(sorted(one.id for one in seen.sublists))
        standing = ListedAs(sublists=sublists, severity=seen.severity or Severity.MEDIUM)
    return Sighting(pair=pair, state=seen.state, group=group, standing=standing, reason=seen.reason)


def _unread(found: TargetReport) -> bool:
    """Whether its records may lead to more than was found, as some could not be asked for."""
    domain = found.domain
    if domain is None:
        return False
    hosts = any(host.outcome.failed for host in domain.mx.hosts)
    walked = domain.walk is not None and bool(domain.walk.unreachable)
    return domain.mx.status == "unknown" or domain.spf.status == "unknown" or hosts or walked
