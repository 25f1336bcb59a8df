"""The same refusal of many recipients is one incident."""

from collections.abc import Iterable

import pytest

from repcheck.hygiene import incidents
from repcheck.hygiene.incidents import IncidentWatch, same_words
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.hygiene import RefusalIncident
from tests.support.counting import calls_of

from .made import at, bounce

MINUTE = 1 / 1440


def incidents_of(records: Iterable[BounceRecord]) -> tuple[RefusalIncident, ...]:
    watch = IncidentWatch()
    for record in records:
        watch.add(record)
    return watch.incidents()


def refused(
    number: int, minutes: float = 0, text: str = "", category: Category = Category.BLOCKED, **more: object
) -> BounceRecord:
    address = f"user{number}@example.org"
    return bounce(
        category, minutes * MINUTE, address, status_code=550, enhanced_status="5.7.1", provider="big",
        diagnostic=text or f"550 5.7.1 <{address}>: 192.0.2.10 blocked, id {number * 77:08x}.9 (S3140)",
        **more,
    )  # fmt: skip


def test_five_recipients_within_an_hour_are_one_incident() -> None:
    (found,) = incidents_of([refused(number, number) for number in range(5)])
    assert (found.where, found.category, found.records, found.recipients, found.domains) == (
        "big", Category.BLOCKED, 5, 5, 1,
    )  # fmt: skip
    assert (found.first, found.last) == (at(0), at(4 * MINUTE))
    assert found.text.startswith("550 5.7.1 <user0@example.org>: 192.0.2.10 blocked")


def test_fewer_recipients_or_a_longer_time_are_none() -> None:
    assert incidents_of([refused(number) for number in range(4)]) == ()
    assert incidents_of([refused(0, minutes) for minutes in range(9)]) == ()
    assert incidents_of([refused(number, number * 20) for number in range(9)]) == ()
    assert incidents_of([refused(number, number * 90) for number in range(9)]) == ()


def test_what_follows_within_the_hour_belongs_to_it_and_what_comes_later_does_not() -> None:
    first = [refused(number) for number in range(5)]
    tail = [refused(10 + number, 50 * number) for number in range(1, 4)]
    second = [refused(number, 24 * 60) for number in range(6)]
    found = incidents_of([*second, *tail, *first])
    assert [(one.records, one.recipients) for one in found] == [(8, 8), (6, 6)]


def test_other_words_codes_or_places_are_other_incidents() -> None:
    same = [refused(number) for number in range(5)]
    words = [refused(number, text="550 5.7.1 go away") for number in range(5)]
    kind = [refused(number, category=Category.POLICY, sender_blocked=None) for number in range(5)]
    assert [one.records for one in incidents_of([*same, *words, *kind])] == [5, 5, 5]


def test_undated_suppressed_and_delivered_ones_are_in_none() -> None:
    for more in ({"time": None}, {"suppressed": True}, {"kind": "delivered"}):
        assert incidents_of([refused(number, **more) for number in range(9)]) == ()


def test_the_hosts_of_one_receiver_are_one_place() -> None:
    records = [
        bounce(
            Category.POLICY,
            recipient=f"u{n}@example.org",
            remote_mta=f"mx{n}.corp.example.net",
            diagnostic="no",
        )
        for n in range(5)
    ]
    assert [one.where for one in incidents_of(records)] == ["corp.example.net"]


def test_words_are_the_same_whatever_differs_from_mail_to_mail() -> None:
    one = same_words(
        "550 5.7.1 <kai@a.example>: kai unknown, host mx1.b.example[192.0.2.7] https://a.example/?x=1 a1b2-3",
        "kai@a.example",
    )
    other = same_words(
        "550 5.7.1  <ann@b.example>: Ann unknown, host mx2.c.example[192.0.2.9] https://a.example/?y=2 f9-1",
        "ann@b.example",
    )
    assert one == other == "# # <@>: @ unknown, host #[#] https://a.example/ #"


def test_hostile_text_costs_no_more_than_its_length() -> None:
    for part in ("a", "a@", "1.", "https://", " "):
        few, many = (calls_of(same_words, part * times, "kai@corp.example.net") for times in (10_000, 40_000))
        assert many == few, part  # a text is cut before it is looked at


def test_memory_is_bounded_and_what_repeats_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "_MOST_REFUSALS", 2_000)
    watch = IncidentWatch()
    for number in range(5):
        watch.add(refused(number))
    for number in range(2_100):
        watch.add(refused(0, text=f"550 {'x' * (number % 50)}{'y' * (number // 50)}"))
    for number in range(5, 9):
        watch.add(refused(number))
    assert [(one.records, one.recipients) for one in watch.incidents()] == [(9, 9)]
    assert len(watch._told) <= 2_000
