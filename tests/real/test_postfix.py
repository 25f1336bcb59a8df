"""What Postfix reports to the sender and what it writes into its log are the same records."""

from datetime import UTC, datetime

import pytest

from repcheck.bounces.logs import log_kind, parser_for
from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.bounces import BounceRecord, Category
from tests.support.built_in import built_in_knowledge

from .postfix import LARGE_MAIL, Outcome, sending_side

# Two mail servers start, and one gives up after its third try.
pytestmark = pytest.mark.timeout(900)

#: recipient -> size of the mail
MAILS = {
    "nobody@corp.example.net": 600,
    "full@example.com": 900,
    "kai@small.example.net": LARGE_MAIL,
    "kai@listed.example.net": 600,
    "kai@early.example.net": 600,
    "kai@closed.example.net": 600,
    "kai@elsewhere.example": 600,
}
#: (recipient, kind) -> what is known of it: status, category, sender_blocked, cited lists
Told = dict[tuple[str | None, str], tuple[str | None, Category, bool | None, tuple[str, ...]]]
EXPECTED: Told = {
    ("nobody@corp.example.net", "bounce"): ("5.1.1", Category.NONEXISTENT, False, ()),
    ("full@example.com", "bounce"): ("5.2.2", Category.MAILBOX_FULL, False, ()),
    ("kai@small.example.net", "bounce"): ("5.3.4", Category.TOO_LARGE, False, ()),
    ("kai@listed.example.net", "bounce"): ("5.7.1", Category.BLOCKED, True, ("bl.example",)),
    ("kai@early.example.net", "delayed"): ("4.7.1", Category.DELAYED, True, ("bl.example",)),
    ("kai@early.example.net", "bounce"): ("4.7.1", Category.BLOCKED, True, ("bl.example",)),
    ("kai@elsewhere.example", "bounce"): ("5.7.1", Category.POLICY, False, ()),
    ("kai@closed.example.net", "delayed"): ("4.4.1", Category.DELAYED, False, ()),
    ("kai@closed.example.net", "bounce"): ("4.4.1", Category.UNDELIVERABLE, False, ()),
}
FIELDS = (
    "kind", "recipient", "status_code", "enhanced_status", "category", "hard", "sender_blocked",
    "blocked_subject", "cited_lists", "cited_zones", "provider",
)  # fmt: skip


def of_log(log: bytes, knowledge: Knowledge) -> list[BounceRecord]:
    kind = log_kind(log)
    assert kind == "postfix"
    judge = MemoJudge(knowledge)
    return [judge(reply) for reply in parser_for(kind, "mail.log", now=datetime.now(UTC)).feed(log, 1)]


def of_reports(reports: list[bytes], knowledge: Knowledge) -> list[BounceRecord]:
    return [record for report in reports for record in records_of("report", report, knowledge)]


def told(records: list[BounceRecord]) -> Told:
    found: Told = {
        (record.recipient, record.kind): (
            record.enhanced_status,
            record.category,
            record.sender_blocked,
            record.cited_lists,
        )
        for record in records
    }
    assert len(found) == len(records), "one record a recipient and kind"
    return found


def compared(records: list[BounceRecord]) -> list[tuple[object, ...]]:
    return sorted((tuple(getattr(record, name) for name in FIELDS) for record in records), key=repr)


def test_the_log_and_the_reports_say_the_same() -> None:
    """One test, so that the servers start once, whichever process of a run does what."""
    knowledge = built_in_knowledge()
    with sending_side() as send:
        outcome: Outcome = send(MAILS, len(EXPECTED))
    logged, reported = of_log(outcome.log, knowledge), of_reports(outcome.reports, knowledge)
    assert told(logged) == EXPECTED
    assert told(reported) == EXPECTED
    assert compared(logged) == compared(reported)

    parser = parser_for("postfix", "mail.log", now=datetime.now(UTC))
    assert list(parser.feed(outcome.log, 1))
    assert parser.sent == len(outcome.reports)  # nothing else arrived

    # the side that refused has no bounces
    assert b"blocked using bl.example" in outcome.refusals
    assert of_log(outcome.refusals, knowledge) == []
