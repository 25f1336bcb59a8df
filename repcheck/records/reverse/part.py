"""Reverse names and the HELO name of addresses that send: what is wrong, and who can change it."""

from collections.abc import Iterator, Mapping, Sequence

from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part, SendingAddress
from repcheck.model.published.spf import SpfResult
from repcheck.model.records import PartState, ReverseName
from repcheck.model.report import Finding
from repcheck.records.reverse.findings import reverse_kinds, reverse_remedy
from repcheck.records.reverse.helo import Helo, helo_findings
from repcheck.records.tags import say


def reverse_part(
    senders: Sequence[SendingAddress], helo: Helo | None, names: Mapping[str, str] | None = None
) -> Part:
    """The part of the report on addresses: reverse names, SPF and HELO for those that send.

    ``helo`` None: the user gave none. ``names``: by address, a mail host that leads to it.
    """
    if not senders:
        return Part(name="ptr", state=PartState.NOT_ASKED, shown="no sending address is known: give --ip")
    name = "" if helo is None else helo.name
    led = {
        sender.address: name
        for sender in senders
        if helo is not None and sender.address in helo.hosts.addresses
    }
    findings = [*_reverse(senders, name, {**(names or {}), **led})]
    findings += [finding for sender in senders for finding in _findings(sender, name)]
    if helo is not None:
        findings += helo_findings(helo, [sender for sender in senders if sender.sends])
    confirmed = sum(sender.reverse.status is ReverseName.CONFIRMED for sender in senders)
    state = PartState.OK
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    elif (helo is not None and helo.unknown) or any(
        sender.reverse.status is ReverseName.UNKNOWN for sender in senders
    ):
        state = PartState.UNKNOWN
    has = "address has" if len(senders) == 1 else "addresses have"
    shown = f"{confirmed} of {len(senders)} {has} a matching reverse name"
    return Part(name="ptr", state=state, shown=shown, findings=tuple(findings))


def _reverse(senders: Sequence[SendingAddress], helo: str, names: Mapping[str, str]) -> Iterator[Finding]:
    """What surely sends needs a name; what may send, or only takes mail, perhaps."""
    sure = {sender.address: sender.reverse.status for sender in senders if sender.surely_sends}
    yield from reverse_kinds(sure, Severity.HIGH, "", helo, names)
    others = [sender for sender in senders if not sender.surely_sends]
    permitted = {sender.address: sender.reverse.status for sender in others if sender.sends}
    yield from reverse_kinds(
        permitted, Severity.LOW, " (of a range, or of your provider: if used)", helo, names
    )
    takers = {sender.address: sender.reverse.status for sender in others if not sender.sends}
    yield from reverse_kinds(takers, Severity.LOW, " (only takes mail)", helo, names)


def _findings(sender: SendingAddress, helo: str) -> Iterator[Finding]:
    address, reverse = sender.address, sender.reverse
    if sender.generic is not None:
        kind = "a dial-up pool" if sender.generic == "dynamic" else "a provider's default"
        severity = Severity.MEDIUM if sender.generic == "dynamic" and sender.surely_sends else Severity.LOW
        says = f"The reverse name of {address}, {reverse.names[0]}, looks like {kind}."
        yield say(f"ptr_{sender.generic}", severity, says, reverse_remedy(address, helo))
    if helo and sender.sends and reverse.status is ReverseName.CONFIRMED and helo not in reverse.names:
        says = f"{address} says {helo} in HELO; its reverse name is {reverse.names[0]}."
        yield say("helo_differs", Severity.LOW, says, f"Let HELO be {reverse.names[0]}.")
    verdict = sender.verdict
    if verdict is not None and verdict.result in (SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL):
        family = "ip6" if ":" in address else "ip4"
        says = f"SPF does not permit {address}: {verdict.result}."
        yield say("spf_not_permitted", Severity.HIGH, says, f"Add to the SPF record: {family}:{address}")
