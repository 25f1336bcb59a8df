"""Packed files read as what they hold: gzip, bzip2, xz, and zstd where its library is there.

Told by their first bytes, never by their names. Unpacking costs bounded memory and ends: what grows
beyond all measure is cut.
"""

import importlib
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

from repcheck.errors import CannotUnpack
from repcheck.readers.stream import Readable, Warn

#: Bytes that may come out for each byte that went in, once FREE_BYTES have come.
MOST_GROWTH = 500
FREE_BYTES = 64 * 1024 * 1024
_IN = 64 * 1024
#: For the dictionary of an xz file ("xz -9" asks for 64 MiB), and for the window of a zstd file.
_XZ_MEMORY = 80 * 1024 * 1024
_ZSTD_WINDOW_LOG = 26


class _Unpacker(NamedTuple):
    """What reads a packed source, and what it raises when that is damaged."""

    reader: Readable
    errors: tuple[type[Exception], ...]


def _gzip(source: Any) -> _Unpacker:
    import gzip

    return _Unpacker(gzip.GzipFile(fileobj=source), (OSError, EOFError, zlib.error))


def _bzip2(source: Any) -> _Unpacker:
    import bz2

    return _Unpacker(bz2.BZ2File(source), (OSError, EOFError, ValueError))


def _xz(source: Any) -> _Unpacker:
    import lzma

    def fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    return _Unpacker(_Xz(source, fresh), (OSError, EOFError, lzma.LZMAError))


class _Xz:
    """As ``lzma.LZMAFile``, which knows no limit of memory."""

    def __init__(self, source: Readable, fresh: Callable[[], Any]) -> None:
        self._source = source
        self._fresh = fresh
        self._lzma = fresh()

    def read(self, size: int, /) -> bytes:
        while True:
            data = b""
            if self._lzma.eof:
                data = self._lzma.unused_data or self._source.read(_IN)
                if not data.strip(b"\0"):  # padding between streams is made of zeros
                    return b""
                self._lzma = self._fresh()
            elif self._lzma.needs_input:
                data = self._source.read(_IN)
                if not data:
                    raise EOFError
            out: bytes = self._lzma.decompress(data, size)
            if out:
                return out


def _zstd(source: Any) -> _Unpacker:
    """Python 3.14 has it; before, a library of the extra."""
    try:
        zstd: Any = importlib.import_module("compression.zstd")
    except ModuleNotFoundError:
        return _zstd_of_extra(source)
    options = {zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
    return _Unpacker(zstd.ZstdFile(source, options=options), (OSError, EOFError, zstd.ZstdError))


def _zstd_of_extra(source: Any) -> _Unpacker:
    try:
        zstandard: Any = importlib.import_module("zstandard")
    except ModuleNotFoundError:
        raise CannotUnpack("is packed with zstd, which needs: pip install 'repcheck[zst]'") from None
    unpacker = zstandard.ZstdDecompressor(max_window_size=1 << _ZSTD_WINDOW_LOG)
    reader = unpacker.stream_reader(source, read_size=_IN, read_across_frames=True)
    return _Unpacker(reader, (OSError, zstandard.ZstdError))


#: First bytes of a packed file -> what unpacks it.
_PACKERS: dict[bytes, Callable[[Any], _Unpacker]] = {
    b"\x1f\x8b\x08": _gzip,  # RFC 1952 section 2.3.1
    b"BZh": _bzip2,
    b"\xfd7zXZ\x00": _xz,
    b"\x28\xb5\x2f\xfd": _zstd,  # RFC 8878 section 3.1.1
}
_MAGICS = tuple(_PACKERS)
_LONGEST_MAGIC = max(map(len, _PACKERS))


def is_packed(first: bytes) -> bool:
    """Whether a file that begins so is packed."""
    return first.startswith(_MAGICS)


def unpacked(source: Readable, name: str, warn: Warn) -> Readable:
    """The source, or what it holds when it is packed. Raises CannotUnpack, and OSError of the source."""
    counted = _Counted(source)
    first = counted.look(_LONGEST_MAGIC)
    if not is_packed(first):
        return counted
    packer = next(packer for magic, packer in _PACKERS.items() if first.startswith(magic))
    return _Unpacked(packer(counted), counted, name, warn)


class _Counted:
    """A source that counts what was read of it, and whose first bytes can be looked at before.

    Once it has ended it is not asked again: most mails are smaller than what is read of them at first.
    """

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._first = b""
        self._ended = False
        self.taken = 0

    def look(self, least: int) -> bytes:
        """The first bytes, at least that many if it has them; they are still read afterwards."""
        while len(self._first) < least and not self._ended:
            self._first += self._more(_IN)
        return self._first

    def read(self, size: int = -1, /) -> bytes:
        if self._first:
            part, self._first = self._first[:size], self._first[size:]
        else:
            part = b"" if self._ended else self._more(size)
        self.taken += len(part)
        return part

    def _more(self, size: int) -> bytes:
        part = self._source.read(size)
        self._ended = not part
        return part


class _Unpacked:
    """What a packed source holds; what is damaged ends early, with a warning."""

    def __init__(self, unpacker: _Unpacker, source: _Counted, name: str, warn: Warn) -> None:
        self._unpacker = unpacker
        self._source = source
        self._name = name
        self._warn = warn
        self._given = 0
        self._ended = False

    def read(self, size: int, /) -> bytes:
        if self._ended:
            return b""
        try:
            out = self._unpacker.reader.read(size)
        except self._unpacker.errors as error:
            return self._end(f"damaged behind {self._given:,} unpacked bytes ({_reason(error)})")
        self._given += len(out)
        if self._given > max(FREE_BYTES, MOST_GROWTH * self._source.taken):
            return self._end(f"unpacks to more than {MOST_GROWTH} times its size")
        return out

    def _end(self, why: str) -> bytes:
        self._ended = True
        self._warn(f"{self._name}: {why}, the rest is not read")
        return b""


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).lower().split()) or "it ends too early"
