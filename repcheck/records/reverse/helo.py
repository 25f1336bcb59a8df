"""The name that a sending host gives in HELO (RFC 5321 4.1.1.1): where it leads, and its SPF."""

from collections.abc import Iterator, Sequence

import msgspec

from repcheck.model.dns import Inquiry
from repcheck.model.observations import Severity
from repcheck.model.published.domain import SendingAddress
from repcheck.model.records import SpfRecord
from repcheck.model.report import Finding
from repcheck.records.addresses import HostAddresses, addresses_of
from repcheck.records.inquiry import askable_name, together
from repcheck.records.spf.record import spf_record_of
from repcheck.records.tags import publish, say


class Helo(msgspec.Struct, frozen=True, kw_only=True):
    """``spf`` is None when the name is not a full host name, so that nothing was asked."""

    name: str
    hosts: HostAddresses = HostAddresses()
    spf: SpfRecord | None = None

    @property
    def unknown(self) -> bool:
        """Whether something of it could not be asked."""
        return self.hosts.outcome.failed or (self.spf is not None and self.spf.status == "unknown")


def helo_of(name: str) -> Inquiry[Helo]:
    """Addresses and SPF record of a HELO name, in one round."""
    asked = askable_name(name)
    if asked is None or "." not in asked or asked.replace(".", "").isdigit():
        return Helo(name=name)
    hosts, spf = yield from together(addresses_of(asked), spf_record_of(asked))
    return Helo(name=asked, hosts=hosts, spf=spf)


def helo_findings(helo: Helo, senders: Sequence[SendingAddress]) -> Iterator[Finding]:
    """What is wrong with the name itself; that it differs from the reverse name is reported there."""
    name = helo.name
    if helo.spf is None:
        says = f"The HELO name {name} is not a full host name."
        yield say("helo_no_name", Severity.MEDIUM, says, "Let HELO be the full name of the sending host.")
        return
    if helo.hosts.outcome.failed:
        says = f"The addresses of the HELO name {name} could not be asked ({helo.hosts.outcome})."
        yield say("helo_unknown", Severity.INFO, says, "Ask again later.")
    elif not helo.hosts.addresses:
        says = f"The HELO name {name} has no address."
        there = ", ".join(sender.address for sender in senders[:4]) or "the address of the sending host"
        yield say("helo_without_address", Severity.MEDIUM, says, f"Publish A or AAAA at {name}: {there}")
    else:
        others = [sender.address for sender in senders if sender.address not in helo.hosts.addresses]
        if others:
            says = f"The HELO name {name} does not lead to {', '.join(others[:4])}."
            remedy = "Let each host say its own name in HELO, or publish its address there."
            yield say("helo_other_address", Severity.LOW, says, remedy)
    yield from helo_spf_findings(helo, [sender.address for sender in senders])


def helo_spf_findings(helo: Helo, senders: Sequence[str]) -> Iterator[Finding]:
    """Bounces are checked by the HELO name alone (RFC 7208 2.3, 2.4).

    ``senders``  addresses that say this name; a record is proposed only where it would cover all of them
    """
    if helo.spf is not None and helo.spf.status == "none":
        says = f"The HELO name {helo.name} has no SPF record: bounces are checked by it."
        remedy = f"Publish one at {helo.name} that names every address which says this name in HELO."
        if senders and set(senders) <= set(helo.hosts.addresses):
            remedy = publish(helo.name, "v=spf1 a -all")
        yield say("spf_helo_none", Severity.INFO, says, remedy)
    elif helo.spf is not None and helo.spf.status == "unknown":
        says = f"The SPF record of the HELO name {helo.name} could not be asked ({helo.spf.outcome})."
        yield say("spf_helo_unknown", Severity.INFO, says, "Ask again later.")
