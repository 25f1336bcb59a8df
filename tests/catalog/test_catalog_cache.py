"""A kept catalog is the one that would have been compiled, or none."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.compile import parse as parsing
from repcheck.catalog.load import load_catalog, prepared_catalog
from repcheck.model.catalog import Catalog
from tests.support.counting import calls_of

TEXT = """\
version: 1
lists:
- {id: a, zone: a.example, asks: [ipv4], severity: high, codes: {127.0.0.2: spam}}
"""
CATALOG = Catalog(source="f", lists=())


def later() -> int:
    """A time long after each file was last changed, also one that is edited while the tests run."""
    return 1 << 62


@pytest.fixture
def cache(tmp_path: Path) -> CatalogCache:
    return CatalogCache(tmp_path / "cache", prepared=None, now=later)


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


def test_a_file_of_the_package_that_was_written_again_is_another(tmp_path: Path, cache: CatalogCache) -> None:
    file = tmp_path / "blocklists.yaml"
    file.write_text(TEXT, encoding="utf-8")
    written, before = file.stat().st_mtime_ns, cache.made_of([file])
    file.write_text(TEXT.replace("severity: high", "severity: info"), encoding="utf-8")
    os.utime(file, ns=(written, written))
    assert cache.made_of([file]).key != before.key


def test_within_a_second_of_a_change_nothing_is_kept(tmp_path: Path) -> None:
    """A second change within one tick of the clock of files would not show."""
    file = tmp_path / "blocklists.yaml"
    file.write_text(TEXT, encoding="utf-8")
    changed = max(time.time_ns(), file.stat().st_ctime_ns)
    now = [changed]
    cache = CatalogCache(tmp_path / "cache", prepared=None, now=lambda: now[0])
    cache.store(cache.made_of([file]), CATALOG)
    assert kept(tmp_path) == []
    now[0] += 1_000_000_001
    cache.store(cache.made_of([file]), CATALOG)
    assert cache.load(cache.made_of([file])) == CATALOG


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
    old, new = (CatalogCache(tmp_path, version, now=later) for version in ("1.0", "1.1"))
    assert old.made_of([], b"x") != new.made_of([], b"x")
    old.store(old.made_of([], b"x"), CATALOG)
    assert new.load(new.made_of([], b"x")) is None
    assert old.load(old.made_of([], b"x")) == CATALOG


def test_parts_do_not_run_together(cache: CatalogCache) -> None:
    made = (cache.made_of([], *parts) for parts in ((b"ab", b"c"), (b"a", b"bc"), (b"abc",), ()))
    assert len({one.key for one in made}) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:9],
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data[:-40] + bytes([data[-40] ^ 1]) + data[-39:],
        lambda data: b"\x93" * len(data),
    ],
    ids=["empty", "shorter", "short", "cut", "longer", "one bit", "one bit of the catalog", "other"],
)
def test_a_damaged_file_is_not_used(
    tmp_path: Path, cache: CatalogCache, damage: Callable[[bytes], bytes]
) -> None:
    made_of = cache.made_of([], b"x")
    cache.store(made_of, CATALOG)
    (file,) = kept(tmp_path)
    assert cache.load(made_of) == CATALOG
    file.write_bytes(damage(file.read_bytes()))
    assert cache.load(made_of) is None
    cache.store(made_of, CATALOG)
    assert cache.load(made_of) == CATALOG


def test_a_file_under_a_wrong_name_is_not_used(tmp_path: Path, cache: CatalogCache) -> None:
    one, other = cache.made_of([], b"one"), cache.made_of([], b"other")
    cache.store(one, CATALOG)
    (file,) = kept(tmp_path)
    file.rename(file.with_name(other.name))
    assert cache.load(other) is None


def test_a_folder_that_cannot_be_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = CatalogCache(tmp_path / "file" / "cache", prepared=None, now=later)
    assert load_catalog(None, cache) == load_catalog(None, cache) == load_catalog()
    blocked = CatalogCache(tmp_path, now=later)
    made_of = blocked.made_of([], b"x")
    (tmp_path / made_of.name).mkdir()
    blocked.store(made_of, CATALOG)
    assert blocked.load(made_of) is None
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_without_a_place_nothing_is_kept_and_the_prepared_one_is_used(
    tmp_path: Path, cache: CatalogCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_in = load_catalog(None, cache)
    (tmp_path / "prepared").write_bytes(prepared_catalog(cache))
    monkeypatch.setattr(parsing, "parse_catalog", lambda *_: pytest.fail("compiled again"))
    nowhere = CatalogCache(None, prepared=tmp_path / "prepared")
    assert load_catalog(None, nowhere) == built_in
    nowhere.store(nowhere.made_of([]), built_in)
    assert nowhere.load(nowhere.made_of([])) is None


def test_old_ones_are_dropped(tmp_path: Path, cache: CatalogCache) -> None:
    made = [cache.made_of([], bytes([number])) for number in range(12)]
    for at, one in enumerate(made):
        cache.store(one, CATALOG)
        if at < len(made) - 1 and (file := tmp_path / "cache" / one.name).exists():
            os.utime(file, ns=(at, at))
    assert len(kept(tmp_path)) == 8
    assert not (tmp_path / "cache" / made[0].name).exists()
    assert cache.load(made[-1]) == CATALOG


def test_what_is_used_is_not_dropped(tmp_path: Path, cache: CatalogCache) -> None:
    made = [cache.made_of([], bytes([number])) for number in range(9)]
    for at, one in enumerate(made[:8]):
        cache.store(one, CATALOG)
        os.utime(tmp_path / "cache" / one.name, ns=(at, at))
    assert cache.load(made[0]) == CATALOG
    cache.store(made[8], CATALOG)
    assert [cache.load(one) is not None for one in made] == [True, False, *[True] * 7]


def test_the_same_file_under_another_name_is_not_compiled_again(
    tmp_path: Path, cache: CatalogCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here.yaml", tmp_path / "there.yaml"
    for file in (here, there):
        file.write_text(TEXT, encoding="utf-8")
    first = load_catalog(here, cache)
    monkeypatch.setattr(parsing, "parse_catalog", None)
    second = load_catalog(there, cache)
    assert (first.source, second.source) == (str(here), str(there))
    assert second == load_catalog(there, cache)
    assert second.lists == first.lists
