"""The judgement of a reply, and what its codes say where the words say nothing."""

import msgspec

from repcheck.bounces.rules.rule import Rule
from repcheck.bounces.rules.wordings.other_reasons import WEAK_LANGUAGE_RULES
from repcheck.bounces.rules.wordings.weak import WEAK_RULES
from repcheck.bounces.smtp.codes import is_vague
from repcheck.model.bounces import Category
from repcheck.model.keys import mask_keys
from repcheck.patterns import compiled

MAX_WORDS = 160
#: Rules whose words say little.
WEAK_WORDS = frozenset(rule.id for rule in (*WEAK_RULES, *WEAK_LANGUAGE_RULES))

# RFC 3463 section 3 and the codes added by RFC 7372, RFC 7505 and others: the most exact prefix decides.
_STATUSES: tuple[tuple[str, Category], ...] = (
    (r"[45]\.1\.(?:1|2|3|6|10)$", Category.NONEXISTENT),
    (r"[45]\.2\.1$", Category.INACTIVE),
    (r"[45]\.2\.2$", Category.MAILBOX_FULL),
    (r"[45]\.(?:2\.3|3\.4)$", Category.TOO_LARGE),
    (r"[45]\.7\.(?:20|21|22|23|24|26|27|29|30|509|515)$", Category.AUTHENTICATION),
    (r"[45]\.7\.28$", Category.RATE_LIMITED),
    (r"4\.4\.5$|4\.7\.28$", Category.RATE_LIMITED),
    (r"[45]\.[34]\.\d+$", Category.UNDELIVERABLE),
    # Of the addresses, which are not in ASCII (RFC 6531 section 3.5).
    (r"[45]\.6\.[789]$", Category.POLICY),
    (r"[45]\.6\.\d+$", Category.CONTENT),
    (r"[45]\.(?:5|7)\.\d+$", Category.POLICY),
    (r"4\.\d+\.\d+$", Category.UNDELIVERABLE),
)
_BY_STATUS = tuple((compiled(pattern), category) for pattern, category in _STATUSES)
_BY_CODE = {
    552: Category.MAILBOX_FULL,
    551: Category.NONEXISTENT,
    421: Category.UNDELIVERABLE,
    # What was sent was no command, or none for now (RFC 5321 section 4.2.2).
    **dict.fromkeys((500, 502, 503, 504), Category.POLICY),
    # A name and a password, or TLS, are wanted first (RFC 4954 section 6, RFC 3207 section 4).
    **dict.fromkeys((530, 534, 535, 538), Category.POLICY),
}
#: Statuses of a full mailbox and of a size (RFC 3463 sections 3.3 and 3.4), and what is said of both, too.
_OF_ROOM = ("4.2.2", "5.2.2", "5.2.3", "5.3.4")
_BESIDE_ROOM = frozenset({Category.INACTIVE, Category.UNDELIVERABLE, Category.RATE_LIMITED})
_OF_SPACE = frozenset({Category.MAILBOX_FULL, Category.TOO_LARGE, Category.BLOCKED})
_BEFORE_ROOM = frozenset({"system-storage", "greylist", "machine-broken", "unchecked"})
#: The rule that says less than this status does.
_LESS_THAN_STATUS = {
    "5.2.1": "moved",
    **dict.fromkeys(("5.1.1", "5.1.10"), "words-trouble"),
}


WEAK = ("none", "code", "refused", "status 5.0.", "status 5.3.", "status 5.5.", "status 5.7.", "status 4.")
"""Verdicts that rest on a bare code or a bare "denied"; more text may decide better."""


class Judgement(msgspec.Struct, frozen=True):
    """A judgement and why it was made.

    ``rule``   the id of what decided: a rule, "cited-list", "status 5.1.1", "code 552", "provider x", "none"
    ``words``  what it decided by, as it stands in the reply, at most MAX_WORDS letters; empty for "none"
    """

    category: Category
    hard: bool | None
    sender_blocked: bool | None
    rule: str
    words: str

    @property
    def telling(self) -> bool:
        """False where it rests on a bare code, or on words that say little."""
        return not self.rule.startswith(WEAK) and self.rule not in WEAK_WORDS


def by_codes(status_code: int | None, enhanced_status: str | None) -> Judgement:
    """What the codes alone say."""
    for pattern, category in _BY_STATUS:
        if enhanced_status and pattern.match(enhanced_status):
            # X.5 is of the protocol (RFC 3463 section 3.6), X.7 may be of the sender.
            blocked = None if category is Category.POLICY and enhanced_status[2] != "5" else False
            hard = hard_of(category, status_code, enhanced_status)
            return Judgement(category, hard, blocked, f"status {enhanced_status}", enhanced_status)
    if status_code in _BY_CODE:
        blocked = None if status_code == 421 else False
        return Judgement(_BY_CODE[status_code], False, blocked, f"code {status_code}", str(status_code))
    temporary = str(enhanced_status or status_code or "").startswith("4")
    if temporary and status_code:
        return Judgement(Category.UNDELIVERABLE, False, None, f"code {status_code}", str(status_code))
    return Judgement(Category.OTHER, False if temporary else None, None, "none", "")


def is_told_by_status(rule: Rule, status: str) -> bool:
    """Whether an exact status decides between what words say about one mailbox, or about the way to it.

    "Temporarily unavailable", "disabled" and "limit reached" are said of full mailboxes, too, and servers
    that give such a status mean it; a refused sender has words of his own.
    """
    if status.startswith(_OF_ROOM):
        if rule.id.startswith("words-") and rule.category not in _OF_SPACE:
            return True
        return rule.category in _BESIDE_ROOM and rule.id not in _BEFORE_ROOM
    if status.startswith("4.3.") and rule.category in (Category.POLICY, Category.NONEXISTENT):
        # For now, and of the receiver's system (RFC 3463 section 3.4): nothing was found out of the mail.
        return True
    if rule.id == "system":
        # Of the protocol (RFC 3463 section 3.6).
        return status.startswith("5.5.")
    if rule.id in ("unknown-host", "unknown-user", "unknown-plainly", "words-outside"):
        # A name that cannot be found for now, or a way that leads elsewhere (RFC 3463 section 3.5).
        return status.startswith("4.4.") or (rule.id == "words-outside" and status == "5.3.5")
    return rule.id == _LESS_THAN_STATUS.get(status)


def hard_of(category: Category, status_code: int | None, enhanced_status: str | None) -> bool | None:
    """True only where the address itself is bad; a temporary answer (4xx) never proves that."""
    vague = enhanced_status is None or is_vague(enhanced_status)
    temporary = (str(status_code or "") if vague and status_code else enhanced_status or "").startswith("4")
    if category in (Category.NONEXISTENT, Category.INACTIVE):
        return not temporary
    if category is Category.OTHER:
        return False if temporary else None
    return False


def bounded(words: str) -> str:
    """Words as a judgement quotes them: without keys, and not too many."""
    return mask_keys(words.strip())[:MAX_WORDS]
