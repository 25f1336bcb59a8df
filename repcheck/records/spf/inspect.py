"""All about the SPF of a domain, for any sender: its tree, its count, its faults, the record to publish."""

from collections.abc import Callable, Iterator

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.observations import Severity
from repcheck.model.published.spf import SpfResult, SpfStranger, SpfTree
from repcheck.model.records import SpfRecord
from repcheck.model.report import Finding
from repcheck.records.inquiry import together
from repcheck.records.spf.evaluation.verdict import LOOKUPS_AT_MOST, VOID_LOOKUPS_AT_MOST
from repcheck.records.spf.record import select_record
from repcheck.records.spf.repair.lint import Surroundings, spf_findings
from repcheck.records.spf.repair.mend import MendedRecord, draft, merged
from repcheck.records.spf.repair.proof import is_proven, is_union
from repcheck.records.spf.syntax.terms import selected, shown_term
from repcheck.records.spf.tree.build import Tree, tree_of
from repcheck.records.spf.tree.stranger import stranger_of
from repcheck.records.tags import say
from repcheck.records.unregistered import unregistered

#: The record to publish, and what is to be decided before there can be one.
_Proposal = tuple[str | None, tuple[str, ...]]


class SpfInspection(msgspec.Struct, frozen=True, kw_only=True):
    """``publish`` is the record to publish instead; None: nothing has to change, or nobody can tell.

    ``decide``  what only the owner can decide, for which no record is proposed; empty beside ``publish``
    ``answer``  the TXT records of the domain; None when it was not asked
    """

    tree: Tree
    shown: SpfTree
    stranger: SpfStranger
    findings: tuple[Finding, ...]
    publish: str | None
    decide: tuple[str, ...] = ()
    answer: Answer | None = None


class NameFacts(msgspec.Struct, frozen=True):
    """What is known of names and addresses without asking: the registrable domain, the special purpose."""

    registered_domain: Callable[[str], str]
    special: Callable[[str], str | None]


def inspect_domain(domain: str, facts: NameFacts) -> Inquiry[SpfInspection]:
    """Follow the record, then ask who owns what was missing."""
    (answer,) = yield (Question(domain, "TXT"),)
    tree = yield from tree_of(domain, select_record(answer), {Question(domain, "TXT"): answer})
    free = yield from unregistered(_missing(tree), facts.registered_domain)
    stranger, shown = stranger_of(tree)
    alone = not any(map(selected, answer.records))
    near = tuple(sorted(text for text in answer.records if _is_near_miss(text, within=alone)))
    # Name servers hand several records out in any order.
    records = tuple(sorted(text for text in answer.records if selected(text)))
    made = draft(tree, records[0]) if tree.record.text is not None else MendedRecord()
    known = Surroundings(unregistered=free, near_misses=near, better=made.better, special=facts.special)
    findings = spf_findings(tree, stranger, known)
    if tree.record.status == "several":
        publish, decide = yield from _one_of(domain, records, facts)
    else:
        publish, decide = yield from _instead(tree, made, stranger, free)
    return SpfInspection(
        tree=tree,
        shown=shown,
        stranger=stranger,
        findings=findings,
        publish=publish,
        decide=decide,
        answer=answer,
    )


def _instead(
    tree: Tree, made: MendedRecord, stranger: SpfStranger, free: dict[str, str]
) -> Inquiry[_Proposal]:
    """The record with its slips written right, if that is proven to be what was meant."""
    taken = [branch.term.text for branch in tree.branches if branch.name in free]
    open_to_all = SpfResult.PASS in (stranger.result, stranger.result_ipv6)
    sends = (f"who sends for {tree.domain}",) if open_to_all and not made.decide else ()
    named = [shown_term(text) for text in taken]
    asked = (one for one in made.decide if not any(f"what {name} is" in one for name in named))
    decide = (*asked, *sends, *(f"what stands for {name}" for name in named))
    if decide or made.text is None:
        return None, decide
    record = SpfRecord(status="ok", text=made.text)
    new = yield from tree_of(tree.domain, record, tree.known)
    if _opens(new):  # its faults alone kept everybody out
        return None, (f"who sends for {tree.domain}",)
    if is_proven(made, tree, new):
        return made.text, ()
    return None, (_over_limit(new) or "who is meant to send",)


def _over_limit(tree: Tree) -> str | None:
    """Of a record that is right and yet an error: it asks too much (RFC 7208 4.6.4)."""
    stranger, _ = stranger_of(tree)
    if stranger.lookups > LOOKUPS_AT_MOST:
        return f"which terms to drop, as {stranger.lookups} lookups are needed and at most 10 may be"
    if max(stranger.void_lookups, stranger.void_lookups_ipv6) > VOID_LOOKUPS_AT_MOST:
        return "which terms to drop of those that find nothing, as at most 2 may"
    return None


def _opens(tree: Tree) -> bool:
    """Whether the record lets everybody send."""
    known = Surroundings(unregistered={}, special=lambda _: None)
    return any(finding.id == "spf_everybody" for finding in spf_findings(tree, stranger_of(tree)[0], known))


def _one_of(domain: str, records: tuple[str, ...], facts: NameFacts) -> Inquiry[_Proposal]:
    """One record for several, each written right, if it is proven to let the same send."""
    distinct = tuple(dict.fromkeys(records))
    right = yield from together(*(_written_right(domain, record, facts) for record in distinct))
    whole = tuple(dict.fromkeys(text for text in right if text is not None))
    text = merged(whole) if len(whole) > 1 else next(iter(whole), None)
    if text is not None and None not in right:
        every = (*whole, text)
        trees = yield from together(*(tree_of(domain, SpfRecord(status="ok", text=one)) for one in every))
        if not _opens(trees[-1]) and is_union(whole, trees[:-1], trees[-1]):
            return text, ()
    return None, ("which of the records holds",)


def _written_right(domain: str, record: str, facts: NameFacts) -> Inquiry[str | None]:
    """The record without its slips, which may be none; None where only its owner knows what is meant."""
    tree = yield from tree_of(domain, select_record(Answer(Outcome.NOERROR, (record,))))
    made = draft(tree, record)
    if made.text is None and not made.decide:
        return tree.record.text
    free = yield from unregistered(_missing(tree), facts.registered_domain)
    text, _ = yield from _instead(tree, made, stranger_of(tree)[0], free)
    return text


def retired_type(domain: str) -> Inquiry[tuple[Finding, ...]]:
    """What is left of record type SPF (99). No verdict ever rests on it (RFC 7208 3.1)."""
    (answer,) = yield (Question(domain, "SPF"),)
    if not answer.records:
        return ()
    says = f"{domain} has a record of type SPF (99), which nobody reads any more (RFC 7208 3.1)."
    return (say("spf_retired_type", Severity.INFO, says, "Delete it; what counts is the TXT record."),)


def no_domain(text: str) -> SpfInspection:
    """Of a text that is not a domain name."""
    tree = Tree(domain=text, record=SpfRecord(status="none"))
    stranger, shown = stranger_of(tree)
    return SpfInspection(tree=tree, shown=shown, stranger=stranger, findings=(), publish=None)


def _missing(tree: Tree) -> Iterator[str]:
    """Names that do not exist, in the order of the tree."""
    for branch in tree.branches:
        if branch.name is not None and branch.outcome is Outcome.NXDOMAIN:
            yield branch.name
        if branch.mx is not None:
            yield from (host.host for host in branch.mx.hosts if host.outcome is Outcome.NXDOMAIN)
        if branch.record is not None:
            yield from _missing(branch.record)


def _is_near_miss(text: str, *, within: bool) -> bool:
    """``within``  whether a text counts too in which a record stands behind something else"""
    if selected(text):
        return False
    if within and " v=spf1 " in f" {text.lower()} ":
        return True
    plain = text.strip(" \t\"'\u201c\u201d").lower()
    return plain.startswith(("v=spf", "spf2.0/", "v = spf", "v= spf", "spf1 "))
