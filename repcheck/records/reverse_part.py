"""Reverse names of the addresses that send: what is wrong, and who can mend it."""

from collections.abc import Iterator, Sequence

from repcheck.model.domain import Part, PartState, SendingAddress
from repcheck.model.observations import Severity
from repcheck.model.records import ReverseName
from repcheck.model.report import Finding
from repcheck.model.spf import SpfResult
from repcheck.records.tags import say

_FAULTS = {
    ReverseName.NO_PTR: ("no_ptr", "has no reverse name (PTR)"),
    ReverseName.NAME_MISSING: ("ptr_name_missing", "has a reverse name that does not exist"),
    ReverseName.OTHER_ADDRESS: ("ptr_other_address", "has a reverse name that leads to other addresses"),
}


def reverse_part(senders: Sequence[SendingAddress], helo: str) -> Part:
    """The part of the report on sending addresses: reverse names, and SPF for each."""
    if not senders:
        return Part(name="ptr", state=PartState.NOT_ASKED, shown="no sending address is known: give --ip")
    findings = tuple(finding for sender in senders for finding in _findings(sender, helo))
    confirmed = sum(sender.reverse.status is ReverseName.CONFIRMED for sender in senders)
    state = PartState.OK
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    elif any(sender.reverse.status is ReverseName.UNKNOWN for sender in senders):
        state = PartState.UNKNOWN
    shown = f"{confirmed} of {len(senders)} sending addresses have a name that leads back"
    return Part(name="ptr", state=state, shown=shown, findings=findings)


def _findings(sender: SendingAddress, helo: str) -> Iterator[Finding]:
    address, reverse = sender.address, sender.reverse
    if reverse.status is ReverseName.UNKNOWN:
        says = f"The reverse name of {address} could not be asked ({reverse.outcome})."
        yield say("ptr_unknown", Severity.INFO, says, "If it stays so, the reverse zone is at fault.")
    elif reverse.status in _FAULTS:
        word, what = _FAULTS[reverse.status]
        yield say(word, Severity.HIGH, f"{address} {what}.", _remedy(sender, helo))
    elif sender.generic is not None:
        kind = "a dial-up pool" if sender.generic == "dynamic" else "a provider's default"
        severity = Severity.MEDIUM if sender.generic == "dynamic" else Severity.LOW
        says = f"The reverse name of {address}, {reverse.names[0]}, looks like {kind}."
        yield say(f"ptr_{sender.generic}", severity, says, _remedy(sender, helo))
    if helo and reverse.status is ReverseName.CONFIRMED and helo.lower() not in reverse.names:
        says = f"{address} says {helo} in HELO; its reverse name is {reverse.names[0]}."
        yield say("helo_differs", Severity.LOW, says, f"Let HELO be {reverse.names[0]}.")
    verdict = sender.verdict
    if verdict is not None and verdict.result in (SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL):
        family = "ip6" if ":" in address else "ip4"
        says = f"SPF does not permit {address}: {verdict.result}."
        yield say("spf_not_permitted", Severity.HIGH, says, f"Add to the SPF record: {family}:{address}")


def _remedy(sender: SendingAddress, helo: str) -> str:
    name = helo or "a name of yours"
    return (
        f"The owner of the address block (your hosting provider) sets the PTR of {sender.address} to {name}; "
        "that name needs an A or AAAA record that leads back."
    )
