"""What a mail server's own classes of bounces stand for: hints, which the words of the reply overrule."""

from repcheck.bounces.events.meanings import (
    AUTHENTICATION,
    BLOCKED,
    CONTENT,
    INACTIVE,
    MAILBOX_FULL,
    NONEXISTENT,
    POLICY,
    RATE_LIMITED,
    UNDELIVERABLE,
    Meaning,
)
from repcheck.bounces.reply.judge import Hint

# KumoMTA's bounce_classification, by the names of the rules that it ships.
KUMOMTA: dict[str, Meaning] = {
    "InvalidRecipient": NONEXISTENT,
    "BadDomain": NONEXISTENT,
    "InactiveMailbox": INACTIVE,
    "QuotaIssues": MAILBOX_FULL,
    "SpamBlock": BLOCKED,
    "SpamContent": CONTENT,
    "ContentRelated": CONTENT,
    "VirusRelated": CONTENT,
    "ProhibitedAttachment": CONTENT,
    "PolicyRelated": POLICY,
    "RelayDenied": POLICY,
    "ProtocolErrors": POLICY,
    "BadConfiguration": POLICY,
    "InvalidSender": POLICY,
    "AuthenticationFailed": AUTHENTICATION,
    "NoAnswerFromHost": UNDELIVERABLE,
    "RoutingErrors": UNDELIVERABLE,
    "DNSFailure": UNDELIVERABLE,
    "BadConnection": UNDELIVERABLE,
    "MessageExpired": UNDELIVERABLE,
    "TooManyRecipients": RATE_LIMITED,
}
# PowerMTA's bounceCat; its "spam-related" means blocks and spam scores alike.
POWERMTA: dict[str, Meaning] = {
    "bad-mailbox": NONEXISTENT,
    "bad-domain": NONEXISTENT,
    "inactive-mailbox": INACTIVE,
    "quota-issues": MAILBOX_FULL,
    "spam-related": POLICY,
    "content-related": CONTENT,
    "virus-related": CONTENT,
    "policy-related": POLICY,
    "relaying-issues": POLICY,
    "bad-configuration": POLICY,
    "invalid-sender": POLICY,
    "protocol-errors": POLICY,
    "no-answer-from-host": UNDELIVERABLE,
    "routing-errors": UNDELIVERABLE,
    "bad-connection": UNDELIVERABLE,
    "message-expired": UNDELIVERABLE,
}


def hint(server: str, table: dict[str, Meaning], said: str) -> Hint | None:
    """What the class that a server put a bounce into stands for; None when it says nothing."""
    meaning = table.get(said)
    return Hint(meaning.category, meaning.hard, meaning.blocked, f"{server} {said}") if meaning else None
