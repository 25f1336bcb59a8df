"""Catalogs that were read and checked once, kept so that the next start need not do it again.

A kept catalog is found by a digest of all that it was made from: the bytes of its files, the version of
repcheck, and the very modules that compiled it (a checkout changes under one version). So it cannot be
stale; whatever is damaged, foreign or unreadable is simply not there. The built-in catalog is compiled when
the package is built, and lies in it under the same rules.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from repcheck._version import __version__
from repcheck.files import read_at_most, replace_whole
from repcheck.model import catalog as model
from repcheck.model.catalog import Catalog

#: Kept beside each other: the built-in catalog, a user's own, and older ones of both.
_MOST_KEPT = 8
_MAX_BYTES = 64 * 1024 * 1024
_DIGEST = 32
_SUFFIX = ".catalog"
#: The built-in catalog as it was compiled when the package was built; not there in a fresh checkout.
PREPARED = Path(__file__).with_name("catalog.msgpack")


class CatalogCache:
    """Kept catalogs in ``folder``, which need not exist or be writable, and the one in ``prepared``."""

    def __init__(self, folder: Path, version: str = __version__, *, prepared: Path | None = PREPARED) -> None:
        self._folder = folder
        self._prepared = prepared
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
        for path in (self._path(key), self._prepared):
            catalog = _opened(path, key) if path else None
            if catalog is not None:
                return catalog
        return None

    def store(self, key: str, catalog: Catalog) -> None:
        """Keep ``catalog`` under ``key``. If it cannot be written, the next start is slower."""
        partly = self._folder / f"{key}.{os.getpid()}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_whole(self._path(key), sealed(key, catalog), partly)
            _drop_oldest(self._folder.glob("*" + _SUFFIX))
        except OSError:
            _forget(partly)

    def _path(self, key: str) -> Path:
        return self._folder / (key + _SUFFIX)


def sealed(key: str, catalog: Catalog) -> bytes:
    """The content of a file that keeps ``catalog`` under ``key``."""
    body = msgspec.msgpack.encode(catalog)
    return _seal(key, body) + body


def _opened(path: Path, key: str) -> Catalog | None:
    try:
        kept = read_at_most(path, _MAX_BYTES)
    except OSError:
        return None
    body = kept[_DIGEST:]
    if kept[:_DIGEST] != _seal(key, body):
        return None
    try:
        return _decoded(body)
    except (msgspec.DecodeError, RecursionError):
        return None


def _decoded(body: bytes) -> Catalog:
    return msgspec.msgpack.decode(body, type=Catalog)


def _seal(key: str, body: bytes) -> bytes:
    """Ties a body to its key, so that a damaged file, or one under a wrong name, is noticed."""
    return hashlib.sha256(key.encode() + body).digest()


def _made_by(version: str) -> bytes:
    """What compiles a catalog: a change of any of it makes every kept one another's work."""
    made = hashlib.sha256(version.encode())
    for module in (*sorted(Path(__file__).parent.rglob("*.py")), Path(model.__file__)):
        made.update(hashlib.sha256(module.read_bytes()).digest())
    return made.digest()


def _drop_oldest(files: Iterable[Path]) -> None:
    newest_first = sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in newest_first[_MOST_KEPT:]:
        _forget(file)


def _forget(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
