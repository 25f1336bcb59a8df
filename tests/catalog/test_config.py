"""The user's configuration over a catalog: what it changes, and every mistake with its line."""

from pathlib import Path

import msgspec
import pytest

from repcheck.catalog.config import apply_config
from repcheck.errors import BadCatalog, UnreadableFile
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.observations import Severity
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
MINE = "id: mine, asks: [ipv4], codes: {127.0.0.2: spam}"


def overlaid(text: str, catalog: Catalog = CATALOG, *, foreign: bool = False) -> Catalog:
    found = apply_config(("version: 1\n" + text).encode(), "repcheck.yaml", catalog, foreign=foreign)
    assert found.warnings == ()
    return found.catalog


def entry_of(catalog: Catalog, list_id: str) -> ReputationList:
    entry = catalog.list_by_id(list_id)
    assert entry is not None
    return entry


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadCatalog) as caught:
        apply_config(text.encode(), "repcheck.yaml", CATALOG)
    return list(caught.value.mistakes)


def test_an_empty_configuration_changes_nothing() -> None:
    assert overlaid("") == CATALOG
    assert overlaid("x-mine: [whatever]\nchange: {}\ndisable: []\n") == CATALOG


def test_lists_are_added_after_those_of_the_catalog() -> None:
    text = (
        "lists: [{id: mine, zone: bl.example.net, asks: [ipv4], severity: high, codes: {127.0.0.2: mine}}]\n"
    )
    catalog = overlaid(text)
    assert catalog.lists[:-1] == CATALOG.lists
    assert catalog.lists[-1].id == "mine"
    assert catalog.providers == CATALOG.providers


def test_lists_are_switched_on_and_off() -> None:
    catalog = overlaid("disable: [spamcop, psbl]\nenable: uribl-black\n")
    assert not entry_of(catalog, "spamcop").enabled
    assert not entry_of(catalog, "psbl").enabled
    assert entry_of(catalog, "uribl-black").enabled
    assert len(catalog.lists) == len(CATALOG.lists)


def test_a_severity_for_the_whole_list() -> None:
    zen = entry_of(overlaid("change: {spamhaus-zen: {severity: low}}\n"), "spamhaus-zen")
    assert zen.severity is Severity.LOW
    assert {sublist.severity for sublist in zen.sublists} == {Severity.LOW}


def test_a_severity_for_sublists() -> None:
    text = "change:\n  spamhaus-zen:\n    severity: {pbl-isp: info, css: medium}\n"
    zen, before = entry_of(overlaid(text), "spamhaus-zen"), entry_of(CATALOG, "spamhaus-zen")
    levels = {sublist.id: sublist.severity for sublist in zen.sublists}
    assert levels["pbl-isp"] is Severity.INFO
    assert levels["css"] is Severity.MEDIUM
    assert zen.severity is before.severity
    rest = {s.id: s.severity for s in before.sublists if s.id not in ("pbl-isp", "css")}
    assert rest.items() <= levels.items()


def test_ones_own_copy_of_a_zone() -> None:
    text = 'change:\n  spamhaus-zen: {zone: Zen.Mirror.example., server: "127.0.0.1:5301"}\n'
    zen = entry_of(overlaid(text), "spamhaus-zen")
    assert (zen.zone, zen.server) == ("zen.mirror.example", "127.0.0.1:5301")
    assert zen.limits.per_second is None
    assert zen.limits.per_day is None
    assert zen.codes == entry_of(CATALOG, "spamhaus-zen").codes


def test_limits_are_changed() -> None:
    zen = entry_of(overlaid("change: {spamhaus-zen: {limits: {per_second: 5}}}\n"), "spamhaus-zen")
    assert (zen.limits.per_second, zen.limits.per_day) == (5.0, None)


def test_a_key_and_the_zone_that_goes_with_it() -> None:
    text = "change:\n  spamcop:\n    key: file:/run/key\n    keyed_zone: '{key}.bl.dq.example'\n"
    entry = entry_of(overlaid(text), "spamcop")
    assert (entry.key, entry.keyed_zone, entry.zone) == (
        "file:/run/key",
        "{key}.bl.dq.example",
        "bl.spamcop.net",
    )
    entry = entry_of(overlaid("change: {abusix-combined: {key: env:OTHER}}\n"), "abusix-combined")
    assert (entry.key, entry.zone) == ("env:OTHER", "{key}.combined.mail.abusix.zone")
    # a mirror of a keyed list is asked without the key
    text = 'change: {abusix-combined: {zone: abusix.mirror.example, server: "127.0.0.1"}}\n'
    assert entry_of(overlaid(text), "abusix-combined").key is None


def test_a_dead_list_is_a_warning_and_no_mistake() -> None:
    text = b"version: 1\nenable: [sorbs]\ndisable: [njabl]\nchange: {sorbs: {severity: low}}\n"
    found = apply_config(text, "repcheck.yaml", CATALOG)
    assert len(found.warnings) == 2
    assert all(
        line.startswith('"sorbs" is not asked: SORBS is dead since 2024-06-05: ') for line in found.warnings
    )
    assert found.catalog == CATALOG


def test_the_usual_configuration_meets_another_catalog() -> None:
    small = msgspec.structs.replace(CATALOG, lists=CATALOG.lists[:1], dead=())
    text = "disable: [spamcop, spamhaus-zen]\nchange: {psbl: {severity: low}}\n"
    assert not entry_of(overlaid(text, small, foreign=True), "spamhaus-zen").enabled
    with pytest.raises(BadCatalog, match="spamcop"):
        overlaid(text, small)


@each(
    "text, message",
    [
        ("disable: []\n", "1: version: is missing: this format is version: 1"),
        ("- 1\n", "1: expected a mapping, got a list"),
        ("version: 1\ndisabel: []\n", '2: disabel: unknown field; did you mean "disable"?'),
        ("version: 1\ndisable: [spamcopp]\n",
         '2: disable[0]: "spamcopp" is not a list of the catalog; did you mean "spamcop"?'),
        ("version: 1\nchange:\n  spamcop:\n    severity: hihg\n",
         '4: change.spamcop.severity: "hihg" is not known; did you mean "high"?'),
        ("version: 1\nchange:\n  spamcop:\n    severity: {nope: low}\n",
         '4: change.spamcop.severity.nope: "nope" is not a sublist of spamcop: '),
        ("version: 1\nchange:\n  spamcop: {zone: a b}\n",
         '3: change.spamcop.zone: "a b" is not a domain name'),
        ("version: 1\nchange:\n  spamcop: {server: localhost}\n",
         '3: change.spamcop.server: "localhost" is not an address of a name server'),
        ('version: 1\nchange:\n  spamcop: {server: "192.0.2.1:0"}\n',
         '3: change.spamcop.server: "192.0.2.1:0": "0" is not a port (1 to 65535)'),
        ("version: 1\nchange:\n  spamcop: {limits: {per_day: 0}}\n",
         "3: change.spamcop.limits.per_day: is not a number above 0"),
        ("version: 1\nchange:\n  spamcop: {zones: x.example}\n",
         '3: change.spamcop.zones: unknown field; did you mean "zone"?'),
        ("version: 1\nchange:\n  spamcop: low\n", "3: change.spamcop: expected a mapping, got text"),
        ("version: 1\nchange:\n  spamcop: {key: env:K}\n",
         "3: change.spamcop.key: does nothing: the zone has no label {key}"),
        ("version: 1\nchange:\n  spamcop: {keyed_zone: '{key}.x.example'}\n",
         "3: change.spamcop.keyed_zone: holds {key}, but no key is named"),
        ("version: 1\nchange:\n  spamcop: {key: env:K, keyed_zone: x.example}\n",
         "3: change.spamcop.keyed_zone: has no {key} as a label"),
        ("version: 1\nlists: [{id: spamcop, zone: x.example, asks: [ipv4], codes: {127.0.0.2: s}}]\n",
         '2: lists[0].id: "spamcop" is there already; what it should be otherwise goes under change'),
        (f"version: 1\nlists: [{{{MINE}, zone: x.example, aliases: [SpamCop]}}]\n",
         '2: lists[0].aliases[0]: "SpamCop" already means spamcop'),
        ("version: 1\nenable: [spamcop]\ndisable: [spamcop]\n", '3: disable[0]: "spamcop" is in enable too'),
        ("version: 1\nenable: [cloudmark-csi]\n",
         '2: enable[0]: "cloudmark-csi" cannot be asked: it is only known from bounces'),
        ("version: 1\nchange: [1]\n", "2: change: expected a mapping, got a list"),
    ],
)  # fmt: skip
def test_mistakes(text: str, message: str) -> None:
    (line,) = mistakes(text)
    assert line.startswith(f"repcheck.yaml:{message}")


def test_all_mistakes_are_told_at_once() -> None:
    text = "version: 1\ndisable: [nix]\nchange:\n  spamcop: {severity: x}\n  psbl: {zone: a b}\nlists: [{}]\n"
    lines = mistakes(text)
    assert [line.split(":")[1] for line in lines] == ["2", "4", "5", "6", "6", "6"]


@each(
    "text",
    [
        "change:\n  spamcop: {zone: s3cretkey0123.authbl.dq.spamhaus.net}\n",
        f"lists: [{{{MINE}, zone: s3cretkey0123.combined.mail.abusix.zone}}]\n",
        "change:\n  spamcop: {key: s3cretkey0123, keyed_zone: '{key}.x.example'}\n",
    ],
)
def test_a_key_written_into_the_file_is_refused_and_not_told(text: str) -> None:
    lines = mistakes("version: 1\n" + text)
    assert len(lines) == 1
    assert "s3cret" not in lines[0]
    assert "{key}" in lines[0] or "never the key itself" in lines[0]


def test_texts_that_cannot_be_read() -> None:
    with pytest.raises(UnreadableFile, match="is not UTF-8 text"):
        apply_config(b"\xff\xfe", "x", CATALOG)
    with pytest.raises(BadCatalog, match=r"y:2: "):
        apply_config(b"a: [", "y", CATALOG)


def test_the_example_of_the_documentation() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "configuration.md"
    text = page.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    found = apply_config(text.encode(), "f", CATALOG)
    assert found.warnings == ()
    changed = {entry.id for entry in found.catalog.lists if entry != CATALOG.list_by_id(entry.id)}
    assert changed == {
        "house-bl", "spamcop", "uribl-black", "spamhaus-zen", "psbl", "abusix-combined", "surbl-multi",
    }  # fmt: skip
