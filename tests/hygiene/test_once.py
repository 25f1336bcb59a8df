"""A failure that a log and a report tell of is one failure."""

from repcheck.hygiene.dedupe import once
from repcheck.model.bounces import BounceRecord

from .made import bounce

SECOND = 1 / 86_400


def told(*records: BounceRecord) -> tuple[int, int, int]:
    found = once(records)
    return len(found.records), found.twice, found.uncompared


def line(number: int, seconds: float = 0, code: str = "5.1.1", **more: object) -> BounceRecord:
    days = seconds * SECOND
    return bounce(days=days, file=f"mail.log:{number}", enhanced_status=code, **more)  # type: ignore[arg-type]


def report(name: str = "a.eml", seconds: float = 0, code: str = "5.1.1", **more: object) -> BounceRecord:
    return bounce(days=seconds * SECOND, file=name, enhanced_status=code, **more)  # type: ignore[arg-type]


def test_a_log_line_and_the_report_of_it_are_one_failure() -> None:
    assert told(line(7), report(seconds=3)) == (1, 1, 0)
    assert told(report(seconds=3), line(7)) == (1, 1, 0)


def test_the_first_that_was_read_stays_in_its_place() -> None:
    other = report(recipient="ann@example.org")
    assert once([line(7), other, report(seconds=3)]).records == (line(7), other)


def test_what_differs_is_counted_twice() -> None:
    assert told(line(7), report(code="5.7.1")) == (2, 0, 0)
    assert told(line(7), report(recipient="ann@example.org")) == (2, 0, 0)
    assert told(line(7), report(seconds=121)) == (2, 0, 0)
    assert told(line(7), report(kind="delayed")) == (2, 0, 0)


def test_one_source_tells_of_each_of_its_failures_once() -> None:
    assert told(line(7), line(8, seconds=2)) == (2, 0, 0)
    assert told(report("box#1"), report("box#2", seconds=2)) == (2, 0, 0)


def test_two_mails_to_one_address_are_two_failures_in_both_sources() -> None:
    records = (line(7), line(8, seconds=20), report("a.eml"), report("b.eml", seconds=20))
    assert told(*records) == (2, 2, 0)


def test_of_two_reports_only_a_copy_is_the_same() -> None:
    assert told(report("a.eml"), report("b.eml")) == (1, 1, 0)
    assert told(report("a.eml"), report("b.eml", seconds=2)) == (2, 0, 0)
    assert told(report("a.eml", diagnostic="550 x"), report("b.eml", diagnostic="550 y")) == (2, 0, 0)


def test_an_event_of_a_sending_service_is_one_more_kind_of_source() -> None:
    event = report("events.json#1", seconds=5, esp="ses")
    assert told(line(7), report(seconds=3), event) == (1, 2, 0)
    assert told(event, report("events.json#2", seconds=9, esp="ses")) == (2, 0, 0)


def pairs(number: int, apart: float) -> list[BounceRecord]:
    """A log line for each recipient, and reports so many seconds later."""
    who = [f"u{index}@example.org" for index in range(number)]
    lines = [line(index, 600 * index, recipient=one) for index, one in enumerate(who)]
    return lines + [
        report(f"{index}.eml", 600 * index + apart, recipient=one) for index, one in enumerate(who)
    ]


def test_a_log_in_local_time_is_recognised_by_the_reports() -> None:
    hour = 3600
    for zone in (-5 * hour, hour, 5.75 * hour, 14 * hour):
        assert told(*pairs(4, zone + 3)) == (4, 4, 0)
    assert told(*pairs(2, hour)) == (4, 0, 0), "two may be a chance"
    assert told(*pairs(4, hour + 450)) == (8, 0, 0), "no zone"
    assert told(*pairs(4, 15 * hour)) == (8, 0, 0), "no zone is so far away"
    mixed = [
        *pairs(4, 3),
        line(99, recipient="z@example.org"),
        report("z.eml", hour, recipient="z@example.org"),
    ]
    assert told(*mixed) == (6, 4, 0), "the clock is right, so an hour later is another failure"


def test_what_cannot_be_compared_is_told_when_there_are_two_kinds_of_sources() -> None:
    undated = bounce(days=None)
    nobody = bounce(recipient=None)
    assert told(undated, nobody) == (2, 0, 0)
    assert told(undated, nobody, line(7)) == (3, 0, 2)
