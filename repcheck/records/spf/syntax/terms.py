"""The terms of an SPF record (RFC 7208 4.6, 5, 6, 12): the only parser of them, strict and without a verdict.

A term that is against the grammar becomes a Fault in its place, so that a verdict can be a permerror while
people are still shown what the rest of the record means.
"""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

import msgspec

from repcheck.errors import MacroError
from repcheck.patterns import compiled
from repcheck.records.spf.syntax.macros import MacroString, parse_domain_spec, parse_macros

Network = IPv4Network | IPv6Network
Qualifier = Literal["+", "-", "~", "?"]
MechanismKind = Literal["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"]
ModifierKind = Literal["redirect", "exp", "other"]

VERSION = "v=spf1"
#: Terms that cost a lookup (RFC 7208 4.6.4); the modifier redirect is the sixth.
ASKING: frozenset[str] = frozenset({"include", "a", "mx", "ptr", "exists"})

#: A shorter prefix than these covers more than senders have.
WIDE: dict[int, int] = {4: 16, 6: 32}

_MODIFIER = compiled(r"([a-z][a-z0-9_.-]*)=(.*)", re.IGNORECASE | re.DOTALL)
_MECHANISM = compiled(r"([-+~?]?)([a-z][a-z0-9_.-]*)([:/].*)?", re.IGNORECASE | re.DOTALL)
_KINDS: dict[str, MechanismKind] = {
    "all": "all", "include": "include", "a": "a", "mx": "mx", "ptr": "ptr", "ip4": "ip4", "ip6": "ip6",
    "exists": "exists",
}  # fmt: skip
_LENGTHS = compiled(r"(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?\Z")
_ADDRESS = compiled(r":([0-9a-f.:]+)(?:/(0|[1-9][0-9]{0,2}))?", re.IGNORECASE)
_NOT_ASCII = compiled(r"[^\x00-\x7f]")


class Mechanism(msgspec.Struct, frozen=True, kw_only=True):
    """A mechanism.

    ``text``     as written, untrusted; ``at`` is where it begins in the record, in characters
    ``domain``   what stands behind ":"; None: the current domain
    ``network``  of ip4 and ip6
    ``four``     prefix length round IPv4 addresses of a and mx, ``six`` round IPv6 ones
    """

    text: str
    at: int
    kind: MechanismKind
    qualifier: Qualifier = "+"
    domain: MacroString | None = None
    network: Network | None = None
    four: int = 32
    six: int = 128

    @property
    def asks(self) -> bool:
        """Costs one of the ten lookups."""
        return self.kind in ASKING

    @property
    def wide(self) -> bool:
        """Covers a large share of all addresses, by its own length."""
        if self.network is not None:
            return self.network.prefixlen < WIDE[self.network.version]
        return self.four < WIDE[4] or self.six < WIDE[6]


class Modifier(msgspec.Struct, frozen=True, kw_only=True):
    """``name`` in lower case; ``value`` is a domain-spec for redirect and exp."""

    text: str
    at: int
    kind: ModifierKind
    name: str
    value: MacroString


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A term against the grammar: ``says`` what is wrong with it, for a person."""

    text: str
    at: int
    says: str

    @property
    def permits(self) -> bool:
        """Whether its writer meant to permit somebody."""
        return self.text[:1] not in ("-", "~", "?") or len(self.text) == 1


Term = Mechanism | Modifier | Fault


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed record: its terms in the order written. ``redirect`` and ``exp`` are the first of each."""

    terms: tuple[Term, ...]
    redirect: Modifier | None = None
    exp: Modifier | None = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What makes it a permerror; empty for a record that is right."""
        return tuple(term for term in self.terms if isinstance(term, Fault))

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """In the order of evaluation."""
        return tuple(term for term in self.terms if isinstance(term, Mechanism))


def selected(text: str) -> bool:
    """Whether a TXT record is an SPF record (RFC 7208 4.5)."""
    return text[:6].lower() == VERSION and text[6:7] in ("", " ")


def parse_record(text: str, *, at_most: int | None = None) -> Record:
    """Parse a selected record; never raises. ``at_most`` bounds the terms that are looked at."""
    terms: list[Term] = []
    first: dict[str, Modifier] = {}
    at = len(VERSION)
    for word in text[at:].split(" "):
        if word:
            if at_most is not None and len(terms) >= at_most:
                break
            terms.append(_again(_term(word, at), first))
        at += len(word) + 1
    return Record(terms=tuple(terms), redirect=first.get("redirect"), exp=first.get("exp"))


def _again(term: Term, first: dict[str, Modifier]) -> Term:
    """``redirect`` and ``exp`` may stand once each (RFC 7208 6)."""
    if not isinstance(term, Modifier) or term.kind == "other":
        return term
    if term.kind in first:
        return Fault(text=term.text, at=term.at, says=f"{term.kind}= may stand only once")
    first[term.kind] = term
    return term


def shown_network(network: Network) -> str:
    """A network as people write it: a single address without its length."""
    single = network.prefixlen == network.max_prefixlen
    return str(network.network_address) if single else str(network)


def _term(text: str, at: int) -> Term:
    try:
        modifier = _MODIFIER.fullmatch(text)
        return _mechanism(text, at) if modifier is None else _modifier(text, at, modifier)
    except MacroError as error:
        return Fault(text=text, at=at, says=str(error))


def _modifier(text: str, at: int, match: re.Match[str]) -> Term:
    name = match[1].lower()
    kind: ModifierKind = "other"
    if name == "redirect":
        kind = "redirect"
    elif name == "exp":
        kind = "exp"
    value = parse_macros(match[2]) if kind == "other" else parse_domain_spec(match[2])
    return Modifier(text=text, at=at, kind=kind, name=name, value=value)


def _mechanism(text: str, at: int) -> Term:
    match = _MECHANISM.fullmatch(text)
    if match is None:
        shown = _NOT_ASCII.search(text)
        says = "has a character that is not ASCII" if shown else "is neither a mechanism nor a modifier"
        return Fault(text=text, at=at, says=says)
    kind = _KINDS.get(match[2].lower())
    if kind is None:
        return Fault(text=text, at=at, says=f"there is no mechanism {match[2][:60]!r}")
    argument = match[3] or ""
    made = Mechanism(text=text, at=at, kind=kind, qualifier=_qualifier(match[1]))
    if kind == "all":
        if argument:
            raise MacroError("all takes nothing behind it")
        return made
    if kind in ("ip4", "ip6"):
        return msgspec.structs.replace(made, network=_network(kind, argument))
    if kind in ("a", "mx"):
        return _with_hosts(made, argument)
    return _with_domain(made, argument)


def _qualifier(sign: str) -> Qualifier:
    match sign:
        case "-" | "~" | "?":
            return sign
        case _:
            return "+"


def _with_domain(made: Mechanism, argument: str) -> Mechanism:
    """``include`` and ``exists`` need a domain, ``ptr`` may have one (RFC 7208 5.2, 5.5, 5.7)."""
    if not argument and made.kind == "ptr":
        return made
    if not argument.startswith(":"):
        raise MacroError(f"{made.kind} needs a domain behind a colon")
    return msgspec.structs.replace(made, domain=parse_domain_spec(argument[1:]))


def _with_hosts(made: Mechanism, argument: str) -> Mechanism:
    lengths = _LENGTHS.search(argument)
    assert lengths is not None  # the pattern matches the empty end too
    four, six = int(lengths[1] or 32), int(lengths[2] or 128)
    if four > 32 or six > 128:
        raise MacroError("the prefix length is too large")
    rest = argument[: lengths.start()]
    if rest and not rest.startswith(":"):
        raise MacroError("the prefix length is malformed")
    domain = parse_domain_spec(rest[1:]) if rest else None
    return msgspec.structs.replace(made, domain=domain, four=four, six=six)


def _network(kind: Literal["ip4", "ip6"], argument: str) -> Network:
    match = _ADDRESS.fullmatch(argument)
    if match is None:
        raise MacroError(f"{kind} needs an address or a network behind a colon")
    try:
        network = ip_network(match[1] if match[2] is None else f"{match[1]}/{match[2]}", strict=False)
    except ValueError:
        raise MacroError(f"{argument[1:61]!r} is not a network") from None
    if isinstance(network, IPv4Network) is not (kind == "ip4"):
        raise MacroError(f"{argument[1:61]!r} is not an IPv{kind[2]} network")
    return network


def shown_term(text: str) -> str:
    """A stranger's term inside a sentence: without controls, and cut."""
    shown = "".join(character if character.isprintable() else "?" for character in text[:100])
    return shown if len(text) <= 100 else f"{shown[:97]}..."
