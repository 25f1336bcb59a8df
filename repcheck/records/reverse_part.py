"""Reverse names and the HELO name of addresses that send: what is wrong, and who can mend it."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from repcheck.model.domain import Part, SendingAddress
from repcheck.model.observations import Severity
from repcheck.model.records import AddressRecords, PartState, ReverseName
from repcheck.model.report import Finding
from repcheck.model.spf import SpfResult
from repcheck.records.helo import Helo, helo_findings
from repcheck.records.tags import say

#: Addresses that one finding names; a range is told as a count.
_NAMED = 5

_FAULTS = {
    ReverseName.NO_PTR: ("no_ptr", "no reverse name (PTR)"),
    ReverseName.NAME_MISSING: ("ptr_name_missing", "a reverse name that does not exist"),
    ReverseName.OTHER_ADDRESS: ("ptr_other_address", "a reverse name that leads to other addresses"),
}
_UNKNOWN = "Ask again later; if it stays so, the name servers of the reverse zone are at fault."


def reverse_findings(addresses: Mapping[str, AddressRecords]) -> Iterator[Finding]:
    """One finding for each kind of fault, naming the addresses that have it.

    Gmail, Outlook.com and Yahoo refuse mail from addresses without forward-confirmed reverse DNS.
    """
    statuses = {address: records.status for address, records in addresses.items()}
    yield from _kinds(statuses, Severity.MEDIUM, "", "")


def _kinds(statuses: Mapping[str, ReverseName], severity: Severity, who: str, helo: str) -> Iterator[Finding]:
    """``who``: what kind of addresses these are, to be told of them."""
    for status, (word, fault) in _FAULTS.items():
        faulty = [address for address, found in statuses.items() if found is status]
        if faulty:
            says = f"{_named(faulty)}{who} {'has' if len(faulty) == 1 else 'have'} {fault}."
            remedy = _remedy(faulty[0] if len(faulty) == 1 else "each address", helo)
            yield _about(faulty, say(word, severity, says, remedy))
    unknown = [address for address, found in statuses.items() if found is ReverseName.UNKNOWN]
    if unknown:
        says = f"No answer about the reverse name of {_named(unknown)}."
        yield _about(unknown, say("ptr_unknown", Severity.INFO, says, _UNKNOWN))


def _about(addresses: Sequence[str], finding: Finding) -> Finding:
    return msgspec.structs.replace(finding, target=addresses[0]) if len(addresses) == 1 else finding


def _named(addresses: list[str]) -> str:
    shown = ", ".join(addresses[:_NAMED])
    more = len(addresses) - _NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown


def reverse_part(senders: Sequence[SendingAddress], helo: Helo | None) -> Part:
    """The part of the report on addresses: reverse names, SPF and HELO for those that send.

    ``helo`` None: the user gave none.
    """
    if not senders:
        return Part(name="ptr", state=PartState.NOT_ASKED, shown="no sending address is known: give --ip")
    name = "" if helo is None else helo.name
    findings = [*_reverse(senders, name)]
    findings += [finding for sender in senders for finding in _findings(sender, name)]
    if helo is not None:
        findings += helo_findings(helo, [sender for sender in senders if sender.sends])
    confirmed = sum(sender.reverse.status is ReverseName.CONFIRMED for sender in senders)
    state = PartState.OK
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    elif any(sender.reverse.status is ReverseName.UNKNOWN for sender in senders):
        state = PartState.UNKNOWN
    shown = f"a name that leads back: {confirmed} of {len(senders)} addresses"
    return Part(name="ptr", state=state, shown=shown, findings=tuple(findings))


def _reverse(senders: Sequence[SendingAddress], helo: str) -> Iterator[Finding]:
    """What surely sends needs a name; what may send, or only takes mail, perhaps."""
    sure = {sender.address: sender.reverse.status for sender in senders if sender.surely_sends}
    yield from _kinds(sure, Severity.HIGH, "", helo)
    others = [sender for sender in senders if not sender.surely_sends]
    permitted = {sender.address: sender.reverse.status for sender in others if sender.sends}
    yield from _kinds(permitted, Severity.LOW, " (of a range, or of your provider: if used)", helo)
    takers = {sender.address: sender.reverse.status for sender in others if not sender.sends}
    yield from _kinds(takers, Severity.LOW, " (only takes mail)", helo)


def _findings(sender: SendingAddress, helo: str) -> Iterator[Finding]:
    address, reverse = sender.address, sender.reverse
    if sender.generic is not None:
        kind = "a dial-up pool" if sender.generic == "dynamic" else "a provider's default"
        severity = Severity.MEDIUM if sender.generic == "dynamic" and sender.surely_sends else Severity.LOW
        says = f"The reverse name of {address}, {reverse.names[0]}, looks like {kind}."
        yield say(f"ptr_{sender.generic}", severity, says, _remedy(address, helo))
    if helo and sender.sends and reverse.status is ReverseName.CONFIRMED and helo not in reverse.names:
        says = f"{address} says {helo} in HELO; its reverse name is {reverse.names[0]}."
        yield say("helo_differs", Severity.LOW, says, f"Let HELO be {reverse.names[0]}.")
    verdict = sender.verdict
    if verdict is not None and verdict.result in (SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL):
        family = "ip6" if ":" in address else "ip4"
        says = f"SPF does not permit {address}: {verdict.result}."
        yield say("spf_not_permitted", Severity.HIGH, says, f"Add to the SPF record: {family}:{address}")


def _remedy(address: str, helo: str) -> str:
    name = helo or "a name of yours"
    return (
        f"The owner of the address block (your hosting provider) sets the PTR of {address} to {name}; "
        "that name needs an A or AAAA record that leads back."
    )
