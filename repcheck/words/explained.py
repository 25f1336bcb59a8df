"""What bounces mean, in words: who acts, whether to send again, what becomes of the address, the headline."""

from repcheck.model.bounces import BounceRecord, Category, RecordKind
from repcheck.model.explained import Actor, AddressAdvice, Again
from repcheck.words.states import category_words

ACTORS: dict[Actor, str] = {
    "you": "You, the sender",
    "your-admin": "Your own mail administrator or mail provider",
    "recipient": "The recipient",
    "their-admin": "The administrator of the recipient's mail server",
    "nobody": "Nobody",
}
AGAIN: dict[Again, str] = {
    "no": "No: the answer will be the same.",
    "after-fix": "Yes, once the cause is fixed; before that it fails again.",
    "later": "Yes, in some hours or the next day.",
    "by-itself": "Not needed: your server tries again by itself, usually for one to five days.",
}
#: Of what arrived, nothing is to be sent again.
ARRIVED = "No: your mail has arrived."
ADDRESSES: dict[AddressAdvice, str] = {
    "remove": "Take it off your list.",
    "keep": "Keep it: nothing is wrong with it.",
    "correct": "Correct it, or take it off your list.",
    "ask": "Keep it for now; if it fails for weeks, ask the recipient by other means.",
}

#: The names that Constant Contact's bounce reports use for the same reasons; none for what is not a bounce.
CONSTANT_CONTACT: dict[Category, str] = {
    Category.NONEXISTENT: "Non-existent",
    Category.INACTIVE: "Suspended",
    Category.MAILBOX_FULL: "Mailbox full",
    Category.UNDELIVERABLE: "Undeliverable",
    Category.BLOCKED: "Blocked",
    Category.POLICY: "Blocked",
    Category.AUTHENTICATION: "Blocked",
    Category.CONTENT: "Blocked",
    Category.TOO_LARGE: "Other",
    Category.RATE_LIMITED: "Undeliverable",
    Category.AUTO_REPLY: "Vacation/Auto-reply",
    Category.CHALLENGE: "Vacation/Auto-reply",
    Category.OTHER: "Other",
}

_KINDS: dict[RecordKind, str] = {
    "delivered": "The mail has arrived",
    "autoreply": "The mail arrived, and an automatic reply came back",
    "challenge": "The mail waits: the recipient's mail system asks you to confirm it",
    "feedback": "A recipient marked the mail as spam",
}
#: What no receiver refused for a reason of its own.
_NOBODY_REFUSED = {
    Category.UNDELIVERABLE: "The mail could not be delivered",
    Category.OTHER: "The mail was refused, and the reply does not say why",
}
_REFUSED = {
    Category.BLOCKED: "the sender is blocked",
    Category.AUTHENTICATION: "it could not verify who sent it",
    Category.RATE_LIMITED: "too much at once, or from a sender that it does not know yet",
    Category.CONTENT: "the filter objects to the content",
    Category.POLICY: "it is against the receiver's rules",
    Category.TOO_LARGE: "it is too large",
}


def headline_words(record: BounceRecord, who: str, because: str = "") -> str:
    """One sentence without its full stop: who refuses what.

    ``who``      the receiver by name, capitalised
    ``because``  what decided, to follow "mail from 192.0.2.10"; empty: nothing is known of it
    """
    said = _KINDS.get(record.kind)
    if said is not None:
        return said
    if record.category is Category.RATE_LIMITED and not record.sender_blocked:
        return f"{who} put the mail off: {_reason(record.category)}"
    if record.kind == "delayed":
        return f"The mail is delayed, and your server is still trying: {_reason(record.category)}"
    # A 4yz reply: the server tries again by itself (RFC 5321 4.2.1).
    for_now = 400 <= (record.status_code or 0) < 500
    if record.sender_blocked and record.blocked_subject is not None:
        return (
            f"{who} {'put off' if for_now else 'refused'} mail from {record.blocked_subject.value}{because}"
        )
    if record.sender_blocked:
        return f"{who} {'put off' if for_now else 'refused'} the mail{because or ': the sender is blocked'}"
    return _NOBODY_REFUSED.get(record.category) or f"{who} refused the mail: {_reason(record.category)}"


def _reason(category: Category) -> str:
    return _REFUSED.get(category) or category_words(category)
