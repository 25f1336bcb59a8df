"""What a refusal means: category, hard or not, and whether it is the sender who is blocked."""

import re

import msgspec

from repcheck.bounces.rules.cite import Citation, blamed
from repcheck.bounces.rules.deciding import decided, first_of, is_telling, of_both
from repcheck.bounces.rules.judgement import Judgement, bounded, by_codes, hard_of, is_told_by_status
from repcheck.bounces.rules.rule import Rule, RuleMatch
from repcheck.bounces.smtp.phase import IMPOSSIBLE, Phase, phase_of
from repcheck.bounces.smtp.plain import PlainWords
from repcheck.model.bounces import Category
from repcheck.patterns import compiled

_OF_RECIPIENT = frozenset({Category.NONEXISTENT, Category.INACTIVE, Category.MAILBOX_FULL})

# A reply of a server, and none about a third host (X.4.x, or "refused by").
_SERVER_SAID = compiled(
    r"5\d\d[ -](?!5\.4\.)(?!.{0,300}\b(?:refused|rejected|denied|dropped) by\b)", re.IGNORECASE
)
_REFUSED_WORDS = compiled(r"refused|rejected|denied|dropped", re.IGNORECASE)
_LESS_THAN_MAILBOX_STATUS = frozenset({"refused", "refused-elsewhere"})
_VERDICT_BEFORE_LIST = frozenset(
    {
        "list-error",
        "machine-broken",
        "own-list",
        "greylist",
        "content-pattern",
        "not-in-directory",
        "mailbox-blocked",
        "url-listed",
    }
)


def classify(
    text: str,
    *,
    status_code: int | None,
    enhanced_status: str | None,
    citations: tuple[Citation, ...] = (),
    phase: Phase | None = None,
) -> Judgement:
    """Judge one reply; ``text`` is the reply alone (never the returned mail), bounded by the caller.

    Text decides before codes: senders are refused with 5.1.1, mailboxes are full with 5.7.1. What the
    command it answers rules out, it is not about, whatever it says; ``phase`` None: as the text itself shows.
    """
    phase = phase or phase_of(text)
    code = enhanced_status or str(status_code or "")
    reply, found = decided(text, code)
    rule = found.rule if found else None
    beside = rule is not None and rule.category in _OF_RECIPIENT and not blamed(text, citations)
    if (
        citations
        and not beside
        and (rule is None or rule.id not in _VERDICT_BEFORE_LIST or _is_grey_zone(rule, citations))
    ):
        return Judgement(Category.BLOCKED, False, True, "cited-list", bounded(citations[0].words))
    if phase in IMPOSSIBLE:
        verdict = _before_recipients(reply, found, phase, (status_code, enhanced_status))
    else:
        verdict = _verdict(reply, found, status_code, enhanced_status)
    if (phase == "connect" and verdict.rule == "refused") or _is_turned_away(
        verdict, text, status_code, phase
    ):
        # Nothing is known of this client yet but its address.
        return Judgement(Category.BLOCKED, False, True, "connection-refused", verdict.words)
    return verdict


def _is_turned_away(verdict: Judgement, text: str, status_code: int | None, phase: Phase | None) -> bool:
    """A server that answers 5yz "Connection refused" has a rule against this client: the network works."""
    refused = verdict.rule == "network" and _REFUSED_WORDS.search(verdict.words) is not None
    said_first = phase is None and _SERVER_SAID.match(text) is not None
    return refused and (phase in ("connect", "mail") or said_first) and (status_code or 0) >= 500


def _verdict(
    reply: PlainWords, found: RuleMatch | None, status_code: int | None, enhanced_status: str | None
) -> Judgement:
    if found is None:
        return by_codes(status_code, enhanced_status)
    found = of_both(reply, found, enhanced_status)
    rule = found.rule
    if rule.id == "relaying" and (enhanced_status or "").startswith(("5.4.", "4.4.")):
        # The next host did not take it: the way, not leave to relay (RFC 3463 section 3.5).
        return by_codes(status_code, enhanced_status)
    if (enhanced_status or "").startswith("5.7.") and _is_service(reply, found):
        # "Service unavailable" by a rule, not by a machine (RFC 3463 section 3.8).
        return by_codes(status_code, enhanced_status)
    if rule.id in _LESS_THAN_MAILBOX_STATUS:
        # A bare "rejected" says less than a status that names the mailbox (RFC 3463 sections 3.2 and 3.3).
        coded = by_codes(status_code, enhanced_status)
        if coded.category in _OF_RECIPIENT or (enhanced_status or "").startswith("4.3."):
            return coded
    if is_told_by_status(rule, enhanced_status or ""):
        return by_codes(status_code, enhanced_status)
    category = Category.BLOCKED if rule.blocked else rule.category
    hard = hard_of(category, status_code, enhanced_status) if rule.hard is None else rule.hard
    return Judgement(category, hard, rule.blocked, rule.id, _words_of(reply, found))


def _is_service(reply: PlainWords, found: RuleMatch) -> bool:
    return found.rule.id == "system" and "service" in _words_of(reply, found).lower()


def _before_recipients(
    reply: PlainWords, found: RuleMatch | None, phase: Phase, codes: tuple[int | None, str | None]
) -> Judgement:
    """No recipient was named yet (RFC 5321 section 3.3): what it says of a mailbox is about the sender's."""
    impossible = IMPOSSIBLE[phase]
    other = first_of(reply.plain, impossible) if found and found.rule.category in impossible else found
    if phase == "mail" and found and found.rule.category is Category.NONEXISTENT and not is_telling(other):
        return Judgement(Category.POLICY, False, False, "sender-invalid", _words_of(reply, found))
    verdict = _verdict(reply, other, *codes)
    if verdict.category not in impossible:
        return msgspec.structs.replace(verdict, hard=False)
    if codes[0] == 552 and phase == "mail":
        # The size that MAIL FROM declares (RFC 1870 section 6.1).
        return Judgement(Category.TOO_LARGE, False, False, verdict.rule, verdict.words)
    temporary = str(codes[1] or codes[0] or "").startswith("4")
    category = Category.UNDELIVERABLE if temporary else Category.POLICY
    return Judgement(category, False, False if temporary else None, verdict.rule, verdict.words)


def _is_grey_zone(rule: Rule, citations: tuple[Citation, ...]) -> bool:
    """A known list whose zone begins with "grey" does not greylist."""
    return rule.id == "greylist" and citations[0].list is not None and "grey" in (citations[0].zone or "")


def _words_of(reply: PlainWords, found: RuleMatch) -> str:
    return bounded(reply.original(found.start, found.end))
