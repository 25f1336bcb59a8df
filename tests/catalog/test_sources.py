"""``sources:`` of a configuration: what may stand there, and what it does to the lists."""

import pytest

from repcheck.catalog.config import apply_config
from repcheck.errors import BadCatalog
from repcheck.model.catalog import Catalog
from tests.support.built_in import built_in_catalog
from tests.support.tables import each


def configured(text: str) -> Catalog:
    return apply_config(f"version: 1\n{text}".encode(), "repcheck.yaml", built_in_catalog()).catalog


@each(
    "text, says",
    [
        ("sources: {spamhaus: {}}", 'repcheck.yaml:2: sources.spamhaus: "spamhaus" is not a source'),
        ("sources: {spamhaus-wqs: {key: 0123abc}}", "a key may not stand here: name its place"),
        ("sources: {spamhaus-wqs: {keys: env:X}}", 'unknown field; did you mean "key"?'),
        ("sources: {spamhaus-wqs: {route: web}}", '"web" is not known'),
        ("sources: {spamhaus-wqs: {url: http://api.example/}}", "is asked by http, which is not safe"),
        ("sources: {spamhaus-wqs: {url: 'https://a:b@api.example/'}}", "without password"),
        ("sources: {spamhaus-wqs: {url: 'https://api.example/?key=1'}}", "without password, query"),
        ("sources: {spamhaus-wqs: {url: 'https://api.example:port/'}}", "is not an address"),
        ("sources: {spamhaus-wqs: {per_day: -1}}", "is not from 0 to"),
        ("sources: [spamhaus-wqs]", "expected a mapping"),
        ("sources: {spamhaus-wqs: yes}", "expected a mapping"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises(BadCatalog) as told:
        configured(text)
    assert says in str(told.value)
    assert "0123abc" not in str(told.value)


def test_a_source_that_is_named_is_on_with_its_defaults() -> None:
    catalog = configured("sources: {spamhaus-wqs: }")
    [wqs] = [one for one in catalog.sources or () if one.id == "spamhaus-wqs"]
    assert (wqs.enabled, wqs.key, wqs.route, wqs.own) == (True, "env:SPAMHAUS_DQS_KEY", "auto", False)
    assert wqs.url.startswith("https://")


@each(
    "text, names",
    [
        ("sources: {spamhaus-wqs: {}}", ["AUTHBL", "DBL", "ZEN", "ZRD"]),
        ("sources: {spamhaus-wqs: {route: wqs}}", ["AUTHBL", "DBL", "ZEN", "ZRD"]),
        ("sources: {spamhaus-wqs: {route: dns}}", []),
        ("sources: {spamhaus-wqs: {enabled: false}}", []),
        ("", []),
        # One's own copy of a zone has no other way.
        (
            "sources: {spamhaus-wqs: {}}\nchange: {spamhaus-zen: {server: '127.0.0.1:53'}}",
            ["AUTHBL", "DBL", "ZRD"],
        ),
    ],
)
def test_lists_get_their_second_way(text: str, names: list[str]) -> None:
    found = {entry.web.name for entry in configured(text).lists if entry.web is not None}
    assert sorted(found - {"SBL", "XBL", "PBL"}) == names
