"""Which words of a reply decide: those of a rule, or what the classes of its words mean."""

import re
from functools import lru_cache

import msgspec

from repcheck.bounces.rules.judgement import WEAK_WORDS
from repcheck.bounces.rules.rule import Rule, RuleMatch, RuleTable
from repcheck.bounces.rules.wordings.delivery import DELIVERY_RULES
from repcheck.bounces.rules.wordings.languages import LANGUAGE_RULES, SENDER_LANGUAGE_RULES
from repcheck.bounces.rules.wordings.other_reasons import OTHER_REASONS, WEAK_LANGUAGE_RULES
from repcheck.bounces.rules.wordings.sender import SENDER_RULES
from repcheck.bounces.rules.wordings.weak import WEAK_RULES
from repcheck.bounces.senses.clauses import leaves_open, read, reason, stated
from repcheck.bounces.senses.sender import classes_of, is_of_sender, is_of_thing, names_another, names_sender
from repcheck.bounces.senses.sense import ROWS, Sense, SenseRow, sense_of
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
#: Of a sender's account, these mean no ban.
_IDLE = compiled(r"inactive|not active|expired|dormant|unused", re.IGNORECASE)
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


@lru_cache(maxsize=256)  # many replies differ only in addresses and names
def first_of(plain: str, without: frozenset[Category] = frozenset()) -> RuleMatch | None:
    """The first rule of the tables that matches; rules of the categories ``without`` are left out."""
    return _TABLE.first(plain, without)


def _with_sense(reply: PlainWords, found: RuleMatch | None, code: str) -> RuleMatch | None:
    """What the classes of words say, where no wording is met, or one that says less than they do."""
    if found is not None:
        of_sender = _of_sender(reply, found)
        if of_sender is not None:
            return of_sender
        if _is_of_thing(reply, found):
            found = first_of(reply.plain, _OF_ADDRESS)
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


def decided(text: str, code: str) -> tuple[PlainWords, RuleMatch | None]:
    """The reply as it was read, and what decides: what it states, or where that says little, all it says."""
    reply = read(text)
    if "://" in text and first_of(reply.plain) is None:
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
    found = _with_sense(reply, first_of(reply.plain), code)
    consequence, cause = reason(reply.plain)
    if not cause or "sender" in classes_of(consequence, reply.plain):
        return found
    why = _with_sense(msgspec.structs.replace(reply, plain=cause), first_of(cause), code)
    if why is None or not _says_why(why):
        return found
    # A mail that is refused for its address is refused in such words; a reason may be what the address was.
    past = why.rule.category in _OF_ADDRESS and found is not None and is_telling(found)
    # Why a mailbox was closed says nothing of this mail: "blocked because its password leaked".
    closed = found is not None and found.rule.category is Category.INACTIVE
    return found if past or (closed and why.rule.category is Category.POLICY) else why


def _says_why(found: RuleMatch) -> bool:
    return is_telling(found) and found.rule.id.removeprefix("words-") not in _SAYS_LITTLE


def _is_fault(reply: PlainWords, found: RuleMatch) -> bool:
    """Whether it names a fault, however vaguely, and not only that the mail is put off."""
    return found.rule.id in _FAULTS and not _PUT_OFF.search(reply.plain[found.start : found.end])


def _unavailable_for_now(reply: PlainWords, found: RuleMatch, code: str) -> RuleMatch:
    """The words of RFC 5321 section 4.2.3 for 450, whatever the reason is."""
    other = first_of(reply.plain, frozenset({Category.NONEXISTENT}))
    if other is not None and is_telling(other):
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
        return first_of(reply.plain, _OF_ADDRESS) or RuleMatch(_SENDER_INVALID, found.start, found.end)
    if found.rule.category in _OF_ADDRESS and is_of_sender(reply.plain, found.start, found.end):
        idle = _IDLE.search(reply.plain[found.start : found.end])
        unknown = found.rule.category is Category.NONEXISTENT or idle is not None
        return RuleMatch(_SENDER_INVALID if unknown else _SENDER_BLOCKED, found.start, found.end)
    if found.rule.id.startswith(("inactive-", "words-inactive")) and names_sender(reply.plain, found.start):
        # "The sender was blocked by the recipient": the words for a closed mailbox are those for a block.
        other = first_of(reply.plain, frozenset({Category.INACTIVE}))
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


def of_both(reply: PlainWords, found: RuleMatch, status: str | None) -> RuleMatch:
    """ "Unknown or disabled" leaves it open: the status decides for "unknown", or that it is named first."""
    if found.rule.category is not Category.INACTIVE or status == "5.2.1":
        return found
    other = first_of(reply.plain, frozenset({Category.INACTIVE}))
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


def is_telling(found: RuleMatch | None) -> bool:
    """Whether it says more than that the mail was refused."""
    return found is not None and found.rule.id not in WEAK_WORDS


def form_sources() -> tuple[str, ...]:
    """The patterns of all rules, in their order."""
    return tuple(pattern.source for pattern, _ in _TABLE.forms)


def first_match(text: str) -> Rule | None:
    """The rule that decides this text, or None."""
    found = first_of(plain_words(text).plain)
    return found.rule if found else None
