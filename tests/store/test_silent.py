"""The file of lists that were dead."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repcheck.store.silent import SilenceWaits, keep_silent_lists, silent_lists

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def test_it_is_believed_for_a_day(tmp_path: Path) -> None:
    keep_silent_lists(tmp_path, {"dead-bl": 0.5}, NOW, {"slow-bl": 0.2, "odd-bl": -1.0})
    assert silent_lists(tmp_path, {}, NOW + timedelta(hours=23)) == SilenceWaits(
        {"dead-bl": 0.5}, {"slow-bl": 0.2}
    )
    assert silent_lists(tmp_path, {}, NOW + timedelta(hours=25)) == SilenceWaits()
    assert silent_lists(tmp_path, {}, NOW - timedelta(hours=1)) == SilenceWaits()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"at": 3, "lists": []}'])
def test_what_cannot_be_read_is_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "silent-lists.json").write_bytes(content)
    assert silent_lists(tmp_path, {}, NOW) == SilenceWaits()
    assert silent_lists(None, {"STATE_DIRECTORY": str(tmp_path / "none")}, NOW) == SilenceWaits()
