"""A report on TLS to one's mail servers (RFC 8460 section 4), as a server that sends there saw it."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from repcheck.model.mail.received import TlsFailure, TlsPolicyReport, TlsReport

_MOST_POLICIES = 200
_MOST_FAILURES = 1_000
_MOST_COUNT = 10**12
_LONGEST = 253
_MARKS = (b'"organization-name"', b'"report-id"', b'"policies"')
_HEAD = 64 * 1024


def holds_tls_report(head: bytes) -> bool:
    """Whether bytes that begin so are a report on TLS: two of the three members that it must have."""
    first = head[:_HEAD]
    return first.lstrip()[:1] == b"{" and sum(mark in first for mark in _MARKS) > 1


def tls_report(raw: bytes, file: str) -> TlsReport | None:
    """The report; None when it is none. What has another shape than the RFC's is left out, and said to be."""
    if not holds_tls_report(raw):
        return None
    try:
        found: Any = msgspec.json.decode(raw.decode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        fault = "it breaks the rules of JSON, nothing was read"
        return TlsReport(file=file, sender="somebody", report_id="", fault=fault)
    listed = found.get("policies")
    policies = listed[:_MOST_POLICIES] if isinstance(listed, list) else []
    read = tuple(filter(None, (_policy(one) for one in policies)))
    left_out = (len(listed) if isinstance(listed, list) else 0) - len(read)
    dates = _object(found.get("date-range"))
    return TlsReport(
        file=file,
        sender=_text(found.get("organization-name")) or "somebody",
        report_id=_text(found.get("report-id")),
        begin=_time(dates.get("start-datetime")),
        end=_time(dates.get("end-datetime")),
        policies=read,
        fault=f"{left_out:,} policies could not be read" if left_out else None,
    )


def _policy(found: object) -> TlsPolicyReport | None:
    whole = _object(found)
    policy, summary = _object(whole.get("policy")), _object(whole.get("summary"))
    domain = _text(policy.get("policy-domain")).rstrip(".").lower()
    if not domain:
        return None
    details = whole.get("failure-details")
    failures = details[:_MOST_FAILURES] if isinstance(details, list) else []
    return TlsPolicyReport(
        domain=domain,
        policy=_text(policy.get("policy-type")).lower(),
        good=_count(summary.get("total-successful-session-count")),
        bad=_count(summary.get("total-failure-session-count")),
        failures=tuple(filter(None, (_failure(one) for one in failures))),
    )


def _failure(found: object) -> TlsFailure | None:
    detail = _object(found)
    kind = _text(detail.get("result-type")).lower()
    server = _text(detail.get("receiving-mx-hostname")).rstrip(".").lower()
    sessions = _count(detail.get("failed-session-count"))
    return TlsFailure(kind=kind, sessions=sessions, server=server or None) if kind and sessions else None


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _count(value: object) -> int:
    """A number, also as text; 0 for anything else: it counts nothing."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(_MOST_COUNT)):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return value if 0 <= value <= _MOST_COUNT else 0


def _time(value: object) -> str | None:
    try:
        moment = datetime.fromisoformat(_text(value))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
