"""The mail servers of a domain (RFC 5321 5.1, RFC 7505)."""

import re

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.records import MxHost, MxRecords
from repcheck.records.addresses import HostAddresses, addresses_of
from repcheck.records.inquiry import absence, askable_name, missing, together

#: Hosts whose addresses are looked up; nobody needs more, and each costs two questions.
MX_HOSTS_AT_MOST = 30

_RECORD = re.compile(r"([0-9]{1,5}) +(\S+)")


def mx_of(domain: str) -> Inquiry[MxRecords]:
    """The MX set with the addresses of its hosts, lowest preference first; see mx_in."""
    (answer,) = yield (Question(domain, "MX"),)
    return (yield from mx_in(answer))


def mx_in(answer: Answer, *, aliases: bool = False) -> Inquiry[MxRecords]:
    """The MX set that an answer holds.

    One round: A and AAAA of all hosts at once, with ``aliases`` CNAME too. Of a set that names more than
    30 hosts, the first 30 are looked at. A "." that stands beside other hosts (invalid, RFC 7505 3) is
    left out.
    """
    if answer.failed:
        return MxRecords(status="unknown", outcome=answer.outcome)
    if missing(answer):
        return MxRecords(status="none", outcome=absence(answer))
    entries = mx_entries(answer.records)
    named = [(preference, host) for preference, host in entries if host]
    if not entries:
        return MxRecords(status="unknown", outcome=Outcome.MALFORMED)
    if not named:
        return MxRecords(status="null")
    named = named[:MX_HOSTS_AT_MOST]
    found = yield from together(*(_host(host, aliases) for _, host in named))
    return MxRecords(
        status="ok",
        hosts=tuple(
            MxHost(
                preference=preference,
                host=host,
                addresses=of_host.addresses,
                outcome=of_host.outcome,
                alias=alias.target,
                alias_outcome=alias.outcome,
            )
            for (preference, host), (of_host, alias) in zip(named, found, strict=True)
        ),
    )


class AliasFound(msgspec.Struct, frozen=True):
    """Where a CNAME leads. ``target`` None: there is none, or ``outcome`` is the failure of the question."""

    target: str | None = None
    outcome: Outcome = Outcome.NOERROR


def _host(host: str, aliases: bool) -> Inquiry[tuple[HostAddresses, AliasFound]]:
    """Its addresses, and what it is an alias of (RFC 2181 10.3 forbids that of an MX target)."""
    if not aliases:
        return (yield from addresses_of(host)), AliasFound()
    return (yield from together(addresses_of(host), alias_of(host)))


def alias_of(name: str) -> Inquiry[AliasFound]:
    """Where a CNAME of this name leads; nowhere when nothing can be called so."""
    asked = askable_name(name)
    if asked is None:
        return AliasFound()
    (answer,) = yield (Question(asked, "CNAME"),)
    return AliasFound(answer.records[0] if answer.records else None, answer.outcome)


def mx_entries(records: tuple[str, ...]) -> list[tuple[int, str]]:
    """(preference, host) sorted, each once; the host of a null MX is ""."""
    matches = (_RECORD.fullmatch(record) for record in records)
    return sorted({(int(match[1]), match[2].lower().removesuffix(".")) for match in matches if match})
