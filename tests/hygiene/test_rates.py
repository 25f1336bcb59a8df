"""Bounce and complaint rates, and what is left out of them."""

from repcheck.hygiene.rates import rates_of
from repcheck.hygiene.review import review
from repcheck.hygiene.typos import MailboxDomains
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import SentShare
from tests.support.tables import each

from .made import autoreply, bounce, delivered, feedback, gathered

NONE = MailboxDomains.of(())


def many(number: int, category: Category = Category.NONEXISTENT) -> list[BounceRecord]:
    return [bounce(category, recipient=f"u{index}@example.org") for index in range(number)]


@each(
    "bounced, mark, hard",
    [
        (0, "good", "good"), (19, "good", "good"), (20, "watch", "harmful"), (50, "watch", "harmful"),
        (51, "harmful", "harmful"), (100, "harmful", "harmful"), (101, "suspended", "harmful"),
    ],
)  # fmt: skip
def test_marks_of_bounces(bounced: int, mark: str, hard: str) -> None:
    rates = rates_of(many(bounced), 0, 1000, None)
    assert rates.bounced == SentShare(bounced, bounced / 1000, mark)  # type: ignore[arg-type]
    assert rates.hard.mark == hard


@each("complaints, mark", [(0, "good"), (9, "good"), (10, "watch"), (29, "watch"), (30, "harmful")])
def test_marks_of_complaints(complaints: int, mark: str) -> None:
    assert rates_of([], complaints, 10_000, None).complaints.mark == mark


def test_hard_soft_and_blocked_are_apart() -> None:
    records = [
        *many(1),
        *many(2, Category.MAILBOX_FULL),
        *many(3, Category.BLOCKED),
        bounce(Category.OTHER, hard=None, sender_blocked=None),
        # blocked for the sender's sake, though the reply calls the user unknown
        bounce(Category.NONEXISTENT, sender_blocked=True),
    ]
    rates = rates_of(records, 0, 100, None)
    parts = (rates.hard, rates.soft, rates.sender_blocked, rates.unclear)
    assert [part.count for part in parts] == [1, 2, 4, 1]
    assert rates.bounced == SentShare(8, 0.08, "harmful")
    assert rates.sender_blocked == SentShare(4, 0.04, None)


def test_without_a_denominator_there_is_no_rate() -> None:
    rates = rates_of(many(3), 1, None, None)
    assert (rates.sent, rates.sent_from, rates.bounced, rates.complaints) == (
        None,
        None,
        SentShare(3),
        SentShare(1),
    )
    assert rates.untold == (
        "how many mails were sent is not known; --sent N tells, and so does the log of the mail server"
    )


def test_what_the_user_says_goes_before_what_the_log_says() -> None:
    assert rates_of(many(1), 0, 50, 200).bounced.rate == 0.02
    logged = rates_of(many(1), 0, None, 200)
    assert (logged.sent, logged.sent_from, logged.bounced.rate) == (200, "log", 0.005)


@each("sent", [0, 2])
def test_fewer_sent_than_bounced_is_no_rate(sent: int) -> None:
    rates = rates_of(many(3), 0, sent, None)
    assert rates.bounced == SentShare(3)
    assert rates.untold == f"{sent} sent cannot be right with 3 bounced"


def test_what_is_no_failure_of_a_mail_of_ours_is_left_out() -> None:
    counted = many(3)
    apart = [
        bounce(kind="delayed", category=Category.DELAYED),
        delivered(0),
        autoreply(0),
        bounce(kind="challenge", category=Category.CHALLENGE),
        feedback(),
        feedback(1, "auth-failure"),
        bounce(suppressed=True, recipient="s@example.org"),
        bounce(backscatter=True, backscatter_why=("its Message-ID is of spam.example, which is not yours",)),
        feedback(2),
    ]
    found = review(gathered(*counted, *apart), NONE, sent=100)
    assert found.rates.bounced == SentShare(3, 0.03, "watch")
    assert found.rates.complaints.count == 2
    assert found.records == 12
    assert found.left_out == {
        "feedback": 3, "delayed": 1, "delivered": 1, "autoreply": 1, "challenge": 1, "suppressed": 1,
        "backscatter": 1,
    }  # fmt: skip
    assert found.backscatter.reasons == {"its Message-ID is of spam.example, which is not yours": 1}
