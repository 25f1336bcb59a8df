"""The memory moved to another place: from a file to a server that machines share, and back."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from repcheck.app.environment import read_text
from repcheck.catalog.watching.secrets import find_secret
from repcheck.errors import PassUnderWay, StoreBusy, StoreUnavailable
from repcheck.model.secret import Secret
from repcheck.store.files import locked

if TYPE_CHECKING:
    from repcheck.store.sql.state import SqlState


def copy_memory(source: Path | Secret | str, target: Path | Secret | str, environ: Mapping[str, str]) -> int:
    """Copy all that is remembered; returns how many rows that was.

    Each is a file, an address, or the place of one ("env:NAME", "file:/path"). While it is done neither has
    a pass. Raises StoreUnavailable, also for a target that is not empty, and BadInput.
    """
    with (
        _opened(source, "FROM", environ, make=False) as reading,
        _opened(target, "TO", environ, make=True) as writing,
    ):
        return sum(reading.copy_to(writing).values())


@contextlib.contextmanager
def _opened(
    place: Path | Secret | str, field: str, environ: Mapping[str, str], *, make: bool
) -> Iterator["SqlState"]:
    """The store, which nobody does a pass on until the context ends."""
    from repcheck.store.sql.state import open_shared, open_state

    if not isinstance(place, Path):
        store = open_shared(find_secret(place, field, environ, read_text), field, make=make)
        with contextlib.closing(store), store.alone():
            yield store
        return
    if not make and not place.is_file():
        raise StoreUnavailable("is not a file", str(place))
    try:
        with locked(place.parent / "monitor.lock", 0), contextlib.closing(open_state(place)) as store:
            yield store
    except StoreBusy as error:
        if error.where != str(place.parent / "monitor.lock"):
            raise
        raise PassUnderWay("a pass is under way", str(place)) from error
