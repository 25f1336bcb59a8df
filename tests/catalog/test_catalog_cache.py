"""A kept catalog is the one that would have been compiled, or none."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.compile import parse as parsing
from repcheck.catalog.load import load_catalog
from repcheck.model.catalog import Catalog
from tests.support.counting import calls_of

TEXT = """\
version: 1
lists:
- {id: a, zone: a.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam}}
"""
CATALOG = Catalog(source="f", lists=())


@pytest.fixture
def cache(tmp_path: Path) -> CatalogCache:
    return CatalogCache(tmp_path / "cache", prepared=None)


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("*"))


def test_what_comes_back_is_equal(tmp_path: Path, cache: CatalogCache) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(TEXT, encoding="utf-8")
    fresh = load_catalog(file)
    assert load_catalog(file, cache) == fresh
    assert load_catalog(file, cache) == fresh
    assert load_catalog(None, cache) == load_catalog()


def test_a_kept_catalog_is_not_compiled_again(
    tmp_path: Path, cache: CatalogCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_catalog(None, cache)

    def compiles(*_: object) -> Catalog:
        raise AssertionError("compiled again")

    monkeypatch.setattr(parsing, "parse_catalog", compiles)
    assert load_catalog(None, cache) == first
    assert load_catalog(None, CatalogCache(tmp_path / "cache", prepared=None)) == first


def test_a_start_is_quick(cache: CatalogCache) -> None:
    load_catalog(None, cache)
    kept = calls_of(lambda: load_catalog(None, cache))
    assert kept * 20 < calls_of(lambda: load_catalog(None, None))


def test_a_changed_file_is_read_anew(tmp_path: Path, cache: CatalogCache) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(TEXT, encoding="utf-8")
    before = file.stat()
    assert load_catalog(file, cache).lists[0].severity == "high"
    file.write_text(TEXT.replace("severity: high", "severity: info"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_catalog(file, cache).lists[0].severity == "info"


def test_another_version_keeps_its_own(tmp_path: Path) -> None:
    old, new = CatalogCache(tmp_path, "1.0"), CatalogCache(tmp_path, "1.1")
    assert old.key(b"x") != new.key(b"x")
    old.store(old.key(b"x"), CATALOG)
    assert new.load(new.key(b"x")) is None
    assert old.load(old.key(b"x")) == CATALOG


def test_parts_of_a_key_do_not_run_together(cache: CatalogCache) -> None:
    assert len({cache.key(b"ab", b"c"), cache.key(b"a", b"bc"), cache.key(b"abc"), cache.key()}) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: b"\x93" * len(data),
    ],
    ids=["empty", "short", "cut", "longer", "one bit", "other"],
)
def test_a_damaged_file_is_not_used(
    tmp_path: Path, cache: CatalogCache, damage: Callable[[bytes], bytes]
) -> None:
    fresh = load_catalog(None, cache)
    (file,) = kept(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    assert cache.load(file.stem) is None
    assert load_catalog(None, cache) == fresh
    assert cache.load(file.stem) == fresh


def test_a_file_under_a_wrong_name_is_not_used(tmp_path: Path, cache: CatalogCache) -> None:
    one, other = cache.key(b"one"), cache.key(b"other")
    cache.store(one, CATALOG)
    (file,) = kept(tmp_path)
    file.rename(file.with_stem(other))
    assert cache.load(other) is None


def test_a_folder_that_cannot_be_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = CatalogCache(tmp_path / "file" / "cache", prepared=None)
    assert load_catalog(None, cache) == load_catalog(None, cache) == load_catalog()
    blocked = CatalogCache(tmp_path)
    (tmp_path / f"{blocked.key(b'x')}.catalog").mkdir()
    blocked.store(blocked.key(b"x"), CATALOG)
    assert blocked.load(blocked.key(b"x")) is None
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_old_ones_are_dropped(tmp_path: Path, cache: CatalogCache) -> None:
    keys = [cache.key(bytes([number])) for number in range(12)]
    for at, key in enumerate(keys):
        cache.store(key, CATALOG)
        if (file := tmp_path / "cache" / f"{key}.catalog").exists():
            os.utime(file, ns=(at, at))
    assert len(kept(tmp_path)) == 8
    assert cache.load(keys[0]) is None
    assert cache.load(keys[-1]) == CATALOG
