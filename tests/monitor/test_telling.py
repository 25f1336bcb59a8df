"""Who learns what, when and in which words; when a message is tried again."""

from datetime import UTC, datetime, time, timedelta

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.watch.alerts import TAKEN, Delivery
from repcheck.model.watch.monitored import ChangeEntry, Document, FindingEntry, LeftOut, OpenEntry
from repcheck.model.watch.outbox import BounceHour, Outgoing
from repcheck.model.watch.watching import AlertPlan, Stdout
from repcheck.monitor.growth import growing
from repcheck.monitor.message import subject, text
from repcheck.monitor.retry import after_try, claimed, failing, superseded
from repcheck.monitor.routing import MOST_OPEN, bounded, due_at, joined, routed
from tests.support.tables import each

NOW = datetime(2026, 11, 27, 10, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)


def change(
    key: str = "k", *, to: str = "listed", severity: str = "high", group: str | None = "pool-a"
) -> ChangeEntry:
    return ChangeEntry(
        target="192.0.2.10",
        list="example-bl",
        name="Example BL",
        before="clean",
        to=to,
        at=NOW,
        severity=severity,
        key=key,
        group=group,
        since=NOW - 2 * HOUR,
        bounces=12,
        step="Stop what sends it.",
        url="https://bl.example.com/remove",
    )


def plan(name: str, **more: object) -> AlertPlan:
    return AlertPlan(id=name, sink=Stdout(), **more)  # type: ignore[arg-type]


def takers(one: ChangeEntry, *plans: AlertPlan, peak: Severity | None = None) -> list[str]:
    document = Document(at=NOW, changes=(one,))
    return list(routed(document, {} if peak is None else {one.key: peak}, plans))


def test_filters_by_group_and_severity() -> None:
    pool_a, pool_b = plan("a", groups=("pool-a",)), plan("b", groups=("pool-b",), severity=Severity.HIGH)
    assert takers(change(), pool_a, pool_b) == ["a"]
    assert takers(change(group="pool-b", severity="medium"), pool_a, pool_b) == []
    assert takers(change(group="pool-b"), pool_a, pool_b) == ["b"]


def test_a_group_that_nobody_names_goes_to_all() -> None:
    plans = (plan("a", groups=("pool-a",)), plan("b", groups=("pool-b",)))
    assert takers(change(group="pool-c"), *plans) == ["a", "b"]
    assert takers(change(group=None), *plans) == ["a", "b"]
    assert takers(change(group="pool-c"), *plans, plan("all")) == ["all"]


def test_the_end_of_an_incident_goes_where_its_worst_went() -> None:
    high = plan("a", severity=Severity.HIGH)
    assert takers(change(to="clean", severity="low"), high) == []
    assert takers(change(to="clean", severity="low"), high, peak=Severity.CRITICAL) == ["a"]


def test_a_finding_that_stands_is_no_message() -> None:
    finding = FindingEntry(id="blind", severity="high", says="Nothing answers.", key="blind")
    document = Document(at=NOW, findings=(finding,))
    assert list(routed(document, {}, [plan("a")])) == ["a"]
    known = FindingEntry(id="blind", severity="high", says="Nothing answers.", key="blind", new=False)
    assert list(routed(Document(at=NOW, findings=(known,)), {}, [plan("a")])) == []


@each(
    "clock, due",
    [("21:59", "21:59"), ("22:00", "06:30"), ("23:30", "06:30"), ("06:29", "06:30"), ("06:30", "06:30")],
)
def test_quiet_hours_over_midnight(clock: str, due: str) -> None:
    local = datetime.combine(NOW.date(), time.fromisoformat(clock), UTC)
    found = due_at(plan("a", quiet=(time(22), time(6, 30))), local, local)
    assert found.strftime("%H:%M") == due
    assert local <= found < local + timedelta(days=1)


def test_a_digest_waits_for_the_end_of_its_day_and_loses_nothing() -> None:
    assert due_at(plan("a", digest=timedelta(hours=24)), NOW, NOW) == datetime(2026, 11, 28, tzinfo=UTC)
    first, second = (
        Document(at=NOW, changes=(change("1"),)),
        Document(at=NOW, changes=(change("2", to="clean"),)),
    )
    assert [one.key for one in joined(first, second).changes] == ["1", "2"]
    assert [one.key for one in joined(first, first).changes] == ["1"]


def test_the_words_of_a_message() -> None:
    other = OpenEntry(target="192.0.2.11", list="example-bl", severity="low", muted=NOW)
    document = Document(at=NOW, changes=(change("2", to="clean"), change("1")), open=(other,))
    assert subject(document) == "[repcheck] LISTED high: 192.0.2.10 (pool-a) on Example BL, and 1 more change"
    assert text(document).splitlines() == [
        "LISTED high: 192.0.2.10 (pool-a) on Example BL",
        "  since 2026-11-27 08:40 UTC; 12 bounces named it since the last pass",
        "  first: Stop what sends it.",
        "  https://bl.example.com/remove",
        "CLEARED: 192.0.2.10 (pool-a) on Example BL, after 2 hours",
        "1 other listing as before (1 muted).",
    ]


def standing(number: int, severity: str = "low", muted: datetime | None = None) -> OpenEntry:
    return OpenEntry(target=f"192.0.2.{number}", list="example-bl", severity=severity, muted=muted)


def test_a_message_holds_the_worst_of_what_stands_and_counts_the_rest() -> None:
    many = tuple(standing(number) for number in range(MOST_OPEN))
    small = Document(at=NOW, open=many)
    assert bounded(small) is small
    worst, muted = standing(200, "high"), standing(201, "high", muted=NOW)
    last = msgspec.structs.replace(change(), target=max(one.target for one in many), severity="low")
    whole = Document(at=NOW, changes=(last,), open=(muted, *many, worst))
    cut = bounded(whole)
    assert (len(cut.open), cut.open[0]) == (MOST_OPEN, worst)
    assert muted not in cut.open
    assert cut.open_left_out == LeftOut(listings=2, muted=1, changed=1)
    assert text(cut) == text(whole)
    assert text(cut).endswith("201 other listings as before (1 muted).\n")


def test_the_first_message_counts_all_that_was_listed() -> None:
    many = tuple(standing(number, severity) for severity in ("low", "high") for number in range(200))
    whole = Document(at=NOW, baseline=True, open=many)
    assert (subject(bounded(whole)), text(bounded(whole))) == (subject(whole), text(whole))


def outgoing() -> Outgoing:
    return Outgoing(id="m", sink="ops", thread="m", body="{}", created=NOW, due=NOW)


def test_tries_grow_apart_and_end() -> None:
    message, now, waits = outgoing(), NOW, []
    while message.given_up is None:
        message = after_try(claimed(message), Delivery(taken=False, said="connection failed"), now)
        waits.append(message.due - now)
        now = message.due
    assert waits[0] == timedelta(minutes=5)
    assert waits == sorted(waits)
    assert timedelta(days=3) <= message.given_up - NOW < timedelta(days=4)


def test_a_sink_says_when_or_never_again() -> None:
    later = after_try(claimed(outgoing()), Delivery(taken=False, retry_after=7200.0), NOW)
    assert later.due == NOW + 2 * HOUR
    gone = after_try(claimed(outgoing()), Delivery(taken=False, permanent=True, said="status 410"), NOW)
    assert gone.given_up == NOW
    assert after_try(claimed(outgoing()), TAKEN, NOW).sent == NOW


def test_a_sink_that_fails_for_a_day_is_told_of() -> None:
    failed = after_try(claimed(outgoing()), Delivery(taken=False, said="refused"), NOW)
    assert failing([failed], ["ops"], NOW + 23 * HOUR) == {}
    assert list(failing([failed], ["ops"], NOW + 24 * HOUR)) == ["ops"]
    assert failing([failed], ["another"], NOW + 24 * HOUR) == {}  # no longer configured


def test_a_sink_that_refuses_for_good_is_told_of_until_it_takes_something() -> None:
    refused = after_try(claimed(outgoing()), Delivery(taken=False, permanent=True, said="status 404"), NOW)
    assert list(failing([refused], ["ops"], NOW + HOUR)) == ["ops"]
    later = msgspec.structs.replace(outgoing(), id="n", created=NOW + HOUR)
    taken = after_try(claimed(later), TAKEN, NOW + HOUR)
    assert failing([taken, refused], ["ops"], NOW + HOUR) == {}


def test_what_a_newer_message_replaces_fails_by_its_tries_alone() -> None:
    assert failing([superseded(outgoing(), NOW)], ["ops"], NOW + 48 * HOUR) == {}
    tried = after_try(claimed(outgoing()), Delivery(taken=False, said="refused"), NOW)
    replaced = superseded(tried, NOW + HOUR)
    assert replaced.error == "a newer one went in its place: refused"
    assert failing([replaced], ["ops"], NOW + 2 * HOUR) == {}
    assert list(failing([replaced], ["ops"], NOW + 24 * HOUR)) == ["ops"]


def hours(*counts: int) -> list[BounceHour]:
    """One count for each hour up to now; 0: nothing came."""
    last = int(NOW.timestamp() // 3600)
    return [
        BounceHour(cause="c", hour=hour, count=count, first=datetime.fromtimestamp(hour * 3600, UTC))
        for hour, count in enumerate(counts, last - len(counts) + 1)
        if count
    ]


@each(
    "counts, told",
    [
        ((9,), None),
        ((10,), 10),
        ((4, 4, 4, 11), None),  # not three times what is usual
        ((4, 4, 4, 12), 12),
        ((4, 4, 4, 12, 120), 132),  # one outbreak
        ((4, 4, 40, 1), 41),  # the hour that has just ended
        ((4, 4, 40, 1, 1), None),  # it is over
        ((20, 0, 0, 0, 0, 11), None),
        ((20, 0, 0, 0, 0, 12), 12),
    ],
)
def test_a_cause_grows(counts: tuple[int, ...], told: int | None) -> None:
    found = growing(hours(*counts), NOW)
    assert [one.count for one in found] == ([] if told is None else [told])


def test_what_a_message_has_no_room_for_is_found_in_the_memory_that_it_is_about() -> None:
    options = "--state 'my state' --config my.yaml"
    many = tuple(
        msgspec.structs.replace(change(str(number)), target=f"host-{number}.example") for number in range(50)
    )
    said = text(Document(at=NOW, changes=many, options=options))
    assert f"... and 10 more changes: repcheck history {options}\n" in said
    standing = tuple(OpenEntry(target=one.target, list=one.list, severity="low") for one in many)
    said = text(Document(at=NOW, baseline=True, open=standing, options=options))
    assert f"... and 10 more: repcheck status {options}\n" in said
    assert "... and 10 more: repcheck status\n" in text(Document(at=NOW, baseline=True, open=standing))
