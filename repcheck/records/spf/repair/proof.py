"""Whether a proposed record lets send just those whom the old one clearly meant: shown by evaluating both.

SPF compares addresses with networks. The networks of both records cut the address space into pieces in which
the verdict is the same; it is enough to evaluate the first address of each.
"""

from collections.abc import Sequence

from repcheck.model.published.spf import SpfResult, SpfVerdict
from repcheck.records.inquiry import Known
from repcheck.records.spf.repair.mend import MendedRecord
from repcheck.records.spf.syntax.terms import Mechanism, parse_record
from repcheck.records.spf.tree.build import Tree
from repcheck.records.spf.tree.replay import first_addresses, networks_in, verdict_of

#: Pieces that are looked at; a record that makes more is not proposed. Each costs four evaluations.
PIECES_AT_MOST = 400

_ERRORS = (SpfResult.PERMERROR, SpfResult.TEMPERROR)


def is_proven(draft: MendedRecord, old: Tree, new: Tree) -> bool:
    """``new``  the tree of the proposed record, with the answers of the old one in ``known``

    Everybody who passed still passes, and who passes now did before, or passes by a term that was written
    right. Nobody meets an error. Each term that was written right lets somebody send, and nobody everybody.
    """
    text = new.record.text
    pieces = _pieces(old, new)
    if text is None or parse_record(text).faults or not pieces:
        return False
    domain, known = old.domain, new.known
    for matching in (False, True):
        for ip in pieces:
            before = verdict_of(domain, ip, known, draft.read, matching=matching)
            after = verdict_of(domain, ip, known, text, matching=matching)
            if not _is_fair(before, after, draft.written):
                return False
    return all(_permits_some(domain, term, pieces, known) for term in draft.written)


def is_union(records: Sequence[str], trees: Sequence[Tree], new: Tree) -> bool:
    """Whether the proposed record lets those send whom one of several records lets send, and nobody else."""
    text = new.record.text
    pieces = _pieces(*trees, new)
    if text is None or not pieces:
        return False
    known = {question: answer for tree in (*trees, new) for question, answer in tree.known.items()}
    for matching in (False, True):
        for ip in pieces:
            before = [verdict_of(new.domain, ip, known, one, matching=matching) for one in records]
            after = verdict_of(new.domain, ip, known, text, matching=matching)
            permitted = any(one.result is SpfResult.PASS for one in before)
            if _fails((*before, after)) or permitted is not (after.result is SpfResult.PASS):
                return False
    return True


def _pieces(*trees: Tree) -> tuple[str, ...]:
    """Empty: there are too many."""
    networks = {network for tree in trees for network in networks_in(tree)}
    if len(networks) > PIECES_AT_MOST // 2:
        return ()
    return (*first_addresses(networks, 4), *first_addresses(networks, 6))


def _fails(verdicts: Sequence[SpfVerdict]) -> bool:
    return any(verdict.result in _ERRORS for verdict in verdicts)


def _is_fair(before: SpfVerdict, after: SpfVerdict, written: frozenset[str]) -> bool:
    if _fails((after,)) or before.result is SpfResult.TEMPERROR:
        return False
    if before.result is SpfResult.PASS:
        return after.result is SpfResult.PASS
    if after.result is not SpfResult.PASS:
        return True
    # An error hid what the record says; the term that lets this address send stands there all the same.
    return after.matched[0].term in written or before.result is SpfResult.PERMERROR


def _permits_some(domain: str, term: str, pieces: Sequence[str], known: Known) -> bool:
    """A term that matches nobody was not what its writer meant, one that matches everybody is a danger."""
    (parsed,) = parse_record(f"v=spf1 {term}").terms
    if isinstance(parsed, Mechanism) and parsed.qualifier != "+":
        return True
    record = f"v=spf1 {term} -all" if isinstance(parsed, Mechanism) else f"v=spf1 {term}"
    passes = {
        verdict_of(domain, ip, known, record, matching=matching).result is SpfResult.PASS
        for matching in (False, True)
        for ip in pieces
    }
    return passes == {True, False}
