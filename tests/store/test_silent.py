"""The file of lists that were dead."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.store.silent import keep_silent_lists, silent_lists

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_it_is_believed_for_a_day(tmp_path: Path) -> None:
    keep_silent_lists(tmp_path, {"dead-bl": 0.5}, NOW)
    assert silent_lists(tmp_path, {}, NOW + timedelta(hours=23)) == {"dead-bl": 0.5}
    assert silent_lists(tmp_path, {}, NOW + timedelta(hours=25)) == {}
    assert silent_lists(tmp_path, {}, NOW - timedelta(hours=1)) == {}


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"at": 3, "lists": []}'])
def test_what_cannot_be_read_is_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "silent-lists.json").write_bytes(content)
    assert silent_lists(tmp_path, {}, NOW) == {}
    assert silent_lists(None, {"STATE_DIRECTORY": str(tmp_path / "none")}, NOW) == {}
