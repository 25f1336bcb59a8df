"""Whatever a file holds: a catalog comes out of it, or a mistake of the user, and nothing else."""

import json
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.files import built_in_path
from repcheck.catalog.shape import RawList, RawProvider, RawSublist
from repcheck.errors import BadCatalog, BadInput
from repcheck.model.catalog import Catalog
from tests.support.examples import examples

BOUNDED = settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])

scalars: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
)
FIELDS = (
    *("version", "lists", "providers", "127.0.0.2", "127.0.0.2-127.0.0.9", "127.0.1-3.2", "64", "x-own"),
    *(*RawList.__struct_fields__, *RawProvider.__struct_fields__, *RawSublist.__struct_fields__),
    "q` - at `$.zone",  # looks like the end of one of msgspec's own messages
)
fields = st.sampled_from(FIELDS)
words = st.sampled_from(
    (
        "ipv4",
        "domain",
        "bitmask",
        "range",
        "allow",
        "bl.example",
        "{key}.bl.example",
        "env:K",
        "127.0.0.2",
        "refused",
    )
)
values = st.recursive(
    scalars | words,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(fields | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=25,
)
catalogs = st.fixed_dictionaries(
    {"version": st.just(1) | scalars},
    optional={
        "lists": st.lists(st.dictionaries(fields, values, max_size=8) | values, max_size=3) | values,
        "providers": st.lists(st.dictionaries(fields, values, max_size=8), max_size=3) | values,
    },
)


def outcome(data: bytes) -> Catalog | BadInput:
    try:
        return parse_catalog(data, "f")
    except BadInput as error:
        return error


def load(data: bytes) -> None:
    found = outcome(data)
    if isinstance(found, Catalog):
        assert found.lists
    elif isinstance(found, BadCatalog):
        assert found.mistakes
        assert all(line.startswith("f:") and line.isprintable() for line in found.mistakes)


@BOUNDED
@given(catalogs)
def test_any_shape_as_json(value: object) -> None:
    load(json.dumps(value).encode())


@BOUNDED
@given(catalogs)
def test_any_shape_as_yaml(value: object) -> None:
    load(yaml.safe_dump(value).encode("utf-8", "surrogatepass"))


@BOUNDED
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    load(data)


@BOUNDED
@given(st.text(alphabet="{}[]:,-&*!<>|#'\"\\ \n\tab1.~?%@", max_size=120))
def test_any_yaml_punctuation(text: str) -> None:
    load(text.encode())


@settings(BOUNDED, max_examples=examples(60))
@given(st.data())
def test_the_built_in_file_with_one_line_spoilt(data: st.DataObject) -> None:
    lines = built_in_path().read_text().splitlines()[:330]
    spot = data.draw(st.integers(30, len(lines) - 1))
    lines[spot] = data.draw(
        st.sampled_from(
            ("", lines[spot][1:], " " + lines[spot], lines[spot].replace(":", "", 1), "- x: 1", "  zone: 1")
        )
    )
    load("\n".join(lines).encode())


def test_json_and_yaml_agree_on_the_built_in_file() -> None:
    data = built_in_path().read_bytes()
    plain = yaml.load(data, Loader=yaml.BaseLoader)
    typed = yaml.safe_load(data)
    typed = {key: part for key, part in typed.items() if not key.startswith("x-")}
    for entry, text_entry in zip(typed["lists"], plain["lists"], strict=True):
        codes = zip(entry.get("codes", {}).values(), text_entry.get("codes", {}), strict=True)
        entry["codes"] = {text: value for value, text in codes}
    for entry in typed["dead"]:
        entry["since"] = str(entry["since"]) if "since" in entry else None  # safe_load makes dates of them
    assert parse_catalog(json.dumps(typed).encode(), "f") == parse_catalog(data, "f")
