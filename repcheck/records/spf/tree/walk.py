"""Every address that an SPF record lets send, read from its tree."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

import msgspec

from repcheck.model.dns import Inquiry
from repcheck.model.records import SentFrom, SpfRecord, SpfWalk
from repcheck.records.addresses import HostAddresses
from repcheck.records.spf.evaluation.verdict import MX_HOSTS_AT_MOST
from repcheck.records.spf.record import no_record
from repcheck.records.spf.syntax.terms import Fault, Mechanism, Modifier, Network, shown_network, shown_term
from repcheck.records.spf.tree.build import TERMS_OF_A_RECORD_AT_MOST, Branch, Tree, tree_of

#: Each permitted network is compared with these.
EXCLUDED_AT_MOST = 32
ADDRESSES_AT_MOST = 1000
UNREACHABLE_AT_MOST = 100

_SPF_MAPPED = IPv6Network("::ffff:0:0/96")


class _RecordPlace(msgspec.Struct, frozen=True):
    """Where a record stands: the domain at the top, and the terms that led here, outermost first.

    ``excluded``  networks of earlier ip4 and ip6 terms that do not permit: they match first
    """

    top: str
    way: tuple[str, ...] = ()
    excluded: tuple[Network, ...] = ()

    @property
    def origin(self) -> str:
        via = f" via {', '.join(self.way)}" if self.way else ""
        return f"spf of {self.top}{via}"

    def excludes(self, network: Network) -> bool:
        return any(_within(network, excluded) for excluded in self.excluded)


class _Gathered:
    """What was gathered so far. ``hosts`` are those of an origin that were taken in, with their lengths."""

    def __init__(self) -> None:
        self.hosts: set[tuple[str, HostAddresses, int, int]] = set()
        self.sent_from: dict[SentFrom, None] = {}
        self.unreachable: dict[str, None] = {}


def spf_walk(domain: str, record: str) -> Inquiry[SpfWalk]:
    """Everything that ``record``, published at ``domain``, permits: ``permitted`` of its tree."""
    tree = yield from tree_of(domain, SpfRecord(status="ok", text=record))
    return permitted(tree)


def permitted(tree: Tree) -> SpfWalk:
    """The addresses and networks behind the terms with the qualifier ``+``, in the order of evaluation.

    What an earlier ip4 or ip6 term excludes is left out. ``unreachable`` has what cannot be followed.
    This is not a verdict, which is evaluated per address.
    """
    found = _Gathered()
    _record(_RecordPlace(tree.domain), tree, found)
    sent_from, unreachable = tuple(found.sent_from), tuple(found.unreachable)
    if len(unreachable) > UNREACHABLE_AT_MOST:
        rest = len(unreachable) - UNREACHABLE_AT_MOST
        unreachable = (*unreachable[:UNREACHABLE_AT_MOST], f"and {rest} more terms")
    if len(sent_from) > ADDRESSES_AT_MOST:
        rest = len(sent_from) - ADDRESSES_AT_MOST
        unreachable = (
            *unreachable,
            f"{rest} more addresses and networks: only {ADDRESSES_AT_MOST} are listed",
        )
        sent_from = sent_from[:ADDRESSES_AT_MOST]
    return SpfWalk(sent_from=sent_from, unreachable=unreachable)


def _record(place: _RecordPlace, tree: Tree, found: _Gathered) -> None:
    excluded = place.excluded
    redirect: Branch | None = None
    for branch in tree.branches:
        term = branch.term
        here = _RecordPlace(place.top, place.way, excluded)
        if branch.state == "unused":
            continue
        if isinstance(term, Modifier):
            redirect = branch if term.kind == "redirect" else redirect
        elif isinstance(term, Fault) or term.qualifier == "+":
            _term(here, branch, found)
        elif term.network is not None and len(excluded) < EXCLUDED_AT_MOST:
            excluded = (*excluded, term.network)
    if redirect is not None:  # comes last, wherever it stands (RFC 7208 6.1)
        _term(_RecordPlace(place.top, place.way, excluded), redirect, found)
    if tree.cut:
        more = f"{place.origin}: terms after the first {TERMS_OF_A_RECORD_AT_MOST} were not read"
        found.unreachable[more] = None


def _term(place: _RecordPlace, branch: Branch, found: _Gathered) -> None:
    term = branch.term
    if isinstance(term, Fault):
        if term.permits:
            _untold(place, branch, "not understood", found)
    elif branch.state == "depends":
        _untold(place, branch, "depends on the message", found)
    elif branch.note is not None:
        _untold(place, branch, branch.note, found)
    elif isinstance(term, Mechanism) and term.kind not in ("include", "exists"):
        _addresses(place, branch, term, found)
    elif term.kind == "exists":
        _untold(place, branch, "depends on the message", found)
    elif branch.record is not None:
        _below(place, branch, branch.record, found)


def _below(place: _RecordPlace, branch: Branch, tree: Tree, found: _Gathered) -> None:
    if tree.record.text is None:
        _untold(place, branch, no_record(tree.record), found)
        return
    step = f"redirect={tree.domain}" if isinstance(branch.term, Modifier) else f"include:{tree.domain}"
    _record(_RecordPlace(place.top, (*place.way, step), place.excluded), tree, found)


def _addresses(place: _RecordPlace, branch: Branch, term: Mechanism, found: _Gathered) -> None:
    if term.kind == "all":
        _untold(place, branch, "permits every address", found)
    elif term.network is not None:
        if isinstance(term.network, IPv6Network) and term.network.subnet_of(_SPF_MAPPED):
            # RFC 7208 5: an IPv4-mapped sender counts as IPv4
            _untold(place, branch, "no sender can match an IPv4-mapped network", found)
        else:
            _permit(place, (term.network,), found)
    else:
        _hosts(place, branch, term, found)


def _hosts(place: _RecordPlace, branch: Branch, term: Mechanism, found: _Gathered) -> None:
    """The addresses of ``a`` and ``mx``, with the network round each if the term has a prefix length."""
    hosts = branch.hosts[:MX_HOSTS_AT_MOST]
    for host in hosts:
        known = (place.origin, host, term.four, term.six)
        # A hundred terms may name one host; again it permits nothing new, as exclusions only become more.
        if known not in found.hosts:
            found.hosts.add(known)
            _permit(place, _networks(host, term), found)
    failed = next((host.outcome for host in hosts if host.outcome.failed), None)
    if failed is not None or (branch.state == "unknown" and not hosts):
        _untold(place, branch, f"could not be asked ({failed or branch.outcome})", found)
    if len(branch.hosts) > MX_HOSTS_AT_MOST:
        _untold(place, branch, f"only the first {MX_HOSTS_AT_MOST} mail hosts were followed", found)


def _networks(host: HostAddresses, term: Mechanism) -> list[Network]:
    return [
        ip_network((address, term.six if ":" in address else term.four), strict=False)
        for address in host.addresses
    ]


def _permit(place: _RecordPlace, networks: Iterable[Network], found: _Gathered) -> None:
    for network in networks:
        if not place.excludes(network):
            found.sent_from[SentFrom(address=shown_network(network), origin=place.origin)] = None


def _untold(place: _RecordPlace, branch: Branch, reason: str, found: _Gathered) -> None:
    found.unreachable[f"{shown_term(branch.term.text)} ({place.origin}): {reason}"] = None


def _within(network: Network, other: Network) -> bool:
    if isinstance(network, IPv4Network):
        return isinstance(other, IPv4Network) and network.subnet_of(other)
    return not isinstance(other, IPv4Network) and network.subnet_of(other)
