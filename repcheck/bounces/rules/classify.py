"""What a refusal means: category, hard or not, and whether it is the sender who is blocked."""

import re
from functools import lru_cache

import msgspec

from repcheck.bounces.rules.cite import Citation, blamed
from repcheck.bounces.rules.delivery import DELIVERY_RULES
from repcheck.bounces.rules.judgement import (
    WEAK_WORDS,
    Judgement,
    bounded,
    by_codes,
    hard_of,
    is_told_by_status,
)
from repcheck.bounces.rules.languages import LANGUAGE_RULES, SENDER_LANGUAGE_RULES
from repcheck.bounces.rules.other_reasons import OTHER_REASONS, WEAK_LANGUAGE_RULES
from repcheck.bounces.rules.rule import Rule, RuleMatch, RuleTable
from repcheck.bounces.rules.sender import SENDER_RULES
from repcheck.bounces.rules.weak import WEAK_RULES
from repcheck.bounces.senses.clauses import leaves_open, read, reason, stated
from repcheck.bounces.senses.sender import classes_of, is_of_sender, is_of_thing, names_another, names_sender
from repcheck.bounces.senses.sense import ROWS, Sense, SenseRow, sense_of
from repcheck.bounces.smtp.phase import IMPOSSIBLE, Phase, phase_of
from repcheck.bounces.smtp.plain import PlainWords, plain_words, words_apart
from repcheck.model.bounces import Category
from repcheck.patterns import compiled

RULES: tuple[Rule, ...] = (
    *SENDER_RULES,
    *SENDER_LANGUAGE_RULES,
    *DELIVERY_RULES,
    *LANGUAGE_RULES,
    *OTHER_REASONS,
    *WEAK_RULES,
    *WEAK_LANGUAGE_RULES,
)
_TABLE = RuleTable.of(RULES)
_OF_RECIPIENT = frozenset({Category.NONEXISTENT, Category.INACTIVE, Category.MAILBOX_FULL})
# A reply of a server, and none about a third host (X.4.x, or "refused by").
_SERVER_SAID = compiled(
    r"5\d\d[ -](?!5\.4\.)(?!.{0,300}\b(?:refused|rejected|denied|dropped) by\b)", re.IGNORECASE
)
#: Of a sender's account, these mean no ban.
_IDLE = compiled(r"inactive|not active|expired|dormant|unused", re.IGNORECASE)
_REFUSED_WORDS = compiled(r"refused|rejected|denied|dropped", re.IGNORECASE)
_LESS_THAN_MAILBOX_STATUS = frozenset({"refused", "refused-elsewhere"})

_SENDER_INVALID = next(rule for rule in RULES if rule.id == "sender-invalid")
_SENDER_BLOCKED = next(rule for rule in RULES if rule.id == "sender-blocked")
_SPAM = frozenset({"spam-content", "spam-elsewhere", "spam-further", "virus-elsewhere", "network-elsewhere"})
_LESS_THAN_SENSE = WEAK_WORDS | _SPAM
#: What makes an address bad.
_OF_ADDRESS = frozenset({Category.NONEXISTENT, Category.INACTIVE})
_SAYS_LITTLE = frozenset({"relay", "outside", "form", "sender", "trouble", "sender-policy", "sender-refused"})
_SAYS_NOTHING = frozenset({"refused", "refused-elsewhere", "unavailable"})
_FAULTS = frozenset({"system", "down-elsewhere", "words-fault"})
_PUT_OFF = compiled(r"deferred|later|rejected|unable to deliver|retry", re.IGNORECASE)
_BESIDE_SPAM = frozenset(
    {
        *("blocked", "blocked-spam", "blocked-source", "blocked-origin"),
        *("authentication", "reverse-name", "recipient-unchecked", "filter-broken", "soon"),
    }
)
_SENSES: dict[SenseRow, Rule] = {row: Rule(row.id, row.category, row.blocked, "", ()) for row in ROWS}
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
    reply, found = _decided(text, code)
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


@lru_cache(maxsize=256)  # many replies differ only in addresses and names
def _first(plain: str, without: frozenset[Category] = frozenset()) -> RuleMatch | None:
    return _TABLE.first(plain, without)


def _with_sense(reply: PlainWords, found: RuleMatch | None, code: str) -> RuleMatch | None:
    """What the classes of words say, where no wording is met, or one that says less than they do."""
    if found is not None:
        of_sender = _of_sender(reply, found)
        if of_sender is not None:
            return of_sender
        if _is_of_thing(reply, found):
            found = _first(reply.plain, _OF_ADDRESS)
    if found is not None and found.rule.id == "mailbox-unavailable" and code.startswith("4"):
        return _unavailable_for_now(reply, found, code)
    # What should have proved a sender may have been in trouble, for now.
    doubted = found is not None and found.rule.id == "sender-invalid" and code.startswith("4")
    if found is not None and found.rule.id not in _LESS_THAN_SENSE and not doubted:
        return found
    sense = _sense(reply, code)
    if sense is None or (found is not None and not _says_more(sense, found, code)):
        return found
    return _by_sense(reply, sense)


def _decided(text: str, code: str) -> tuple[PlainWords, RuleMatch | None]:
    """The reply as it was read, and what decides: what it states, or where that says little, all it says."""
    reply = read(text)
    if "://" in text and _first(reply.plain) is None:
        reply = read(text, links=True)
    said = stated(reply.plain)
    if said != reply.plain:
        found = _by_words(msgspec.structs.replace(reply, plain=said), code)
        if found is not None and (_says_why(found) or _is_fault(reply, found)):
            return reply, found
    found = _by_words(reply, code)
    apart = None if found and _says_why(found) else words_apart(reply)
    named = _by_words(apart, code) if apart else None
    if apart and named and (not found or found.rule.id == "words-trouble" or _says_why(named)):
        return apart, named
    return reply, found


def _by_words(reply: PlainWords, code: str) -> RuleMatch | None:
    found = _with_sense(reply, _first(reply.plain), code)
    consequence, cause = reason(reply.plain)
    if not cause or "sender" in classes_of(consequence, reply.plain):
        return found
    why = _with_sense(msgspec.structs.replace(reply, plain=cause), _first(cause), code)
    if why is None or not _says_why(why):
        return found
    # A mail that is refused for its address is refused in such words; a reason may be what the address was.
    past = why.rule.category in _OF_ADDRESS and found is not None and _is_telling(found)
    # Why a mailbox was closed says nothing of this mail: "blocked because its password leaked".
    closed = found is not None and found.rule.category is Category.INACTIVE
    return found if past or (closed and why.rule.category is Category.POLICY) else why


def _says_why(found: RuleMatch) -> bool:
    return _is_telling(found) and found.rule.id.removeprefix("words-") not in _SAYS_LITTLE


def _is_fault(reply: PlainWords, found: RuleMatch) -> bool:
    """Whether it names a fault, however vaguely, and not only that the mail is put off."""
    return found.rule.id in _FAULTS and not _PUT_OFF.search(reply.plain[found.start : found.end])


def _unavailable_for_now(reply: PlainWords, found: RuleMatch, code: str) -> RuleMatch:
    """The words of RFC 5321 section 4.2.3 for 450, whatever the reason is."""
    other = _first(reply.plain, frozenset({Category.NONEXISTENT}))
    if other is not None and _is_telling(other):
        return other
    sense = sense_of(reply.plain, code)
    return found if sense is None or sense.row.id != "words-many" else _by_sense(reply, sense)


def _sense(reply: PlainWords, code: str) -> Sense | None:
    sense = sense_of(reply.plain, code)
    if sense is None or not _is_of_thing(reply, _match_of(sense)):
        return sense
    return sense_of(reply.plain, code, _OF_ADDRESS)


def _is_of_thing(reply: PlainWords, found: RuleMatch) -> bool:
    of_address = found.rule.category in _OF_ADDRESS and found.rule.id != "unknown-host"
    return of_address and is_of_thing(reply.plain, found.start, found.end)


def _of_sender(reply: PlainWords, found: RuleMatch) -> RuleMatch | None:
    """What words for a mailbox say of the sender, where the sentence is about the sender; else None."""
    # "Unknown", "not valid" and "disabled" are said of senders, too.
    if found.rule.id == "unknown-plainly" and names_another(reply.plain[: found.start + 2]):
        return _first(reply.plain, _OF_ADDRESS) or RuleMatch(_SENDER_INVALID, found.start, found.end)
    if found.rule.category in _OF_ADDRESS and is_of_sender(reply.plain, found.start, found.end):
        idle = _IDLE.search(reply.plain[found.start : found.end])
        unknown = found.rule.category is Category.NONEXISTENT or idle is not None
        return RuleMatch(_SENDER_INVALID if unknown else _SENDER_BLOCKED, found.start, found.end)
    if found.rule.id.startswith(("inactive-", "words-inactive")) and names_sender(reply.plain, found.start):
        # "The sender was blocked by the recipient": the words for a closed mailbox are those for a block.
        other = _first(reply.plain, frozenset({Category.INACTIVE}))
        if other is None or other.rule.id in WEAK_WORDS:
            return RuleMatch(_SENDER_BLOCKED, found.start, found.end)
        return other if other.rule.blocked else None
    return None


def _by_sense(reply: PlainWords, sense: Sense) -> RuleMatch:
    match = _match_of(sense)
    return _of_sender(reply, match) or match


def _match_of(sense: Sense) -> RuleMatch:
    return RuleMatch(_SENSES[sense.row], sense.start, sense.end)


def _says_more(sense: Sense, found: RuleMatch, code: str) -> bool:
    row = sense.row.id.removeprefix("words-")
    if found.rule.id == "sender-invalid":
        # An address may be anybody's, its domain is the sender's (RFC 3463 section 3.2).
        unchecked = row == "sender-unchecked" or (row == "recipient-unchecked" and code == "4.1.8")
        return unchecked and "absent" not in sense.classes
    if found.rule.id in _SPAM:
        # The sender is called a spammer, or the mailbox is not there and spam is only spoken of.
        unknown = row in ("unknown", "inactive") and (
            sense.end <= found.start or "message" not in sense.classes
        )
        # A server that answers 5yz refuses: the network works.
        refused = found.rule.id == "network-elsewhere" and row == "sender-refused" and code[:1] == "5"
        return unknown or refused or row in _BESIDE_SPAM
    if found.rule.id == "system":
        # Of access (RFC 3463 section 3.8), not of the system (section 3.4).
        return row not in _SAYS_LITTLE or (row in ("outside", "form") and code.startswith("5.7."))
    fault = row != "trouble" or (code.startswith("4") and "broken" in sense.classes)
    return row not in _SAYS_LITTLE or (fault and found.rule.id in _SAYS_NOTHING)


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
    found = _of_both(reply, found, enhanced_status)
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


def _of_both(reply: PlainWords, found: RuleMatch, status: str | None) -> RuleMatch:
    """ "Unknown or disabled" leaves it open: the status decides for "unknown", or that it is named first."""
    if found.rule.category is not Category.INACTIVE or status == "5.2.1":
        return found
    other = _first(reply.plain, frozenset({Category.INACTIVE}))
    if not _is_unknown(other) and (
        sense := sense_of(reply.plain, status or "", frozenset({Category.INACTIVE}))
    ):
        other = _match_of(sense)
    if other is None or not _is_unknown(other):
        return found
    between = reply.plain[min(other.start, found.start) : max(other.end, found.end)]
    open_which = leaves_open(between)
    return other if open_which and (status == "5.1.1" or other.end < found.end) else found


def _is_unknown(found: RuleMatch | None) -> bool:
    return found is not None and found.rule.category is Category.NONEXISTENT


def _before_recipients(
    reply: PlainWords, found: RuleMatch | None, phase: Phase, codes: tuple[int | None, str | None]
) -> Judgement:
    """No recipient was named yet (RFC 5321 section 3.3): what it says of a mailbox is about the sender's."""
    impossible = IMPOSSIBLE[phase]
    other = _first(reply.plain, impossible) if found and found.rule.category in impossible else found
    if phase == "mail" and found and found.rule.category is Category.NONEXISTENT and not _is_telling(other):
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


def _is_telling(found: RuleMatch | None) -> bool:
    return found is not None and found.rule.id not in WEAK_WORDS


def _is_grey_zone(rule: Rule, citations: tuple[Citation, ...]) -> bool:
    """A known list whose zone begins with "grey" does not greylist."""
    return rule.id == "greylist" and citations[0].list is not None and "grey" in (citations[0].zone or "")


def form_sources() -> tuple[str, ...]:
    """The patterns of all rules, in their order."""
    return tuple(pattern.source for pattern, _ in _TABLE.forms)


def first_match(text: str) -> Rule | None:
    """The rule that decides this text, or None."""
    found = _first(plain_words(text).plain)
    return found.rule if found else None


def _words_of(reply: PlainWords, found: RuleMatch) -> str:
    return bounded(reply.original(found.start, found.end))
