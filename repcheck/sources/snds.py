"""Microsoft SNDS: what Outlook.com, Hotmail, Live and MSN do with mail of one's own IPv4 addresses.

A status row "blocked" is a listing that no DNS list shows. No row means clean only for an address that SNDS
has data on within 30 days: for any other it says nothing, as it does for ranges of other people.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from ipaddress import IPv4Address

import msgspec

from repcheck.http.service import (
    FORBIDDEN,
    MISSING,
    OK,
    UNAUTHORISED,
    HttpResponse,
    Manners,
    Service,
    refusal,
)
from repcheck.model.observations import (
    ListHealth,
    Observation,
    Severity,
    State,
    SublistHit,
    UnknownReason,
)  # fmt: skip
from repcheck.model.report import Finding
from repcheck.model.said import Said
from repcheck.model.sources import Trouble
from repcheck.model.targets import Target, TargetKind
from repcheck.sources.frame import Means
from repcheck.sources.oauth import access_token
from repcheck.sources.snds_rows import DataRow, StatusRow, data_rows, status_rows

#: As the provider is called in the catalog: it is the provider's own list.
LIST = "microsoft-consumer"
#: It has no zone: this stands where others have theirs.
ZONE = "substrate.office.com"
#: The portal's own public client; there is no secret.
CLIENT = "a53a6cc1-a1cd-46f7-a4aa-281cdabec33c"
SCOPE = f"{CLIENT}/.default offline_access openid profile"
MANNERS = Manners(per_second=1.0, at_once=1)
_HOUR, _MONTH = timedelta(hours=1), timedelta(days=30)
#: Yesterday's data are often not there yet.
_DAYS_BACK = 3
_HIGH_RATE, _MEDIUM_RATE = 0.3, 0.1
_REFUSED = {
    MISSING: Trouble(UnknownReason.NO_DATA, "it has nothing for that day"),
    UNAUTHORISED: Trouble(UnknownReason.AUTH_EXPIRED, "the login ran out: log in again"),
    FORBIDDEN: Trouble(UnknownReason.NOT_AUTHORISED, "this account has no right to the addresses"),
}
_RESULTS = {"RED": (Severity.HIGH, "over 90 %"), "YELLOW": (Severity.MEDIUM, "10 to 90 %")}
_BLOCKED = SublistHit(id="blocked", name="blocked by Outlook.com", meaning="mail to its mailboxes is refused")


class _Days(msgspec.Struct, frozen=True):
    """The last day with data on each address."""

    seen: dict[str, date]


class _Learned(msgspec.Struct, frozen=True):
    """What both calls gave. ``seen``: addresses with data within 30 days."""

    status: tuple[StatusRow, ...]
    data: tuple[DataRow, ...]
    seen: Mapping[str, date]
    answered: int
    oldest: datetime | None


class Snds:
    """See ``repcheck.sources.frame``."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def about(self, targets: Sequence[Target]) -> Said:
        """See Source: IPv4 alone."""
        asked = [one for one in targets if one.kind is TargetKind.IPV4 and self._means.asks_about(one)]
        if not asked:
            return Said()
        found = await self._learned()
        if isinstance(found, Trouble):
            pairs = tuple((one.value, _unknown(found.reason)) for one in asked)
            return Said(observations=pairs, lists=(_health(found),), trouble=found)
        return Said(
            observations=tuple((one.value, _observation(one.value, found)) for one in asked),
            lists=(_health(None),),
            findings=tuple(_findings({one.value for one in asked}, found.data)),
            answered=found.answered,
            oldest=found.oldest,
        )

    async def probe(self) -> str | Trouble:
        """See Source."""
        found = await self._learned()
        if isinstance(found, Trouble):
            return found
        blocked = sum(row.blocked for row in found.status)
        return f"it knows {len(found.seen)} of your addresses; {blocked} rows of its status say blocked"

    async def _learned(self) -> _Learned | Trouble:
        kept, oldest = self._means.kept, None
        status, data = (
            kept.get("status", tuple[StatusRow, ...], _HOUR),
            kept.get("data", tuple[DataRow, ...], _HOUR),
        )
        answered = 0
        if status is None or data is None:
            fresh = await self._fetched()
            if isinstance(fresh, Trouble):
                return fresh
            rows, days, answered = fresh
            kept.put("status", rows)
            kept.put("data", days)
        else:
            rows, days, oldest = status[0], data[0], min(status[1], data[1])
        return _Learned(rows, days, self._seen(days), answered, oldest)

    def _seen(self, data: tuple[DataRow, ...]) -> Mapping[str, date]:
        today = self._means.now().date()
        before = self._means.kept.get("seen", _Days, _MONTH)
        seen = {} if before is None else dict(before[0].seen)
        seen |= {row.ip: row.day or today for row in data}
        seen = {ip: day for ip, day in seen.items() if today - day <= _MONTH}
        self._means.kept.put("seen", _Days(seen))
        return seen

    async def _fetched(self) -> tuple[tuple[StatusRow, ...], tuple[DataRow, ...], int] | Trouble:
        service = await self._logged_in()
        if isinstance(service, Trouble):
            return service
        status = await self._rows(service, "api/report/status/ip")
        if isinstance(status, Trouble):
            return status
        rows = status_rows(status)
        if isinstance(rows, Trouble):
            return rows
        data = await self._newest_data(service)
        return data if isinstance(data, Trouble) else (rows, data, 2)

    async def _logged_in(self) -> Service | Trouble:
        means = self._means
        base = means.connect(means.within(MANNERS), {}, means.setting.token_url)
        form = {"client_id": CLIENT, "scope": SCOPE}
        token = await access_token(means.tokens, base, "token", form, means.now)
        if isinstance(token, Trouble):
            return token
        return means.connect(means.within(MANNERS), {"Authorization": f"Bearer {token.reveal()}"})

    async def _newest_data(self, service: Service) -> tuple[DataRow, ...] | Trouble:
        """The newest day; where it is not out yet, one of the three before; no rows where none has data."""
        today = self._means.now().date()
        days = ("", *(f"/{today - timedelta(days=back):%Y-%m-%d}" for back in range(1, _DAYS_BACK + 1)))
        for day in days:
            got = await self._rows(service, f"api/report/data{day}")
            if isinstance(got, Trouble):
                if got.reason is not UnknownReason.NO_DATA:
                    return got
                continue
            rows = data_rows(got)
            if isinstance(rows, Trouble) or rows:
                return rows
        return ()

    async def _rows(self, service: Service, path: str) -> HttpResponse | Trouble:
        if not self._means.allowed(1):
            return Trouble(UnknownReason.BUDGET_SPENT, "its requests of today are used up")
        got = await service.get(path, accept="application/json, text/csv")
        if isinstance(got, Trouble):
            return got
        if got.status == OK:
            return got
        known = _REFUSED.get(got.status) or refusal(got)
        return known or Trouble(UnknownReason.UNEXPECTED_ANSWER, f"status {got.status}")


def _observation(ip: str, found: _Learned) -> Observation:
    address = IPv4Address(ip)
    rows = [row for row in found.status if IPv4Address(row.first) <= address <= IPv4Address(row.last)]
    blocked = next((row for row in rows if row.blocked), None)
    if blocked is not None:
        return Observation(
            list=LIST, zone=ZONE, state=State.LISTED, sublists=(_BLOCKED,), severity=Severity.CRITICAL,
            route="https", text=blocked.reason or None,
        )  # fmt: skip
    if ip in found.seen:
        return Observation(list=LIST, zone=ZONE, state=State.CLEAN, route="https")
    return _unknown(UnknownReason.NO_DATA)


def _unknown(reason: UnknownReason) -> Observation:
    return Observation(list=LIST, zone=ZONE, state=State.UNKNOWN, reason=reason, route="https")


def _health(trouble: Trouble | None) -> ListHealth:
    return ListHealth(
        list=LIST,
        zone=ZONE,
        name="Outlook.com's own list (SNDS)",
        severity=Severity.CRITICAL,
        usable=trouble is None,
        reason=None if trouble is None else trouble.reason,
        saw="" if trouble is None else trouble.saw,
        route="https",
    )


def _findings(ips: set[str], rows: tuple[DataRow, ...]) -> Iterator[Finding]:
    for row in rows:
        if row.ip not in ips:
            continue
        day = "" if row.day is None else f" on {row.day.isoformat()}"
        if row.result in _RESULTS:
            severity, share = _RESULTS[row.result]
            says = f"Outlook.com took {share} of the mail from {row.ip}{day} for spam ({row.result})."
            yield _finding("snds_filter_result", severity, says, row.ip)
        if (severity_of_rate := _rate_severity(row.complaints)) is not None:
            says = (
                f"Recipients at Outlook.com complained about {row.complaints} of the mail from {row.ip}{day}."
            )
            yield _finding("snds_complaints", severity_of_rate, says, row.ip)
        if row.traps:
            says = f"{row.traps:,} mails from {row.ip} went to trap addresses of Outlook.com{day}."
            yield _finding("snds_traps", Severity.MEDIUM, says, row.ip)


def _finding(name: str, severity: Severity, says: str, ip: str) -> Finding:
    remedy = (
        "Send to those alone who asked for it, and stop mail to addresses that complained or never answer."
    )
    return Finding(id=name, severity=severity, says=says, remedy=remedy, target=ip)


def _rate_severity(rate: str) -> Severity | None:
    """By Microsoft's figure; "< 0.1%" is a bound and says that the rate is lower."""
    figure = rate.removesuffix("%").strip()
    try:
        number = float(figure)
    except ValueError:
        return None
    return Severity.HIGH if number >= _HIGH_RATE else Severity.MEDIUM if number >= _MEDIUM_RATE else None


def source(means: Means) -> Snds:
    """See ``repcheck.sources.frame``."""
    return Snds(means)
