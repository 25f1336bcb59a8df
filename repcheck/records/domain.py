"""All that is read of a name in the main check, side by side."""

from collections.abc import Callable, Sequence

import msgspec

from repcheck.model.dns import Inquiry
from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part
from repcheck.model.records import (
    DomainRecords,
    MxRecords,
    PartShown,
    PartState,
    SpfRecord,
    SpfWalk,
)
from repcheck.model.report import Finding
from repcheck.records.addresses import HostAddresses, addresses_of
from repcheck.records.dmarc.findings import dmarc_part
from repcheck.records.dmarc.record import Dmarc, dmarc_of
from repcheck.records.inquiry import together
from repcheck.records.mx.findings import MxFound, mx_found, mx_part
from repcheck.records.mx.hosts import mx_of
from repcheck.records.parked import is_parked
from repcheck.records.spf.inspect import NameFacts, SpfInspection, inspect_domain
from repcheck.records.spf.part import spf_part
from repcheck.records.spf.record import no_record, spf_record_of
from repcheck.records.spf.tree.walk import permitted, spf_walk

_ORDER = (
    PartState.FAULTY,
    PartState.UNKNOWN,
    PartState.ABSENT,
    PartState.WEAK,
    PartState.OK,
    PartState.NOT_ASKED,
)


class DomainFound(msgspec.Struct, frozen=True, kw_only=True):
    """The records of a name, and what is wrong with them.

    ``own``  addresses of the name itself, which take its mail where it has no MX (RFC 5321 5.1)
    """

    records: DomainRecords
    own: HostAddresses = HostAddresses()
    findings: tuple[Finding, ...] = ()


def name_records(name: str, *, expand_spf: bool, own: bool = False) -> Inquiry[DomainFound]:
    """MX and SPF of any name, unjudged, and the addresses that its SPF record permits if ``expand_spf``.

    As many rounds as the longer of the two needs. The walk says so when the record could not be asked.
    ``own``: if it has no MX, its own addresses are asked for.
    """
    mx: MxRecords
    mx, (spf, walk) = yield from together(mx_of(name), _spf(name, expand_spf))
    addresses = HostAddresses()
    if own and mx.status == "none":
        addresses = yield from addresses_of(name)
    return DomainFound(records=DomainRecords(mx=mx, spf=spf, walk=walk), own=addresses)


def _spf(domain: str, expand: bool) -> Inquiry[tuple[SpfRecord, SpfWalk | None]]:
    record = yield from spf_record_of(domain)
    if not expand:
        return record, None
    if record.text is not None:
        walk = yield from spf_walk(domain, record.text)
        return record, walk
    return record, _walk_without(domain, record)


def _walk_without(domain: str, record: SpfRecord) -> SpfWalk:
    if record.status == "none":
        return SpfWalk()
    return SpfWalk(unreachable=(f"spf of {domain}: {no_record(record)}",))


def domain_records(domain: str, facts: NameFacts, *, expand_spf: bool) -> Inquiry[DomainFound]:
    """MX, SPF and DMARC of a domain, judged as in the full report, without what no mail depends on.

    That is: the CNAME of mail hosts, the consent of those who get DMARC reports, and notes.
    """
    mail: MxFound
    mail, (spf, dmarc) = yield from together(
        mx_found(domain, facts.registered_domain, aliases=False),
        together(inspect_domain(domain, facts), dmarc_of(domain, facts.registered_domain, beside=False)),
    )
    return _composed(domain, mail, spf, dmarc, facts.special, expand_spf)


def _composed(
    domain: str,
    mail: MxFound,
    spf: SpfInspection,
    dmarc: Dmarc,
    special: Callable[[str], str | None],
    expand_spf: bool,
) -> DomainFound:
    parts = sorted(
        (
            spf_part(spf),
            dmarc_part(domain, dmarc),
            mx_part(mail, special, parked=is_parked(mail, spf)),
        ),
        key=_badness,
    )
    record = spf.tree.record
    walk = None
    if expand_spf:
        walk = permitted(spf.tree) if record.text is not None else _walk_without(domain, record)
    records = DomainRecords(mx=mail.mx, spf=record, short=tuple(map(_shown, parts)), walk=walk)
    return DomainFound(records=records, own=mail.own, findings=tuple(_told(domain, parts)))


def _badness(part: Part) -> tuple[int, int]:
    """Its worst fault, else its state."""
    faults = [finding.severity.rank for finding in part.findings]
    worst = max(faults, default=0)
    return -worst if worst >= Severity.MEDIUM.rank else 0, _ORDER.index(part.state)


def _shown(part: Part) -> PartShown:
    return PartShown(name=part.name, state=part.state, shown=part.shown, record=part.record)


def _told(domain: str, parts: Sequence[Part]) -> list[Finding]:
    """Faults, and what could not be asked; of a domain that does not exist nothing but that."""
    told = [
        msgspec.structs.replace(finding, target=domain)
        for part in parts
        for finding in part.findings
        if finding.severity is not Severity.INFO or part.state is PartState.UNKNOWN
    ]
    return [finding for finding in told if finding.id == "domain_missing"] or told
