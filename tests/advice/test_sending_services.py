"""Mail through a sending service: the refused address is the service's, and so is the way off."""

from repcheck.advice.steps import make_plan
from repcheck.causes.correlate import correlate
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import LiveState, Step
from repcheck.model.report import TargetReport
from tests.causes.cases import (
    CATALOG,
    COP,
    IP,
    NAMES,
    ZEN,
    address,
    bounce,
    clean,
    domain,
    listed,
    listed_bounce,
)
from tests.support.tables import each

THEIRS = "198.51.100.25"


def plan(records: list[BounceRecord], *targets: TargetReport) -> tuple[Step, ...]:
    return make_plan(correlate(records, targets, CATALOG), targets, CATALOG, ())


def asks(steps: tuple[Step, ...]) -> list[Step]:
    return [step for step in steps if step.phase == "ask"]


def test_a_listed_address_of_a_service_makes_one_ticket_with_it() -> None:
    records = [
        listed_bounce("zen-bl", THEIRS, esp="ses"),
        listed_bounce("cop-bl", THEIRS, esp="ses"),
        bounce(esp="ses", source_ip=THEIRS, provider="bigmail", diagnostic="550 (B3140)"),
    ]
    steps = plan(records, address(listed(ZEN, 2), listed(COP, 2), value=THEIRS))
    (ask,) = asks(steps)
    assert ask.title.startswith(f"Open a ticket with Amazon SES about {THEIRS}, refused by ")
    assert all(name in ask.title for name in ("Zen BL (CSS)", "Cop BL", "Big Mail"))
    assert "dedicated address" in ask.how
    assert (ask.letter_kind, ask.targets) == ("service", (THEIRS,))
    assert (ask.who, ask.certain, ask.url, len(ask.causes)) == ("network_owner", False, None, 3)
    assert not [step for step in steps if step.phase == "fix" or "before the cause" in step.title]
    assert [cause.esp for cause in correlate(records, (), CATALOG)] == ["ses"] * 3


def test_a_listing_that_no_event_names_is_not_the_users_to_end() -> None:
    steps = plan(
        [listed_bounce("zen-bl", THEIRS, esp="ses")], address(listed(ZEN, 2), listed(COP, 2), value=THEIRS)
    )
    (ask,) = asks(steps)
    assert ask.title == f"Open a ticket with Amazon SES about {THEIRS}, refused by Zen BL (CSS)"


def test_the_senders_own_address_and_names_stay_the_senders() -> None:
    own = asks(plan([listed_bounce()], address(listed(ZEN, 2))))
    assert [step.title for step in own] == [f"Ask Zen BL (CSS) to remove {IP}"]
    of_name = bounce(
        cited_lists=("name-bl",), blocked_subject=Subject("domain", "example.com"), esp="sendgrid"
    )
    (ask,) = asks(plan([of_name], domain(listed(NAMES, 2))))
    assert (ask.title, ask.who) == ("Ask Name BL to remove example.com", "you")


def test_a_service_does_not_send_from_the_address_that_was_asked_about() -> None:
    target = address(listed(ZEN, 2))
    own = bounce(cited_lists=("zen-bl",))
    (cause,) = correlate([own], (target,), CATALOG)
    assert (cause.subject, cause.live_state) == (Subject("ip", IP), LiveState.CONFIRMED)
    (cause,) = correlate([bounce(cited_lists=("zen-bl",), esp="postmark")], (target,), CATALOG)
    assert (cause.subject, cause.live_state) == (None, LiveState.NEVER_VISIBLE)
    titles = [step.title for step in asks(plan([bounce(cited_lists=("zen-bl",), esp="postmark")]))]
    assert titles == ["Open a ticket with Postmark about its address, refused by Zen BL"]


def test_a_receivers_own_error_stays_the_receivers() -> None:
    text = "550 5.7.1 Error: open resolver; https://zen.example/returnc/pub/"
    record = listed_bounce("zen-bl", THEIRS, esp="ses", diagnostic=text)
    (ask,) = asks(plan([record], address(clean(ZEN), value=THEIRS)))
    assert ask.title == "Tell the receiver that it takes an error of Zen BL for a listing"


@each("category", [Category.POLICY, Category.OTHER, Category.BLOCKED])
def test_what_a_service_suppresses_makes_no_cause(category: Category) -> None:
    assert correlate([bounce(suppressed=True, category=category, esp="ses")], (), CATALOG) == ()


def test_a_service_of_no_known_name_is_named_as_it_stands() -> None:
    (ask,) = asks(plan([listed_bounce("zen-bl", THEIRS, esp="other")], address(listed(ZEN, 2), value=THEIRS)))
    assert ask.title.startswith("Open a ticket with other about")
