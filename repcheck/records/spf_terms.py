"""The terms of an SPF record (RFC 7208 4.6, 5, 6), as far as they tell who may send."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Literal

import msgspec

from repcheck.records.inquiry import askable_name

Network = IPv4Network | IPv6Network
Kind = Literal["all", "a", "mx", "include", "redirect", "network", "depends", "mapped", "bad"]

_MECHANISM = re.compile(r"([+?~-]?)([a-z0-9]+)([:/].*)?", re.IGNORECASE)
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=([!-~]*)", re.IGNORECASE)
_HOSTS = re.compile(r"(?::([^/]+))?(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?")
_NETWORK = re.compile(r":([0-9a-f.:]+)(?:/(0|[1-9][0-9]{0,2}))?", re.IGNORECASE)
_SPF_MAPPED = IPv6Network("::ffff:0:0/96")


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a record.

    ``text``     as written, untrusted
    ``kind``     "network": ip4 or ip6; "depends": on the message (exists, ptr, a macro); "mapped": an ip6
                 network that nobody can match, as IPv4-mapped senders count as IPv4 (RFC 7208 5);
                 "bad": not understood
    ``permits``  False for the qualifiers ``-``, ``~`` and ``?``
    ``domain``   the name it looks at, canonical; None: the current domain
    ``network``  of ip4 and ip6
    ``four``     prefix length round the IPv4 addresses of a and mx, ``six`` round the IPv6 ones
    """

    text: str
    kind: Kind
    permits: bool = True
    domain: str | None = None
    network: Network | None = None
    four: int = 32
    six: int = 128


def terms_of(record: str, *, at_most: int) -> tuple[Term, ...]:
    """The terms that count, in the order of evaluation; of a longer record, the first ``at_most``.

    Nothing behind ``all`` counts, nor does a redirect beside it (RFC 7208 5.1, 6.1). The redirect comes last,
    wherever it stands. Modifiers that permit nobody (exp and unknown ones) are left out.
    """
    terms: list[Term] = []
    redirect: Term | None = None
    for text in filter(None, record.split(" ", at_most + 1)[1 : at_most + 1]):
        modifier = _MODIFIER.fullmatch(text)
        if modifier is None:
            terms.append(_mechanism(text))
            if terms[-1].kind == "all":
                return tuple(terms)
        elif redirect is None and modifier[1].lower() == "redirect":
            # A second one makes the record a permerror (RFC 7208 6); the first tells what was meant.
            redirect = _named("redirect", text, True, modifier[2])
    return (*terms, redirect) if redirect else tuple(terms)


def _mechanism(text: str) -> Term:
    match = _MECHANISM.fullmatch(text)
    if match is None:
        return Term(text=text, kind="bad")
    permits = match[1] in ("", "+")
    name, argument = match[2].lower(), match[3] or ""
    if name in ("ip4", "ip6"):
        return _addresses(name, text, permits, argument)
    if name in ("a", "mx"):
        return _hosts("a" if name == "a" else "mx", text, permits, argument)
    if name == "include":
        return _named("include", text, permits, argument.removeprefix(":"))
    return Term(text=text, kind=_other(name, argument), permits=permits)


def _other(name: str, argument: str) -> Kind:
    """What is left to tell apart: ``all`` takes no argument, ``exists`` needs one (RFC 7208 5.1, 5.7)."""
    if name == "all" and not argument:
        return "all"
    depends = name == "ptr" or (name == "exists" and argument.startswith(":"))
    return "depends" if depends else "bad"


def _addresses(name: str, text: str, permits: bool, argument: str) -> Term:
    match = _NETWORK.fullmatch(argument)
    bad = Term(text=text, kind="bad", permits=permits)
    if match is None:
        return bad
    try:
        network = ip_network(match[1] if match[2] is None else f"{match[1]}/{match[2]}", strict=False)
    except ValueError:
        return bad
    if isinstance(network, IPv4Network) is not (name == "ip4"):
        return bad
    if isinstance(network, IPv6Network) and network.subnet_of(_SPF_MAPPED):
        return Term(text=text, kind="mapped", permits=permits)
    return Term(text=text, kind="network", permits=permits, network=network)


def _hosts(kind: Literal["a", "mx"], text: str, permits: bool, argument: str) -> Term:
    if "%" in argument:
        return Term(text=text, kind="depends", permits=permits)
    match = _HOSTS.fullmatch(argument)
    if match is None:
        return Term(text=text, kind="bad", permits=permits)
    domain = None if match[1] is None else _domain_spec(match[1])
    four, six = int(match[2] or 32), int(match[3] or 128)
    if (match[1] is not None and domain is None) or four > 32 or six > 128:
        return Term(text=text, kind="bad", permits=permits)
    return Term(text=text, kind=kind, permits=permits, domain=domain, four=four, six=six)


def _named(kind: Literal["include", "redirect"], text: str, permits: bool, domain_spec: str) -> Term:
    if "%" in domain_spec:
        return Term(text=text, kind="depends", permits=permits)
    domain = _domain_spec(domain_spec)
    return Term(text=text, kind=kind if domain else "bad", permits=permits, domain=domain)


def _domain_spec(text: str) -> str | None:
    """The name of a domain-spec without macros: two labels or more, the last not only digits (7.1)."""
    name = askable_name(text)
    if name is None:
        return None
    rest, _, top = name.rpartition(".")
    return None if not rest or top.isdigit() or top.startswith("-") or top.endswith("-") else name
