"""What a sending service takes a reply for counts where the reply itself says nothing firm."""

from repcheck.bounces.reply.judge import Hint, Knowledge, Reply, judge
from repcheck.causes.texts import sender_side
from repcheck.model.bounces import BounceRecord, Category, RecordKind
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
BAD_ADDRESS = Hint(Category.NONEXISTENT, True, False, "esp bad address")
ONLY_HARD = Hint(Category.OTHER, True, None, "esp hard")
ONLY_SOFT = Hint(Category.OTHER, False, None, "esp soft")
REPUTATION = Hint(Category.BLOCKED, False, True, "esp reputation")


def record(
    text: str, hint: Hint | None, *, kind: RecordKind = "bounce", suppressed: bool = False
) -> BounceRecord:
    reply = Reply(
        file="f",
        kind=kind,
        diagnostic=text,
        source_ip="192.0.2.9",
        hint=hint,
        suppressed=suppressed,
        esp="ses",
    )
    return judge(reply, KNOWLEDGE)


@each(
    "text, hint, category, hard, blocked",
    [
        ("", BAD_ADDRESS, Category.NONEXISTENT, True, False),
        ("", ONLY_HARD, Category.OTHER, True, None),
        ("", ONLY_SOFT, Category.OTHER, False, None),
        ("", REPUTATION, Category.BLOCKED, False, True),
        # a bare "denied" is open, and a hint with a category closes it; "hard" alone must not
        ("550 5.7.1 Access denied", BAD_ADDRESS, Category.NONEXISTENT, True, False),
        ("550 5.7.1 Access denied", ONLY_HARD, Category.POLICY, False, None),
        ("550 5.7.1 Access denied", None, Category.POLICY, False, None),
        # a temporary answer never proves that an address is bad
        ("450 try it", BAD_ADDRESS, Category.NONEXISTENT, False, False),
        # the words win
        ("550 5.1.1 User unknown", REPUTATION, Category.NONEXISTENT, True, False),
        ("552 5.2.2 Mailbox full", BAD_ADDRESS, Category.MAILBOX_FULL, False, False),
        (
            "554 5.7.1 Client host [192.0.2.9] blocked using bl.spamcop.net",
            BAD_ADDRESS, Category.BLOCKED, False, True,
        ),
        ("550 5.7.1 part of their network is on our block list", BAD_ADDRESS, Category.BLOCKED, False, True),
        ("554 refused to talk to me: 554 Access denied", BAD_ADDRESS, Category.BLOCKED, False, True),
    ],
)  # fmt: skip
def test_a_hint_decides_only_what_the_words_leave_open(
    text: str, hint: Hint | None, category: Category, hard: bool | None, blocked: bool | None
) -> None:
    found = record(text, hint)
    assert (found.category, found.hard, found.sender_blocked) == (category, hard, blocked)
    assert found.esp == "ses"
    used = hint is not None and (category, blocked) == (hint.category, hint.sender_blocked)
    assert (hint is not None and found.rule == hint.rule) == used


def test_an_address_that_the_service_suppresses_is_no_refusal_of_ours() -> None:
    text = "554 5.7.1 Client host [192.0.2.9] blocked using bl.spamcop.net"
    found = record(text, BAD_ADDRESS, suppressed=True)
    assert (found.category, found.hard, found.sender_blocked) == (Category.POLICY, None, False)
    assert (found.cited_lists, found.blocked_subject, found.suppressed) == ((), None, True)
    assert (found.rule, found.words) == ("esp bad address: suppressed", None)
    assert not sender_side(found)
    assert sender_side(record(text, BAD_ADDRESS))


@each("kind", ["feedback", "autoreply", "challenge", "delivered"])
def test_what_is_no_refusal_blames_nobody(kind: RecordKind) -> None:
    found = record("blocked using bl.spamcop.net", REPUTATION, kind=kind)
    assert (found.category, found.hard, found.sender_blocked) == (Category(kind), False, None)
    assert (found.cited_lists, found.cited_zones, found.blocked_subject) == ((), (), None)


def test_a_delay_for_reputation_is_one() -> None:
    found = record("", REPUTATION, kind="delayed")
    assert (found.category, found.hard, found.sender_blocked) == (Category.DELAYED, False, True)
