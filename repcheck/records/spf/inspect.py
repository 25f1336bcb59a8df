"""All about the SPF of a domain, whoever sends: its tree, its count, its faults, the record to publish."""

from collections.abc import Callable, Iterator

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.observations import Severity
from repcheck.model.records import SpfRecord
from repcheck.model.report import Finding
from repcheck.model.spf import SpfStranger, SpfTree
from repcheck.records.spf.lint import Knowledge, spf_findings
from repcheck.records.spf.mend import mended, merged
from repcheck.records.spf.record import select_record
from repcheck.records.spf.stranger import stranger_of
from repcheck.records.spf.terms import selected
from repcheck.records.spf.tree import Tree, tree_of
from repcheck.records.tags import say
from repcheck.records.unregistered import unregistered


class SpfInspection(msgspec.Struct, frozen=True, kw_only=True):
    """``publish`` is the record to publish instead; None: nothing has to change, or nobody can tell.

    ``answer``  the TXT records of the domain; None when it was not asked
    """

    tree: Tree
    shown: SpfTree
    stranger: SpfStranger
    findings: tuple[Finding, ...]
    publish: str | None
    answer: Answer | None = None


class Lore(msgspec.Struct, frozen=True):
    """What is known of names and addresses without asking: the registrable domain, the special purpose."""

    registered_domain: Callable[[str], str]
    special: Callable[[str], str | None]


def inspect_domain(domain: str, lore: Lore) -> Inquiry[SpfInspection]:
    """Follow the record, then ask who owns what was missing."""
    (answer,) = yield (Question(domain, "TXT"),)
    tree = yield from tree_of(domain, select_record(answer))
    free = yield from unregistered(_missing(tree), lore.registered_domain)
    stranger, shown = stranger_of(tree)
    near = tuple(sorted(text for text in answer.records if _is_near_miss(text)))
    findings = spf_findings(
        tree, stranger, Knowledge(unregistered=free, near_misses=near, special=lore.special)
    )
    # Name servers hand several records out in any order.
    several = tuple(sorted(text for text in answer.records if selected(text)))
    publish = merged(several) if tree.record.status == "several" else mended(tree, lore.special)
    return SpfInspection(
        tree=tree, shown=shown, stranger=stranger, findings=findings, publish=publish, answer=answer
    )


def retired_type(domain: str) -> Inquiry[tuple[Finding, ...]]:
    """What is left of record type SPF (99). No verdict ever rests on it (RFC 7208 3.1)."""
    (answer,) = yield (Question(domain, "SPF"),)
    if not answer.records:
        return ()
    says = f"{domain} has a record of type SPF (99), which nobody reads any more (RFC 7208 3.1)."
    return (say("spf_retired_type", Severity.INFO, says, "Delete it; what counts is the TXT record."),)


def no_domain(text: str) -> SpfInspection:
    """Of what is no domain name."""
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


def _is_near_miss(text: str) -> bool:
    if selected(text):
        return False
    plain = text.strip(" \t\"'\u201c\u201d").lower()
    return plain.startswith(("v=spf", "spf2.0/", "v = spf", "v= spf", "spf1 "))
