"""The catalog that ``repcheck lists update`` took, and the ones before it.

A catalog lies under its digest; one small file says which counts. So a switch is one replacement:
a run sees the old or the new catalog, whole, whatever happens in between.
"""

import hashlib
from pathlib import Path

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.store.files import locked, read_whole, replace_whole

#: Catalogs that can be gone back to.
MOST_KEPT = 4
_MOST_BYTES = 8 * 1024 * 1024
_INDEX_BYTES = 65_536
_LOCK_WAIT = 10.0
_SUFFIX = ".yaml"


class InstalledCatalog(msgspec.Struct, frozen=True, kw_only=True):
    """One catalog that was taken.

    ``source``    URL or path, as it was given
    ``at``        RFC 3339 UTC
    ``repcheck``  version of the program that took it: a newer one brings a newer catalog of its own
    ``proof``     how it was verified: "sha256" or "signature"
    """

    sha256: str
    source: str
    at: str
    repcheck: str
    proof: str


class _Index(msgspec.Struct, frozen=True):
    """``taken``: the one that counts first."""

    taken: tuple[InstalledCatalog, ...] = ()


class InstalledCatalogs:
    """Those in ``folder``, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index_path = folder / "index.json"

    def current(self) -> InstalledCatalog | None:
        """The one that counts; None when it is the built-in one. Raises StoreUnavailable."""
        taken = self._index().taken
        return taken[0] if taken else None

    def path(self, taken: InstalledCatalog) -> Path:
        """Where it lies. Raises StoreUnavailable when it is not there or not as it was taken."""
        path = self._folder / (taken.sha256 + _SUFFIX)
        content = read_whole(path, _MOST_BYTES)
        if content is None or hashlib.sha256(content).hexdigest() != taken.sha256:
            raise StoreUnavailable("is missing or damaged: repcheck lists update --undo", str(path))
        return path

    def take(self, content: bytes, taken: InstalledCatalog) -> None:
        """Make this one count. Raises StoreUnavailable; the former one then still does."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(self._folder / "lock", _LOCK_WAIT):
            former = tuple(one for one in self._index().taken if one.sha256 != taken.sha256)
            replace_whole(self._folder / (taken.sha256 + _SUFFIX), content)
            self._write(_Index((taken, *former)[:MOST_KEPT]))

    def undo(self) -> InstalledCatalog | None:
        """Let the one before count again; returns it, None when it is the built-in one.

        Raises StoreUnavailable, also when none was taken.
        """
        if not self._folder.is_dir():
            raise StoreUnavailable("no catalog was taken: the built-in one counts", str(self._folder))
        with locked(self._folder / "lock", _LOCK_WAIT):
            taken = self._index().taken
            if not taken:
                raise StoreUnavailable("no catalog was taken: the built-in one counts", str(self._folder))
            self._write(_Index(taken[1:]))
        return taken[1] if len(taken) > 1 else None

    def _index(self) -> _Index:
        content = read_whole(self._index_path, _INDEX_BYTES)
        if content is None:
            return _Index()
        try:
            return msgspec.json.decode(content, type=_Index)
        except msgspec.DecodeError as error:
            raise StoreUnavailable("is damaged; delete it to go back", str(self._index_path)) from error

    def _write(self, index: _Index) -> None:
        replace_whole(self._index_path, msgspec.json.encode(index))
        kept = {one.sha256 + _SUFFIX for one in index.taken}
        for file in self._folder.glob("*" + _SUFFIX):
            if file.name not in kept:
                file.unlink(missing_ok=True)
