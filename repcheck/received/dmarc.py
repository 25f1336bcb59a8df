"""An aggregate report: which mails in one's name a receiver saw, and what it made of them.

RFC 7489 appendix C and RFC 9990, told apart by nothing: what the one has and the other lacks is read where
it is there. Strangers write these reports, also by hand, so what is missing is None and never guessed.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import get_args

from repcheck.model.mail.received import Disposition, DmarcReport, DmarcRow, Judged
from repcheck.received.elements import Element, Sections
from repcheck.received.xml_text import report_text

#: Rows of one report; what is behind them is left out and said to be.
MOST_ROWS = 100_000
_MOST_COUNT = 10**12
_LONGEST = 253
_DISPOSITIONS = {word: word for word in get_args(Disposition)}
_TRUE = {"pass": True, "fail": False}
#: Seconds since 1970 beyond this are milliseconds: it is the year 5138.
_SECONDS_END = 10**11


def dmarc_report(raw: bytes, file: str) -> DmarcReport | None:
    """The report; None when it is none. What is broken ends early, with ``fault``; all before it is kept."""
    text = report_text(raw)
    if text is None:
        return None
    about, policy = Element(""), Element("")
    rows: list[DmarcRow] = []
    skipped = more = 0
    found = Sections(text)
    for section in found:
        if section.name == "report_metadata":
            about = section
        elif section.name == "policy_published":
            policy = section
        elif section.name == "record":
            row = _row(section, policy.said("domain")) if len(rows) < MOST_ROWS else None
            if row is not None:
                rows.append(row)
            elif len(rows) < MOST_ROWS:
                skipped += 1
            else:
                more += 1
    dates = about.one("date_range")
    return DmarcReport(
        file=file,
        receiver=about.said("org_name") or about.said("email").rpartition("@")[2] or "somebody",
        report_id=about.said("report_id"),
        domain=_name(policy.said("domain")) or (rows[0].header_from if rows else ""),
        begin=_time(dates.said("begin")),
        end=_time(dates.said("end")),
        policy=policy.said("p").lower() or None,
        rows=tuple(rows),
        fault="; ".join(_faults(found.fault, len(rows), skipped, more)) or None,
    )


def _faults(broken: str | None, read: int, skipped: int, more: int) -> Iterator[str]:
    if broken is not None:
        yield f"{broken}, {read:,} rows were read"
    if skipped:
        yield f"{skipped:,} rows name no address or no number of mails"
    if more:
        yield f"{more:,} rows behind the first {MOST_ROWS:,} were left out"


def _row(record: Element, policy_domain: str) -> DmarcRow | None:
    """None where it does not say who sent how much."""
    row = record.one("row")
    address, count = _address(row.said("source_ip")), _number(row.said("count"))
    if address is None or count is None:
        return None
    names = record.one("identifiers") if record.all("identifiers") else record.one("identities")
    found, results = row.one("policy_evaluated"), record.one("auth_results")
    author = _name(names.said("header_from") or policy_domain)
    return DmarcRow(
        source_ip=address,
        count=count,
        header_from=author,
        disposition=_DISPOSITIONS.get(found.said("disposition").lower()),
        dkim=_TRUE.get(found.said("dkim").lower()),
        spf=_TRUE.get(found.said("spf").lower()),
        reasons=tuple(
            kind for reason in found.all("reason")[:8] if (kind := reason.said("type").lower()[:_LONGEST])
        ),
        spf_by=tuple(_judged(one) for one in results.all("spf")[:4]),
        dkim_by=tuple(_judged(one) for one in results.all("dkim")[:8]),
    )


def _judged(found: Element) -> Judged:
    return Judged(
        domain=_name(found.said("domain")),
        result=found.said("result").lower()[:_LONGEST],
        selector=_name(found.said("selector")) or None,
    )


def _name(text: str) -> str:
    return text.strip().rstrip(".").lower()[:_LONGEST]


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip().strip("[]")))
    except ValueError:
        return None


def _number(text: str) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(_MOST_COUNT)):
        return None
    return int(text)


def _time(text: str) -> str | None:
    """Unix seconds, also as a fraction or as milliseconds, as RFC 3339 UTC."""
    whole = text.partition(".")[0]
    number = _number(whole)
    if not number:
        return None
    seconds = number if number < _SECONDS_END else number // 1000
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return None
