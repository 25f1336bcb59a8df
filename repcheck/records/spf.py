"""The SPF record of a domain, and every address that it lets send (RFC 7208)."""

from ipaddress import IPv4Network, ip_network

import msgspec

from repcheck.model.dns import Inquiry, Outcome, Question
from repcheck.model.records import SentFrom, SpfRecord, SpfWalk
from repcheck.records.addresses import HostAddresses, addresses_of
from repcheck.records.inquiry import together
from repcheck.records.mx import mx_of
from repcheck.records.spf_terms import Network, Term, terms_of

#: Terms that ask the DNS, in one walk. A verdict ends at the 11th (RFC 7208 4.6.4); who is meant, does not.
ASKING_TERMS_AT_MOST = 100
TERMS_OF_A_RECORD_AT_MOST = 500
#: Each permitted network is compared with these.
EXCLUDED_AT_MOST = 32
INCLUDES_DEEP_AT_MOST = 20
#: RFC 7208 4.6.4: more hosts than this are a permerror.
MX_HOSTS_AT_MOST = 10
ADDRESSES_AT_MOST = 1000
UNREACHABLE_AT_MOST = 100

_REASONS = {
    "all": "permits every address",
    "depends": "depends on the message",
    "mapped": "no sender can match an IPv4-mapped network",
    "bad": "not understood",
}


def spf_record_of(domain: str) -> Inquiry[SpfRecord]:
    """The one record that counts (RFC 7208 4.5). Octets that are not ASCII come as U+FFFD in its text."""
    (answer,) = yield (Question(domain, "TXT"),)
    if answer.failed:
        return SpfRecord(status="unknown", outcome=answer.outcome)
    if answer.absent:
        return SpfRecord(status="none", outcome=answer.outcome)
    selected = [text for text in answer.records if text[:6].lower() == "v=spf1" and text[6:7] in ("", " ")]
    if not selected:
        return SpfRecord(status="none")
    if len(selected) > 1:
        return SpfRecord(status="several")
    # A lone surrogate cannot be written into any output; U+FFFD still tells that the record is not ASCII.
    return SpfRecord(status="ok", text="".join(c if c.isascii() else "\ufffd" for c in selected[0]))


class _Place(msgspec.Struct, frozen=True):
    """Where a record stands in the walk.

    ``way``       terms that led here from the first record, outermost first
    ``path``      domains on that way, this one last
    ``excluded``  networks of earlier ip4 and ip6 terms that do not permit: they match first
    """

    way: tuple[str, ...]
    path: tuple[str, ...]
    excluded: tuple[Network, ...] = ()

    @property
    def origin(self) -> str:
        via = f" via {', '.join(self.way)}" if self.way else ""
        return f"spf of {self.path[0]}{via}"

    def excludes(self, network: Network) -> bool:
        return any(_within(network, excluded) for excluded in self.excluded)


class _Found(msgspec.Struct, frozen=True):
    """What a term, or a record, came to."""

    sent_from: tuple[SentFrom, ...] = ()
    unreachable: tuple[str, ...] = ()


class _Bounds:
    """What one walk has spent: records that were entered, and terms that asked."""

    def __init__(self, domain: str) -> None:
        self.entered = {domain}
        self.asked = 0

    def may_ask(self) -> bool:
        self.asked += 1
        return self.asked <= ASKING_TERMS_AT_MOST


def spf_walk(domain: str, record: str) -> Inquiry[SpfWalk]:
    """Everything that ``record``, published at ``domain``, permits, in the order of its terms.

    Only terms with the qualifier ``+`` are followed, past the tenth lookup and past errors, each domain once,
    and all that can be asked at one time in one round. What an earlier ip4 or ip6 term excludes is left out.
    What cannot be followed is told in ``unreachable``. It is no verdict: that is evaluated per address.
    """
    found = yield from _record(_Place((), (domain,)), record, _Bounds(domain))
    sent_from = tuple(dict.fromkeys(found.sent_from))
    unreachable = tuple(dict.fromkeys(found.unreachable))
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


def _record(place: _Place, record: str, bounds: _Bounds) -> Inquiry[_Found]:
    inquiries: list[Inquiry[_Found]] = []
    excluded = place.excluded
    terms = terms_of(record, at_most=TERMS_OF_A_RECORD_AT_MOST)
    for term in terms:
        if term.permits:
            here = _Place(place.way, place.path, excluded)
            inquiries.append(_term(here, term, bounds))
        elif term.network is not None and len(excluded) < EXCLUDED_AT_MOST:
            excluded = (*excluded, term.network)
    parts = yield from together(*inquiries)
    unreachable = tuple(text for part in parts for text in part.unreachable)
    ended = bool(terms) and terms[-1].kind == "all"
    if not ended and record.count(" ") > TERMS_OF_A_RECORD_AT_MOST:
        unreachable += (f"{place.origin}: terms after the first {TERMS_OF_A_RECORD_AT_MOST} were not read",)
    return _Found(tuple(entry for part in parts for entry in part.sent_from), unreachable)


def _term(place: _Place, term: Term, bounds: _Bounds) -> Inquiry[_Found]:
    if term.network is not None:
        return _permitted(place, (term.network,))
    if term.kind in _REASONS:
        return _untold(place, term, _REASONS[term.kind])
    if not bounds.may_ask():
        return _untold(place, term, f"not followed, after {ASKING_TERMS_AT_MOST} terms that ask")
    return (yield from _asking_term(place, term, bounds))


def _asking_term(place: _Place, term: Term, bounds: _Bounds) -> Inquiry[_Found]:
    name = term.domain or place.path[-1]
    if term.kind == "a":
        hosts = yield from addresses_of(name)
        return _of_hosts(place, term, (hosts,))
    if term.kind == "mx":
        return (yield from _mx(place, term, name))
    return (yield from _enter(place, term, name, bounds))


def _mx(place: _Place, term: Term, name: str) -> Inquiry[_Found]:
    mx = yield from mx_of(name)
    if mx.status == "unknown":
        return _untold(place, term, f"could not be asked ({mx.outcome})")
    hosts = mx.hosts[:MX_HOSTS_AT_MOST]
    found = _of_hosts(
        place, term, tuple(HostAddresses(addresses=host.addresses, outcome=host.outcome) for host in hosts)
    )
    if len(mx.hosts) > MX_HOSTS_AT_MOST:
        more = _untold(place, term, f"only the first {MX_HOSTS_AT_MOST} mail hosts were followed")
        return _Found(found.sent_from, found.unreachable + more.unreachable)
    return found


def _enter(place: _Place, term: Term, name: str, bounds: _Bounds) -> Inquiry[_Found]:
    """An included or redirected record, if it was not entered before."""
    if name in place.path:
        return _untold(place, term, "leads back to itself")
    if name in bounds.entered:
        return _Found()
    if len(place.way) >= INCLUDES_DEEP_AT_MOST:
        return _untold(place, term, f"not followed, below {INCLUDES_DEEP_AT_MOST} other records")
    bounds.entered.add(name)
    record = yield from spf_record_of(name)
    if record.text is None:
        return _untold(place, term, no_record(record))
    step = f"redirect={name}" if term.kind == "redirect" else f"include:{name}"
    below = _Place((*place.way, step), (*place.path, name), place.excluded)
    return (yield from _record(below, record.text, bounds))


def no_record(record: SpfRecord) -> str:
    """Why there is no record to follow, for a person."""
    if record.status == "unknown":
        return f"could not be asked ({record.outcome})"
    return "several SPF records, which is an error" if record.status == "several" else "no SPF record there"


def _of_hosts(place: _Place, term: Term, hosts: tuple[HostAddresses, ...]) -> _Found:
    """The addresses of ``a`` and ``mx``, with the network round each if the term has a prefix length."""
    networks = tuple(
        ip_network((address, term.six if ":" in address else term.four), strict=False)
        for host in hosts
        for address in host.addresses
    )
    found = _permitted(place, networks)
    failed = [host.outcome for host in hosts if host.outcome not in _ANSWERED]
    if not failed:
        return found
    untold = _untold(place, term, f"could not be asked ({failed[0]})")
    return _Found(found.sent_from, untold.unreachable)


_ANSWERED = frozenset({Outcome.NOERROR, Outcome.NODATA, Outcome.NXDOMAIN})


def _permitted(place: _Place, networks: tuple[Network, ...]) -> _Found:
    return _Found(
        tuple(
            SentFrom(address=_shown(network), origin=place.origin)
            for network in networks
            if not place.excludes(network)
        )
    )


def _untold(place: _Place, term: Term, reason: str) -> _Found:
    short = term.text if len(term.text) <= 100 else term.text[:97] + "..."
    text = "".join(character if character.isprintable() else "?" for character in short)
    return _Found(unreachable=(f"{text} ({place.origin}): {reason}",))


def _shown(network: Network) -> str:
    single = network.prefixlen == network.max_prefixlen
    return str(network.network_address) if single else str(network)


def _within(network: Network, other: Network) -> bool:
    if isinstance(network, IPv4Network):
        return isinstance(other, IPv4Network) and network.subnet_of(other)
    return not isinstance(other, IPv4Network) and network.subnet_of(other)
