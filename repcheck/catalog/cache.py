"""Catalogs that were read and checked once, kept so that the next start need not do it again.

A kept catalog is found by a digest of all that it was made from: the bytes of its files, the version of
repcheck, and the very modules that compiled it (a checkout changes under one version). So it cannot be
stale; whatever is damaged, foreign or unreadable is simply not there.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from repcheck import __version__
from repcheck.files import read_at_most, replace_whole
from repcheck.model import catalog as model
from repcheck.model.catalog import Catalog

#: Kept beside each other: the built-in catalog, a user's own, and older ones of both.
_MOST_KEPT = 8
_MAX_BYTES = 64 * 1024 * 1024
_DIGEST = 32
_SUFFIX = ".catalog"


class CatalogCache:
    """Kept catalogs in ``folder``, which need not exist or be writable."""

    def __init__(self, folder: Path, version: str = __version__) -> None:
        self._folder = folder
        self._made_by = _made_by(version)

    def key(self, *parts: bytes) -> str:
        """The name under which the catalog made from these bytes is kept."""
        digest = hashlib.sha256(self._made_by)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    def load(self, key: str) -> Catalog | None:
        """The catalog kept under ``key``; None when there is none, or none that is whole."""
        try:
            kept = read_at_most(self._path(key), _MAX_BYTES)
        except OSError:
            return None
        body = kept[_DIGEST:]
        if kept[:_DIGEST] != _seal(key, body):
            return None
        try:
            return msgspec.msgpack.decode(body, type=Catalog)
        except (msgspec.DecodeError, RecursionError):
            return None

    def store(self, key: str, catalog: Catalog) -> None:
        """Keep ``catalog`` under ``key``. That it cannot be written is no error: it is only slower then."""
        body = msgspec.msgpack.encode(catalog)
        partly = self._folder / f"{key}.{os.getpid()}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_whole(self._path(key), _seal(key, body) + body, partly)
            _drop_oldest(self._folder.glob("*" + _SUFFIX))
        except OSError:
            _forget(partly)

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)


def _seal(key: str, body: bytes) -> bytes:
    """Ties a body to its key, so that a damaged file, or one under a wrong name, is noticed."""
    return hashlib.sha256(key.encode() + body).digest()


def _made_by(version: str) -> bytes:
    """What compiles a catalog: a change of any of it makes every kept one another's work."""
    folder = Path(__file__).parent
    marks = [version]
    for module in (*sorted(folder.glob("*.py")), Path(model.__file__)):
        state = module.stat()
        marks.append(f"{module.name} {state.st_size} {state.st_mtime_ns}")
    return "\n".join(marks).encode()


def _drop_oldest(files: Iterable[Path]) -> None:
    newest_first = sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in newest_first[_MOST_KEPT:]:
        _forget(file)


def _forget(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
