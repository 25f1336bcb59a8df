"""Catalogs that were read and checked once, kept so that the next start need not do it again.

A kept catalog lies beside all that it was made from, and is used where that is the same today: the octets of
a user's file, and the files of the package, its own data and the modules that compile them (a checkout
changes under one version). Those are known by what the system says of them, as git knows the files of a
working tree: any write changes the time of their last change, which nobody can set. So it cannot be stale;
whatever is damaged, foreign or unreadable is simply not there.

The built-in catalog is compiled when the package is built, and lies in it under a digest of the same files.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

import msgspec

from repcheck._version import __version__
from repcheck.files import read_at_most, replace_whole
from repcheck.model.catalog import Catalog

#: Kept beside each other, those used last: the built-in catalog, a user's own, and older ones of both.
_MOST_KEPT = 8
_MAX_BYTES = 64 * 1024 * 1024
_SUFFIX = ".catalog"
_DIGEST = 32
_CHECKSUM = 4
_LENGTH = 8
#: Nanoseconds: a second write within one tick of the system's clock would not show.
_TICK = 1_000_000_000
_CATALOG = Path(__file__).parent
#: Modules, and those of a package that ships without its sources.
_CODE = (".py", ".pyc")
#: The folders whose modules make a catalog.
_MAKERS = (_CATALOG, _CATALOG / "compile", _CATALOG.parent / "model")
#: The built-in catalog as it was compiled when the package was built; not there in a fresh checkout.
PREPARED = _CATALOG / "catalog.msgpack"


class MadeOf(msgspec.Struct, frozen=True):
    """All that a catalog is made from.

    ``key``      says it exactly
    ``settled``  False: one of its files has just been changed, and a change now might not show
    """

    key: bytes
    settled: bool

    @property
    def name(self) -> str:
        """The name of its file, which another one may share: only one of them is kept then."""
        return f"{crc32(self.key):08x}{_SUFFIX}"


class CatalogCache:
    """Kept catalogs in ``folder``, which need not exist or be writable, and the one in ``prepared``.

    ``folder``    None: nothing is kept
    ``prepared``  None: the package has none
    ``now``       nanoseconds of the clock by which files are dated
    """

    def __init__(
        self,
        folder: Path | None,
        version: str = __version__,
        *,
        prepared: Path | None = PREPARED,
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        self._folder = folder
        self._version = version
        self._prepared = prepared
        self._now = now

    def made_of(self, files: Iterable[Path], *parts: bytes) -> MadeOf:
        """What a catalog of these octets and files of the package is made from, before they are read.

        Raises OSError when a file is not there.
        """
        now = self._now()
        marks = [(os.fspath(file), _mark(file.stat())) for file in files]
        marks += _marks_of_makers()
        key = msgspec.msgpack.encode((self._version, parts, marks))
        return MadeOf(
            key, settled=max(max(written, changed) for _, (written, changed, *_) in marks) + _TICK < now
        )

    def load(self, made_of: MadeOf) -> Catalog | None:
        """The catalog that was made from this; None when there is none, or none that is whole."""
        if self._folder is None:
            return None
        try:
            kept = memoryview(read_at_most(self._folder / made_of.name, _MAX_BYTES))
        except OSError:
            return None
        start = _CHECKSUM + _LENGTH
        end = start + int.from_bytes(kept[_CHECKSUM:start], "big")
        if kept[start:end] != made_of.key or kept[:_CHECKSUM] != _checksum(kept[_CHECKSUM:]):
            return None
        _mark_used(self._folder / made_of.name)
        return _whole(bytes(kept[end:]))

    def store(self, made_of: MadeOf, catalog: Catalog) -> None:
        """Keep a catalog beside what it was made from. If it cannot be kept, the next start is slower."""
        if self._folder is None or not made_of.settled:
            return
        partly = self._folder / f"{made_of.name}.{os.getpid()}.part"
        length = len(made_of.key).to_bytes(_LENGTH, "big")
        content = length + made_of.key + msgspec.msgpack.encode(catalog)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_whole(self._folder / made_of.name, _checksum(content) + content, partly)
            _drop_oldest(self._folder.glob("*" + _SUFFIX))
        except OSError:
            _forget(partly)

    def prepared(self, *data: bytes) -> Catalog | None:
        """The built-in catalog as the package was built with it, if from these data and by this code."""
        if self._prepared is None:
            return None
        try:
            kept = read_at_most(self._prepared, _MAX_BYTES)
        except OSError:
            return None
        body = kept[_DIGEST:]
        return _whole(body) if kept[:_DIGEST] == self._seal(body, data) else None

    def sealed(self, catalog: Catalog, *data: bytes) -> bytes:
        """The content of the file ``prepared``: a catalog that was made from these data."""
        body = msgspec.msgpack.encode(catalog)
        return self._seal(body, data) + body

    def _seal(self, body: bytes, data: Sequence[bytes]) -> bytes:
        """Ties a body to the octets of all that it was made from."""
        from hashlib import sha256

        made = sha256(self._version.encode())
        for part in (*(path.read_bytes() for path in _makers()), *data, body):
            made.update(sha256(part).digest())
        return made.digest()


def _whole(body: bytes) -> Catalog | None:
    try:
        return _decoded(body)
    except (msgspec.DecodeError, RecursionError):
        return None


def _decoded(body: bytes) -> Catalog:
    return msgspec.msgpack.decode(body, type=Catalog)


def _checksum(content: bytes | memoryview) -> bytes:
    return crc32(content).to_bytes(_CHECKSUM, "big")


def _makers() -> list[Path]:
    """What compiles a catalog: a change of any of it makes every kept one another's work."""
    return sorted(path for folder in _MAKERS for path in folder.iterdir() if path.suffix in _CODE)


def _marks_of_makers() -> Iterator[tuple[str, tuple[int, ...]]]:
    """The same, as the system knows it."""
    for folder in _MAKERS:
        with os.scandir(folder) as entries:
            yield from sorted(
                (entry.path, _mark(entry.stat())) for entry in entries if entry.name.endswith(_CODE)
            )


def _mark(told: os.stat_result) -> tuple[int, ...]:
    """Its last write, its last change of any kind, and what else another file would not share.

    Not the device: the number of one that is mounted again, as under a container, may be another.
    """
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino


def _mark_used(file: Path) -> None:
    try:
        os.utime(file)
    except OSError:  # in a folder of somebody else it grows old, and is made again
        return


def _drop_oldest(files: Iterable[Path]) -> None:
    newest_first = sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in newest_first[_MOST_KEPT:]:
        _forget(file)


def _forget(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
