"""All reports of a run added up: each counted once, however many there are, in bounded memory."""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from repcheck.model.causes import shares
from repcheck.model.mail.received import (
    DmarcReport,
    DmarcRow,
    Judged,
    Received,
    ReportedDomain,
    ReportedSource,
    ReportedTls,
    TlsFailure,
    TlsReport,
)  # fmt: skip

#: Addresses that are kept apart for a domain, and domains: strangers may write reports, too.
_MOST_SOURCES = 20_000
_MOST_DOMAINS = 1_000
_MOST_SHOWN = 5
_MOST_JUDGED = 3
_MOST_KINDS = 100
#: Reasons why a policy was not applied that name a forwarder (RFC 9990; "forwarded" is RFC 7489's).
_FORWARDED = frozenset({"forwarded", "mailing_list", "trusted_forwarder"})


class Adding:
    """Takes reports one by one; ``received`` is their sum so far."""

    def __init__(self) -> None:
        self._met: set[bytes] = set()
        self._dmarc = self._tls = self._again = self._damaged = 0
        self._domains: dict[str, _DomainTally] = {}
        self._servers: dict[str, _Servers] = {}

    def add_dmarc(self, report: DmarcReport) -> None:
        """Receivers send a report again at times: each (organisation, report id) counts once."""
        if self._is_again(report.receiver, report.report_id, report.domain, report.begin, report.rows):
            return
        self._dmarc += 1
        self._damaged += report.fault is not None
        for row in report.rows:
            self._domain(row.header_from or report.domain).add(row, report)
        for name in {row.header_from or report.domain for row in report.rows}:
            self._domain(name).add_report(report)

    def add_tls(self, report: TlsReport) -> None:
        """As ``add_dmarc``."""
        if self._is_again(report.sender, report.report_id, "", report.begin, report.policies):
            return
        self._tls += 1
        self._damaged += report.fault is not None
        for policy in report.policies:
            if policy.domain in self._servers or len(self._servers) < _MOST_DOMAINS:
                servers = self._servers.setdefault(policy.domain, _Servers())
                servers.good += policy.good
                servers.bad += policy.bad
                servers.senders[report.sender] += policy.bad
                servers.span = _wider(servers.span, report.begin, report.end)
                for failure in policy.failures:
                    key = (failure.kind, failure.server)
                    if key in servers.failures or len(servers.failures) < _MOST_KINDS:
                        servers.failures[key] += failure.sessions

    @property
    def received(self) -> Received:
        """The sum, the domains in order of their names."""
        return Received(
            dmarc_reports=self._dmarc,
            tls_reports=self._tls,
            again=self._again,
            damaged=self._damaged,
            domains=tuple(found.sum(name) for name, found in sorted(self._domains.items())),
            tls=tuple(found.sum(name) for name, found in sorted(self._servers.items())),
        )

    def _is_again(self, who: str, report_id: str, domain: str, begin: str | None, content: object) -> bool:
        # Without an id only the very same content is the same report.
        name = report_id or repr(content)
        digest = blake2b(
            "\0".join((who.lower(), name, domain, begin or "")).encode(), digest_size=12
        ).digest()
        again = digest in self._met
        self._met.add(digest)
        self._again += again
        return again

    def _domain(self, name: str) -> "_DomainTally":
        if name not in self._domains and len(self._domains) >= _MOST_DOMAINS:
            name = ""  # all that is too much, together
        return self._domains.setdefault(name, _DomainTally())


Span = tuple[str | None, str | None]


def _wider(span: Span, begin: str | None, end: str | None) -> Span:
    first = min(filter(None, (span[0], begin or end)), default=None)
    last = max(filter(None, (span[1], end or begin)), default=None)
    return first, last


class _DomainTally:
    def __init__(self) -> None:
        self._reports = 0
        self._receivers: Counter[str] = Counter()
        self._span: Span = (None, None)
        self._policy: tuple[str, str] | None = None
        self._sources: dict[str, _Source] = {}
        self._uncounted = 0

    def add_report(self, report: DmarcReport) -> None:
        self._reports += 1
        self._span = _wider(self._span, report.begin, report.end)
        if report.policy is not None:
            newest = (report.end or report.begin or "", report.policy)
            self._policy = newest if self._policy is None else max(self._policy, newest)

    def add(self, row: DmarcRow, report: DmarcReport) -> None:
        self._receivers[report.receiver] += row.count
        source = self._sources.get(row.source_ip)
        if source is None:
            if len(self._sources) >= _MOST_SOURCES:
                self._uncounted += row.count
                return
            source = self._sources[row.source_ip] = _Source()
        source.add(row, report)

    def sum(self, name: str) -> ReportedDomain:
        sources = [found.sum(address) for address, found in self._sources.items()]
        sources.sort(key=lambda one: (-one.lost, -one.failed, -one.messages, one.ip))
        return ReportedDomain(
            domain=name,
            reports=self._reports,
            begin=self._span[0],
            end=self._span[1],
            policy=None if self._policy is None else self._policy[1],
            receivers=shares(self._receivers, _MOST_SHOWN),
            sources=tuple(sources),
            uncounted=self._uncounted,
        )


class _Source:
    __slots__ = ("counts", "dkim", "receivers", "span", "spf")

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.receivers: Counter[str] = Counter()
        self.span: Span = (None, None)
        self.spf: dict[Judged, None] = {}
        self.dkim: dict[Judged, None] = {}

    def add(self, row: DmarcRow, report: DmarcReport) -> None:
        outcome = outcome_of(row)
        self.counts["messages"] += row.count
        self.counts["by_spf"] += row.count if row.spf else 0
        self.counts[outcome] += row.count
        if outcome != "failed":
            return
        self.counts[f"failed {row.disposition}"] += row.count
        self.receivers[report.receiver] += row.count
        self.span = _wider(self.span, report.begin, report.end)
        _keep(self.spf, row.spf_by)
        _keep(self.dkim, row.dkim_by)

    def sum(self, address: str) -> ReportedSource:
        return ReportedSource(
            ip=address,
            messages=self.counts["messages"],
            passed=self.counts["passed"],
            forwarded=self.counts["forwarded"],
            failed=self.counts["failed"],
            refused=self.counts["failed reject"],
            set_aside=self.counts["failed quarantine"],
            by_spf=self.counts["by_spf"],
            receivers=shares(self.receivers, _MOST_SHOWN),
            first=self.span[0],
            last=self.span[1],
            spf=tuple(self.spf),
            dkim=tuple(self.dkim),
        )


class _Servers:
    def __init__(self) -> None:
        self.good = self.bad = 0
        self.span: Span = (None, None)
        self.senders: Counter[str] = Counter()
        self.failures: Counter[tuple[str, str | None]] = Counter()

    def sum(self, name: str) -> ReportedTls:
        ranked = sorted(self.failures.items(), key=lambda item: (-item[1], item[0][0], item[0][1] or ""))
        return ReportedTls(
            domain=name,
            good=self.good,
            bad=self.bad,
            begin=self.span[0],
            end=self.span[1],
            senders=shares(self.senders, _MOST_SHOWN),
            failures=tuple(TlsFailure(kind=kind, sessions=n, server=mx) for (kind, mx), n in ranked),
        )


def outcome_of(row: DmarcRow) -> str:
    """ "passed", "forwarded", "failed", or "untold" where the report does not say both results.

    A forwarder changes the sending address, so that SPF fails, and often the text, so that DKIM does: that
    is not the sender's fault (RFC 7960 section 3).
    """
    if row.dkim or row.spf:
        return "passed"
    if _FORWARDED.intersection(row.reasons):
        return "forwarded"
    return "untold" if row.dkim is None or row.spf is None else "failed"


def _keep(met: dict[Judged, None], new: Iterable[Judged]) -> None:
    for one in new:
        if len(met) < _MOST_JUDGED:
            met[one] = None
