"""How long removals take: of several waits the longest is told, and what lapses is not asked for."""

from repcheck.advice.waits import again, lapses, longest, wait_of
from repcheck.model.catalog import Delisting
from tests.support.built_in import built_in_catalog
from tests.support.tables import each


@each(
    "waits, told",
    [
        ([], None),
        (["some minutes"], "some minutes"),
        (["some minutes", "about an hour"], "about an hour"),
        (["about an hour", "some minutes"], "about an hour"),
        (["90 minutes", "1 hour"], "90 minutes"),
        (["2 to 3 days", "48 hours"], "2 to 3 days"),
        (["within 24 hours", "a week", "up to 30 days"], "up to 30 days"),
        (["two weeks", "10 days"], "two weeks"),
        (["an hour", "until they look at it"], "an hour; until they look at it"),
    ],
)
def test_the_longest_of_them(waits, told):
    assert longest(waits) == told


def way(
    how: str, url: str | None = "https://list.example/", wait: str | None = None, expiry: str | None = None
) -> Delisting:
    return Delisting(how=how, url=url, wait=wait, expiry=expiry)


@each(
    "fields, told",
    [
        ({"wait": "minutes to hours."}, "Check again after some minutes to hours"),
        ({"wait": "about a day"}, "Check again after about a day"),
        ({"expiry": "24 hours after the last report."}, "Check again 24 hours after the last report"),
        ({"expiry": "Within about an hour."}, "Check again within about an hour"),
        ({"expiry": "A few weeks without trap hits."}, "Check again after a few weeks without trap hits"),
        ({"expiry": "Never by itself."}, None),
        ({"expiry": "When the provider's count has fallen."}, None),
        ({"expiry": "The score looks back 30 days."}, None),
        ({"expiry": "Level 1 after 7 days; the others after an unknown time."}, None),
        ({}, None),
    ],
)
def test_when_to_check_again_is_told_in_a_whole_sentence(fields: dict[str, str], told: str | None) -> None:
    wait = wait_of(way("Ask.", **fields))
    assert (None if wait is None else again(wait)) == told


@each(
    "how, fields, expected",
    [
        ("Nothing to ask for.", {"expiry": "A day."}, True),
        ("There is nothing to ask for. The score follows the mail.", {"expiry": "30 days."}, True),
        ("Wait: it is said to have no removal by hand.", {"expiry": "15 days."}, True),
        ("Fill in the form.", {"expiry": "15 days."}, False),
        ("The entry goes.", {"expiry": "15 days.", "url": None}, True),
        ("Nothing is known.", {}, False),
    ],
)
def test_an_entry_that_ends_by_itself(how: str, fields: dict[str, str | None], expected: bool) -> None:
    assert lapses(way(how, **fields)) is expected


def test_no_way_of_the_catalog_contradicts_itself() -> None:
    for entry in built_in_catalog().lists:
        for each_way in (entry.delisting, *(sublist.delisting for sublist in entry.sublists)):
            if each_way is None:
                continue
            said = each_way.how.lower()
            by_hand = "no removal by hand" in said or said.startswith(("nothing", "wait", "there is nothing"))
            assert not (by_hand and (each_way.wait or "").startswith(("minutes", "at once"))), entry.id
            assert "no removal by hand" not in said or lapses(each_way), entry.id
