"""An event, read to its record."""

from repcheck.bounces.events import replies_of_event
from repcheck.bounces.reply.judge import Knowledge, judge
from repcheck.model.bounces import BounceRecord
from tests.bounces.catalogs import CATALOG

KNOWLEDGE = Knowledge.of(CATALOG)


def record_of(event: object) -> BounceRecord:
    (reply,) = replies_of_event("f", event)
    return judge(reply, KNOWLEDGE)


def outcome(event: object) -> str:
    """kind, category of a bounce, hard or soft, blocked or not; "?" where it is not told."""
    record = record_of(event)
    words: list[str] = [record.kind]
    if record.kind == "bounce":
        words += [record.category, {True: "hard", False: "soft", None: "?"}[record.hard]]
    words.append({True: "blocked", False: "not-blocked", None: "?"}[record.sender_blocked])
    return " ".join([*words, *(["suppressed"] if record.suppressed else [])])
