"""Google Postmaster Tools (v2): what Gmail measures of one's domains. It says much, and never clean.

A day without enough mail has no row: a gap is ``no_data``, and no zero. Rates are shares: 0.0012 is 0.12 %.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar
from urllib.parse import quote

import msgspec

from repcheck.http.decoding import decoded, decoded_body
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
from repcheck.model.observations import UnknownReason
from repcheck.model.said import Said
from repcheck.model.sources import Trouble
from repcheck.model.targets import Target, TargetKind
from repcheck.sources.frame import Means
from repcheck.sources.google_access import google_token
from repcheck.sources.postmaster_rows import (
    About,
    Compliance,
    Domains,
    Error,
    Measure,
    Stats,
    findings,
    newest,
    query,
)  # fmt: skip
from repcheck.targets.names import registered_domain

T = TypeVar("T")

MANNERS = Manners(per_second=5.0, at_once=2)
#: Domains that are asked about in one run, and pages that are read of one answer.
_MOST_DOMAINS, _MOST_PAGES = 20, 20
_FRESH = timedelta(hours=6)
_NO_RIGHT = "this account has no right to the domain"
#: By the reason in Google's form of errors.
_FORBIDDEN = {
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": "the login lacks the scope of Postmaster Tools",
    "SERVICE_DISABLED": "the Postmaster Tools API is off in your Cloud project",
}
_REFUSED = {
    UNAUTHORISED: Trouble(UnknownReason.AUTH_EXPIRED, "the login ran out: make a new refresh token"),
    MISSING: Trouble(UnknownReason.NOT_AUTHORISED, "the domain is not registered in Postmaster Tools"),
}


class Postmaster:
    """See ``repcheck.sources.frame``."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._service: Service | None = None
        self._own: frozenset[str] | None = None

    async def about(self, targets: Sequence[Target]) -> Said:
        """See Source: domains, by their registrable name, which is what Gmail's data are of."""
        names = dict.fromkeys(
            registered_domain(one.value) or one.value
            for one in targets
            if one.kind is TargetKind.DOMAIN and self._means.asks_about(one)
        )
        said = Said()
        for name in tuple(names)[:_MOST_DOMAINS]:
            said = said.and_then(await self._one(name))
        return said

    async def probe(self) -> str | Trouble:
        """See Source."""
        own = await self._domains()
        return own if isinstance(own, Trouble) else f"this account has {len(own)} domains"

    async def _one(self, domain: str) -> Said:
        kept = self._means.kept.get(domain, About, _FRESH)
        if kept is not None:
            return Said(findings=tuple(findings(domain, kept[0])), answered=1, oldest=kept[1])
        found = await self._asked(domain)
        if isinstance(found, Trouble):
            return Said(trouble=found)
        self._means.kept.put(domain, found)
        if not found.measured and not found.needs_work and not found.met:
            return Said(
                answered=1, trouble=Trouble(UnknownReason.NO_DATA, "too little mail to Gmail to measure")
            )
        return Said(findings=tuple(findings(domain, found)), answered=1)

    async def _asked(self, domain: str) -> About | Trouble:
        own = await self._domains()
        if isinstance(own, Trouble):
            return own
        if domain not in own:
            return Trouble(UnknownReason.NOT_AUTHORISED, "this account has not verified the domain")
        compliance = await self._get(f"v2/domains/{quote(domain)}/complianceStatus", Compliance)
        if isinstance(compliance, Trouble):
            return compliance
        rows = await self._stats(domain)
        if isinstance(rows, Trouble):
            return rows
        demands = compliance.compliance_data.row_data
        return About(
            measured=tuple(newest(rows)),
            needs_work=tuple(one.requirement for one in demands if one.status.status == "NEEDS_WORK"),
            met=tuple(one.requirement for one in demands if one.status.status == "COMPLIANT"),
        )

    async def _domains(self) -> frozenset[str] | Trouble:
        """Those of the account, whatever page they are on."""
        if self._own is None:
            found, token = set[str](), ""
            for _ in range(_MOST_PAGES):
                query = f"v2/domains?pageSize=200&pageToken={quote(token, safe='')}"
                page = await self._get(query, Domains)
                if isinstance(page, Trouble):
                    return page
                found |= {one.name.removeprefix("domains/").lower() for one in page.domains}
                token = page.next_page_token
                if not token:
                    break
            self._own = frozenset(found)
        return self._own

    async def _stats(self, domain: str) -> list[Measure] | Trouble:
        rows: list[Measure] = []
        token = ""
        for _ in range(_MOST_PAGES):
            body = msgspec.json.encode(query(self._means.now().date(), token))
            page = await self._post(f"v2/domains/{quote(domain)}/domainStats:query", body)
            if isinstance(page, Trouble):
                return page
            rows += page.domain_stats
            token = page.next_page_token
            if not token:
                break
        return rows

    async def _connected(self) -> Service | Trouble:
        if self._service is None:
            token = await google_token(self._means, MANNERS)
            if isinstance(token, Trouble):
                return token
            headers = {"Authorization": f"Bearer {token.reveal()}"}
            self._service = self._means.connect(self._means.within(MANNERS), headers)
        return self._service

    async def _get(self, path: str, shape: type[T]) -> T | Trouble:
        service = await self._connected()
        if isinstance(service, Trouble):
            return service
        return _read(await service.get(path), shape)

    async def _post(self, path: str, body: bytes) -> Stats | Trouble:
        service = await self._connected()
        if isinstance(service, Trouble):
            return service
        return _read(await service.post(path, body, "application/json"), Stats)


def _read(got: HttpResponse | Trouble, shape: type[T]) -> T | Trouble:
    if isinstance(got, Trouble):
        return got
    return decoded(got, shape) if got.status == OK else _refused(got)


def _refused(got: HttpResponse) -> Trouble:
    fault = decoded_body(got.body, Error)
    reasons = {one.reason for one in fault.error.details} if isinstance(fault, Error) else set()
    if got.status == FORBIDDEN:
        saw = next((words for word, words in _FORBIDDEN.items() if word in reasons), _NO_RIGHT)
        return Trouble(UnknownReason.NOT_AUTHORISED, saw)
    known = _REFUSED.get(got.status) or refusal(got)
    return known or Trouble(UnknownReason.UNEXPECTED_ANSWER, f"status {got.status}")


def source(means: Means) -> Postmaster:
    """See ``repcheck.sources.frame``."""
    return Postmaster(means)
