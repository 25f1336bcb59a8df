"""Dates of mails, as the standard library reads them."""

from datetime import UTC
from email.utils import parsedate_to_datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.bounces.dates import utc_time
from tests.support.examples import examples
from tests.support.tables import each

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mai"]


@each(
    "date, read",
    [
        ("Mon, 16 Nov 2026 09:00:05 +0000", "2026-11-16T09:00:05Z"),
        ("Mon, 16 Nov 2026 01:00:05 -0800 (PST)", "2026-11-16T09:00:05Z"),
        (" 1 Jan 2000 00:30:00 +0100\r\n", "1999-12-31T23:30:00Z"),
        ("16 Nov 2026 09:00 EST", "2026-11-16T14:00:00Z"),
        ("16 Nov 26 09:00:05", "2026-11-16T09:00:05Z"),
        ("31 Dec 1969 23:00:00 -0100", "1970-01-01T00:00:00Z"),
        ("31 Dec 1969 23:00:00 +0100", None),
        ("30 Feb 2026 09:00:05 +0000", None),
        ("16 Nov 2026 25:00:05 +0000", None),
        ("yesterday", None),
        (" ", None),
    ],
)
def test_dates(date: str, read: str | None) -> None:
    assert utc_time(date) == read


@given(
    st.tuples(st.integers(0, 32), st.sampled_from(MONTHS), st.integers(1960, 2100)),
    st.tuples(st.integers(0, 25), st.integers(0, 61), st.integers(0, 61)),
    st.from_regex(r"[+-][0-2][0-9]{3}(?: \([A-Z]{3}\))?|[A-Z]{3}|", fullmatch=True),
)
@settings(max_examples=examples(200))
def test_a_date_is_what_the_standard_library_reads(
    day: tuple[int, str, int], time: tuple[int, int, int], zone: str
) -> None:
    value = "{} {} {:04} {:02}:{:02}:{:02} {}".format(*day, *time, zone)
    try:
        moment = parsedate_to_datetime(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        known = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1970 else None
    except (ValueError, TypeError):
        known = None
    assert utc_time(value) == known
