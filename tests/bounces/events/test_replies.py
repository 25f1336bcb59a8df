"""Documents as a whole: doubled events, bounds, and whatever strangers write."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.events import OnlyNew, event_kind, replies_of_event
from repcheck.bounces.events.vendors import EventKind
from repcheck.bounces.events.wrapping import unwrapped
from repcheck.bounces.reply.judge import Knowledge, judge
from repcheck.bounces.services import SERVICES
from tests.bounces.catalogs import CATALOG
from tests.bounces.events import samples
from tests.bounces.events.samples import EVERY_KIND
from tests.support.examples import examples
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
KINDS: list[EventKind | None] = [None, *SERVICES]


def test_every_service_has_a_sample() -> None:
    assert set(EVERY_KIND) == set(SERVICES)


@each("kind", [kind for kind in EVERY_KIND if kind != "zoho"])
def test_the_same_event_twice_is_one(kind: str) -> None:
    event = EVERY_KIND[kind]
    again = json.loads(json.dumps(event))
    assert len(replies_of_event("f", [event, again])) == 1
    once = OnlyNew()
    assert len(list(once.of(replies_of_event("f", event)))) == 1
    assert list(once.of(replies_of_event("g", again))) == []


def test_zohos_events_have_no_name_and_all_count() -> None:
    assert len(replies_of_event("f", [EVERY_KIND["zoho"]] * 2)) == 2


@each(
    "one, other",
    [
        (samples.postmark("Bounce"), samples.postmark("Bounce", ID=43)),
        (samples.mailjet("bounce"), samples.mailjet("bounce", time=1794819606)),
        (samples.mandrill("deferral"), samples.mandrill("soft_bounce")),
        (samples.brevo("deferred"), samples.brevo("deferred", ts_event=1794819606)),
        (samples.sendgrid("bounce", sg_event_id="a"), samples.sendgrid("bounce", sg_event_id="b")),
        (samples.resend("email.bounced"), samples.resend("email.bounced", to=["ann@shop.example"])),
    ],
)
def test_different_events_of_one_mail_are_two(one: object, other: object) -> None:
    assert len(replies_of_event("f", [one, other])) == 2


def test_what_was_seen_is_forgotten_in_order_at_its_bound() -> None:
    events = [samples.postmark("Bounce", ID=number) for number in (1, 2, 3)]
    first, second, third = (replies_of_event("f", event) for event in events)
    once = OnlyNew(2)
    assert [len(list(once.of(each))) for each in (first, second, first, third, second, first)] == [
        1, 1, 0, 1, 0, 1,
    ]  # fmt: skip


def test_a_document_has_a_bound_on_events_and_one_event_on_recipients() -> None:
    assert sum(1 for _ in unwrapped([{}] * 100_001)) == 100_000
    event = samples.ses_bounce("Permanent", "General")
    event["bounce"]["bouncedRecipients"] = [
        {"emailAddress": f"a{number}@example.net"} for number in range(10_001)
    ]
    assert len(replies_of_event("f", event)) == 10_000


def test_nested_arrays_have_a_bound() -> None:
    nested: object = EVERY_KIND["brevo"]
    for _ in range(50):
        nested = [nested]
    assert replies_of_event("f", nested) == ()
    wrapped: dict[str, Any] = EVERY_KIND["ses"]
    for _ in range(9):
        wrapped = samples.sns(wrapped)
    assert replies_of_event("f", wrapped) == ()


WORDS = sorted(
    {word for event in EVERY_KIND.values() for word in json.dumps(event).split('"') if word.strip(" ,:{}[]")}
)
TEXT = st.sampled_from(WORDS) | st.text(max_size=20)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=6),
    max_leaves=30,
)


@settings(max_examples=examples(400))
@given(VALUES, st.sampled_from(KINDS))
def test_no_value_raises(value: object, kind: EventKind | None) -> None:
    for reply in replies_of_event("f", value, kind):
        judge(reply, KNOWLEDGE)


@st.composite
def mutated(draw: st.DrawFn) -> object:
    """A sample with up to four of its values replaced by anything."""
    event = json.loads(json.dumps(draw(st.sampled_from(list(EVERY_KIND.values())))))
    for _ in range(draw(st.integers(1, 4))):
        place = event
        while True:
            key = draw(st.sampled_from(sorted(place)))
            if isinstance(place[key], dict) and place[key] and draw(st.booleans()):
                place = place[key]
                continue
            place[key] = draw(VALUES)
            break
    return event


@settings(max_examples=examples(600))
@given(mutated(), st.sampled_from(KINDS))
def test_no_mutated_event_raises_and_its_record_is_in_bounds(event: object, kind: EventKind | None) -> None:
    for reply in replies_of_event("f", event, kind):
        record = judge(reply, KNOWLEDGE)
        assert len(record.diagnostic) <= 2000
        assert len(record.recipient or "") <= 320
        assert not (record.sender_blocked and record.hard)
        assert not (record.suppressed and record.hard)
        assert reply.hint is not None
        assert len(reply.hint.rule) < 300
        assert reply.hint.rule.isprintable()


@settings(max_examples=examples(300))
@given(st.sampled_from(list(EVERY_KIND.values())), st.data())
def test_no_head_raises(event: object, data: st.DataObject) -> None:
    head = bytearray(json.dumps([event, event]).encode())
    for _ in range(data.draw(st.integers(0, 5))):
        head[data.draw(st.integers(0, len(head) - 1))] = data.draw(st.integers(0, 255))
    assert event_kind(bytes(head[: data.draw(st.integers(0, len(head)))])) in KINDS
