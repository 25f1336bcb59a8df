"""Small files that several processes share: locked, read with a bound, replaced whole."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from repcheck import files
from repcheck.errors import StoreBusy, StoreUnavailable

_PAUSE = 0.01


@contextlib.contextmanager
def locked(path: Path, wait: float, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Hold the lock file at ``path``, waiting for it ``wait`` seconds at most.

    The lock is the kernel's: it ends with the process that holds it, however that ends. The file
    stays, as removing it would let two processes lock two different files of one name.
    Raises StoreBusy, or StoreUnavailable when there can be no lock.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, files.PRIVATE)
    except OSError as error:
        raise unavailable(error, "cannot be opened", path) from error
    try:
        _acquire(descriptor, path, wait, pause)
        try:
            yield
        finally:
            # Closing would not do it while a forked child has the same open file.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait: float, pause: Callable[[float], None]) -> None:
    for _ in range(max(1, round(wait / _PAUSE))):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pause(_PAUSE)
        except OSError as error:
            raise unavailable(error, "cannot be locked", path) from error
        else:
            return
    raise StoreBusy(f"held by another process for more than {wait:g} s", str(path))


def read_whole(path: Path, most: int) -> bytes | None:
    """The content, cut after ``most`` + 1 bytes; None when there is no such file. Raises StoreUnavailable."""
    try:
        return files.read_at_most(path, most + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unavailable(error, "cannot be read", path) from error


def replace_whole(path: Path, content: bytes) -> None:
    """Put the content in place of the file: readers see the old or the new one, whole, also after a crash.

    Only one process at a time may do this: the caller holds a lock. A file left over by a process
    that was killed is written over by the next one. Raises StoreUnavailable; the old file then stays.
    """
    try:
        files.replace_whole(path, content, path.with_name(path.name + ".new"))
    except OSError as error:
        raise unavailable(error, "cannot be written", path) from error


def unavailable(error: OSError, what: str, where: Path | str) -> StoreUnavailable:
    """The error in one line, with the system's reason."""
    return StoreUnavailable(f"{what}: {files.reason(error)}", str(where))
