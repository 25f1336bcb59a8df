"""The addresses a domain sends from: those the user gives, or those its own SPF record names."""

import asyncio
from functools import partial
from ipaddress import ip_address, ip_network

import msgspec

from repcheck.app.spf import special_name
from repcheck.dns import Asker, carry_out
from repcheck.model.domain import SendingAddress
from repcheck.model.observations import Severity
from repcheck.model.records import ReverseName, SpfWalk
from repcheck.model.report import Finding
from repcheck.model.spf import SpfQuery
from repcheck.records.generic import generic_name
from repcheck.records.ptr import reverse_of
from repcheck.records.spf.inspect import Lore, SpfInspection, inspect_domain
from repcheck.records.spf.verdict import check_host
from repcheck.records.spf.walk import permitted
from repcheck.targets.names import registered_domain

#: Addresses of one network, and in all, that are looked at one by one.
NETWORK_AT_MOST = 16
SENDERS_AT_MOST = 64


class DomainRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck domain`` is asked to do.

    ``domains``       canonical names
    ``ips``           addresses that send; none: those that the domain's own SPF record names
    ``selectors``     DKIM selectors; none: DKIM is not looked at
    ``helo``          HELO name of the sending host, or empty
    ``random_label``  a selector that nobody has
    ``max_hosts``     largest network that is taken apart into addresses
    ``fail_on``       least severity of a finding that makes exit code 1; None: never
    """

    domains: tuple[str, ...]
    ips: tuple[str, ...] = ()
    selectors: tuple[str, ...] = ()
    helo: str = ""
    random_label: str
    max_hosts: int = NETWORK_AT_MOST
    fail_on: Severity | None = Severity.MEDIUM


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """SPF of a domain, and its senders. ``findings`` tell what was not looked at."""

    spf: SpfInspection
    walk: SpfWalk
    senders: tuple[SendingAddress, ...]
    findings: tuple[Finding, ...]


async def sending_addresses(request: DomainRequest, asker: Asker, now: int, domain: str) -> Sending:
    """SPF first, as it names the addresses, unless the user did: then both at once."""
    judge = partial(_sender, request, asker, now, domain)
    inspection = asyncio.ensure_future(
        carry_out(asker, inspect_domain(domain, Lore(registered_domain, special_name)))
    )
    findings: list[Finding] = []
    if request.ips:
        addresses = [(address, "given") for address in request.ips]
    else:
        addresses, findings = _own_addresses(permitted((await inspection).tree), request.max_hosts)
    senders = await asyncio.gather(*(judge(*entry) for entry in addresses))
    spf = await inspection
    return Sending(spf=spf, walk=permitted(spf.tree), senders=tuple(senders), findings=tuple(findings))


def _own_addresses(walk: SpfWalk, max_hosts: int) -> tuple[list[tuple[str, str]], list[Finding]]:
    """What the domain's own record names; addresses behind an include belong to the provider."""
    found: dict[str, str] = {}
    wide = []
    for sent in walk.sent_from:
        network = ip_network(sent.address)
        if "include:" in sent.origin:
            continue
        if network.num_addresses > max_hosts:
            wide.append(_not_expanded(sent.address, sent.origin))
            continue
        for address in network:
            found.setdefault(str(address), sent.origin)
    if len(found) > SENDERS_AT_MOST:
        says = f"SPF names {len(found)} addresses; the first {SENDERS_AT_MOST} were looked at one by one."
        wide.append(
            Finding(id="expansion_cut", severity=Severity.INFO, says=says, remedy="Give them as --ip.")
        )
    return list(found.items())[:SENDERS_AT_MOST], wide


def _not_expanded(network: str, origin: str) -> Finding:
    return Finding(
        id="range_not_expanded",
        severity=Severity.INFO,
        says=f"{network} ({origin}) was not looked at address by address.",
        remedy="Give the addresses you send from as --ip, or raise --max-hosts.",
    )


async def _sender(
    request: DomainRequest, asker: Asker, now: int, domain: str, address: str, origin: str
) -> SendingAddress:
    query = SpfQuery(ip=address, domain=domain, sender=f"postmaster@{domain}", helo=request.helo, now=now)
    reverse, verdict = await asyncio.gather(
        carry_out(asker, reverse_of(str(ip_address(address)))), carry_out(asker, check_host(query))
    )
    confirmed = reverse.names[0] if reverse.status is ReverseName.CONFIRMED else None
    generic = None if confirmed is None else generic_name(address, confirmed)
    return SendingAddress(address=address, origin=origin, reverse=reverse, generic=generic, verdict=verdict)
