"""AbuseIPDB: whether others report attacks from an address. A measure: a reason for listings, no verdict.

Addresses of one /24 are asked about together where they are many: one request of the day instead of 256.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import TypeVar

import msgspec

from repcheck.http.decoding import decoded
from repcheck.http.service import FORBIDDEN, HttpResponse, Manners, Service, refusal
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.report import Finding
from repcheck.model.said import Said
from repcheck.model.secret import Secret
from repcheck.model.sources import Trouble
from repcheck.model.targets import Target, TargetKind
from repcheck.sources.frame import Means
from repcheck.words.text import count

T = TypeVar("T")

DAYS = 90
LASTS = timedelta(days=1)
HIGH, MEDIUM = 75, 25
_MANNERS = Manners(at_once=4)
#: Addresses of one /24 from which on it is asked about as a whole.
_MANY = 4
_MOST_SCORE = 100
_PAYMENT = 402


class AbuseReport(msgspec.Struct, frozen=True):
    """What is known of one address. ``score`` is the confidence of abuse, 0 to 100; ``last`` is a time."""

    score: int
    reports: int
    last: str | None = None
    users: int | None = None


class _Checked(msgspec.Struct, rename="camel"):
    abuse_confidence_score: int
    total_reports: int
    is_public: bool = True
    num_distinct_users: int | None = None
    last_reported_at: str | None = None


class _Check(msgspec.Struct):
    data: _Checked


class _Reported(msgspec.Struct, rename="camel"):
    ip_address: str
    num_reports: int
    abuse_confidence_score: int
    most_recent_report: str | None = None


class _Reports(msgspec.Struct, rename="camel"):
    network_address: str
    reported_address: list[_Reported]


class _BlockAnswer(msgspec.Struct):
    data: _Reports


class _AbuseIpdb:
    """See Source."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._service: Service = means.connect(means.within(_MANNERS), _headers(means.key))
        self._end: Trouble | None = None

    async def about(self, targets: Sequence[Target]) -> Said:
        """See Source: addresses alone, each once a day."""
        said, open_ones = Said(), []
        for target in targets:
            if not target.is_address or not self._means.asks_about(target):
                continue
            kept = self._means.kept.get(target.value, AbuseReport, LASTS)
            if kept is None:
                open_ones.append(target)
            else:
                said = said.and_then(_said(target.value, *kept, kept=True))
        for group in _groups(open_ones):
            said = said.and_then(await self._group(group))
        return said

    async def probe(self) -> str | Trouble:
        """See Source: this costs one request of the day."""
        got = await self._check("127.0.0.1")
        return got if isinstance(got, Trouble) else "it accepts the key"

    async def _group(self, targets: Sequence[Target]) -> Said:
        if self._end is None and self._means.allowed(1) < 1:
            self._end = Trouble(UnknownReason.BUDGET_SPENT, "the day's requests to it are used up")
        if self._end is not None:
            return Said(trouble=self._end)
        found = await self._reports([target.value for target in targets])
        if isinstance(found, Trouble):
            # The day is over for a key that is refused or spent; nobody waits until its limit resets.
            self._end = None if found.reason is UnknownReason.UNEXPECTED_ANSWER else found
            return Said(trouble=found)
        said = Said()
        for value, report in found.items():
            self._means.kept.put(value, report)
            said = said.and_then(_said(value, report, self._means.now(), kept=False))
        return said

    async def _reports(self, values: Sequence[str]) -> Mapping[str, AbuseReport] | Trouble:
        if len(values) == 1:
            got = await self._check(values[0])
            return got if isinstance(got, Trouble) else {values[0]: got}
        network = ip_network(f"{values[0]}/24", strict=False)
        params = {"network": str(network), "maxAgeInDays": str(DAYS)}
        block = _read(await self._service.get("check-block", params), _BlockAnswer)
        if isinstance(block, Trouble):
            return block
        if block.data.network_address != str(network.network_address):
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its answer is about another network")
        known = {
            one.ip_address: AbuseReport(one.abuse_confidence_score, one.num_reports, one.most_recent_report)
            for one in block.data.reported_address
        }
        return {value: known.get(value, AbuseReport(0, 0)) for value in values}

    async def _check(self, value: str) -> AbuseReport | Trouble:
        params = {"ipAddress": value, "maxAgeInDays": str(DAYS)}
        found = _read(await self._service.get("check", params), _Check)
        if isinstance(found, Trouble):
            return found
        data = found.data
        if not 0 <= data.abuse_confidence_score <= _MOST_SCORE or data.total_reports < 0:
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its score is not from 0 to 100")
        return AbuseReport(
            data.abuse_confidence_score, data.total_reports, data.last_reported_at, data.num_distinct_users
        )


def _headers(key: Secret | None) -> dict[str, str]:
    return {} if key is None else {"Key": key.reveal()}


def _read(got: HttpResponse | Trouble, shape: type[T]) -> T | Trouble:
    if isinstance(got, Trouble):
        return got
    if got.status in (_PAYMENT, FORBIDDEN):
        return Trouble(UnknownReason.NOT_AUTHORISED, f"its plan does not allow this (status {got.status})")
    trouble = refusal(got)
    return decoded(got, shape) if trouble is None else trouble


def _groups(targets: Sequence[Target]) -> list[list[Target]]:
    """Those of one IPv4 /24 together where they are many, all others alone."""
    blocks: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        block = target.value.rpartition(".")[0] if target.kind is TargetKind.IPV4 else target.value
        blocks[block].append(target)
    return [
        group
        for block in blocks.values()
        for group in ([block] if len(block) >= _MANY else [[target] for target in block])
    ]


def _said(value: str, report: AbuseReport, at: datetime, *, kept: bool) -> Said:
    return Said(findings=(_finding(value, report),), answered=1, oldest=at if kept else None)


def _finding(value: str, report: AbuseReport) -> Finding:
    if not report.reports:
        says = f"AbuseIPDB has no report of {value} in {DAYS} days, as of most mail servers, good or bad."
        return Finding(id="attacks_unreported", severity=Severity.INFO, says=says, target=value)
    severity = (
        Severity.HIGH
        if report.score >= HIGH
        else Severity.MEDIUM
        if report.score >= MEDIUM
        else Severity.INFO
    )
    by = "" if report.users is None else f" by {count(report.users, 'reporter')}"
    last = _day(report.last)
    when = "" if last is None else f", the last on {last}"
    return Finding(
        id="attacks_others",
        severity=severity,
        says=f"{value} attacks others, as {count(report.reports, 'report')}{by} to AbuseIPDB in {DAYS} days "
        f"say{when} (confidence {report.score} %).",
        remedy="Look for a compromised machine or account behind this address before asking for removal.",
        target=value,
    )


def _day(text: str | None) -> str | None:
    """The day of a time, which is a stranger's word; None for what is not a time."""
    try:
        return None if text is None else f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d}"
    except (ValueError, OverflowError):
        return None


def source(means: Means) -> _AbuseIpdb:
    """See ``repcheck.sources.frame``."""
    return _AbuseIpdb(means)
