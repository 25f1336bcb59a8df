"""The monitor's memory, opened where the configuration says that it lies."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from repcheck.errors import StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.model.watch.watching import Kept
from repcheck.store.places import state_directory, state_place

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore

_PLACES = ("env:", "file:", "postgresql:")


def memory_path(store: Kept, environ: Mapping[str, str], state: Path | None = None) -> Path:
    """The file of the memory, which need not be there. Raises StoreUnavailable.

    ``state``  the directory of ``--state``; None: the usual one
    """
    if isinstance(store, Secret) or store.startswith(_PLACES):
        raise StoreUnavailable("only a file can be used: this repcheck cannot talk to PostgreSQL", "store")
    return (state if state is not None else state_place(environ)) / store


def open_memory(store: Kept, environ: Mapping[str, str], state: Path | None = None) -> "StateStore":
    """The memory, made when it is not there. Raises StoreUnavailable."""
    path = memory_path(store, environ, state)
    if state is not None:
        _make(state)
    elif path.parent == state_place(environ):
        state_directory(environ)
    return _opened(path)


def open_existing(store: Kept, environ: Mapping[str, str], state: Path | None = None) -> "StateStore":
    """The memory of passes that were made. Raises StoreUnavailable, also when there is none."""
    path = memory_path(store, environ, state)
    try:
        there = path.exists()
    except OSError as error:
        raise StoreUnavailable(f"cannot be read: {(error.strerror or '').lower()}", str(path)) from error
    if not there:
        raise StoreUnavailable("is not there yet: repcheck monitor TARGET writes it", str(path))
    return _opened(path)


def has_memory(store: Kept, environ: Mapping[str, str]) -> bool:
    """Whether a memory lies where it lies by default. Never raises: who asks can do without it."""
    try:
        return memory_path(store, environ).is_file()
    except (OSError, StoreUnavailable):
        return False


def _make(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"cannot be made: {(error.strerror or '').lower()}", str(directory)) from error


def _opened(path: Path) -> "StateStore":
    from repcheck.store.sql.state import open_state

    return open_state(path)
