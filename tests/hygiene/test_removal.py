"""Which addresses are recommended for removal, and which never."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.hygiene.removal import advice_of as judged
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import Advice
from repcheck.words.explained import CONSTANT_CONTACT
from tests.support.examples import examples
from tests.support.tables import each

from .made import KAI, at, autoreply, bounce, delivered, feedback, gathered

SOFT = Category.UNDELIVERABLE
FULL = Category.MAILBOX_FULL


def advice_of(records: Iterable[BounceRecord]) -> tuple[Advice, ...]:
    """As a run does it, with deliveries apart from the rest."""
    found = gathered(*records)
    return judged(found.kept, found.delivered.last({KAI}))


def advice(*records: BounceRecord) -> tuple[str, str] | None:
    """(action, reason) of the one address; None when nothing is recommended."""
    found = advice_of(records)
    return (found[0].action, found[0].reason) if found else None


def softs(*days: float, category: Category = SOFT) -> list[BounceRecord]:
    return [bounce(category, day) for day in days]


@each(
    "records, expected",
    [
        ([bounce(Category.NONEXISTENT)], ("remove", "nonexistent")),
        ([bounce(Category.NONEXISTENT, None)], ("remove", "nonexistent")),
        ([bounce(Category.INACTIVE)], ("remove", "inactive")),
        ([bounce(Category.NONEXISTENT), delivered(1)], None),
        ([delivered(1), bounce(Category.NONEXISTENT, 2)], ("remove", "nonexistent")),
        # a temporary "user unknown" is one soft failure
        ([bounce(Category.NONEXISTENT, hard=False)], None),
        ([bounce(Category.NONEXISTENT, day, hard=False) for day in (0, 1, 2)], ("remove", "soft")),
        (softs(0, 1), None),
        (softs(0, 1, 2), ("remove", "soft")),
        (softs(0, 100, 200), ("remove", "soft")),
        ([*softs(0, 1, 2), delivered(3)], None),
        ([*softs(0, 1), delivered(2), *softs(3)], None),
        ([*softs(0, 1, 2), delivered(3), *softs(40)], None),
        # a block between two failures is no success, and no failure of the address either
        ([*softs(0, 1), bounce(Category.BLOCKED, 2), *softs(3)], ("remove", "soft")),
        ([*softs(0, 1), bounce(Category.BLOCKED, 2)], None),
        # more than 3 in 30 days although mail gets through now and then
        ([*softs(0, 1), delivered(2), *softs(3, 4)], ("consider", "unsteady")),
        ([*softs(0, 1), delivered(2), *softs(3, 4), delivered(5)], None),
        ([*softs(0, 1), delivered(2), *softs(40, 41)], None),
        (softs(0, 1, 2, 3, category=FULL), None),
        (softs(0, 1, 2, 3, 4, category=FULL), ("remove", "mailbox-full")),
        (softs(0, 31, category=FULL), None),
        (softs(0, 10, 31, category=FULL), ("remove", "mailbox-full")),
        ([*softs(0, 1, 2, 3, category=FULL), delivered(4), *softs(5, category=FULL)], None),
        ([bounce(SOFT, enhanced_status="4.4.7")], ("remove", "given-up")),
        ([bounce(SOFT, enhanced_status="5.4.7")], ("remove", "given-up")),
        ([bounce(SOFT, diagnostic="retry timeout exceeded")], ("remove", "given-up")),
        ([bounce(SOFT, enhanced_status="4.4.1")], None),
        ([bounce(SOFT, enhanced_status="4.4.7"), delivered(1)], None),
        ([autoreply(0), autoreply(30), autoreply(60), autoreply(91)], ("consider", "away")),
        ([autoreply(0), autoreply(30), autoreply(60), autoreply(89)], None),
        ([autoreply(0), autoreply(20), autoreply(180), autoreply(200)], None),
        ([autoreply(0, "This inbox is no longer in use")], ("consider", "retired")),
        ([autoreply(0, "Dieses Postfach wird nicht mehr genutzt")], ("consider", "retired")),
        ([bounce(Category.OTHER, day, hard=None, sender_blocked=None) for day in (0, 1)], None),
        (
            [bounce(Category.OTHER, day, hard=None, sender_blocked=None) for day in (0, 1, 2)],
            ("consider", "unclear"),
        ),
        # what a service says of a reply that nobody can read is not enough
        ([bounce(Category.OTHER, hard=True, sender_blocked=None)], None),
        ([feedback()], ("remove", "complaint")),
        ([feedback(what="auth-failure")], None),
        ([feedback(recipient="redacted@example.net")], None),
        ([feedback(recipient="xxxxx@example.net")], None),
        ([feedback(recipient="***@example.net")], None),
        ([feedback(what="not-spam")], None),
        ([bounce(SOFT, day, kind="delayed") for day in range(9)], None),
        ([bounce(Category.NONEXISTENT, suppressed=True)], None),
        ([bounce(Category.NONEXISTENT, backscatter=True)], None),
        ([bounce(Category.NONEXISTENT, recipient="kai")], None),
        ([bounce(Category.NONEXISTENT, recipient=None)], None),
    ],
)
def test_rules(records: list[BounceRecord], expected: tuple[str, str] | None) -> None:
    assert advice(*records) == expected
    assert advice(*reversed(records)) == expected, "the order of reading does not matter, time does"


def test_each_recommendation_tells_why() -> None:
    found = advice_of(
        [
            bounce(SOFT, 2, diagnostic="451 third"),
            bounce(SOFT, 0, diagnostic="451 first"),
            bounce(SOFT, 1, diagnostic="451 second"),
        ]
    )
    assert found == (
        Advice(
            address=KAI,
            action="remove",
            reason="soft",
            says="failed 3 times in a row",
            category=SOFT,
            constant_contact="Undeliverable",
            count=3,
            first=at(0),
            last=at(2),
            reply="451 third",
        ),
    )


def test_the_address_is_the_one_the_sender_used_in_any_case_of_letters() -> None:
    found = advice_of(
        [
            bounce(SOFT, 0, "target@example.org", original_recipient="Kai@corp.example.net"),
            bounce(SOFT, 1, "KAI@CORP.example.net"),
            bounce(SOFT, 2, "other@example.org", original_recipient=KAI),
        ]
    )
    assert [(one.address, one.count) for one in found] == [(KAI, 3)]


def test_those_to_remove_come_first() -> None:
    found = advice_of(
        [
            autoreply(0, "no longer in use", "a@example.org"),
            bounce(SOFT, enhanced_status="4.4.7", recipient="b@example.org"),
            bounce(Category.NONEXISTENT, recipient="d@example.org"),
            bounce(Category.NONEXISTENT, recipient="c@example.org"),
        ]
    )
    assert [one.address[0] for one in found] == ["c", "d", "b", "a"]


SENDER_CATEGORIES = (
    Category.BLOCKED,
    Category.POLICY,
    Category.AUTHENTICATION,
    Category.CONTENT,
    Category.TOO_LARGE,
    Category.RATE_LIMITED,
)
about_the_sender = st.one_of(
    st.builds(
        bounce,
        st.sampled_from(SENDER_CATEGORIES),
        st.one_of(st.none(), st.floats(0, 400)),
        hard=st.sampled_from([True, False, None]),
        sender_blocked=st.sampled_from([True, False, None]),
        enhanced_status=st.sampled_from([None, "4.4.7", "5.1.1", "5.7.1"]),
        status_code=st.sampled_from([None, 550, 450]),
        diagnostic=st.sampled_from(["", "user unknown", "retry timeout exceeded", "no longer in use"]),
        cited_lists=st.sampled_from([(), ("bl.example",)]),
    ),
    st.builds(
        bounce,
        st.sampled_from(Category),
        st.floats(0, 400),
        hard=st.sampled_from([True, False, None]),
        sender_blocked=st.just(True),
        enhanced_status=st.sampled_from([None, "4.4.7", "5.1.1"]),
    ),
    st.builds(bounce, st.sampled_from(Category), st.floats(0, 400), cited_lists=st.just(("bl.example",))),
    st.builds(bounce, st.sampled_from(Category), st.floats(0, 400), kind=st.just("delayed")),
    st.builds(delivered, st.floats(0, 400)),
)


@settings(max_examples=examples(300))
@given(st.lists(about_the_sender, max_size=30))
def test_no_address_is_ever_recommended_because_the_sender_was_refused(records: list[BounceRecord]) -> None:
    assert advice_of(records) == ()


@settings(max_examples=examples(200))
@given(st.lists(about_the_sender, max_size=12), st.permutations(softs(0, 1, 2)))
def test_refusals_of_the_sender_count_nothing_beside_true_failures(
    refusals: list[BounceRecord], failures: list[BounceRecord]
) -> None:
    refusals = [record for record in refusals if record.kind != "delivered"]
    (found,) = advice_of([*failures[:1], *refusals, *failures[1:]])
    assert (found.reason, found.count, found.last) == ("soft", 3, at(2))


def test_every_bounce_has_its_name_for_readers_of_newsletter_services() -> None:
    not_bounces = {Category.DELAYED, Category.DELIVERED, Category.FEEDBACK}
    assert set(CONSTANT_CONTACT) == set(Category) - not_bounces
    assert set(CONSTANT_CONTACT.values()) == {
        "Non-existent", "Suspended", "Mailbox full", "Undeliverable", "Blocked", "Other",
        "Vacation/Auto-reply",
    }  # fmt: skip
