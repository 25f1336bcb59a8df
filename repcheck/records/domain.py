"""All that is read of a domain in the main check, side by side."""

from repcheck.model.dns import Inquiry
from repcheck.model.records import DomainRecords, SpfRecord, SpfWalk
from repcheck.records.inquiry import together
from repcheck.records.mx import mx_of
from repcheck.records.spf.record import no_record, spf_record_of
from repcheck.records.spf.walk import spf_walk


def domain_records(domain: str, *, expand_spf: bool) -> Inquiry[DomainRecords]:
    """MX and SPF of a domain, and the addresses that its SPF record permits if ``expand_spf``.

    As many rounds as the longer of the two needs. The walk says so when the record could not be asked.
    """
    mx, (spf, walk) = yield from together(mx_of(domain), _spf(domain, expand_spf))
    return DomainRecords(mx=mx, spf=spf, walk=walk)


def _spf(domain: str, expand: bool) -> Inquiry[tuple[SpfRecord, SpfWalk | None]]:
    record = yield from spf_record_of(domain)
    if not expand:
        return record, None
    if record.text is not None:
        walk = yield from spf_walk(domain, record.text)
        return record, walk
    if record.status == "none":
        return record, SpfWalk()
    return record, SpfWalk(unreachable=(f"spf of {domain}: {no_record(record)}",))
