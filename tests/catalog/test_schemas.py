"""The JSON Schemas: fresh, true of the built-in files, and never stricter than the loader."""

import copy
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, get_args

import jsonschema
import pytest

from repcheck.catalog.compile.parse import parse_catalog, parse_providers
from repcheck.catalog.config import apply_config
from repcheck.catalog.document import read_document
from repcheck.catalog.files import FILE_NAME, PROVIDERS_NAME, built_in_path
from repcheck.catalog.schemas import SchemaName, build_schema, schema_text
from repcheck.demo.scenario import demo_catalog
from repcheck.errors import BadCatalog
from tests.support.built_in import built_in_catalog
from tests.support.examples import MANY
from tests.support.tables import each

CATALOG = built_in_catalog()
VALIDATORS = {
    name: jsonschema.Draft202012Validator(json.loads(schema_text(name))) for name in get_args(SchemaName)
}
PARSERS: dict[str, Callable[[bytes], object]] = {
    "catalog-1": lambda data: parse_catalog(data, "f"),
    "providers-1": lambda data: parse_providers(data, "f"),
    "config-1": lambda data: apply_config(data, "f", CATALOG),
}
LIST: dict[str, Any] = {
    "id": "x", "name": "X", "zone": "{key}.x.example", "kind": "block", "asks": ["ipv4"],
    "domain_form": "host",
    "severity": "high", "mode": "exact", "enabled": True, "operator": "O",
    "key": "env:K", "server": "127.0.0.1:53",
    "codes": {
        "127.0.0.2": "spam",
        "127.0.0.3": {
            "id": "s", "name": "S", "meaning": "m", "severity": "low", "scope": "range",
            "why": "w", "kind": "block",
            "delisting": {"how": "h", "who": "you", "url": "https://x.example/", "steps": ["a"],
                          "fix_first": "b", "evidence": ["c"], "expiry": "e", "wait": "w", "paid": "p",
                          "certain": False},
        },
    },
    "errors": {"127.0.0.9": "refused", "127.0.0.8": {"reason": "over_quota", "meaning": "m"}},
    "test_points": {"listed": ["127.0.0.2"], "not_listed": "127.0.0.1"},
    "access": {"kind": "public", "terms": "t", "register": "https://x.example/",
               "public_resolvers": "refused"},
    "limits": {"per_second": 1.5, "per_day": 10}, "impact": "i", "aliases": ["a"], "tags": ["t"], "note": "n",
    "checked": "2026-11", "confidence": "high", "sources": ["s"],
}  # fmt: skip
RULE = {"pattern": "a", "cause": "policy", "means": "m", "sample": "a", "certain": True}
PROVIDER: dict[str, Any] = {
    "id": "p", "name": "P", "kind": "filter", "mx_suffixes": [".mx.example"], "rules": [RULE], "uses": ["x"],
    "delisting": {"how": "h"}, "note": "n", "confidence": "low", "sources": ["s"],
}  # fmt: skip
DEAD = {
    "id": "d", "name": "D", "zones": ["d.example"], "since": "2024", "how": "h", "answers": "a",
    "successor": ["x"], "aliases": ["D"], "checked": "2026-11", "confidence": "low", "sources": "s",
}  # fmt: skip
CHANGE = {"severity": "low", "limits": {"per_day": 3}, "zone": "m.example", "server": "127.0.0.1"}
# fmt: off
TARGET = {"group": "pool-a", "owner": "o", "watch": ["192.0.2.0/28", "file:a.txt"], "expand": ["mx", "spf"],
          "lists": "standard", "fail_on": "never", "selectors": ["s2026"]}
ALERT = {"groups": ["pool-a"], "severity": "low", "digest": "24h", "quiet": "22:00-07:00"}
HASH = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$" + "A" * 43
SERVE = {"listen": "192.0.2.5:443", "hosts": ["repcheck.example.com"],
         "tls": {"cert": "c.pem", "key": "k.pem"},
         "accounts": [{"name": "ops", "role": "operator", "password": HASH}],
         "tokens": [{"name": "prometheus", "role": "viewer", "token": "env:T"}],
         "proxy": {"addresses": ["192.0.2.1"], "header": "X-Remote-User", "role": "viewer"}}
ALERTS: list[dict[str, Any]] = [
    {"id": "hook", "webhook": {"url": "env:U", "secret": "file:/s"}, **ALERT},
    {"id": "mail", "email": {"to": ["ops@example.com"], "smtp": "127.0.0.1:25", "sender": "r@example.com"}},
    {"id": "own", "program": ["/bin/page", "me"]},
    {"id": "chat", "apprise": "env:CHAT"},
    {"id": "am", "alertmanager": "http://127.0.0.1:9093"},
]
# fmt: on
WHOLE: dict[str, dict[str, Any]] = {
    "catalog-1": {"version": 1, "lists": [LIST], "dead": [DEAD], "providers": [PROVIDER], "x-mine": 5},
    "providers-1": {"version": 1, "providers": [PROVIDER]},
    "config-1": {
        "version": 1,
        "lists": [LIST],
        "disable": ["psbl"],
        "enable": "uribl-black",
        "change": {"spamcop": CHANGE, "spamhaus-zen": {"severity": {"css": "low"}}},
        "targets": [TARGET],
        "bounces": ["mail.log"],
        "store": "s.sqlite3",
        "alerts": ALERTS,
        "ping": {"start": "env:P", "success": "env:P", "fail": "env:P"},
        "every": "1h",
        "confirm": 2,
        "retention": "30d",
        "records": "never",
        "vantage": "berlin-1",
        "serve": SERVE,
    },
}  # fmt: skip
WRONG: tuple[object, ...] = (None, 7, -1.5, True, "", "nonsense", [], [3], {}, {"nonsense": 1}, [{}], [None])


def mutants(value: Any, root: Any) -> Iterator[Any]:
    """The document with one part after the other taken out, replaced, or given a strange field."""
    if isinstance(value, dict):
        for key in list(value):
            kept = value.pop(key)
            yield copy.deepcopy(root)
            for wrong in WRONG:
                value[key] = wrong
                yield copy.deepcopy(root)
            value[key] = kept
            yield from mutants(kept, root)
        value["strange"] = 1
        yield copy.deepcopy(root)
        del value["strange"]
    elif isinstance(value, list):
        for index, kept in enumerate(value):
            for wrong in WRONG:
                value[index] = wrong
                yield copy.deepcopy(root)
            value[index] = kept
            yield from mutants(kept, root)


#: Of the mutants, each or some spread over all fields.
EVERY = 1 if MANY else 13


def loads(name: str, value: Any) -> bool:
    try:
        PARSERS[name](json.dumps(value).encode())
    except BadCatalog:
        return False
    return True


@each("name", get_args(SchemaName))
def test_schemas_are_fresh_and_are_schemas(name: SchemaName) -> None:
    assert schema_text(name) == build_schema(name), "python -m repcheck.catalog.schemas"
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("catalog-1", built_in_path().read_bytes()),
        ("catalog-1", demo_catalog().read_bytes()),
        ("providers-1", built_in_path(PROVIDERS_NAME).read_bytes()),
    ],
    ids=["lists", "demo", "providers"],
)
def test_what_is_shipped_is_valid_and_names_its_schema(name: SchemaName, data: bytes) -> None:
    VALIDATORS[name].validate(read_document(data, FILE_NAME).value)


def test_the_files_name_their_schema_for_editors() -> None:
    for file, name in ((FILE_NAME, "catalog-1"), (PROVIDERS_NAME, "providers-1")):
        first = built_in_path(file).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=repcheck/catalog/schemas/{name}.json"


@each("name", get_args(SchemaName))
def test_schema_and_loader_agree(name: SchemaName) -> None:
    """What loads is valid; what only the loader refuses is what no schema can say."""
    whole = copy.deepcopy(WHOLE[name])
    assert loads(name, whole)
    VALIDATORS[name].validate(whole)
    seen, only_loader = 0, 0
    for mutant in islice(mutants(whole, whole), None, None, EVERY):
        seen += 1
        valid, loaded = VALIDATORS[name].is_valid(mutant), loads(name, mutant)
        assert valid or not loaded, mutant
        only_loader += valid and not loaded
    assert seen > 250 / EVERY
    assert only_loader < seen / 10


@each(
    "name, text",
    [
        ("catalog-1", "version: 1\nlists: []"),
        ("catalog-1", "version: 2\nlists: [{id: x, asks: [ipv4]}]"),
        ("catalog-1", "version: 1\nlists: [{id: X, asks: [ipv4]}]"),
        ("catalog-1", "version: 1\nlists: [{id: x, asks: [ipv5]}]"),
        ("catalog-1", "version: 1\nlists: [{id: x, asks: [ipv4], severity: hihg}]"),
        ("catalog-1", "version: 1\nlists: [{id: x, asks: [ipv4], zones: x}]"),
        ("catalog-1", "version: 1\nlists: [{id: x, asks: [ipv4], errors: {127.0.0.9: nope}}]"),
        ("providers-1", "version: 1\nproviders: [{id: p, rules: [{pattern: x}]}]"),
        ("config-1", "disable: []"),
        ("config-1", "version: 1\nchange: {spamcop: {severity: hihg}}"),
        ("config-1", "version: 1\nchange: {spamcop: {zones: x}}"),
        ("config-1", "version: 1\ntargets: [{group: a}]"),
        ("config-1", "version: 1\ntargets: [{group: a, watch: x.example, fail_on: hihg}]"),
        ("config-1", "version: 1\nalerts: [{id: a, webhook: {url: 'https://hooks.example/secret'}}]"),
        ("config-1", "version: 1\nalerts: [{id: a, stdout: true, digest: daily}]"),
        ("config-1", "version: 1\nconfirm: 0"),
    ],
)
def test_what_an_editor_can_tell_it_tells(name: SchemaName, text: str) -> None:
    assert not VALIDATORS[name].is_valid(read_document(text.encode(), "f").value)
