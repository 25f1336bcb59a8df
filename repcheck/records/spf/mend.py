"""The record to publish instead, with every fault mended that can be mended without asking its owner."""

from collections.abc import Callable

from repcheck.records.spf.habits import faulty_networks
from repcheck.records.spf.slips import meant
from repcheck.records.spf.terms import VERSION, Fault, Mechanism, Modifier, Term, parse_record
from repcheck.records.spf.tree import Branch, Tree


def mended(tree: Tree, special: Callable[[str], str | None]) -> str | None:
    """The record without its faults; None when nothing has to change, or when there is no record to mend.

    Slips are written right; what leads nowhere, is never used, stands twice, lets everybody send or no
    receiver ever sees is left out; an all that lets everybody send, or says nothing, becomes ``~all``.
    ``special`` tells what kind of special-purpose address one is, None for ordinary ones.
    """
    if tree.record.text is None:
        return None
    kept: dict[str, None] = {}
    faulty = faulty_networks(tree, special)
    for branch in tree.branches:
        if branch.term.text not in faulty:
            kept.update(dict.fromkeys(_kept(branch, tree.domain)))
    before = [branch.term.text for branch in tree.branches]
    made = _ended(list(kept))
    return None if made == before else " ".join((VERSION, *made))


def merged(records: tuple[str, ...]) -> str:
    """One record that permits what several permit (RFC 7208 4.5); the strictest all among them ends it."""
    terms = [term for record in records for term in parse_record(record).terms]
    texts = dict.fromkeys(term.text for term in terms if not _is_end(term) and not isinstance(term, Fault))
    signs = {term.qualifier for term in terms if isinstance(term, Mechanism) and term.kind == "all"}
    return " ".join((VERSION, *texts, "-all" if "-" in signs else "~all"))


def _is_end(term: Term) -> bool:
    return isinstance(term, Mechanism | Modifier) and term.kind in ("all", "redirect")


def _kept(branch: Branch, domain: str) -> tuple[str, ...]:
    term = branch.term
    if isinstance(term, Fault) or (isinstance(term, Modifier) and term.kind == "other"):
        better = meant(term)
        if better is not None:
            return tuple(better.split())
        return (term.text,) if isinstance(term, Modifier) and term.name != "v" else ()
    own = term.kind == "include" and branch.name == domain
    lost = branch.state in ("unused", "loop", "void") and not (
        term.kind == "exists" and branch.state == "void"
    )
    empty = branch.record is not None and _is_broken(branch.record)
    return () if own or lost or empty or term.kind == "ptr" else (term.text,)


def _is_broken(tree: Tree) -> bool:
    """Whether including it is a permerror, whoever sends."""
    wrong = any(branch.state in ("fault", "loop") for branch in tree.branches)
    return wrong or tree.record.status in ("none", "several")


def _ended(texts: list[str]) -> list[str]:
    """With an end that says something of strangers."""
    parsed = parse_record(" ".join((VERSION, *texts)))
    ends = [term for term in parsed.mechanisms if term.kind == "all"]
    if not ends:
        return texts if parsed.redirect is not None else [*texts, "~all"]
    if ends[0].qualifier in ("-", "~") and len(ends) == 1:
        return texts
    sure = ends[0].text if ends[0].qualifier in ("-", "~") else "~all"
    rest = [text for text in texts if text not in [end.text for end in ends]]
    return [*rest, sure]
