"""The loader: what is enough, what is refused and with which words, what is filled in."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.files import built_in_path
from repcheck.catalog.load import load_catalog
from repcheck.errors import BadCatalog, UnreadableFile
from repcheck.model.catalog import Catalog, CodeMode, ErrorCode, ListKind, ReputationList, TestPoints
from repcheck.model.observations import Severity, UnknownReason
from tests.support.counting import calls_of
from tests.support.tables import each

MINIMAL = {
    "version": 1,
    "lists": [
        {
            "id": "example-bl",
            "zone": "bl.example",
            "asks": ["ipv4"],
            "severity": "high",
            "codes": {"127.0.0.2": "spam source"},
        }
    ],
}


def load(text: str, name: str = "blocklists.yaml") -> Catalog:
    return parse_catalog(text.encode(), name)


def one_list(**fields: object) -> ReputationList:
    base = {"id": "x", "zone": "bl.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam"}}
    return load(json.dumps({"version": 1, "lists": [base | fields]})).lists[0]


def mistakes_of(text: str) -> list[str]:
    with pytest.raises(BadCatalog) as caught:
        load(text)
    return list(caught.value.mistakes)


def test_the_least_that_is_enough() -> None:
    catalog = load(json.dumps(MINIMAL))
    (entry,) = catalog.lists
    assert (entry.id, entry.name, entry.zone) == ("example-bl", "example-bl", "bl.example")
    assert entry.kind is ListKind.BLOCK
    assert entry.mode is CodeMode.EXACT
    assert entry.enabled
    (code,) = entry.codes
    assert (code.first, code.last) == (0x7F000002, 0x7F000002)
    assert code.sublist.id == "127.0.0.2"
    assert code.sublist.name == code.sublist.meaning == "spam source"
    assert code.sublist.severity is Severity.HIGH


def test_yaml_and_json_mean_the_same() -> None:
    text = """\
version: 1
lists:
  - id: example-bl
    zone: bl.example
    asks: [ipv4]
    severity: high
    codes: {127.0.0.2: "spam source"}
"""
    assert load(text).lists == load(json.dumps(MINIMAL)).lists


@each(
    "asks, points",
    [
        (["ipv4"], TestPoints(("127.0.0.2",), ("127.0.0.1",))),
        (["ipv4", "ipv6"], TestPoints(("127.0.0.2", "::ffff:7f00:2"), ("127.0.0.1", "::ffff:7f00:1"))),
        (["ipv6"], TestPoints(("::ffff:7f00:2",), ("::ffff:7f00:1",))),
        (["domain"], TestPoints(("test",), ("invalid",))),
    ],
)
def test_test_points_of_rfc_5782(asks: list[str], points: TestPoints) -> None:
    assert one_list(asks=asks).test_points == points


def test_own_test_points_and_none_at_all() -> None:
    assert one_list(test_points={"listed": ["127.0.0.9"]}).test_points == TestPoints(
        ("127.0.0.9",), ("127.0.0.1",)
    )
    assert one_list(test_points={"not_listed": []}).test_points == TestPoints(("127.0.0.2",), ())


def reasons(errors: tuple[ErrorCode, ...], first: int, last: int) -> dict[int, UnknownReason]:
    """Address -> reason; an address that two entries claim is a fault."""
    found: dict[int, UnknownReason] = {}
    for error in errors:
        for address in range(max(first, error.first), min(last, error.last) + 1):
            assert address not in found
            found[address] = error.reason
    return found


def test_every_list_knows_the_common_errors() -> None:
    found = reasons(one_list().errors, 0x7FFFFF00, 0x7FFFFFFF)
    assert len(found) == 256
    assert found.pop(0x7FFFFFFC) is UnknownReason.LIST_UNHEALTHY
    assert found.pop(0x7FFFFFFE) is UnknownReason.RESOLVER_BLOCKED
    assert found.pop(0x7FFFFFFF) is UnknownReason.OVER_QUOTA
    assert set(found.values()) == {UnknownReason.UNEXPECTED_ANSWER}


def test_own_errors_come_before_the_common_ones() -> None:
    own = {"127.255.255.254-127.255.255.255": "key_invalid", "127.255.255.7": "refused"}
    own["127.0.0.1"] = "refused"
    found = reasons(one_list(errors=own).errors, 0x7F000001, 0x7F000001)
    assert found == {0x7F000001: UnknownReason.REFUSED}
    found = reasons(one_list(errors=own).errors, 0x7FFFFF00, 0x7FFFFFFF)
    assert len(found) == 256
    assert found[0x7FFFFFFE] is found[0x7FFFFFFF] is UnknownReason.KEY_INVALID
    assert found[0x7FFFFF07] is UnknownReason.REFUSED
    assert found[0x7FFFFFFC] is UnknownReason.LIST_UNHEALTHY
    assert found[0x7FFFFF06] is UnknownReason.UNEXPECTED_ANSWER


@each(
    "mode, text, spans",
    [
        ("exact", "127.0.0.4", [(0x7F000004, 0x7F000004)]),
        ("exact", "127.0.0.4-127.0.0.7", [(0x7F000004, 0x7F000007)]),
        ("range", "127.0.2.2 - 127.0.2.24", [(0x7F000202, 0x7F000218)]),
        ("range", "127.0.2-4.3", [(0x7F000203,) * 2, (0x7F000303,) * 2, (0x7F000403,) * 2]),
        ("range", "127.0.2.3-9", [(0x7F000203, 0x7F000209)]),
        ("any-127", "127.0.0.1", [(0x7F000001, 0x7F000001)]),
        ("bitmask", "64", [(64, 64)]),
        ("bitmask", "127.0.0.128", [(128, 128)]),
    ],
)
def test_spellings_of_codes(mode: str, text: str, spans: list[tuple[int, int]]) -> None:
    entry = one_list(mode=mode, codes={text: "spam"})
    assert [(code.first, code.last) for code in entry.codes] == spans
    assert len(entry.sublists) == 1


def test_sublists_take_what_they_leave_out_from_the_list() -> None:
    codes = {
        "127.0.0.2": {"id": "a", "meaning": "one", "severity": "low", "scope": "range"},
        "127.0.0.3": {"meaning": "two"},
    }
    first, second = one_list(severity="critical", codes=codes).sublists
    assert (first.id, first.name, first.severity, first.scope) == ("a", "a", Severity.LOW, "range")
    assert (second.id, second.name, second.severity) == ("127.0.0.3", "two", Severity.CRITICAL)


HEAD = "version: 1\nlists:\n- id: a\n  zone: a.example\n  asks: [ipv4]\n  codes: {127.0.0.2: spam}\n"

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}]\n"
    for before, name in pairwise("abcdefghijklmn")
)


@each(
    "text, word",
    [
        (BOMB, "grows too large"),
        ("a: &a [*a]\n", "alias of itself"),
        ("a: &a {<<: *a}\n", "alias of itself"),
        ("[" * 100_000, "too deeply"),
        ("{a: " * 100_000, "too deeply"),
        ("- " * 100_000, "too deeply"),
        ('{"a":' * 100_000, "too deeply"),
        ("[" + "1," * 300_000 + "1]", "too many values"),
        ("#" * (8 * 1024 * 1024 + 1), "larger than 8 MB"),
    ],
)  # fmt: skip
def test_hostile_files_end_soon(text: str, word: str) -> None:
    found: list[str] = []
    calls = calls_of(lambda: found.extend(mistakes_of(text)))
    assert any(word in line for line in found)
    assert calls < 20 * len(text) + 500_000


def test_a_table_of_too_many_codes() -> None:
    codes = ", ".join(f"127.0.{n >> 8}.{n & 255}: x" for n in range(2, 1100))
    lines = mistakes_of(HEAD.replace("127.0.0.2: spam", codes))
    assert all("is one too many: 1024 codes at most" in line for line in lines)


def test_unreadable_files(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("absent", "binary", ""):
        with pytest.raises(UnreadableFile, match=str(tmp_path)):
            load_catalog(tmp_path / name)
    with pytest.raises(UnreadableFile):
        load_catalog(Path("nul\0l"))


def test_messages_name_the_file_as_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("version: 1\nlists: 5\n")
    with pytest.raises(BadCatalog) as caught:
        load_catalog(path)
    assert caught.value.mistakes == (f"{path}:2: lists: expected a list, got a whole number",)


def test_a_json_catalog_of_sixty_lists_loads_without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("YAML was asked")

    monkeypatch.setattr("repcheck.catalog.document.compose", fail)
    lists = [MINIMAL["lists"][0] | {"id": f"bl{n}"} for n in range(60)]  # type: ignore[index]
    assert len(load(json.dumps({"version": 1, "lists": lists}, indent=1)).lists) == 60


def test_the_built_in_file_is_found() -> None:
    assert built_in_path().name == "blocklists.yaml"
    assert load_catalog().source == "blocklists.yaml"


def test_the_built_in_file_is_read_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = load_catalog()
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    assert load_catalog() == usual


def test_pure_python_yaml_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    for text in ("[" * 5_000, "{a: " * 5_000, "- " * 5_000):
        assert "too deeply" in mistakes_of(text)[0]
