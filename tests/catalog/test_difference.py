"""The difference of two catalogs: entries, fields and single answers."""

import json

import msgspec

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.config import apply_config
from repcheck.catalog.difference import Difference, EntryChange, FieldChange, difference
from repcheck.model.catalog import Catalog
from repcheck.render.catalog.difference import render_difference
from repcheck.render.json.difference import shown
from repcheck.render.view import View
from tests.support.built_in import built_in_catalog

BUILT_IN = built_in_catalog()
BASE: dict[str, object] = {
    "id": "a",
    "zone": "a.example",
    "asks": ["ipv4"],
    "codes": {"127.0.0.2": "spam", "127.0.0.3": "trap"},
}
DEAD: dict[str, object] = {"id": "b", "zones": ["b.example"], "how": "closed", "answers": "nothing"}


def catalog(*lists: dict[str, object], dead: tuple[dict[str, object], ...] = ()) -> Catalog:
    text = json.dumps({"version": 1, "lists": lists, "dead": dead})
    return parse_catalog(text.encode(), "f")


def test_a_catalog_does_not_differ_from_itself() -> None:
    assert difference(BUILT_IN, BUILT_IN) == ()
    assert render_difference((), "one", "other") == "other says the same as one.\n"


def test_lists_come_go_and_die() -> None:
    other: dict[str, object] = {**BASE, "id": "b", "zone": "b.example"}
    third: dict[str, object] = {**BASE, "id": "c", "zone": "c.example"}
    changes = difference(
        catalog(BASE, other, third), catalog(BASE, {**BASE, "id": "d", "zone": "d.x"}, dead=(DEAD,))
    )
    assert changes == (
        EntryChange("list", "d", "added"),
        EntryChange("list", "b", "died"),
        EntryChange("list", "c", "removed"),
    )
    text = render_difference(changes, "old.yaml", "new.yaml")
    assert text.splitlines()[0] == "From old.yaml to new.yaml: 1 list added, 1 list removed, 1 list died."
    assert "- list b: died" in text


def test_fields_and_single_answers_are_compared() -> None:
    after: dict[str, object] = {
        **BASE,
        "codes": {"127.0.0.2": "spam", "127.0.0.4": "new"},
        "limits": {"per_day": 5},
        "tags": ["standard"],
    }
    (change,) = difference(catalog(BASE), catalog(after))
    assert (change.kind, change.id, change.verb) == ("list", "a", "changed")
    assert set(change.fields) == {
        FieldChange("codes[127.0.0.3]", "trap: trap (medium, unknown)", None),
        FieldChange("codes[127.0.0.4]", None, "new: new (medium, unknown)"),
        FieldChange("limits.per_day", None, "5"),
        FieldChange("tags", None, "standard"),
    }
    text = render_difference((change,), "old", "new")
    assert "      - trap: trap (medium, unknown)\n" in text
    assert "      + new: new (medium, unknown)\n" in text


def test_bits_are_told_as_bits() -> None:
    before: dict[str, object] = {**BASE, "mode": "bitmask", "codes": {"2": "spam"}}
    (change,) = difference(catalog(before), catalog({**before, "codes": {"2": "spam", "4": "phish"}}))
    assert change.fields == (FieldChange("codes[4]", None, "phish: phish (medium, unknown)"),)


def test_what_a_configuration_changes() -> None:
    text = b"version: 1\ndisable: [psbl]\nchange:\n  spamcop: {severity: info}\n"
    changes = difference(BUILT_IN, apply_config(text, "f", BUILT_IN).catalog)
    assert {change.id for change in changes} == {"spamcop", "psbl"}
    psbl = next(change for change in changes if change.id == "psbl")
    assert psbl.fields == (FieldChange("enabled", "yes", "no"),)


def test_providers_are_compared_rule_by_rule() -> None:
    first, *rest = BUILT_IN.providers
    fewer = msgspec.structs.replace(first, rules=first.rules[1:])
    (change,) = difference(BUILT_IN, msgspec.structs.replace(BUILT_IN, providers=(fewer, *rest)))
    (field,) = change.fields
    assert (change.kind, field.after) == ("provider", None)
    assert first.rules[0].pattern in field.field


def test_the_document() -> None:
    changes = difference(catalog(BASE), catalog({**BASE, "severity": "high"}))
    found = Difference(changes=tuple(changes), before="a", before_file="a.yaml", after="b")
    document = json.loads(shown(found, View(version="1")))
    assert document["schema"] == "repcheck.lists-diff/1"
    assert document["changes"][0]["fields"][0] == {"field": "severity", "before": "medium", "after": "high"}
