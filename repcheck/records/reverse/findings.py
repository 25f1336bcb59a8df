"""Reverse names of addresses: what is wrong, and who can change it."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.records import AddressRecords, ReverseName
from repcheck.model.report import Finding
from repcheck.records.tags import say
from repcheck.words.records import reverse_fault
from repcheck.words.text import and_more

#: Addresses that one finding names; a range stands as a count.
_NAMED = 5

_FAULTS = {
    ReverseName.NO_PTR: "no_ptr",
    ReverseName.NAME_MISSING: "ptr_name_missing",
    ReverseName.OTHER_ADDRESS: "ptr_other_address",
}
_UNKNOWN = "Ask again later; if it stays so, the name servers of the reverse zone are at fault."


def reverse_findings(addresses: Mapping[str, AddressRecords]) -> Iterator[Finding]:
    """One finding for each kind of fault, naming the addresses that have it.

    Gmail, Outlook.com and Yahoo refuse mail from addresses without forward-confirmed reverse DNS.
    """
    statuses = {address: records.status for address, records in addresses.items()}
    yield from reverse_kinds(statuses, Severity.MEDIUM, "", "")


def reverse_kinds(
    statuses: Mapping[str, ReverseName],
    severity: Severity,
    who: str,
    helo: str,
    names: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """See reverse_findings.

    ``who``    what kind these are
    ``helo``   a name for them, or empty
    ``names``  by address, a name that leads to it already
    """
    for status, word in _FAULTS.items():
        faulty = [address for address, found in statuses.items() if found is status]
        if faulty:
            has = "has" if len(faulty) == 1 else "have"
            says = f"{and_more(faulty, _NAMED)}{who} {has} {reverse_fault(status)}."
            remedy = _naming(faulty, names or {}) or reverse_remedy(
                faulty[0] if len(faulty) == 1 else "each address", helo
            )
            yield _about(faulty, say(word, severity, says, remedy))
    unknown = [address for address, found in statuses.items() if found is ReverseName.UNKNOWN]
    if unknown:
        says = f"No answer about the reverse name of {and_more(unknown, _NAMED)}."
        yield _about(unknown, say("ptr_unknown", Severity.INFO, says, _UNKNOWN))


def _naming(addresses: Sequence[str], names: Mapping[str, str]) -> str | None:
    """The step for addresses that a name of the domain leads to already; None when one of them has none."""
    if len(addresses) > _NAMED or not all(address in names for address in addresses):
        return None
    wanted = ", ".join(f"{address} to {names[address]}" for address in addresses)
    return f"Ask your hosting provider to set the reverse name (PTR) of {wanted}."


def _about(addresses: Sequence[str], finding: Finding) -> Finding:
    return msgspec.structs.replace(finding, target=addresses[0]) if len(addresses) == 1 else finding


def reverse_remedy(address: str, helo: str) -> str:
    """Who sets the name of an address, and what else it takes."""
    name = helo or "a name of yours"
    return (
        f"Ask your hosting provider to set the reverse name (PTR) of {address} to "
        f"{name}, which needs an A or AAAA record with that address."
    )
