"""Faults that the owner of an SPF record decides on: how it ends, what is left over in it, how wide it is."""

from collections.abc import Callable, Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, collapse_addresses

from repcheck.model.observations import Severity
from repcheck.model.report import Finding
from repcheck.records.spf.syntax.modifiers import home_of, may_name_sender
from repcheck.records.spf.syntax.slips import is_mapped, meant
from repcheck.records.spf.syntax.terms import (
    VERSION,
    WIDE,
    Fault,
    Mechanism,
    Modifier,
    Network,
    shown_term,
)
from repcheck.records.spf.tree.build import Branch, Tree
from repcheck.records.tags import say
from repcheck.words.text import and_more

#: Of what a provider's record names: some have whole networks of their own.
_VERY_WIDE = {4: 8, 6: 16}
#: The length that most networks have which people name.
_USUAL = {4: "/24", 6: "/64"}
_NAMED_AT_MOST = 6


def own_findings(tree: Tree, special: Callable[[str], str | None]) -> Iterator[Finding]:
    """Of the record, and of the one that it hands over to: what their owner decides, not a provider.

    ``special`` gives the kind of a special-purpose address, None for ordinary ones.
    """
    for own in _own_trees(tree):
        yield from _endings(own, tree)
        yield from _leftovers(own)
        yield from _ranges(own, special)


def _own_trees(tree: Tree) -> Iterator[Tree]:
    yield tree
    for branch in tree.branches:
        if branch.record is not None and isinstance(branch.term, Modifier):
            yield from _own_trees(branch.record)


def _endings(tree: Tree, top: Tree) -> Iterator[Finding]:
    if tree.record.text is None or any(branch.state == "fault" for branch in tree.branches):
        everything = [branch.term for branch in tree.branches if _is_kind(branch, "all")]
    else:
        everything = [branch.term for branch in tree.branches if _is_kind(branch, "all")]
        if not everything and not any(_is_kind(branch, "redirect") for branch in tree.branches):
            yield say(
                "spf_no_all",
                Severity.MEDIUM,
                f"The record of {tree.domain} ends without all: it says nothing about strangers.",
                "End it with ~all, or with -all when every sender is known.",
            )
    if not everything:
        return
    last = everything[0]
    assert isinstance(last, Mechanism)
    if last.qualifier == "+":
        says = f"{shown_term(last.text)} in the record of {tree.domain} lets everybody send."
        yield say("spf_everybody", Severity.CRITICAL, says, "Write ~all or -all.")
    elif last.qualifier == "?":
        says = f"?all in the record of {tree.domain} says nothing about strangers."
        yield say("spf_neutral_all", Severity.MEDIUM, says, "Write ~all, or -all when every sender is known.")
    elif last.qualifier == "~":
        yield say(
            "spf_softfail_all",
            Severity.INFO,
            f"{top.domain} ends in ~all: right together with an enforcing DMARC policy.",
            "-all may have mail refused before its DKIM signature is looked at (RFC 9989 7.1).",
        )


def _is_kind(branch: Branch, kind: str) -> bool:
    return not isinstance(branch.term, Fault) and branch.term.kind == kind


def _leftovers(tree: Tree) -> Iterator[Finding]:
    unused = [branch.term.text for branch in tree.branches if branch.state == "unused"]
    if unused:
        says = f"Never used in the record of {tree.domain}, because of its all: {_named(unused)}."
        yield say("spf_unused", Severity.MEDIUM, says, "Move them before the all, or delete them.")
    seen: set[str] = set()
    for branch in tree.branches:
        term = branch.term
        if isinstance(term, Modifier):
            if term.kind == "other":
                yield from _idle_modifier(term, tree.domain)
            continue
        if isinstance(term, Fault) or branch.state == "unused":
            continue
        if term.kind == "ptr":
            says = (
                f"{shown_term(term.text)} in the record of {tree.domain}: slow, and some receivers ignore it."
            )
            yield say("spf_ptr", Severity.MEDIUM, says, "Write ip4: and ip6: for it (RFC 7208 5.5).")
        if term.kind == "include" and branch.name == tree.domain:
            says = f"{shown_term(term.text)} includes the domain itself."
            yield say("spf_own_include", Severity.MEDIUM, says, "Remove it.")
        if term.asks and term.text.lower() in seen:
            says = f"{shown_term(term.text)} stands twice in the record of {tree.domain}: a lookup each time."
            yield say("spf_twice", Severity.MEDIUM, says, "Remove one.")
        seen.add(term.text.lower())


def _idle_modifier(term: Modifier, domain: str) -> Iterator[Finding]:
    shown = f"{shown_term(term.text)} in the record of {domain}"
    home = home_of(term.text, domain)
    if home is not None:
        says = f"{shown} is not part of SPF, so nobody reads it there."
        yield say("spf_stray_text", Severity.LOW, says, f"Move it to {home}.")
        return
    better = meant(term)
    if better is None and not may_name_sender(term):
        return
    remedy = f"Write: {better}" if better is not None else "Write the mechanism that is meant, or remove it."
    if term.text.lower() == VERSION:
        remedy = "Remove it."
    says = f"{shown} is an unknown modifier, which covers nobody."
    yield say("spf_idle_modifier", Severity.MEDIUM, says, remedy)


def _permitted(tree: Tree) -> list[tuple[str, Network]]:
    return [
        (branch.term.text, branch.term.network)
        for branch in tree.branches
        if isinstance(branch.term, Mechanism)
        and branch.term.network is not None
        and not is_mapped(branch.term)
        and branch.state != "unused"
        and branch.term.qualifier == "+"
    ]


def _looks_like_network(network: Network, all_of_them: Iterable[tuple[str, Network]]) -> bool:
    """An address that ends as networks do, in .0 or ::, and is the only one named near it."""
    if network.prefixlen != network.max_prefixlen:
        return False
    around = network.supernet(prefixlen_diff=8 if network.version == 4 else 64)
    near = [other for _, other in all_of_them if other.version == network.version and other.overlaps(around)]
    return around.network_address == network.network_address and near == [network]


def _special(network: Network, special: Callable[[str], str | None]) -> str | None:
    """Of wider ones the first address says nothing."""
    if network.prefixlen < WIDE[network.version] // 2:
        return None
    return special(str(network.network_address))


def _ranges(tree: Tree, special: Callable[[str], str | None]) -> Iterator[Finding]:
    networks = _permitted(tree)
    everybody = _whole(network for _, network in networks)
    if everybody is not None:
        says = f"The networks in the record of {tree.domain} cover every IPv{everybody} address."
        yield say("spf_everybody", Severity.CRITICAL, says, "Name the addresses you send from.")
    wide = [
        branch.term.text
        for branch in tree.branches
        if isinstance(branch.term, Mechanism)
        and branch.term.wide
        and branch.term.qualifier == "+"
        and branch.state != "unused"
    ]
    if wide and everybody is None:
        says = f"Very wide in the record of {tree.domain}: {_named(wide)}."
        yield say("spf_wide", Severity.MEDIUM, says, "Name the addresses you send from.")
    for text, network in networks:
        if _looks_like_network(network, networks):
            says = (
                f"{shown_term(text)} in the record of {tree.domain} is one address, the first of a network."
            )
            remedy = f"If the network is meant, write its length: {text}{_USUAL[network.version]}"
            yield say("spf_network_address", Severity.LOW, says, remedy)
        kind = _special(network, special)
        if kind is not None:
            example = kind.startswith("documentation")
            yield say(
                "spf_special_address",
                Severity.INFO if example else Severity.MEDIUM,
                f"{shown_term(text)} in the record of {tree.domain}: {kind}; no receiver ever sees it.",
                "Remove it.",
            )


def wide_below(tree: Tree) -> Iterator[Finding]:
    """Included records that permit a large share of all addresses."""
    for branch in tree.branches:
        if branch.record is None or branch.state == "unused":
            continue
        below = branch.record
        if isinstance(branch.term, Mechanism):  # a redirect is looked at as the domain's own record
            wide = [
                text for text, network in _permitted(below) if network.prefixlen < _VERY_WIDE[network.version]
            ]
            if wide:
                says = (
                    f"Very wide in the record of {below.domain}, included by {tree.domain}: {_named(wide)}."
                )
                remedy = f"Ask the owner of {below.domain} to name the addresses that send."
                yield say("spf_wide", Severity.MEDIUM, says, remedy)
        yield from wide_below(below)


def _whole(networks: Iterable[Network]) -> int | None:
    """4 or 6 when the networks together are everything."""
    four = []
    six = []
    for network in networks:
        if isinstance(network, IPv4Network):
            four.append(network)
        else:
            six.append(network)
    if list(collapse_addresses(four)) == [IPv4Network("0.0.0.0/0")]:
        return 4
    return 6 if list(collapse_addresses(six)) == [IPv6Network("::/0")] else None


def _named(texts: list[str]) -> str:
    return and_more([shown_term(text) for text in texts], _NAMED_AT_MOST)
