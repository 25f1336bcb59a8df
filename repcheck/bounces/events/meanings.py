"""What the words of the sending services stand for: the values of the vendors' tables."""

import msgspec

from repcheck.bounces.reply.judge import Hint, Reply
from repcheck.model.bounces import Category, RecordKind
from repcheck.patterns import compiled

_ODD = compiled(r"[^\w /.()-]")
_LONGEST_LABEL = 60


class Meaning(msgspec.Struct, frozen=True):
    """What a service's own name for an event says, as far as it says it.

    ``hard``, ``blocked``  None: it does not say
    ``suppressed``         the service did not even try
    """

    kind: RecordKind = "bounce"
    category: Category = Category.OTHER
    hard: bool | None = None
    blocked: bool | None = None
    suppressed: bool = False


NONEXISTENT = Meaning(category=Category.NONEXISTENT, hard=True, blocked=False)
INACTIVE = Meaning(category=Category.INACTIVE, hard=True, blocked=False)
MAILBOX_FULL = Meaning(category=Category.MAILBOX_FULL, hard=False, blocked=False)
UNDELIVERABLE = Meaning(category=Category.UNDELIVERABLE, hard=False, blocked=False)
BLOCKED = Meaning(category=Category.BLOCKED, hard=False, blocked=True)
POLICY = Meaning(category=Category.POLICY, hard=False)
AUTHENTICATION = Meaning(category=Category.AUTHENTICATION, hard=False, blocked=False)
CONTENT = Meaning(category=Category.CONTENT, hard=False, blocked=False)
TOO_LARGE = Meaning(category=Category.TOO_LARGE, hard=False, blocked=False)
RATE_LIMITED = Meaning(category=Category.RATE_LIMITED, hard=False, blocked=False)
HARD = Meaning(hard=True)
SOFT = Meaning(hard=False)
UNKNOWN = Meaning()
SUPPRESSED = Meaning(category=Category.POLICY, blocked=False, suppressed=True)
DELAYED = Meaning(kind="delayed", hard=False)
DELIVERED = Meaning(kind="delivered", hard=False)
AUTO_REPLY = Meaning(kind="autoreply", hard=False)
CHALLENGE = Meaning(kind="challenge", hard=False)
FEEDBACK = Meaning(kind="feedback", hard=False)


def delayed(meaning: Meaning) -> Meaning:
    """The same reason, while the service still tries."""
    return msgspec.structs.replace(meaning, kind="delayed", suppressed=False)


def meant(reply: Reply, meaning: Meaning, *words: str) -> Reply:
    """``reply`` with this meaning's kind and hint; ``words`` are the service's own, for the rule."""
    said = "/".join(_ODD.sub("", word)[:_LONGEST_LABEL] for word in words if word.strip())
    rule = f"{reply.esp} {said}".strip()
    return msgspec.structs.replace(
        reply,
        kind=meaning.kind,
        hint=Hint(meaning.category, meaning.hard, meaning.blocked, rule),
        suppressed=meaning.suppressed,
    )
