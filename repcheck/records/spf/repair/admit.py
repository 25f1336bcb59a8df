"""May this address send for this domain, and which record would let it, and nobody else beside."""

from ipaddress import ip_address, ip_network

from repcheck.model.dns import Answer, Inquiry, Question
from repcheck.model.published.spf import SenderVerdict, SpfQuery, SpfResult
from repcheck.records.inquiry import Known, remembered
from repcheck.records.spf.evaluation.verdict import check_host
from repcheck.records.spf.record import select_record
from repcheck.records.spf.repair.proof import PIECES_AT_MOST
from repcheck.records.spf.syntax.keys import holds_key
from repcheck.records.spf.syntax.terms import VERSION, Fault, Mechanism, parse_record, selected
from repcheck.records.spf.tree.build import Tree, tree_of
from repcheck.records.spf.tree.replay import first_addresses, networks_in, verdict_of

_REFUSED = (SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL)


def sender_verdict(domain: str, ip: str, now: int) -> Inquiry[SenderVerdict]:
    """The verdict of RFC 7208, and for a refusal the record to publish. ``ip`` is canonical.

    Raises ValueError when ``ip`` is not an address.
    """
    known: Known = {}
    query = SpfQuery(ip=ip, domain=domain, sender=f"postmaster@{domain}", now=now)
    verdict = yield from remembered(check_host(query), known)
    publish = None
    if verdict.result in _REFUSED:
        answer = known[Question(domain, "TXT")]
        tree = yield from tree_of(domain, select_record(answer), known)
        publish = admitting(tree, answer, ip)
    return SenderVerdict(domain=domain, ip=ip, verdict=verdict, publish=publish)


def admitting(tree: Tree, answer: Answer, ip: str) -> str | None:
    """The record with ``ip`` let in; None where that cannot be proven to change nothing else."""
    record = next(filter(selected, answer.records), "")
    old = tree.record.text
    terms = parse_record(old or "").terms
    if old is None or old != record or any(isinstance(one, Fault) or holds_key(one) for one in terms):
        return None
    term = f"ip{ip_address(ip).version}:{ip}"
    texts = [one.text for one in terms]
    ends = (place for place, one in enumerate(terms) if isinstance(one, Mechanism) and one.kind == "all")
    texts.insert(next(ends, len(texts)), term)
    new = " ".join((VERSION, *texts))
    networks = {*networks_in(tree), ip_network(ip)}
    if len(networks) > PIECES_AT_MOST // 2:
        return None
    for piece in (*first_addresses(networks, 4), *first_addresses(networks, 6)):
        before = verdict_of(tree.domain, piece, tree.known, old)
        after = verdict_of(tree.domain, piece, tree.known, new)
        allowed = after.result is SpfResult.PASS if piece == ip else after.result is before.result
        if not allowed or after.result in (SpfResult.PERMERROR, SpfResult.TEMPERROR):
            return None
    return new
