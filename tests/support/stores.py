"""Memories of the monitor for tests about what they hold: each is made once and copied."""

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

from repcheck.files import PRIVATE
from repcheck.store.sql.state import SqlState, open_state


def state_in(path: Path) -> SqlState:
    """As ``open_state(path)``, which takes twenty times as long where there is no file yet."""
    return state_like(path, _nothing)


def state_like(path: Path, fill: Callable[[SqlState], object]) -> SqlState:
    """The store in this file; where there is none yet, one that ``fill`` has filled."""
    if not path.exists():
        path.touch(mode=PRIVATE)
        path.write_bytes(_filled(fill))
    return open_state(path)


@functools.cache
def _filled(fill: Callable[[SqlState], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "state.sqlite3"
        store = open_state(file) if fill is _nothing else state_in(file)
        fill(store)
        store.close()
        return file.read_bytes()


def _nothing(store: SqlState) -> None:
    """Leave it empty."""
