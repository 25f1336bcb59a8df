"""What receivers report of mail in one's name (DMARC, RFC 9990) and of TLS to one's servers (RFC 8460)."""

from typing import Literal

import msgspec

from repcheck.model.causes import Share

Disposition = Literal["none", "pass", "quarantine", "reject"]


class Judged(msgspec.Struct, frozen=True, gc=False):
    """What a receiver found by SPF or by one signature: ``domain`` is that of the record, not of From."""

    domain: str
    result: str
    selector: str | None = None


class DmarcRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The mails of one address that a receiver judged alike.

    ``disposition``  what was done with them; None: the report does not say
    ``dkim``         whether a signature passed and aligned with From; None: the report does not say
    ``spf``          the same of SPF
    ``reasons``      why the policy was not applied ("mailing_list", "local_policy", ...)
    """

    source_ip: str
    count: int
    header_from: str
    disposition: Disposition | None = None
    dkim: bool | None = None
    spf: bool | None = None
    reasons: tuple[str, ...] = ()
    spf_by: tuple[Judged, ...] = ()
    dkim_by: tuple[Judged, ...] = ()


class DmarcReport(msgspec.Struct, frozen=True, kw_only=True):
    """One aggregate report.

    ``file``      as it was given or found
    ``receiver``  the organisation that reports; ``report_id``: its own name of the report
    ``begin``, ``end``  RFC 3339 UTC; None: the report does not say
    ``policy``    p= as that receiver saw it; None: the report does not say
    ``fault``     what of it could not be read; None: nothing
    """

    file: str
    receiver: str
    report_id: str
    domain: str
    begin: str | None = None
    end: str | None = None
    policy: str | None = None
    rows: tuple[DmarcRow, ...] = ()
    fault: str | None = None


class TlsFailure(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions that failed alike: ``kind`` is a result type of RFC 8460 section 4.3, or a stranger's word."""

    kind: str
    sessions: int
    server: str | None = None


class TlsPolicyReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one policy met with: ``policy`` is "sts", "tlsa" or "no-policy-found"."""

    domain: str
    policy: str
    good: int
    bad: int
    failures: tuple[TlsFailure, ...] = ()


class TlsReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report on TLS; fields as in DmarcReport. ``policies`` may be empty."""

    file: str
    sender: str
    report_id: str
    begin: str | None = None
    end: str | None = None
    policies: tuple[TlsPolicyReport, ...] = ()
    fault: str | None = None


class ReportedSource(msgspec.Struct, frozen=True, kw_only=True):
    """One address that sends with a domain in From, over all reports. All counts are of mails.

    ``passed``     DMARC passed, by SPF or DKIM
    ``forwarded``  it failed, and the receiver says that a forwarder or mailing list is the reason
    ``failed``     it failed otherwise; ``refused`` and ``set_aside`` of these were rejected or quarantined
    ``by_spf``     passed by SPF, which a forwarder cannot have done
    ``receivers``  those that saw failures, most mails first, at most 5
    ``first``, ``last``  begin and end of the reports with failures; None: undated
    ``spf``, ``dkim``  what receivers found where it failed, at most 3 each
    """

    ip: str
    messages: int
    passed: int = 0
    forwarded: int = 0
    failed: int = 0
    refused: int = 0
    set_aside: int = 0
    by_spf: int = 0
    receivers: tuple[Share, ...] = ()
    first: str | None = None
    last: str | None = None
    spf: tuple[Judged, ...] = ()
    dkim: tuple[Judged, ...] = ()

    @property
    def lost(self) -> int:
        """Mails that were refused or set aside."""
        return self.refused + self.set_aside


class ReportedDomain(msgspec.Struct, frozen=True, kw_only=True):
    """One domain of From over all reports.

    ``policy``     p= of the newest report
    ``sources``    most failures first, then most mails
    ``uncounted``  mails of further addresses, beyond those that are kept apart
    """

    domain: str
    reports: int
    begin: str | None = None
    end: str | None = None
    policy: str | None = None
    receivers: tuple[Share, ...] = ()
    sources: tuple[ReportedSource, ...] = ()
    uncounted: int = 0


class ReportedTls(msgspec.Struct, frozen=True, kw_only=True):
    """TLS sessions to the servers of one domain. ``failures`` are added up, most sessions first."""

    domain: str
    good: int
    bad: int
    begin: str | None = None
    end: str | None = None
    senders: tuple[Share, ...] = ()
    failures: tuple[TlsFailure, ...] = ()


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """All reports of a run, added up.

    ``again``    reports that came more than once, and were counted once
    ``damaged``  reports that could be read in part only
    """

    dmarc_reports: int = 0
    tls_reports: int = 0
    again: int = 0
    damaged: int = 0
    domains: tuple[ReportedDomain, ...] = ()
    tls: tuple[ReportedTls, ...] = ()

    def __bool__(self) -> bool:
        """Whether a report was read."""
        return bool(self.dmarc_reports or self.tls_reports)
