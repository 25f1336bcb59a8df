"""What is wrong with mail records, as far as the main check reads them."""

from collections.abc import Iterable, Mapping

from repcheck.model.observations import Severity
from repcheck.model.records import AddressRecords, DomainRecords, ReverseName
from repcheck.model.report import Finding

#: Addresses that one finding names; a range is told as a count.
_NAMED = 5

_REVERSE_FAULTS = {
    ReverseName.NO_PTR: ("no_ptr", "no reverse name (PTR)"),
    ReverseName.NAME_MISSING: ("ptr_name_missing", "a reverse name that does not lead to any address"),
    ReverseName.OTHER_ADDRESS: ("ptr_other_address", "a reverse name that leads to other addresses"),
}
_REVERSE_REMEDY = (
    "The owner of the address block (your hosting provider) sets the PTR; the name must have an A or "
    "AAAA record that leads back."
)


def reverse_findings(addresses: Mapping[str, AddressRecords]) -> Iterable[Finding]:
    """One finding for each kind of fault, naming the addresses that have it.

    Gmail, Outlook.com and Yahoo refuse mail from addresses without forward-confirmed reverse DNS.
    """
    for status, (word, fault) in _REVERSE_FAULTS.items():
        faulty = [address for address, records in addresses.items() if records.status is status]
        if faulty:
            yield Finding(
                id=word,
                severity=Severity.MEDIUM,
                says=f"{_named(faulty)} {'has' if len(faulty) == 1 else 'have'} {fault}.",
                remedy=_REVERSE_REMEDY,
                target=faulty[0] if len(faulty) == 1 else None,
            )
    unknown = [address for address, records in addresses.items() if records.status is ReverseName.UNKNOWN]
    if unknown:
        yield Finding(
            id="ptr_unknown",
            severity=Severity.INFO,
            says=f"No answer about the reverse name of {_named(unknown)}.",
            remedy="Ask again later; if it stays so, the name servers of the reverse zone are at fault.",
            target=unknown[0] if len(unknown) == 1 else None,
        )


def domain_findings(domain: str, records: DomainRecords) -> Iterable[Finding]:
    """Faults of a domain's MX and SPF. What could not be asked is told as that, never as missing."""
    mx, spf = records.mx, records.spf
    if mx.status == "unknown" or spf.status == "unknown":
        which = " and ".join(
            word for word, status in (("MX", mx.status), ("SPF", spf.status)) if status == "unknown"
        )
        yield _about(domain, "records_unknown", Severity.INFO, f"{which} of {domain} could not be looked up.")
    if mx.status == "null":
        yield _about(
            domain,
            "null_mx",
            Severity.MEDIUM,
            f"{domain} takes no mail (null MX); receivers refuse mail from such a domain (RFC 7505 4.2).",
            "Remove the null MX if mail is sent from this domain.",
        )
    if spf.status == "none":
        yield _about(
            domain,
            "no_spf",
            Severity.MEDIUM,
            f"{domain} publishes no SPF record.",
            "Publish one TXT record that names your senders, or v=spf1 -all if it never sends.",
        )
    if spf.status == "several":
        yield _about(
            domain,
            "several_spf",
            Severity.HIGH,
            f"{domain} publishes several SPF records, so every SPF check fails (RFC 7208 4.5).",
            "Merge them into one record with one all.",
        )
    for host in mx.hosts:
        if not host.addresses and not host.outcome.failed:
            yield _about(
                domain,
                "mx_without_address",
                Severity.MEDIUM,
                f"The mail host {host.host} of {domain} has no address.",
                "Give it an A or AAAA record, or take it out of the MX set.",
            )


def _about(domain: str, word: str, severity: Severity, says: str, remedy: str | None = None) -> Finding:
    return Finding(id=word, severity=severity, says=says, remedy=remedy, target=domain)


def _named(addresses: list[str]) -> str:
    shown = ", ".join(addresses[:_NAMED])
    more = len(addresses) - _NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown
