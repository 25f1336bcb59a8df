"""Files read within a bound, and files replaced whole."""

import errno
import os
import stat
from pathlib import Path
from socket import AF_UNIX, socket

import pytest

from repcheck.errors import ReaderGone, UnreadableFile, UnwritableFile
from repcheck.files import appending, check_output, is_there, read_bounded, replacing


def test_reading_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_bytes(b"x" * 10)
    assert read_bounded(file, 10) == b"x" * 10
    with pytest.raises(UnreadableFile, match=r"/f: is larger than 9 bytes$"):
        read_bounded(file, 9)
    with pytest.raises(UnreadableFile, match=r"^/dev/zero: is larger than 1,000 bytes$"):
        read_bounded(Path("/dev/zero"), 1000)


@pytest.mark.parametrize("name", ["absent", "a\0b", "x" * 5000, "."])
def test_what_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read: "):
        read_bounded(tmp_path / name, 10)
    assert is_there(tmp_path / name) is (name == ".")


def test_a_file_is_replaced_at_the_end_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(0o600)
    with replacing(path) as write:
        write(b"new ")
        assert path.read_text() == "old"
        write(b"one")
    assert path.read_text() == "new one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        with replacing(tmp_path / "out") as write:
            write(b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link(there: bool, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "real", tmp_path / "link"
    if there:
        target.write_text("old")
    link.symlink_to(target)
    with replacing(link) as write:
        write(b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_what_does_not_end_leaves_the_old_file_alone(error: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")

    def ended_halfway() -> None:
        with replacing(path) as write:
            write(b"half")
            raise error

    with pytest.raises(error):
        ended_halfway()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_of_something_else_is_not_laid_to_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="network") as caught, replacing(tmp_path / "out"):
        raise OSError(errno.EIO, "network")
    assert not isinstance(caught.value, UnwritableFile)


@pytest.mark.parametrize("name", ["no/such", "", "x" * 5000, "a\0b"])
@pytest.mark.parametrize("opened", [replacing, appending])
def test_what_cannot_be_written_is_named(opened, name: str, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="cannot be written: "), opened(tmp_path / name):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("opened", [replacing, appending])
def test_a_full_device_is_told(opened) -> None:
    with pytest.raises(UnwritableFile, match="no space left on device"), opened(Path("/dev/full")) as write:
        write(b"x")


def test_a_pipe_without_reader_is_no_fault_of_the_file() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        with pytest.raises(ReaderGone), replacing(Path(f"/dev/fd/{writing}")) as write:
            write(b"x")
    finally:
        os.close(writing)


def test_what_is_added_is_there_at_once(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("one\n")
    with appending(path) as write:
        write(b"two\n")
        assert path.read_text() == "one\ntwo\n"


def test_a_socket_is_no_place_for_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket(AF_UNIX) as server:
        server.bind("s")
        with pytest.raises(UnwritableFile, match="cannot be written: no such device"):
            check_output(Path("s"))
