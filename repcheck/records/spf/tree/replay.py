"""Evaluating SPF over answers that are known already: what decides for one address, without asking."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from repcheck.model.dns import Answer, Outcome, Question, RecordType
from repcheck.model.published.spf import SpfQuery, SpfVerdict
from repcheck.records.addresses import HostAddresses
from repcheck.records.inquiry import Known, askable_name
from repcheck.records.spf.evaluation.verdict import check_host
from repcheck.records.spf.syntax.terms import Mechanism, Network
from repcheck.records.spf.tree.build import Branch, Tree

_EVERYTHING: dict[int, Network] = {4: IPv4Network("0.0.0.0/0"), 6: IPv6Network("::/0")}
#: What depends on the message is evaluated as if nobody matched it; a reverse name names another host.
_NO_MATCH: dict[RecordType, tuple[str, ...]] = {"TXT": ("v=spf1",), "PTR": ("unknown.invalid",)}
#: ... and as if everybody did.
_MATCH: dict[RecordType, tuple[str, ...]] = {"TXT": ("v=spf1 +all",), "A": ("127.0.0.2",)}


def verdict_of(domain: str, ip: str, known: Known, record: str, *, matching: bool = False) -> SpfVerdict:
    """The verdict of RFC 7208 for ``ip`` if ``record`` stood at ``domain``.

    ``matching``  what is not known, because it depends on the message, matches; else it does not
    """
    top = Question(domain, "TXT")
    inquiry = check_host(SpfQuery(ip=ip, domain=domain, sender=f"postmaster@{domain}"))
    try:
        asked = next(inquiry)
        while True:
            asked = inquiry.send(
                tuple(
                    Answer(Outcome.NOERROR, (record,))
                    if question == top
                    else _told(question, known, matching)
                    for question in asked
                )
            )
    except StopIteration as end:
        verdict: SpfVerdict = end.value
        return verdict


def _told(question: Question, known: Known, matching: bool) -> Answer:
    found = known.get(question)
    if found is not None:
        return found
    # No host is called so, which does not depend on the message; %{s} alone brings an "@" into a name.
    if askable_name(question.name.replace("@", "-")) is None:
        return Answer(Outcome.NXDOMAIN)
    texts = (_MATCH if matching else {}).get(question.rdtype) or _NO_MATCH.get(question.rdtype)
    return Answer(Outcome.NXDOMAIN) if texts is None else Answer(Outcome.NOERROR, texts)


def networks_in(tree: Tree) -> tuple[Network, ...]:
    """Every network that a term of the tree compares the sender with, whatever its qualifier, each once.

    A host that many terms name is taken in once for each pair of prefix lengths.
    """
    found: dict[Network, None] = {}
    hosts: dict[tuple[HostAddresses, int, int], None] = {}
    for branch in _branches(tree):
        term = branch.term
        if isinstance(term, Mechanism):
            if term.network is not None:
                found[term.network] = None
            hosts.update(dict.fromkeys((host, term.four, term.six) for host in branch.hosts))
    for host, four, six in hosts:
        for address in host.addresses:
            found[ip_network((address, six if ":" in address else four), strict=False)] = None
    return tuple(found)


def _branches(tree: Tree) -> Iterator[Branch]:
    for branch in tree.branches:
        yield branch
        if branch.record is not None:
            yield from _branches(branch.record)


def first_addresses(networks: Iterable[Network], version: int) -> tuple[str, ...]:
    """One address of each piece into which the networks cut the address space: the first one.

    SPF has the same verdict everywhere within a piece, unless a term depends on the message.
    """
    whole = _EVERYTHING[version]
    begins = {int(whole.network_address)}
    for network in networks:
        if network.version == version:
            begins.add(int(network.network_address))
            begins.add(int(network.broadcast_address) + 1)
    begins.discard(int(whole.broadcast_address) + 1)
    return tuple(
        str(whole.network_address + (begin - int(whole.network_address))) for begin in sorted(begins)
    )


def outside(networks: Iterable[Network], version: int) -> str | None:
    """The first address of the widest gap between the networks; None: together they are everything."""
    end = int(_EVERYTHING[version].broadcast_address)
    spans = sorted(
        (int(network.network_address), int(network.broadcast_address))
        for network in networks
        if network.version == version
    )
    free, gaps = 0, []
    for first, last in spans:
        if first > free:
            gaps.append((first - free, free))
        free = max(free, last + 1)
    if free <= end:
        gaps.append((end + 1 - free, free))
    if not gaps:
        return None
    return str(_EVERYTHING[version].network_address + max(gaps)[1])
