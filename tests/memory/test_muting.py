"""Mutes and noted requests: what may be said, what holds, and what ends it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.app.memory.muting import holding, moment_until, mute, note_request, some_words, unmute
from repcheck.app.memory.naming import named_list, named_targets
from repcheck.errors import BadInput, BadOption
from repcheck.model.watch.monitor import Pair
from tests.memory.made import DAY, NOW, TARGET, empty
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()


@each(
    "text, until",
    [
        ("14d", NOW + 14 * DAY),
        ("36h", NOW + timedelta(hours=36)),
        ("90d", NOW + 90 * DAY),
        ("2026-12-24", datetime(2026, 12, 24, tzinfo=UTC)),
        ("2026-12-24T18:00+01:00", datetime(2026, 12, 24, 17, tzinfo=UTC)),
        ("2026-12-24T18:00", datetime(2026, 12, 24, 18, tzinfo=UTC)),
    ],
)
def test_until(text: str, until: datetime) -> None:
    assert moment_until(text, NOW) == until


@each(
    "text, says",
    [
        ("91d", '"91d" is more than 90 days away'),
        ("2027-11-27", '"2027-11-27" is more than 90 days away'),
        ("2026-11-27", '"2026-11-27" has passed'),
        ("0d", "is neither a date"),
        ("forever", "is neither a date (2026-12-24) nor a time (14d)"),
        ("", "is neither a date"),
        ("9999-12-31T23:59:59-12:00", "more than 90 days away"),
        ("0001-01-01T00:00:00+12:00", "has passed"),
        ("999999d", "more than 90 days away"),
    ],
)
def test_what_until_cannot_be(text: str, says: str) -> None:
    with pytest.raises(BadOption) as caught:
        moment_until(text, NOW)
    assert says in str(caught.value)


def test_words_are_one_line_that_says_something() -> None:
    assert some_words(" moved\n to\x1b \udcff here ", "--reason") == "moved to here"
    keyed = "see ab1cd2ef3gh4ij5kl6mn7op8qr.zen.dq.spamhaus.net"
    assert some_words(keyed, "--note") == "see ***.zen.dq.spamhaus.net"
    for text in ("", " \n", "x" * 301):
        with pytest.raises(BadOption):
            some_words(text, "--reason")


def test_a_mute_is_replaced_and_ends(tmp_path: Path) -> None:
    store = empty(tmp_path)
    mute(store, [TARGET], "psbl", until=NOW + DAY, reason="first", now=NOW)
    (again,) = mute(store, [TARGET], "psbl", until=NOW + 2 * DAY, reason="second", now=NOW)
    assert holding(store, NOW + timedelta(hours=1)) == (again,)
    assert holding(store, NOW + 2 * DAY) == ()
    (ended,) = unmute(store, [TARGET], None, now=NOW + timedelta(hours=2))
    assert ended.ended == NOW + timedelta(hours=2)
    assert holding(store, NOW + timedelta(hours=3)) == ()


@pytest.mark.parametrize(
    ("muted", "unmuted", "says"),
    [
        ("psbl", "spamcop", "192.0.2.10 is not muted on spamcop"),
        (None, "psbl", "192.0.2.10 is muted on all lists: end that, and mute what is left"),
    ],
)
def test_what_does_not_hold_cannot_end(muted: str | None, unmuted: str, says: str, tmp_path: Path) -> None:
    store = empty(tmp_path)
    mute(store, [TARGET], muted, until=NOW + DAY, reason="r", now=NOW)
    with pytest.raises(BadInput) as caught:
        unmute(store, [TARGET], unmuted, now=NOW)
    assert caught.value.what == says
    assert len(holding(store, NOW)) == 1


def test_a_range_is_muted_address_by_address(tmp_path: Path) -> None:
    store = empty(tmp_path)
    targets = named_targets("192.0.2.0/30")
    assert len(mute(store, targets, None, until=NOW + DAY, reason="r", now=NOW)) == 4
    assert len(unmute(store, targets, None, now=NOW)) == 4


def test_the_latest_request_counts(tmp_path: Path) -> None:
    store = empty(tmp_path)
    note_request(store, [TARGET], "psbl", note="first", now=NOW - DAY)
    note_request(store, [TARGET], "psbl", note=None, now=NOW)
    (only,) = store.requests()
    assert (only.asked, only.note) == (NOW, None)


def test_lists_are_named_by_id_zone_or_what_is_remembered() -> None:
    assert named_list("PSBL", CATALOG, ()) == "psbl"
    assert named_list("psbl.surriel.com.", CATALOG, ()) == "psbl"
    assert named_list("house-bl", CATALOG, [Pair(TARGET, "house-bl")]) == "house-bl"
    with pytest.raises(BadOption) as caught:
        named_list("pspl", CATALOG, ())
    assert str(caught.value) == 'LIST: there is no list "pspl"; did you mean "psbl"?'
