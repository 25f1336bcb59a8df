"""Dead lists: their data, the warnings they cause, and that none is ever asked."""

import json

import pytest

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.dead_lists import DeadLists, dead_warnings, died
from repcheck.catalog.load import load_catalog
from repcheck.catalog.select import select_lists
from repcheck.errors import BadCatalog, BadOption
from repcheck.model.catalog import Catalog, DeadList
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
GRAVES = DeadLists(CATALOG)
DEAD = CATALOG.dead


@each("dead", DEAD)
def test_a_dead_list_tells_how_it_died(dead: DeadList) -> None:
    assert dead.zones
    assert dead.how.endswith(".")
    assert dead.answers[0].islower()
    assert dead.checked
    assert set(dead.successor) <= {entry.id for entry in CATALOG.lists}
    for zone in dead.zones:
        assert GRAVES.find(zone) == dead
        assert GRAVES.find(zone.upper() + ".") == dead


def test_no_list_of_the_catalog_asks_a_dead_zone() -> None:
    assert [entry.id for entry in CATALOG.lists if GRAVES.of_list(entry) is not None] == []
    assert dead_warnings(CATALOG, None) == ()


def test_an_alias_of_a_dead_list_is_none_of_a_living_one() -> None:
    living = {alias.casefold() for entry in CATALOG.lists for alias in entry.aliases}
    assert not living & {alias.casefold() for dead in CATALOG.dead for alias in dead.aliases}


@each(
    "word, dead_id",
    [
        ("dnsbl.sorbs.net", "sorbs"),
        ("new.spam.dnsbl.sorbs.net", "sorbs"),
        ("l1.spews.dnsbl.sorbs.net", "spews"),
        ("SORBS", "sorbs"),
        ("NiX Spam", "nixspam"),
        ("ix.dnsbl.manitu.net", "nixspam"),
        ("zen.spamhaus.org", None),
        ("bl.example", None),
        ("net", None),
        ("", None),
    ],
)
def test_finding_the_dead(word: str, dead_id: str | None) -> None:
    found = GRAVES.find(word)
    assert (found.id if found is not None else None) == dead_id


def users(**fields: object) -> Catalog:
    lists = [
        {"id": "mine", "zone": "bl.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}},
        {"id": "old", "zone": "dnsbl.sorbs.net", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}} | fields,
    ]
    dead = [
        {
            "id": "sorbs",
            "name": "SORBS",
            "zones": ["dnsbl.sorbs.net"],
            "since": "2024-06-05",
            "how": "its zones were emptied.",
            "answers": "every address looks clean",
        }
    ]
    return parse_catalog(json.dumps({"version": 1, "lists": lists, "dead": dead}).encode(), "test")


TOLD = "SORBS is dead since 2024-06-05: its zones were emptied. Every address looks clean."


def test_a_dead_list_of_the_users_catalog_is_told_and_not_asked() -> None:
    assert dead_warnings(users(), None) == (f'list "old" is not asked: {TOLD}',)
    for selection in (None, "all", "mine,old", "mine,+sorbs"):
        assert [entry.id for entry in select_lists(users(), selection)] == ["mine"]


def test_a_disabled_dead_list_is_told_when_it_is_named() -> None:
    assert dead_warnings(users(enabled=False), None) == ()
    assert dead_warnings(users(enabled=False), "mine,old") == (f'list "old" is not asked: {TOLD}',)


@each("word", ["sorbs", "SORBS", "dnsbl.sorbs.net", "+sorbs"])
def test_a_dead_list_of_a_selection_is_told(word: str) -> None:
    name = word.lstrip("+").casefold()
    warnings = dead_warnings(users(enabled=False), f"mine,{word}")
    assert warnings == (f'"{name}" is not asked: {TOLD}',)
    assert dead_warnings(users(enabled=False), f"mine,-{name}") == ()


@each("selection", ["sorbs", "old", "dnsbl.sorbs.net"])
def test_dead_lists_alone_choose_nothing(selection: str) -> None:
    with pytest.raises(BadOption, match=f'"{selection}" chooses no list'):
        select_lists(users(), selection)


def test_what_is_unknown_of_its_end() -> None:
    dead = DeadList(id="x", name="X", zones=("x.example",), how="it was turned off.", answers="nothing")
    assert died(dead) == "dead for a long time: it was turned off"


def test_a_users_catalog_knows_the_dead_of_the_built_in_one(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "mine.yaml"
    lists = [{"id": "wpbl", "zone": "bl.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}}]
    file.write_text(json.dumps({"version": 1, "lists": lists}), encoding="utf-8")
    catalog = load_catalog(file)
    # The user's own list of that name goes before the dead one.
    assert {dead.id for dead in catalog.dead} == {dead.id for dead in CATALOG.dead} - {"wpbl"}
    assert [entry.id for entry in select_lists(catalog, None)] == ["wpbl"]


def test_mistakes_in_the_section_are_told_with_their_lines() -> None:
    text = """\
version: 1
lists:
- {id: a, zone: a.example, asks: [ipv4], codes: {127.0.0.2: spam}}
dead:
- {id: a, zones: [b.example], how: gone, answers: nothing}
- id: c
  zones: ["not a zone"]
  how: gone
  answer: nothing
- {id: d, how: gone, answers: nothing, checked: last year}
"""
    with pytest.raises(BadCatalog) as caught:
        parse_catalog(text.encode(), "f")
    assert caught.value.mistakes == (
        'f:5: dead[0].id: "a" is there twice, first in lists[0]',
        "f:6: dead[1].answers: is missing: what happens to those who still ask",
        'f:7: dead[1].zones[0]: "not a zone" is not a domain name',
        'f:9: dead[1].answer: unknown field; did you mean "answers"?',
        "f:10: dead[2].zones: is missing: the zones that must not be asked any more",
        'f:10: dead[2].checked: "last year" is not a month like 2026-11',
    )
