"""Where mails lie: links, depths and pipes that must not stop the rest, and a Maildir that is in use."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from repcheck.errors import UnreadableFile
from repcheck.readers.places import places
from tests.support.tables import each

from .reading import Read, read

MAIL = b"From: MAILER-DAEMON@mx.example.net\nSubject: failure\n\n<kai@example.net>: 550 5.1.1 no such user\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mails").mkdir()
    (tmp_path / "mails" / "a.eml").write_bytes(MAIL)
    (tmp_path / "mails" / "z.eml").write_bytes(MAIL)
    return tmp_path / "mails"


def names(found: Read) -> list[str]:
    return [Path(item.file).name for item in found.items]


def test_links_that_lead_nowhere_are_said_and_the_rest_is_read(folder: Path) -> None:
    (folder / "loop").symlink_to("loop")
    (folder / "lost").symlink_to("nowhere.eml")
    (folder / "mail").symlink_to("a.eml")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe")
    (folder / "zero").symlink_to("/dev/zero")
    found = read(folder)
    assert names(found) == ["a.eml", "mail", "z.eml"]
    assert found.warnings == [
        f"{folder / 'loop'}: too many levels of symbolic links, skipped",
        f"{folder / 'lost'}: no such file or directory, skipped",
    ]
    assert found.intake.unreadable == 2


@pytest.mark.parametrize("name", ["loop", "zero"])
def test_links_in_a_maildir(tmp_path: Path, name: str) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1").write_bytes(MAIL)
    (tmp_path / "cur" / "loop").symlink_to("loop")
    (tmp_path / "cur" / "zero").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "new" / "pipe")
    assert names(read(tmp_path)) == ["1"]


@contextmanager
def nested(folder: Path, depth: int) -> Iterator[None]:
    """A mail that many directories below; they are removed one by one, as others remove them by recursion."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("deep.eml").write_bytes(MAIL)
        yield
    finally:
        Path("deep.eml").unlink(missing_ok=True)
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(before)


@pytest.mark.parametrize("depth", [1_200, 2_100])
def test_directories_of_any_depth(folder: Path, depth: int) -> None:
    with nested(folder, depth):
        found = read(folder)
    if len(str(folder)) + 2 * depth + 10 < os.pathconf(folder, "PC_PATH_MAX"):
        assert names(found) == ["a.eml", "deep.eml", "z.eml"]
    else:
        assert names(found) == ["a.eml", "z.eml"]
        assert len(found.warnings) == 1
        assert "file name too long, skipped" in found.warnings[0]


@each("name", ["x" * 300, "y/" * 3000])
def test_a_name_that_is_too_long_is_one_line(name: str) -> None:
    with pytest.raises(UnreadableFile, match="file name too long"):
        read(name)


def maildir(path: Path, mails: int) -> Path:
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    for number in range(mails):
        (path / "new" / f"17000000{number:02}.M1P2.mx").write_bytes(MAIL)
    return path


@pytest.mark.parametrize("given", ["", "new"])
def test_no_mail_is_missed_that_is_moved_while_it_is_read(tmp_path: Path, given: str) -> None:
    """A mail server and a mail program take mails from new to cur and give them flags at any time."""
    box = maildir(tmp_path / "box", 40)
    read_mails: list[str] = []
    for place in places(str(box / given), pytest.fail, io.BytesIO()):
        flags = ":2,S" if len(read_mails) % 3 else ":2,"
        for mail in (box / "new").iterdir():
            mail.rename(box / "cur" / f"{mail.name}{flags}")
        for mail in list((box / "cur").iterdir())[: len(read_mails)]:
            mail.rename(mail.with_name(mail.name.partition(":")[0] + ":2,RS"))
        with place.opened(pytest.fail) as (stream, _):
            assert stream.head == MAIL
        read_mails.append(Path(place.name).name)
    assert read_mails == sorted(set(read_mails))
    assert len(read_mails) == 40


def test_a_mail_that_was_removed_is_said(tmp_path: Path) -> None:
    box = maildir(tmp_path / "box", 3)
    found = []
    for place in places(str(box), pytest.fail, io.BytesIO()):
        (box / "new" / "1700000001.M1P2.mx").unlink(missing_ok=True)
        try:
            with place.opened(pytest.fail):
                found.append(place.name[-9:])
        except FileNotFoundError:
            found.append("gone")
    assert found == ["00.M1P2.mx"[-9:], "gone", "02.M1P2.mx"[-9:]]


@each("kind", [None, "mail", "mbox", "postfix", "events"])
@each("device", ["/dev/zero", "/dev/urandom"])
def test_a_device_without_end_is_refused(device: str, kind: str | None) -> None:
    with pytest.raises(UnreadableFile, match=f"{device}: is a device, which has no end"):
        read(device, kind=kind)


def test_the_null_device_is_an_empty_file() -> None:
    assert read(os.devnull).items == []
