"""The monitor's memory, opened where the configuration says that it lies."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from repcheck.errors import StoreMissing, StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.store.places import has_state, state_directory, state_place

if TYPE_CHECKING:
    from repcheck.model.watch.watching import Kept
    from repcheck.store.ports import StateStore

_PLACES = ("env:", "file:")
#: What ``--state`` names: a directory, or the address of a database; None: nothing.
State: TypeAlias = Path | Secret | None


def local_state(state: State) -> Path | None:
    """The directory of what each machine keeps for itself; None: the usual one."""
    return state if isinstance(state, Path) else None


def open_memory(store: "Kept", environ: Mapping[str, str], state: State = None) -> "StateStore":
    """The memory, made when it is not there. Raises StoreUnavailable, BadInput.

    ``state``  of ``--state``; None: the usual directory, should ``store`` be a file
    """
    found = _found(store, environ, state)
    if isinstance(found, Secret):
        return _shared(found, state, make=True)
    if isinstance(state, Path):
        _make(state)
    elif found.parent == state_place(environ):
        state_directory(environ)
    return _opened(found)


def open_existing(store: "Kept", environ: Mapping[str, str], state: State = None) -> "StateStore":
    """The memory of passes that were made. Raises StoreMissing before the first one, and as open_memory."""
    found = _found(store, environ, state)
    if isinstance(found, Secret):
        return _shared(found, state, make=False)
    try:
        there = found.exists()
    except OSError as error:
        raise StoreUnavailable(f"cannot be read: {(error.strerror or '').lower()}", str(found)) from error
    if not there:
        raise StoreMissing("is not there yet: repcheck monitor TARGET writes it", str(found))
    return _opened(found)


def has_memory(store: "Kept", environ: Mapping[str, str]) -> bool:
    """Whether there is one to look into; True of a server, which is not asked. Never raises."""
    return is_shared(store) or has_state(environ, str(store))


def has_requests(store: "Kept", environ: Mapping[str, str]) -> bool:
    """Whether the memory may hold removals that were asked for. Never raises.

    False where there is no memory or it holds none; True of a server, which is not asked, and of a file that
    cannot be read.
    """
    if is_shared(store):
        return True
    try:
        found = _found(store, environ, None)
        if not isinstance(found, Path) or not found.is_file():
            return False
    except (OSError, StoreUnavailable):
        return False
    from repcheck.store.peek import may_hold_requests

    return may_hold_requests(found)


def is_shared(store: "Kept") -> bool:
    """Whether it is said to be on a server: an address, or the place of one."""
    return isinstance(store, Secret) or store.startswith(_PLACES)


def shared_by(store: "Kept", state: State) -> "Kept | None":
    """The database that machines share, or its place; None: the memory is this machine's own.

    ``state``  of ``--state``
    """
    if state is not None:
        return state if isinstance(state, Secret) else None
    return store if is_shared(store) else None


def _found(store: "Kept", environ: Mapping[str, str], state: State) -> Path | Secret:
    """The file of the memory, which need not be there, or the address of its database."""
    if isinstance(state, Secret):
        return state
    if is_shared(store):
        from repcheck.app.environment import read_text
        from repcheck.catalog.watching.secrets import find_secret

        return find_secret(store, "store", environ, read_text)
    return (state_place(environ) if state is None else state) / str(store)


def _shared(address: Secret, state: State, *, make: bool) -> "StateStore":
    from repcheck.store.sql.state import open_shared

    return open_shared(address, "--state" if isinstance(state, Secret) else "store", make=make)


def _make(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"cannot be made: {(error.strerror or '').lower()}", str(directory)) from error


def _opened(path: Path) -> "StateStore":
    from repcheck.store.sql.state import open_state

    return open_state(path)
