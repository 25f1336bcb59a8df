"""How a record looks to an address that no term matches: the count that decides whether it is too long."""

from collections.abc import Sequence
from typing import Final

import msgspec

from repcheck.model.published.spf import SpfBranch, SpfResult, SpfStranger, SpfTree, SpfVerdict
from repcheck.records.spf.evaluation.verdict import RESULTS
from repcheck.records.spf.record import no_record
from repcheck.records.spf.syntax.terms import Fault, Mechanism, Modifier, Network
from repcheck.records.spf.tree.build import Branch, Tree
from repcheck.records.spf.tree.replay import first_addresses, networks_in, outside, verdict_of

#: Includes that are counted; a few records that include each other could make it millions.
_COUNTED_AT_MOST: Final = 1000
_WITHOUT: Final = {
    "none": SpfResult.NONE,
    "several": SpfResult.PERMERROR,
    "unknown": SpfResult.TEMPERROR,
}


def stranger_of(tree: Tree) -> tuple[SpfStranger, SpfTree]:
    """The stranger's verdict and count, and the tree for people with the number of each lookup.

    The count goes on past the tenth lookup and past errors; the verdicts are those of RFC 7208 for an address
    outside of every network of the tree.
    """
    counting = _EvaluationPass(tree)
    _, shown = counting.record(tree, ())
    networks = networks_in(tree)
    four, six = (_verdict(tree, networks, version) for version in (4, 6))
    stranger = SpfStranger(
        result=four.result,
        result_ipv6=six.result,
        matched=four.matched if four.result is SpfResult.PASS else six.matched,
        lookups=counting.lookups,
        void_lookups=counting.voids,
        void_lookups_ipv6=counting.voids_six,
        at_least=counting.at_least,
        reason=four.reason or six.reason,
    )
    return stranger, shown


def _verdict(tree: Tree, networks: Sequence[Network], version: int) -> SpfVerdict:
    ip = outside(networks, version) or first_addresses(networks, version)[0]
    if tree.record.text is None:
        return SpfVerdict(
            result=_WITHOUT[tree.record.status], reason=f"{tree.domain}: {no_record(tree.record)}"
        )
    return verdict_of(tree.domain, ip, tree.known, tree.record.text)


class _EvaluationPass:
    """One pass in the order of evaluation."""

    def __init__(self, tree: Tree) -> None:
        self.lookups = self.voids = self.voids_six = 0
        self.at_least = False
        self._entered = dict(_records(tree))

    def record(self, tree: Tree, path: tuple[str, ...]) -> tuple[SpfResult | None, SpfTree]:
        """What a record without errors comes to, and the record with its numbers."""
        shown = SpfTree(
            domain=tree.domain,
            status=tree.record.status,
            outcome=tree.record.outcome,
            text=tree.record.text,
        )
        if tree.record.text is None:
            self.at_least = self.at_least or tree.record.status == "unknown"
            return None, shown
        result: SpfResult | None = None
        numbered: dict[int, SpfBranch] = {}
        for place in _in_order(tree):
            found, numbered[place] = self._branch(tree.branches[place], (*path, tree.domain))
            if found is not None:
                result = found
                break
        self.at_least = self.at_least or tree.cut
        terms = tuple(numbered.get(place, _shown(branch)) for place, branch in enumerate(tree.branches))
        return result or SpfResult.NEUTRAL, msgspec.structs.replace(shown, terms=terms)

    def _branch(self, branch: Branch, path: tuple[str, ...]) -> tuple[SpfResult | None, SpfBranch]:
        """The verdict if this term decides, and the term with its number."""
        term, shown = branch.term, _shown(branch)
        if isinstance(term, Fault):
            return None, shown
        if isinstance(term, Mechanism) and term.kind == "all":
            return RESULTS[term.qualifier], shown
        asks = term.asks if isinstance(term, Mechanism) else term.kind == "redirect"
        if not asks:
            return None, shown
        self._count(branch)
        shown = msgspec.structs.replace(shown, lookup=self.lookups)
        below, tree = self._below(branch, path)
        if tree is not None and branch.state != "repeated":
            shown = msgspec.structs.replace(shown, record=tree)
        if isinstance(term, Modifier):
            return below or SpfResult.NEUTRAL, shown
        return (RESULTS[term.qualifier] if below is SpfResult.PASS else None), shown

    def _below(self, branch: Branch, path: tuple[str, ...]) -> tuple[SpfResult | None, SpfTree | None]:
        """What an include or redirect comes to."""
        if isinstance(branch.term, Fault) or branch.term.kind not in ("include", "redirect"):
            return None, None
        tree = branch.record or self._entered.get(branch.name or "")
        if tree is None or branch.state == "loop" or branch.name in path or self.lookups > _COUNTED_AT_MOST:
            self.at_least = True
            return None, None
        return self.record(tree, path)

    def _count(self, branch: Branch) -> None:
        self.lookups += 1
        void, void_six = _voids(branch)
        self.voids += void
        self.voids_six += void_six


def _voids(branch: Branch) -> tuple[bool, bool]:
    """Whether it finds nothing for an IPv4 and for an IPv6 sender (RFC 7208 4.6.4)."""
    if branch.state == "void":
        return True, True
    if branch.state != "found" or not branch.hosts:
        return False, False
    addresses = [address for host in branch.hosts for address in host.addresses]
    return not any("." in address for address in addresses), not any(":" in address for address in addresses)


def _in_order(tree: Tree) -> list[int]:
    """Places of the terms that are evaluated, the redirect last (RFC 7208 6.1)."""
    used = [place for place, branch in enumerate(tree.branches) if branch.state != "unused"]
    return sorted(used, key=lambda place: isinstance(tree.branches[place].term, Modifier))


def _records(tree: Tree) -> list[tuple[str, Tree]]:
    found = [(tree.domain, tree)]
    for branch in tree.branches:
        if branch.record is not None:
            found += _records(branch.record)
    return found


def _shown(branch: Branch) -> SpfBranch:
    term = branch.term
    word = term.name if isinstance(term, Modifier) else "" if isinstance(term, Fault) else term.kind
    return SpfBranch(
        text=term.text,
        kind=word or "fault",
        state=branch.state,
        name=branch.name,
        outcome=branch.outcome,
        says=branch.note,
        addresses=tuple(address for host in branch.hosts for address in host.addresses),
        hosts=() if branch.mx is None else tuple(host.host for host in branch.mx.hosts),
    )
