"""The token by which a source knows that the user has logged in: one file for each source, mode 0600.

Some services give a new refresh token for each use and take no old one twice. So a token is used under a
lock, and the new one is on the disk before anything is asked with what came with it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.store.files import locked, read_whole, replace_whole

_MOST_BYTES = 64 * 1024
#: Seconds that another run of the user may need to fetch a new token.
_WAIT = 20.0


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept: ``refresh`` fetches the next one, ``access`` is good until ``until``."""

    refresh: str
    access: str = ""
    until: datetime | None = None

    def __repr__(self) -> str:
        return "Token(***)"


class TokenFile:
    """The token of one source. ``folder`` None: there is no place to keep one, so nobody is logged in."""

    def __init__(self, folder: Path | None, source: str) -> None:
        self._path = None if folder is None else folder / f"{source}.token"

    def read(self) -> Token | None:
        """The token; None: nobody has logged in, or the file is damaged. Raises StoreUnavailable."""
        data = None if self._path is None else read_whole(self._path, _MOST_BYTES)
        if data is None:
            return None
        try:
            return msgspec.json.decode(data, type=Token)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def write(self, token: Token) -> None:
        """Put it in place of the old one. Raises StoreUnavailable."""
        if self._path is None:
            raise StoreUnavailable("there is no state directory to keep it in")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"cannot be made: {error.strerror}", str(self._path.parent)) from error
        replace_whole(self._path, msgspec.json.encode(token))

    @asynccontextmanager
    async def held(self, pause: Callable[[float], None] | None = None) -> AsyncIterator[None]:
        """No other run uses the token meanwhile. Raises StoreUnavailable, StoreBusy among it."""
        if self._path is None:
            yield
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"cannot be made: {error.strerror}", str(self._path.parent)) from error
        path = self._path.with_suffix(".lock")
        lock = locked(path, _WAIT) if pause is None else locked(path, _WAIT, pause)
        await asyncio.to_thread(lock.__enter__)
        try:
            yield
        finally:
            lock.__exit__(None, None, None)
