"""Archives of mails: zip and tar, read member by member within bounds, whatever their headers claim."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from repcheck.errors import UnreadableFile
from repcheck.readers.mail import Mail
from repcheck.readers.packed import archives
from tests.support.tables import each

from .reading import Read, read

MAIL = b"From: a@example.com\nSubject: x\n\nbody %d\n"
MBOX = b"From a@example.com Mon Nov 16 09:00:00 2026\n" + MAIL + b"\n"
#: Names that lead out of the archive, or that no file system takes: nobody looks at them.
NAMES = ["../../a.eml", "/etc/passwd", "b\\..\\c.eml", "d/e/f.eml"]
NOTHING = b"nothing known"


def zipped(*contents: bytes, names: list[str] = NAMES) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/", b"")
        for number, content in enumerate(contents):
            archive.writestr(names[number % len(names)] + str(number), content)
    return file.getvalue()


def taped(*contents: bytes, form: int = tarfile.USTAR_FORMAT, name: str = "../{}.eml") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for number, content in enumerate(contents):
            member = tarfile.TarInfo(name.format(number))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        link = tarfile.TarInfo("link.eml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return file.getvalue()


def opened(tmp_path: Path, content: bytes) -> Read:
    path = tmp_path / "x"
    path.write_bytes(content)
    return read(path)


def bodies(found: Read) -> list[bytes]:
    return [item.raw.partition(b"\n\n")[2].strip()[:6] for item in found.items if isinstance(item, Mail)]


ARCHIVES = {
    "zip": zipped(MAIL % 1, NOTHING, MAIL % 2),
    "tar": taped(MAIL % 1, NOTHING, MAIL % 2),
    "tar.gz": gzip.compress(taped(MAIL % 1, NOTHING, MAIL % 2)),
    "tar of pax": taped(MAIL % 1, NOTHING, MAIL % 2, form=tarfile.PAX_FORMAT, name="n" * 300 + "\u00e9{}"),
    "tar of gnu": taped(MAIL % 1, NOTHING, MAIL % 2, form=tarfile.GNU_FORMAT, name="n" * 300 + "{}"),
}


@each("form", ARCHIVES)
def test_the_mails_of_an_archive_are_read(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp_path = tmp_path_factory.mktemp("archive")
    found = opened(tmp_path, ARCHIVES[form])
    assert bodies(found) == [b"body 1", b"body 2"]
    assert [item.file for item in found.items if isinstance(item, Mail)] == [
        f"{tmp_path}/x#1",
        f"{tmp_path}/x#3",
    ]
    assert (found.warnings, found.intake.mails, found.intake.files) == ([], 2, 1)
    assert bodies(read(tmp_path)) == [b"body 1", b"body 2"]
    assert bodies(read("-", stdin=ARCHIVES[form])) == [b"body 1", b"body 2"]


@each("pack", [zipped, taped])
def test_a_mailbox_in_an_archive_is_one(pack, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp_path = tmp_path_factory.mktemp("archive")
    found = opened(tmp_path, pack(NOTHING, MBOX % 1 + MBOX % 2))
    assert bodies(found) == [b"body 1", b"body 2"]
    assert [item.file for item in found.items if isinstance(item, Mail)] == [
        f"{tmp_path}/x#2#1",
        f"{tmp_path}/x#2#2",
    ]


@each("pack", [zipped, taped])
def test_an_archive_in_an_archive_stays_packed(pack, tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp_path = tmp_path_factory.mktemp("archive")
    inner = [ARCHIVES["zip"], ARCHIVES["tar"], gzip.compress(MAIL % 3)]
    assert bodies(opened(tmp_path, pack(*inner, MAIL % 4))) == [b"body 4"]
    with pytest.raises(UnreadableFile):
        opened(tmp_path, pack(*inner[1:]))


def test_an_archive_that_unpacks_to_too_much_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1024 * 1024)
    found = opened(tmp_path, zipped(MAIL % 1, MAIL % 2 + b" " * 2**21, MAIL % 3))
    assert bodies(found) == [b"body 1", b"body 2"]
    assert found.warnings == [f"{tmp_path}/x: unpacks to more than 1 MiB, the rest is not read"]
    monkeypatch.setattr(archives, "MOST_ZIP", 100)
    with pytest.raises(UnreadableFile, match="an archive of more than 0 MiB, not read"):
        opened(tmp_path, zipped(MAIL % 1))


def test_only_so_many_members_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    found = opened(tmp_path, zipped(MAIL % 1, MAIL % 2, MAIL % 3))
    assert bodies(found) == [b"body 1", b"body 2"]
    assert found.warnings == [f"{tmp_path}/x: only the first 2 files of the archive are read"]


def test_what_is_damaged_or_locked_is_warned_of(tmp_path: Path) -> None:
    raw = bytearray(zipped(MAIL % 1, MAIL % 2 + bytes(range(256)) * 20, MAIL % 3))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        second = archive.infolist()[2]
    raw[second.header_offset + 200] ^= 0xFF
    found = opened(tmp_path, bytes(raw))
    assert bodies(found)[0] == b"body 1"
    assert bodies(found)[-1] == b"body 3"
    assert found.warnings
    assert all(line.startswith(f"{tmp_path}/x#2: ") for line in found.warnings)
    locked = bytearray(zipped(MAIL % 1, MAIL % 2))
    with zipfile.ZipFile(io.BytesIO(locked)) as archive:
        first = archive.infolist()[1]
    locked[first.header_offset + 6] |= 1  # encrypted, says this member
    locked[locked.index(b"PK\x01\x02", locked.index(b"PK\x01\x02") + 1) + 8] |= 1
    found = opened(tmp_path, bytes(locked))
    assert bodies(found) == [b"body 2"]
    assert "x#1: cannot be unpacked" in found.warnings[0]


def test_a_tar_archive_that_ends_too_early_gives_what_is_there(tmp_path: Path) -> None:
    raw = taped(MAIL % 1, MAIL % 2 + b"x" * 5000)
    found = opened(tmp_path, raw[:2000])
    assert bodies(found)[0] == b"body 1"
    raw = raw[:1024] + b"no header" + raw[1033:]
    found = opened(tmp_path, raw)
    assert bodies(found) == [b"body 1"]
    assert "damaged archive" in found.warnings[0]


@each("size", [b"77777777777\0", b"\x80" + b"\xff" * 11, b"\xff" * 12, b"not a size..", b"\0" * 12])
def test_what_a_header_says_of_a_size_costs_nothing(
    size: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    raw = bytearray(taped(MAIL % 1, MAIL % 2))
    raw[1024 + 124 : 1024 + 136] = size
    raw[1024 + 148 : 1024 + 156] = b"        "
    raw[1024 + 148 : 1024 + 156] = b"%06o\0 " % sum(raw[1024:1536])
    assert bodies(opened(tmp_path_factory.mktemp("archive"), bytes(raw)))[0] == b"body 1"
