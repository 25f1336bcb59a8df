"""What is wrong with the mail hosts of a domain (RFC 5321 5.1, RFC 7505)."""

from collections.abc import Callable, Iterator
from ipaddress import ip_address

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part
from repcheck.model.records import MxHost, MxRecords, PartState
from repcheck.model.report import Finding
from repcheck.records.addresses import HostAddresses, addresses_of
from repcheck.records.mx.hosts import mx_in
from repcheck.records.tags import say
from repcheck.records.unregistered import unregistered


class MxFound(msgspec.Struct, frozen=True, kw_only=True):
    """The MX set of ``domain``, with what its judgement needs.

    ``own``   addresses of the domain itself, which take the mail when there is no MX
    ``free``  missing targets whose registrable domain does not exist, with that domain
    """

    domain: str
    answer: Answer
    mx: MxRecords
    own: HostAddresses
    free: dict[str, str]


def mx_found(
    domain: str, registered_domain: Callable[[str], str], *, aliases: bool = True
) -> Inquiry[MxFound]:
    """Three rounds: MX; addresses of its hosts, or of the domain if it has none; whose the missing ones are.

    ``aliases``  ask too whether a host is an alias
    """
    (answer,) = yield (Question(domain, "MX"),)
    mx = yield from mx_in(answer, aliases=aliases)
    own = HostAddresses()
    if mx.status == "none":
        own = yield from addresses_of(domain)
    gone = [host.host for host in mx.hosts if host.outcome is Outcome.NXDOMAIN and not _is_address(host.host)]
    free = yield from unregistered(gone, registered_domain)
    return MxFound(domain=domain, answer=answer, mx=mx, own=own, free=free)


def mx_part(found: MxFound, special: Callable[[str], str | None], *, parked: bool = False) -> Part:
    """The part of the report on mail hosts. ``parked``: the domain sends nothing either, see is_parked."""
    findings = (*_set(found, parked), *(f for host in found.mx.hosts for f in _host(host, found, special)))
    state = PartState.OK
    if found.mx.status == "unknown":
        state = PartState.UNKNOWN
    elif any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    elif any(host.outcome.failed or host.alias_outcome.failed for host in found.mx.hosts):
        state = PartState.UNKNOWN
    elif found.mx.status == "none":
        state = PartState.UNKNOWN if found.own.outcome.failed else PartState.ABSENT
    return Part(name="mx", state=state, shown=_shown(found), findings=findings)


def _shown(found: MxFound) -> str:
    mx = found.mx
    match mx.status:
        case "null":
            return "takes no mail (null MX)"
        case "none" if not found.own.addresses:
            return "none, and no address either"
        case "none":
            return "none, so its own address takes the mail"
        case "unknown":
            return f"could not be asked ({mx.outcome})"
    return ", ".join(f"{host.preference} {host.host}" for host in mx.hosts)


def _set(found: MxFound, parked: bool) -> Iterator[Finding]:
    domain, mx = found.domain, found.mx
    targets = [record.rpartition(" ")[2].lower().removesuffix(".") for record in found.answer.records]
    if mx.status == "unknown":
        says = f"The mail hosts of {domain} could not be asked ({mx.outcome})."
        yield say("mx_unknown", Severity.INFO, says, "Ask again later; its name servers may be at fault.")
    if mx.status == "null" and not parked:
        says = f"{domain} takes no mail (null MX); receivers refuse mail from such a domain (RFC 7505 4.2)."
        remedy = (
            f"If it sends mail, put in its place: {domain} MX 10 and the name of a host that takes its mail."
        )
        yield say("null_mx", Severity.MEDIUM, says, remedy)
    elif mx.status != "null" and "" in targets:
        says = f"A null MX of {domain} stands beside other mail hosts, which is invalid (RFC 7505 3)."
        yield say("null_mx_beside_others", Severity.HIGH, says, f"Delete: {domain} MX 0 .")
    twice = sorted({target for target in targets if targets.count(target) > 1})
    if twice:
        says = f"The same mail host stands twice: {', '.join(twice[:5])}."
        yield say("mx_twice", Severity.LOW, says, "Delete one of the two records.")
    if mx.status == "none":
        yield from _implicit(domain, found)
    elif mx.status == "ok" and len(set(targets)) == 1:
        yield say("mx_single", Severity.INFO, f"{domain} has a single mail host.", None)
    usable = [host for host in mx.hosts if host.addresses]
    if len({host.host for host in usable}) > 1 and len({frozenset(host.addresses) for host in usable}) == 1:
        says = f"All mail hosts of {domain} are the same by their addresses, so none stands in for another."
        yield say("mx_same_host", Severity.INFO, says, None)
    all_known = not any(host.outcome.failed for host in mx.hosts)
    if mx.hosts and not usable and all_known:
        says = f"No mail host of {domain} has an address, so all mail to it fails (RFC 5321 5.1)."
        remedy = f"Publish: {domain} MX 10 and the name of a host that takes its mail."
        yield say("mx_unusable", Severity.HIGH, says, remedy)
    if usable and all_known and not any(":" in address for host in usable for address in host.addresses):
        says = "No mail host has an IPv6 address: IPv6-only senders cannot deliver."
        yield say("mx_no_ipv6", Severity.INFO, says, None)


def _implicit(domain: str, found: MxFound) -> Iterator[Finding]:
    own = found.own
    if found.answer.outcome is Outcome.NXDOMAIN:
        says = f"{domain} does not exist (NXDOMAIN): receivers refuse mail from such a domain."
        remedy = "Look for a typing mistake; else register the domain, or publish its records."
        yield say("domain_missing", Severity.HIGH, says, remedy)
    elif own.addresses:
        says = f"{domain} has no MX, so {', '.join(own.addresses[:4])} takes its mail (RFC 5321 5.1)."
        remedy = f"Publish: {domain} MX 10 {domain}. - or MX 0 . if it neither takes nor sends mail."
        yield say("mx_implicit", Severity.LOW, says, remedy)
    elif not own.outcome.failed:
        says = f"{domain} has neither MX nor address: replies and bounces to it fail."
        remedy = f"Publish: {domain} MX 10 and the name of your mail host."
        yield say("mx_none", Severity.MEDIUM, says, remedy)


def _host(host: MxHost, found: MxFound, special: Callable[[str], str | None]) -> Iterator[Finding]:
    name = host.host
    if _is_address(name):
        says = f"The mail host {name} is an address; MX needs a name."
        named = f"{found.domain} MX {host.preference} mail.{found.domain}."
        remedy = f"Give the address a name (mail.{found.domain}, A or AAAA), and publish: {named}"
        yield say("mx_address", Severity.HIGH, says, remedy)
    elif name in found.free:
        says = f"{found.free[name]} is not registered: its next owner gets the mail sent to {name}."
        yield say(
            "mx_takeover",
            Severity.CRITICAL,
            says,
            f"Delete at once: {found.domain} MX {host.preference} {name}.",
        )
    elif host.outcome.failed:
        says = f"The addresses of the mail host {name} could not be asked ({host.outcome})."
        yield say("mx_host_unknown", Severity.INFO, says, "Ask again later.")
    elif not host.addresses:
        says = f"The mail host {name} has no address."
        remedy = f"Give it an A or AAAA record, or delete: {found.domain} MX {host.preference} {name}."
        yield say("mx_without_address", Severity.MEDIUM, says, remedy)
    if host.alias is not None:
        says = f"The mail host {name} is an alias (CNAME) of {host.alias}, which RFC 2181 10.3 forbids."
        remedy = (
            f"Publish: {found.domain} MX {host.preference} {host.alias}. instead, or addresses at {name}."
        )
        yield say("mx_alias", Severity.MEDIUM, says, remedy)
    elif host.alias_outcome.failed and not host.outcome.failed:
        says = f"Whether the mail host {name} is an alias (CNAME) could not be asked ({host.alias_outcome})."
        yield say("mx_alias_unknown", Severity.INFO, says, "Ask again later.")
    for address in host.addresses:
        kind = special(address)
        if kind is not None and not kind.startswith("documentation"):
            says = f"The mail host {name} has the address {address}: {kind}."
            yield say("mx_special_address", Severity.HIGH, says, "Give it a public address.")


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True
