"""What is made at build is what a start would make, and is used only where nothing has changed since."""

from pathlib import Path

import msgspec
import pytest

from repcheck.app.prepare import prepared_needles, sieved
from repcheck.bounces import prefilter
from repcheck.bounces.meanings.explain import text_sources
from repcheck.bounces.needles import alternatives
from repcheck.bounces.prefilter import LiteralIndex, needles_in, needles_of
from repcheck.bounces.rules.cite import ListNames
from repcheck.bounces.rules.deciding import RULES, form_sources
from repcheck.bounces.rules.providers import Providers
from repcheck.bounces.senses.phrases import phrase_sources
from repcheck.bounces.senses.vocabulary import word_sources
from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.compile import parse as parsing
from repcheck.catalog.load import load_catalog, prepared_catalog
from repcheck.model.catalog import Catalog
from tests.support.built_in import built_in_catalog

CATALOG = built_in_catalog()


@pytest.fixture(scope="module")
def needles() -> bytes:
    return prepared_needles(CATALOG)


@pytest.fixture
def catalog_file(tmp_path: Path) -> Path:
    file = tmp_path / "catalog.msgpack"
    file.write_bytes(prepared_catalog(CatalogCache(tmp_path, prepared=None)))
    return file


def whole(index: LiteralIndex) -> LiteralIndex:
    """With the needles of all groups, which are read when they are asked for."""
    return msgspec.structs.replace(index, groups={group: index.groups[group] for group in index.keys})


def test_all_patterns_of_a_start_are_prepared(needles: bytes) -> None:
    indexes = needles_in(needles).indexes
    tables = [
        form_sources(),
        text_sources(),
        word_sources(),
        phrase_sources(),
        Providers.of(CATALOG).sources(),
        ListNames.of(CATALOG).sources(),
    ]
    assert len(indexes) == len(tables) == 6
    for table in tables:
        assert whole(indexes[prefilter.name_of(table)].ready()) == LiteralIndex.read(table)
    forms = [form for rule in RULES for form in rule.forms]
    assert needles_in(needles).parts == {prefilter.name_of(forms): tuple(map(alternatives, forms))}
    sources = {single.pattern.pattern for single in sieved()}
    assert needles_in(needles).single == {source: needles_of(source) for source in sources}


def test_a_table_that_was_changed_is_read_anew(needles: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    table = ("spam", *form_sources())
    assert prefilter.name_of(table) not in needles_in(needles).indexes
    monkeypatch.setattr(prefilter, "_prepared", lambda: needles_in(needles))
    assert LiteralIndex.of(table) == LiteralIndex.read(table)
    assert whole(LiteralIndex.of(form_sources())) == LiteralIndex.read(form_sources())


def test_patterns_of_other_code_or_damaged_ones_are_not_used(
    needles: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not any(needles_in(data).indexes for data in (b"", needles[:-1], b"\x93" + needles))
    monkeypatch.setattr(prefilter, "_made_by", lambda: "other code")
    assert not needles_in(needles).indexes


def test_the_prepared_catalog_is_the_built_in_one(
    tmp_path: Path, catalog_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compiles(*_: object, **__: object) -> Catalog:
        raise AssertionError("compiled again")

    monkeypatch.setattr(parsing, "parse_catalog", compiles)
    cache = CatalogCache(tmp_path / "empty", prepared=catalog_file, now=lambda: 1 << 62)
    assert load_catalog(None, cache) == CATALOG
    # Then it is kept where it need not be compared with all that it was made from.
    assert load_catalog(None, CatalogCache(tmp_path / "empty", prepared=None)) == CATALOG


def test_an_edited_catalog_or_other_code_is_compiled(tmp_path: Path, catalog_file: Path) -> None:
    for cache in (
        CatalogCache(tmp_path / "other code", "9.9", prepared=catalog_file),
        CatalogCache(tmp_path / "not built", prepared=tmp_path / "not there"),
    ):
        assert load_catalog(None, cache) == CATALOG
    text = "version: 1\nlists:\n- {id: a, zone: a.example, asks: [ipv4], codes: {127.0.0.2: spam}}\n"
    (tmp_path / "mine.yaml").write_text(text)
    cache = CatalogCache(tmp_path / "own", prepared=catalog_file)
    assert [entry.id for entry in load_catalog(tmp_path / "mine.yaml", cache).lists] == ["a"]
