"""The keys that sign cookies: in the state directory, mode 0600, a new one each month.

The former key still proves what it signed, so that nobody is logged out by a change.
"""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.store.files import locked, read_whole, replace_whole, unavailable

NAME = "serve.key"
LENGTH = 32
#: Seconds after which a key signs no more; far longer than a session lasts.
RENEWED = 30 * 86_400
_KEPT = 2
_MOST_BYTES = 4096
_WAIT = 10.0


class _Key(msgspec.Struct, frozen=True):
    made: int
    key: bytes

    def __repr__(self) -> str:
        return "_Key(***)"


def signing_keys(
    directory: Path, now: datetime, random: Callable[[int], bytes], *, anew: bool = False
) -> tuple[bytes, ...]:
    """The keys, the one that signs last. One is made where there is none, or the last is a month old.

    ``random``  gives that many bytes that nobody can guess
    ``anew``    forget all that there are: every session ends
    Raises StoreUnavailable, also for a file that others may read: its key may be known.
    """
    path = directory / NAME
    with locked(path.with_suffix(".lock"), _WAIT):
        kept = () if anew else _read(path)
        second = int(now.timestamp())
        if not kept or second - kept[-1].made > RENEWED:
            kept = (*kept, _Key(second, random(LENGTH)))[-_KEPT:]
            replace_whole(path, msgspec.json.encode(kept))
    return tuple(each.key for each in kept)


def _read(path: Path) -> tuple[_Key, ...]:
    data = read_whole(path, _MOST_BYTES)
    if data is None:
        return ()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise unavailable(error, "cannot be read", path) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise StoreUnavailable(
            "may be read by others, who could make cookies with it: delete it, everybody logs in again",
            str(path),
        )
    try:
        found = msgspec.json.decode(data, type=tuple[_Key, ...])
    except (msgspec.DecodeError, UnicodeDecodeError):
        found = ()
    if not found or any(len(each.key) != LENGTH for each in found):
        raise StoreUnavailable("is damaged: delete it, everybody logs in again", str(path))
    return found
