"""The keys of the cookies: private, renewed, and not silently replaced."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.errors import StoreUnavailable
from repcheck.store.signing_keys import LENGTH, NAME, signing_keys

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def counting() -> Callable[[int], bytes]:
    made = iter(range(1, 100))
    return lambda length: bytes([next(made)]) * length


def test_a_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    random = counting()
    first = signing_keys(tmp_path, NOW, random)
    assert first == (b"\1" * LENGTH,)
    assert signing_keys(tmp_path, NOW + timedelta(days=30), random) == first
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_a_month_later_a_new_key_signs_and_the_former_still_proves(tmp_path: Path) -> None:
    random = counting()
    signing_keys(tmp_path, NOW, random)
    assert signing_keys(tmp_path, NOW + timedelta(days=31), random) == (b"\1" * LENGTH, b"\2" * LENGTH)
    assert signing_keys(tmp_path, NOW + timedelta(days=62), random) == (b"\2" * LENGTH, b"\3" * LENGTH)


def test_anew_forgets_all(tmp_path: Path) -> None:
    random = counting()
    signing_keys(tmp_path, NOW, random)
    assert signing_keys(tmp_path, NOW, random, anew=True) == (b"\2" * LENGTH,)


def test_a_file_that_others_may_read_or_that_is_damaged_is_said(tmp_path: Path) -> None:
    path = tmp_path / NAME
    signing_keys(tmp_path, NOW, counting())
    path.chmod(0o640)
    with pytest.raises(StoreUnavailable, match="may be read by others"):
        signing_keys(tmp_path, NOW, counting())
    path.chmod(0o600)
    for damaged in (b"", b"[]", b"{", b'[{"made":1,"key":"AAAA"}]', b"\xff"):
        path.write_bytes(damaged)
        with pytest.raises(StoreUnavailable, match="is damaged"):
            signing_keys(tmp_path, NOW, counting())
    assert len(signing_keys(tmp_path, NOW, counting(), anew=True)) == 1
