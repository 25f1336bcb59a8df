"""What is wrong with an SPF record, and what to do about each fault."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.observations import Severity
from repcheck.model.published.spf import SpfResult, SpfStranger
from repcheck.model.report import Finding
from repcheck.model.secret import MASK
from repcheck.records.spf.evaluation.verdict import LOOKUPS_AT_MOST, VOID_LOOKUPS_AT_MOST
from repcheck.records.spf.repair.habits import own_findings, wide_below
from repcheck.records.spf.syntax.keys import holds_key
from repcheck.records.spf.syntax.slips import is_mapped, meant, names_no_host
from repcheck.records.spf.syntax.terms import Fault, Mechanism, Modifier, Term, shown_term
from repcheck.records.spf.tree.build import Branch, Tree
from repcheck.records.tags import say

#: The next change at a provider breaks a record from here on.
_MANY_LOOKUPS = 9
#: RFC 7208 3.4: beyond it an answer may not fit into 512 octets.
LONG_TEXT = 450


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What a record alone does not tell.

    ``unregistered``  names whose registrable domain does not exist, by name
    ``near_misses``   TXT records of the domain that look like SPF and are not
    ``better``        what to write instead of a term, by its text, where more of it is known than the text
    ``special``       what kind of special-purpose address one is; None for ordinary ones
    """

    unregistered: dict[str, str]
    near_misses: tuple[str, ...] = ()
    better: Mapping[str, str] = msgspec.field(default_factory=dict)
    special: Callable[[str], str | None]


def spf_findings(tree: Tree, stranger: SpfStranger, known: Surroundings) -> tuple[Finding, ...]:
    """All faults, worst first; faults of the same weight in the order of the record."""
    found = [*_published(tree, known), *_counts(stranger)]
    for here in _trees(tree):
        found += _errors(here, known, tree.domain)
    found += own_findings(tree, known.special)
    found += wide_below(tree)
    if not any(finding.id == "spf_everybody" for finding in found):
        found += _everybody(tree, stranger)
    if not any(finding.severity.rank >= Severity.HIGH.rank for finding in found):
        found += _in_error(stranger, {finding.id for finding in found})
    distinct = {(finding.id, finding.says): finding for finding in found}
    return tuple(
        msgspec.structs.replace(finding, target=tree.domain)
        for finding in sorted(distinct.values(), key=lambda finding: -finding.severity.rank)
    )


def _trees(tree: Tree) -> Iterator[Tree]:
    yield tree
    for branch in tree.branches:
        if branch.record is not None:
            yield from _trees(branch.record)


# -- what a stranger meets


def _everybody(tree: Tree, stranger: SpfStranger) -> Iterator[Finding]:
    """Everybody who passes below the record passes here (RFC 7208 5.2)."""
    results = (stranger.result, stranger.result_ipv6)
    if SpfResult.PASS not in results or not stranger.matched:
        return
    both = results == (SpfResult.PASS, SpfResult.PASS)
    whom = (
        "everybody"
        if both
        else "every IPv4 address"
        if results[0] is SpfResult.PASS
        else "every IPv6 address"
    )
    first, last = stranger.matched[0], stranger.matched[-1]
    term = shown_term(last.term)
    says = f"{term} in the record of {last.domain} lets {whom} send"
    if last.term.partition(":")[0].lower() == "exists":
        says += ": its name is the same for every sender, and it exists"
    if first.domain == last.domain == tree.domain:
        yield say("spf_everybody", Severity.CRITICAL, f"{says}.", "Name the addresses you send from instead.")
        return
    way = " -> ".join(shown_term(step.term) for step in stranger.matched[:-1])
    yield say(
        "spf_everybody",
        Severity.CRITICAL,
        f"{says}, and so does {tree.domain} by {way}.",
        f"Remove {shown_term(first.term)} until the owner of {last.domain} has corrected that record.",
    )


def _in_error(stranger: SpfStranger, told: set[str]) -> Iterator[Finding]:
    """An error that no other finding explains, as of an mx with eleven hosts (RFC 7208 4.6.4)."""
    results = (stranger.result, stranger.result_ipv6)
    if SpfResult.PERMERROR not in results or "spf_void_lookups" in told:
        return
    both = results == (SpfResult.PERMERROR, SpfResult.PERMERROR)
    whom = (
        "a stranger"
        if both
        else "an IPv4 stranger"
        if results[0] is SpfResult.PERMERROR
        else "an IPv6 stranger"
    )
    says = f"A check of {whom} ends as a permerror: {stranger.reason}."
    yield say("spf_permerror", Severity.HIGH, says, "Correct or remove the term that is named here.")


# -- the record as a whole


def _published(tree: Tree, known: Surroundings) -> Iterator[Finding]:
    domain = tree.domain
    for text in known.near_misses:
        yield say(
            "spf_near_miss",
            Severity.MEDIUM,
            f'{domain} has a TXT record that looks like SPF and is not: "{shown_term(text)}".',
            "It must begin with v=spf1 and a space, without quotes or spaces before it; fix or delete it.",
        )
    match tree.record.status:
        case "none":
            says = f"{domain} publishes no SPF record."
            remedy = (
                f'Publish: {domain} TXT "v=spf1 mx ~all" if its mail hosts send (ip4:, ip6: and include: '
                'name others); "v=spf1 -all" if the domain never sends.'
            )
            if tree.record.outcome is Outcome.NXDOMAIN:
                says = f"{domain} does not exist, so it has no SPF record."
                remedy = "Look for a typing mistake; else register the domain, or publish its records."
            elif known.near_misses:
                remedy = "Correct the record that looks like SPF; publish no second one beside it."
            yield say(
                "no_spf",
                Severity.HIGH,
                says,
                remedy,
            )
        case "several":
            yield say(
                "several_spf",
                Severity.HIGH,
                f"{domain} publishes several SPF records, so every check is a permerror (RFC 7208 4.5).",
                "Merge them into one record: one v=spf1 at its beginning, one all at its end.",
            )
        case "unknown":
            yield _unknown(domain, str(tree.record.outcome))
    text = tree.record.text or ""
    if len(text) > LONG_TEXT:
        yield say(
            "spf_long",
            Severity.LOW,
            f"The record of {domain} has {len(text)} characters; beyond {LONG_TEXT} answers need TCP "
            "(RFC 7208 3.4).",
            "Move a part of it into a record of its own and include that.",
        )


def _counts(stranger: SpfStranger) -> Iterator[Finding]:
    lookups = f"{'at least ' if stranger.at_least else ''}{stranger.lookups}"
    if stranger.lookups > LOOKUPS_AT_MOST:
        yield say(
            "spf_too_many_lookups",
            Severity.HIGH,
            f"An address that matches nothing takes {lookups} lookups of 10: a permerror (RFC 7208 4.6.4).",
            "Drop providers that are not used, write ip4: and ip6: for a and mx, or move a stream of mail to "
            "a subdomain. Flattening an include goes stale unless it is automated.",
        )
    elif stranger.lookups >= _MANY_LOOKUPS:
        yield say(
            "spf_many_lookups",
            Severity.MEDIUM,
            f"An address that matches nothing takes {lookups} lookups of 10: the next change at a provider "
            "breaks the record.",
            "Drop providers that are not used, or write ip4: and ip6: for a and mx.",
        )
    voids = max(stranger.void_lookups, stranger.void_lookups_ipv6)
    if voids >= VOID_LOOKUPS_AT_MOST:
        over = voids > VOID_LOOKUPS_AT_MOST
        both = min(stranger.void_lookups, stranger.void_lookups_ipv6) > VOID_LOOKUPS_AT_MOST
        whom = (
            "every" if both or not over else "an IPv6" if stranger.void_lookups_ipv6 == voids else "an IPv4"
        )
        says = f"{voids} lookups find nothing, and at most 2 may" + (
            f": a permerror for {whom} stranger." if over else "."
        )
        yield say(
            "spf_void_lookups",
            Severity.HIGH if both else Severity.MEDIUM,
            says + ("" if both else " Receivers count them differently."),
            "Remove names that no longer exist, and a: and mx: whose hosts have no address.",
        )


def _unknown(name: str, outcome: str) -> Finding:
    return say(
        "spf_unknown",
        Severity.INFO,
        f"The name servers of {name} gave no answer ({outcome}), so a check ends as temperror.",
        "Ask again later; if it stays so, the zone's name servers are at fault.",
    )


# -- errors, wherever they stand


def _errors(tree: Tree, known: Surroundings, top: str) -> Iterator[Finding]:
    for branch in tree.branches:
        if branch.state == "unused" and not holds_key(branch.term):
            continue
        term = branch.term
        if holds_key(term):
            yield _key(term, tree.domain, top)
        elif isinstance(term, Fault):
            yield _syntax(term, tree.domain, known)
        elif branch.name is not None and branch.name in known.unregistered:
            yield _takeover(branch, tree.domain, known.unregistered[branch.name])
        elif names_no_host(term):
            yield _no_host(term, tree.domain, known)
        elif is_mapped(term):
            yield _mapped(term, tree.domain, known)
        else:
            yield from _following(branch, tree.domain)


def _syntax(fault: Fault, domain: str, known: Surroundings) -> Finding:
    where = f"in the record of {domain}, at character {fault.at + 1}"
    better = known.better.get(fault.text) or meant(fault)
    return say(
        "spf_syntax",
        Severity.HIGH,
        f"{shown_term(fault.text)} {where}: {fault.says}; every check is a permerror.",
        f"Write: {better}" if better is not None else "Fix it or remove it.",
    )


def _no_host(term: Mechanism | Modifier, domain: str, known: Surroundings) -> Finding:
    """Within the grammar (RFC 7208 7.1), and of use to nobody."""
    asks_for_record = term.kind in ("include", "redirect")
    says = f"{shown_term(term.text)} in the record of {domain}: no host can have this name, so "
    says += "reaching it is a permerror." if asks_for_record else "the term covers nobody."
    better = known.better.get(term.text) or meant(term)
    return say(
        "spf_no_host",
        Severity.HIGH if asks_for_record else Severity.MEDIUM,
        says,
        f"Write: {better}"
        if better is not None
        else f"Write the name alone behind {term.kind}, or remove it.",
    )


def _key(term: Term, domain: str, top: str) -> Finding:
    """Keys are never shown; that everybody can read this one is said all the same."""
    says = f"{shown_term(term.text)} in the record of {domain} holds a key of a list (shown as {MASK})"
    remedy = "Have the list's operator replace the key, and take the term out: no DNS record keeps a secret."
    if domain != top:
        remedy = f"Tell the owner of {domain} to replace the key and take the term out."
    return say("spf_key", Severity.HIGH, f"{says}: anybody can read it there.", remedy)


def _mapped(term: Term, domain: str, known: Surroundings) -> Finding:
    says = f"{shown_term(term.text)} in the record of {domain} is written as IPv6 and matches nobody: "
    better = known.better.get(term.text) or meant(term)
    return say(
        "spf_mapped",
        Severity.MEDIUM,
        says + "its senders count as IPv4 (RFC 7208 5).",
        "Remove it, or write the network with ip4:" if better is None else f"Write: {better}",
    )


def _takeover(branch: Branch, domain: str, registrable: str) -> Finding:
    return say(
        "spf_takeover",
        Severity.CRITICAL,
        f"{shown_term(branch.term.text)} in the record of {domain}: {registrable} is not registered; "
        "its next owner may send as this domain.",
        "Remove the term at once.",
    )


def _following(branch: Branch, domain: str) -> Iterator[Finding]:
    term = shown_term(branch.term.text)
    where = f"{term} in the record of {domain}"
    follows = not isinstance(branch.term, Fault) and branch.term.kind in ("include", "redirect")
    status = branch.record.record.status if branch.record is not None else None
    if branch.state == "loop":
        yield say(
            "spf_loop", Severity.HIGH, f"{where} includes itself again: a permerror.", f"Remove {term}."
        )
    elif branch.state == "unknown":
        yield _unknown(branch.name or domain, str(branch.outcome))
    elif follows and status == "several":
        says = f"{where} leads to several SPF records: a permerror."
        yield say("spf_include_several", Severity.HIGH, says, "Tell their owner, or remove it meanwhile.")
    elif follows and (status == "none" or branch.state == "void"):
        says = f"{where} leads to no SPF record: a permerror as soon as it is reached."
        yield say("spf_include_none", Severity.HIGH, says, f"Remove {term}.")
    elif branch.state == "void" and isinstance(branch.term, Mechanism) and branch.term.kind != "exists":
        says = f"{where} finds nothing, and such lookups are counted."
        yield say("spf_void_term", Severity.LOW, says, "Remove it, or give the name its records back.")
