"""Packed files: told by their first bytes, bounded, and read as far as they are whole."""

import bz2
import gzip
import io
import lzma
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from repcheck.errors import CannotUnpack, UnreadableFile
from repcheck.readers.packed.unpack import FREE_BYTES, MOST_GROWTH, unpacked
from repcheck.readers.stream import full_read
from tests.support.tables import each

from .reading import Dribbling, read

MAIL = b"From: a@example.com\nSubject: x\n\nbody\n"


def zstd(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed: repcheck[zst]")
    return bytes(zstandard.ZstdCompressor().compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd,
}


def unpack(data: bytes) -> tuple[bytes, list[str]]:
    warnings: list[str] = []
    return full_read(unpacked(io.BytesIO(data), "x", warnings.append), 1 << 30), warnings


@pytest.mark.parametrize("packer", PACKERS)
def test_what_is_packed_is_read_whatever_its_name(packer: str, tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_bytes(PACKERS[packer](MAIL))
    (item,), warnings, intake = read(file)
    assert getattr(item, "raw", b"") == MAIL
    assert (warnings, intake.mails, intake.files) == ([], 1, 1)


@each("packer", PACKERS)
def test_members_one_behind_the_other(packer: str) -> None:
    pack = PACKERS[packer]
    assert unpack(pack(b"one\n") + pack(b"two\n")) == (b"one\ntwo\n", [])


@each("packer", PACKERS)
def test_a_pipe_that_gives_little_at_a_time(packer: str) -> None:
    data = PACKERS[packer](MAIL * 100)
    assert full_read(unpacked(Dribbling(data), "-", pytest.fail), 1 << 20) == MAIL * 100


@each("packer", ["gzip", "bzip2", "xz"])
def test_what_ends_too_early_is_read_as_far_as_it_goes(packer: str) -> None:
    text = b"".join(b"%d\n" % number for number in range(100_000))
    data = PACKERS[packer](text)
    got, (warning,) = unpack(data[: len(data) // 2])
    assert text.startswith(got)
    assert warning.startswith("x: damaged behind ")
    assert warning.endswith("the rest is not read")


def test_damage_in_the_middle_is_told_once_and_ends_it() -> None:
    data = bytearray(gzip.compress(bytes(range(256)) * 1000))
    data[len(data) // 2] ^= 0xFF
    _, warnings = unpack(bytes(data))
    assert len(warnings) == 1


@pytest.mark.parametrize("packer", PACKERS)
def test_a_bomb_ends(packer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("repcheck.readers.packed.unpack.FREE_BYTES", 1 << 20)
    bomb = PACKERS[packer](b"\n" * (32 << 20))
    assert len(bomb) * MOST_GROWTH < 32 << 20
    warnings: list[str] = []
    source = unpacked(io.BytesIO(bomb), "x", warnings.append)
    size = 0
    tracemalloc.start()
    while chunk := source.read(1 << 16):
        size += len(chunk)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size < max(1 << 20, MOST_GROWTH * len(bomb)) + (1 << 20)
    assert peak < 12 << 20  # of which xz has a dictionary of 8 MiB
    assert warnings == ["x: unpacks to more than 500 times its size, the rest is not read"]
    assert source.read(1) == b""
    assert FREE_BYTES >= 1 << 20


def test_an_xz_file_that_wants_much_memory_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 256 << 20}]
    data = lzma.compress(MAIL, filters=filters)
    got, (warning,) = unpack(data)
    assert got == b""
    assert "memory" in warning.lower()


def test_a_library_that_is_missing_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    packed = b"\x28\xb5\x2f\xfd" + b"x" * 20
    with pytest.raises(CannotUnpack, match=r"pip install 'repcheck\[zst\]'"):
        unpacked(io.BytesIO(packed), "x", pytest.fail)
    file = tmp_path / "box" / "a"
    file.parent.mkdir()
    file.write_bytes(packed)
    with pytest.raises(UnreadableFile, match=r"is packed with zstd, which needs: pip install"):
        read(file)
    found = read(file.parent)
    assert found.intake.unreadable == 1
    assert found.warnings == [
        f"{file}: is packed with zstd, which needs: pip install 'repcheck[zst]', skipped"
    ]


def test_what_is_not_packed_stays_as_it_is() -> None:
    assert unpack(b"") == (b"", [])
    assert unpack(b"\x1f") == (b"\x1f", [])
    assert unpack(MAIL) == (MAIL, [])
