"""What Google Postmaster Tools answers, as shapes, and what is said of it: unknown words are shown."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.report import Finding
from repcheck.words.gmail import DEMAND, DEMANDS, ERRORS, demand_words

#: Days that are looked back.
_DAYS = 14
_HIGH_RATE, _MEDIUM_RATE = 0.003, 0.001
_LEAST_ERRORS = 0.001


class _Domain(msgspec.Struct):
    name: str


class Domains(msgspec.Struct, rename="camel"):
    """A page of the account's domains."""

    domains: list[_Domain] = []
    next_page_token: str = ""


class _Date(msgspec.Struct):
    year: int
    month: int
    day: int


class _Value(msgspec.Struct, rename="camel"):
    double_value: float | None = None
    float_value: float | None = None
    int_value: str | int | None = None


class Measure(msgspec.Struct):
    """One measure on one day; ``value`` may be missing."""

    metric: str
    date: _Date | None = None
    value: _Value | None = None


class Stats(msgspec.Struct, rename="camel"):
    """A page of rows."""

    domain_stats: list[Measure] = []
    next_page_token: str = ""


class _State(msgspec.Struct):
    status: str = ""


class _Demand(msgspec.Struct):
    requirement: str
    status: _State = msgspec.field(default_factory=_State)


class _ComplianceData(msgspec.Struct, rename="camel"):
    row_data: list[_Demand] = []


class Compliance(msgspec.Struct, rename="camel"):
    """How a domain stands to Gmail's demands."""

    compliance_data: _ComplianceData = msgspec.field(default_factory=_ComplianceData)


class _Detail(msgspec.Struct):
    reason: str = ""


class _Fault(msgspec.Struct):
    status: str = ""
    details: list[_Detail] = []


class Error(msgspec.Struct):
    """Google's form of an error."""

    error: _Fault


class Measured(msgspec.Struct, frozen=True):
    """The newest value of one measure; ``name`` "spam", or a reason of refusals."""

    name: str
    day: date
    rate: float


class About(msgspec.Struct, frozen=True):
    """What Gmail says of one domain. ``needs_work``: demands that it sees unmet, in its words."""

    measured: tuple[Measured, ...]
    needs_work: tuple[str, ...]
    met: tuple[str, ...]


def query(today: date, token: str) -> dict[str, object]:
    """Spam rate, and the share that was refused for each reason, by day."""
    metrics: list[dict[str, object]] = [{"name": "spam", "baseMetric": {"standardMetric": "SPAM_RATE"}}]
    metrics += [
        {
            "name": reason,
            "baseMetric": {"standardMetric": "DELIVERY_ERROR_RATE"},
            "filter": f'error_type = "reject" AND error_reason = "{reason}"',
        }
        for reason in ERRORS
    ]
    start = today - timedelta(days=_DAYS)
    dates = [{"start": _day_of(start), "end": _day_of(today)}]
    return {
        "metricDefinitions": metrics,
        "timeQuery": {"dateRanges": {"dateRanges": dates}},
        "aggregationGranularity": "DAILY",
        "pageSize": 200,
        "pageToken": token,
    }


def _day_of(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def newest(rows: Sequence[Measure]) -> Iterator[Measured]:
    """Of each measure the row of the newest day that has a number."""
    found: dict[str, Measured] = {}
    for row in rows:
        rate, day = _number(row.value), _date(row.date)
        if rate is None or day is None or (row.metric in found and found[row.metric].day >= day):
            continue
        found[row.metric] = Measured(row.metric, day, rate)
    return iter(found.values())


def _number(value: _Value | None) -> float | None:
    if value is None:
        return None
    for number in (value.double_value, value.float_value, value.int_value):
        if number is not None:
            try:
                rate = float(number)
            except ValueError:
                return None
            return rate if 0 <= rate <= 1 else None
    return None


def _date(found: _Date | None) -> date | None:
    try:
        return None if found is None else date(found.year, found.month, found.day)
    except ValueError:
        return None


def findings(domain: str, about: About) -> Iterator[Finding]:
    """What is to be said of a domain; the spam rate always, refusals and demands where there is a fault."""
    for one in about.measured:
        if one.name == "spam":
            yield _spam(domain, one)
        elif one.name in ERRORS and one.rate >= _LEAST_ERRORS:
            yield Finding(
                id=f"gmail_{one.name}",
                severity=Severity.HIGH,
                says=f"Gmail refused {one.rate:.1%} of the mail of {domain} on {one.day.isoformat()}: "
                f"{ERRORS[one.name]}.",
                remedy="Gmail itself measures this: correct the listing, the record or content behind it.",
                target=domain,
            )
    for demand in about.needs_work:
        yield Finding(
            id=f"{DEMAND}{demand.lower()[:40]}",
            severity=Severity.MEDIUM if demand in DEMANDS else Severity.LOW,
            says=f"Gmail says that {domain} does not meet its demand on {demand_words(demand)}.",
            remedy="postmaster.google.com shows more under Compliance; Gmail's data are some days old.",
            target=domain,
        )


def _spam(domain: str, one: Measured) -> Finding:
    severity = (
        Severity.HIGH
        if one.rate >= _HIGH_RATE
        else Severity.MEDIUM
        if one.rate >= _MEDIUM_RATE
        else Severity.INFO
    )
    limit = "its limit is 0.3 %, and below 0.1 % is good"
    return Finding(
        id="gmail_spam_rate",
        severity=severity,
        says=f"Recipients at Gmail marked {one.rate:.2%} of the mail of {domain} as spam on "
        f"{one.day.isoformat()}; {limit}.",
        remedy=None
        if severity is Severity.INFO
        else "Stop mail to those who never open it, and let all leave the list by one click (RFC 8058).",
        target=domain,
    )
