"""The addresses of a host name."""

from ipaddress import IPv6Address, ip_address

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.records.inquiry import absence, askable_name, missing


class HostAddresses(msgspec.Struct, frozen=True, kw_only=True):
    """What a name resolves to.

    ``addresses``  IPv4 before IPv6, canonical text, each once
    ``outcome``    NOERROR: these are all. NODATA or NXDOMAIN: there are none. Anything else: at least one of
                   the two questions failed so, and ``addresses`` is what the other one brought; MALFORMED
                   also when the name cannot be asked
    """

    addresses: tuple[str, ...] = ()
    outcome: Outcome = Outcome.NOERROR


def addresses_of(host: str, read: dict[str, HostAddresses] | None = None) -> Inquiry[HostAddresses]:
    """A and AAAA of a host at once.

    ``read``  hosts that were read before, by name: a large answer that many terms lead to is read once
    """
    name = askable_name(host)
    if name is None:
        return HostAddresses(outcome=Outcome.MALFORMED)
    answers = yield Question(name, "A"), Question(name, "AAAA")
    if read is not None and name in read:
        return read[name]
    found = dict.fromkeys(
        address
        for answer in answers
        for address in map(canonical_address, answer.records)
        if address is not None
    )
    host_addresses = HostAddresses(addresses=tuple(found), outcome=_outcome(answers, bool(found)))
    if read is not None:
        read[name] = host_addresses
    return host_addresses


def _outcome(answers: tuple[Answer, ...], found: bool) -> Outcome:
    """A failure first: it means that there may be more."""
    for answer in answers:
        if answer.failed:
            return answer.outcome
    if found:
        return Outcome.NOERROR
    if all(missing(answer) for answer in answers):
        outcomes = {absence(answer) for answer in answers}
        return Outcome.NXDOMAIN if outcomes == {Outcome.NXDOMAIN} else Outcome.NODATA
    return Outcome.MALFORMED


def canonical_address(text: str) -> str | None:
    """Dotted quad or RFC 5952 text, a mapped address as its IPv4 address; None when it is not an address."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)
