"""Spamhaus WQS: the zones of Spamhaus over HTTPS, with the key of its Data Query Service.

``GET <base><LIST>/<what>`` with ``Authorization: Bearer``. 200 comes with the return codes, 404 means that
there is no entry. A code is turned back into the A record that the zone would have answered, and the table of
the catalog says what it means.
"""

from collections.abc import Sequence
from urllib.parse import quote

import msgspec

from repcheck.http.decoding import decoded
from repcheck.http.service import FORBIDDEN, MISSING, HttpResponse, Manners, Service, refusal
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import UnknownReason
from repcheck.model.said import Said
from repcheck.model.secret import Secret
from repcheck.model.sources import Trouble
from repcheck.model.targets import Target
from repcheck.sources.frame import Means

#: No figure is published: ten a second over one connection is what a mail server asks.
MANNERS = Manners(per_second=10.0, at_once=1, longest_wait=5.0)
#: Codes are 1000, 2000 and 3000 and the last octet of 127.0.0.N, 127.0.1.N and 127.0.2.N.
_THOUSAND = 1000
_NETWORKS = 3
_LAST_OCTET = 255
_MOST_CODES = 64


class _WqsReply(msgspec.Struct):
    resp: list[int]
    status: int | None = None


class Wqs:
    """Looks targets up in the lists that WQS knows by name: ZEN, DBL, AUTHBL, ZRD ..."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def lookup(self, name: str, what: str) -> Answer | Trouble:
        """What the list called ``name`` says of ``what``, an address as it is written or a domain.

        The answer is what its zone would have said: A records, or NXDOMAIN for no entry.
        """
        got = await self._service.get(f"{name}/{quote(what, safe=':.-_')}")
        return got if isinstance(got, Trouble) else read(got)


def headers(key: Secret) -> dict[str, str]:
    """What is sent with each question."""
    return {"Authorization": f"Bearer {key.reveal()}"}


def read(reply: HttpResponse) -> Answer | Trouble:
    """What a reply says, by its status, content type and shape."""
    if reply.status == MISSING:
        # With a JSON body or without; a page of some other server does not count.
        if reply.content_type == "text/html" and reply.body:
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "it answered with a web page (status 404)")
        return Answer(Outcome.NXDOMAIN)
    if reply.status == FORBIDDEN:
        saw = "the key has no right to this list: its account is not confirmed, or its plan lacks it"
        return Trouble(UnknownReason.KEY_INVALID, f"{saw} (status 403)")
    if (trouble := refusal(reply)) is not None:
        return trouble
    found = decoded(reply, _WqsReply)
    return found if isinstance(found, Trouble) else _listed(found, reply.status)


def _listed(found: _WqsReply, status: int) -> Answer | Trouble:
    if not found.resp or len(found.resp) > _MOST_CODES or found.status not in (None, status):
        return Trouble(UnknownReason.UNEXPECTED_ANSWER, "status 200 without a return code")
    records = [address_of(code) for code in found.resp]
    unknown = [code for code, record in zip(found.resp, records, strict=True) if record is None]
    if unknown:
        return Trouble(UnknownReason.UNEXPECTED_ANSWER, f"return code {unknown[0]}, which means nothing")
    return Answer(Outcome.NOERROR, tuple(record for record in records if record is not None))


def address_of(code: int) -> str | None:
    """``1002`` -> ``127.0.0.2``, ``2102`` -> ``127.0.1.102``; None for what is not a code."""
    network, last = divmod(code, _THOUSAND)
    if not 1 <= network <= _NETWORKS or not 1 <= last <= _LAST_OCTET:
        return None
    return f"127.0.{network - 1}.{last}"


class _Wqs:
    """As a ``Source``: it says nothing by itself, as lists are asked through it; it can be probed."""

    def __init__(self, means: Means) -> None:
        key = means.key
        self._wqs = Wqs(means.connect(means.within(MANNERS), {} if key is None else headers(key)))

    async def about(self, targets: Sequence[Target]) -> Said:  # noqa: ARG002
        """See Source."""
        return Said()

    async def probe(self) -> str | Trouble:
        """See Source: ZEN's own test entries (RFC 5782 section 5)."""
        for what, listed in (("127.0.0.2", True), ("127.0.0.1", False)):
            got = await self._wqs.lookup("ZEN", what)
            if isinstance(got, Trouble):
                return got
            if bool(got.records) is not listed:
                saw = f"ZEN's test entry {what} is {'not ' if listed else ''}listed, which proves it wrong"
                return Trouble(UnknownReason.LIST_UNHEALTHY if listed else UnknownReason.LIST_WILDCARD, saw)
        return "ZEN's test entries answer as they should"


def source(means: Means) -> _Wqs:
    """See ``repcheck.sources.frame``."""
    return _Wqs(means)
