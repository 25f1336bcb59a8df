"""Files read within a bound, and files replaced whole: the only place for both.

Errors are the system's (OSError) here; who calls knows whether a file is input, output or state.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from repcheck.errors import ReaderGone, UnreadableFile, UnwritableFile

#: Takes the next piece of a result.
Write = Callable[[bytes], object]

#: What is kept tells whom the user is concerned about.
PRIVATE = 0o600


def reason(error: OSError | ValueError) -> str:
    """The system's reason in lower case, or what Python says (a null byte in a path)."""
    if isinstance(error, OSError) and error.errno == errno.EBADF:
        return "is closed"  # a standard stream that the caller closed; all other files are opened here
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def read_bounded(path: Path, most: int) -> bytes:
    """The content of a file that the user named.

    Raises UnreadableFile, also when there are more than ``most`` octets: a device may never end.
    """
    data = read_start(path, most + 1)
    if len(data) > most:
        raise UnreadableFile(f"is larger than {most:,} bytes", str(path))
    return data


def read_start(path: Path, most: int) -> bytes:
    """The first ``most`` octets of a file that the user named. Raises UnreadableFile."""
    try:
        return read_at_most(path, most)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"cannot be read: {reason(error)}", str(path)) from error


def read_at_most(path: Path, most: int) -> bytes:
    """The first ``most`` octets of a file. Raises OSError, and ValueError for a path with a null byte."""
    with path.open("rb") as file:
        return file.read(most)


def is_there(path: Path) -> bool:
    """Whether a file, directory or device lies there; False too for what can be no path (too long)."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def replace_whole(path: Path, content: bytes, fresh: Path) -> None:
    """Put the content in place of a private file of ours: readers see the old or the new one, whole.

    ``fresh``  where it is written first, beside ``path``; a leftover of a killed process is written over
    Raises OSError; the old file then stays.
    """
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
        with os.fdopen(os.open(fresh, flags, PRIVATE), "wb") as stream:
            os.fchmod(stream.fileno(), PRIVATE)
            stream.write(content)
            _to_disk(stream)
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


@contextlib.contextmanager
def replacing(path: Path, *, fresh_mode: int | None = None) -> Iterator[Write]:
    """Takes the content piece by piece; at the end it takes the place of ``path``, or the old one stays.

    A link stays a link: what it leads to is replaced. The new file has the mode of the old one, or what the
    umask gives, or ``fresh_mode`` where there was none. What is not a regular file (/dev/stdout, a
    named pipe) is written as it is.
    Raises UnwritableFile, and ReaderGone where it is a pipe.
    """
    with _output(path):
        former = _mode(path)
    if former is not None and not stat.S_ISREG(former):
        with _output(path):
            file: BinaryIO = path.open("wb", buffering=0)
        with file:
            yield _writer(file, path)
        return
    from tempfile import mkstemp

    with _output(path):
        target = Path(os.path.realpath(path))
        descriptor, name = mkstemp(dir=target.parent, prefix=f".{target.name[:64]}.")
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            yield _writer(file, path)
            with _output(path):
                fresh = _fresh_mode() if fresh_mode is None else fresh_mode
                os.fchmod(descriptor, fresh if former is None else stat.S_IMODE(former))
                _to_disk(file)
        with _output(path):
            Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def check_output(path: Path, *, grows: bool = False) -> None:
    """Raises UnwritableFile where writing is bound to fail: before hours of work whose result is lost.

    ``grows``  it is written by ``appending``, not by ``replacing``
    Nothing is made or changed. A disk may still be full later.
    """
    with _output(path):
        former = _mode(path)
        if former is not None and stat.S_ISDIR(former):
            raise _system_error(errno.EISDIR)
        if former is not None and stat.S_ISSOCK(former):
            raise _system_error(errno.ENXIO)
        if former is not None and (grows or not stat.S_ISREG(former)):
            _check_access(path, os.W_OK)
            return
        _check_folder(Path(os.path.realpath(path)).parent)


def check_output_folder(path: Path) -> None:
    """The same for a folder, which is made with those above it where it is missing."""
    with _output(path):
        nearest = path
        while _mode(nearest) is None and nearest != nearest.parent:
            nearest = nearest.parent
        _check_folder(nearest)


def _check_folder(folder: Path) -> None:
    """Whether files can be made in it. Raises OSError."""
    mode = _mode(folder)
    if mode is None:
        raise _system_error(errno.ENOENT)
    if not stat.S_ISDIR(mode):
        raise _system_error(errno.ENOTDIR)
    _check_access(folder, os.W_OK | os.X_OK)


def _check_access(path: Path, rights: int) -> None:
    if not os.access(path, rights, effective_ids=os.access in os.supports_effective_ids):
        raise _system_error(errno.EACCES)


def _system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@contextlib.contextmanager
def appending(path: Path) -> Iterator[Write]:
    """Takes what is added to a file, each piece at once. Raises as ``replacing``."""
    with _output(path):
        file: BinaryIO = path.open("ab", buffering=0)
    with file:
        yield _writer(file, path)


def _writer(file: BinaryIO, path: Path) -> Write:
    def write(content: bytes) -> None:
        with _output(path):
            left = memoryview(content)
            while left:
                left = left[file.write(left) :]

    return write


@contextlib.contextmanager
def _output(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone("the reader of the output has gone", str(path)) from error
    except (OSError, ValueError) as error:
        raise UnwritableFile(f"cannot be written: {reason(error)}", str(path)) from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _fresh_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())
