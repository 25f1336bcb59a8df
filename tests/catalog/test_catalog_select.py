"""--lists: which words choose which lists, in catalog order."""

import json

import pytest

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.select import select_lists
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog
from tests.support.tables import each


def entry(list_id: str, **fields: object) -> dict[str, object]:
    base = {"zone": f"{list_id}.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}}
    return {"id": list_id, **base, **fields}


def catalog() -> Catalog:
    lists = [
        entry("big", tags=["standard", "group"], severity="critical"),
        entry("small", severity="low"),
        entry("off", enabled=False, tags=["standard", "sleepers"], severity="critical"),
        entry("names", tags=["standard", "domains"], severity="high"),
        entry("good", kind="allow", severity="info"),
    ]
    return parse_catalog(json.dumps({"version": 1, "lists": lists}).encode(), "test")


@each(
    "selection, ids",
    [
        (None, "big small names good"),
        ("all", "big small names good"),
        ("standard", "big names"),
        ("STANDARD", "big names"),
        ("names,big", "big names"),
        ("names big", "big names"),
        (" big , , small ", "big small"),
        ("off", "off"),
        ("all,off", "big small off names good"),
        ("+off", "big small off names good"),
        ("-small", "big names good"),
        ("-small,-good,+off", "big off names"),
        ("standard,+small", "big small names"),
        ("standard,-domains", "big"),
        ("standard,off,-off", "big names"),
        ("group", "big"),
        ("allow", "good"),
        ("block", "big small names"),
        ("critical,low", "big small"),
        ("-critical", "small names good"),
        ("big,-medium", "big"),
        ("-sleepers", "big small names good"),
        ("-small,small", "big small names good"),
    ],
)
def test_selection(selection: str | None, ids: str) -> None:
    assert [found.id for found in select_lists(catalog(), selection)] == ids.split()


@each(
    "selection, ids",
    [
        (None, "big small"),
        ("extended", "big small"),
        ("all", "big small odd"),
        ("odd", "odd"),
        ("rare", "odd"),
        ("+odd", "big small odd"),
        ("-small", "big"),
        ("all,-rare", "big small"),
        ("low", "small odd"),
        ("big,-silent", "big"),
    ],
)
def test_rare_lists_are_asked_when_they_are_meant(selection: str | None, ids: str) -> None:
    assert [found.id for found in select_lists(with_rare(), selection)] == ids.split()


def with_rare() -> Catalog:
    lists = [
        entry("big", tags=["standard"], severity="high"),
        entry("small", severity="low"),
        entry("odd", tags=["rare"], severity="low"),
        {"id": "silent", "asks": [], "enabled": False},
    ]
    return parse_catalog(json.dumps({"version": 1, "lists": lists}).encode(), "test")


@each("selection", ["silent", "big,silent", "+silent"])
def test_what_has_no_zone_cannot_be_chosen(selection: str) -> None:
    with pytest.raises(BadOption) as caught:
        select_lists(with_rare(), selection)
    what = '"silent" cannot be asked: it has no public zone and is only known from bounces'
    assert str(caught.value) == f"--lists: {what}"


@each(
    "selection, message",
    [
        ("smal", '--lists: unknown list "smal"; nearest: small'),
        ("standard,-nmaes", '--lists: unknown list "-nmaes"; nearest: names'),
        ("standrad", '--lists: unknown list "standrad"; nearest: standard'),
        ("zzzzzzz", '--lists: unknown list "zzzzzzz"; see "repcheck lists"'),
        ("-", '--lists: unknown list "-"; see "repcheck lists"'),
        ("", '--lists: "" chooses no list'),
        (" , ", '--lists: " , " chooses no list'),
        ("big,-big", '--lists: "big,-big" chooses no list'),
        ("medium", '--lists: "medium" chooses no list'),
        ("sleepers", '--lists: "sleepers" chooses no list'),
    ],
)
def test_words_that_choose_nothing(selection: str, message: str) -> None:
    with pytest.raises(BadOption) as caught:
        select_lists(catalog(), selection)
    assert str(caught.value) == message
