"""Catalogs that were taken: one counts, the others can be gone back to."""

import hashlib
from pathlib import Path

import pytest

from repcheck.errors import StoreUnavailable
from repcheck.store.installed_catalogs import MOST_KEPT, InstalledCatalog, InstalledCatalogs


def taken(content: bytes) -> InstalledCatalog:
    digest = hashlib.sha256(content).hexdigest()
    return InstalledCatalog(
        sha256=digest, source="x", at="2026-11-23T00:00:00Z", repcheck="1", proof="sha256"
    )


def test_the_last_one_counts_and_undo_goes_back(tmp_path: Path) -> None:
    catalogs = InstalledCatalogs(tmp_path / "catalogs")
    assert catalogs.current() is None
    for content in (b"one", b"two"):
        catalogs.take(content, taken(content))
    assert catalogs.current() == taken(b"two")
    assert catalogs.path(taken(b"two")).read_bytes() == b"two"
    assert catalogs.undo() == taken(b"one")
    assert catalogs.path(taken(b"one")).read_bytes() == b"one"
    with pytest.raises(StoreUnavailable, match="is missing or damaged"):
        catalogs.path(taken(b"two"))
    assert catalogs.undo() is None
    assert catalogs.current() is None
    with pytest.raises(StoreUnavailable, match="no catalog was taken"):
        catalogs.undo()


def test_a_few_are_kept_and_one_taken_again_counts_once(tmp_path: Path) -> None:
    catalogs = InstalledCatalogs(tmp_path)
    contents = [str(number).encode() for number in range(MOST_KEPT + 2)]
    for content in (*contents, contents[-2]):
        catalogs.take(content, taken(content))
    assert len(list(tmp_path.glob("*.yaml"))) == MOST_KEPT
    assert catalogs.current() == taken(contents[-2])
    assert catalogs.undo() == taken(contents[-1])


def test_damage_is_told(tmp_path: Path) -> None:
    catalogs = InstalledCatalogs(tmp_path)
    catalogs.take(b"one", taken(b"one"))
    catalogs.path(taken(b"one")).write_bytes(b"other")
    with pytest.raises(StoreUnavailable, match="is missing or damaged: repcheck lists update --undo"):
        catalogs.path(taken(b"one"))
    (tmp_path / "index.json").write_text("{", encoding="ascii")
    with pytest.raises(StoreUnavailable, match="is damaged; delete it to go back"):
        catalogs.current()


def test_when_nothing_can_be_written_the_former_one_counts(tmp_path: Path) -> None:
    catalogs = InstalledCatalogs(tmp_path)
    catalogs.take(b"one", taken(b"one"))
    (tmp_path / "index.json.new").mkdir()
    with pytest.raises(StoreUnavailable):
        catalogs.take(b"two", taken(b"two"))
    assert catalogs.current() == taken(b"one")
    assert catalogs.path(taken(b"one")).read_bytes() == b"one"
