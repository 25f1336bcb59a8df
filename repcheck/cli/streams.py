"""The three standard streams, made so that nothing said or read through them can end in a traceback."""

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from repcheck.errors import OutputLost, ReaderGone, UnreadableFile

if TYPE_CHECKING:
    from pathlib import Path

    from _typeshed import ReadableBuffer

_IN, _OUT, _ERR = 0, 1, 2
#: How errors call standard input.
STDIN = "stdin"


class _Output(io.FileIO):
    """Standard output: what cannot be written is reported once, and then goes nowhere."""

    def write(self, content: "ReadableBuffer", /) -> int:
        """Raises OutputLost."""
        try:
            return super().write(content)
        except OSError as error:
            # What is left in the buffer must not fail again at the end of the interpreter, with code 120.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            if isinstance(error, BrokenPipeError):
                raise ReaderGone("the reader of the output has gone") from error
            closed = error.errno == errno.EBADF
            reason = "it is closed" if closed else (error.strerror or "unknown error").lower()
            raise OutputLost(f"standard output cannot be written: {reason}") from error


class _Errors(io.FileIO):
    """Standard error: where it cannot be written, there is nobody to tell."""

    def write(self, content: "ReadableBuffer", /) -> int:
        """The number of octets, written or not."""
        try:
            return super().write(content)
        except OSError:
            return memoryview(content).nbytes


def guard_streams() -> None:
    """Replace standard output and error by ones that keep to ``repcheck.errors``; fill those that are closed.

    A stream that the caller has closed leaves its number to the next file or socket, which must not get
    what was meant for a person; so each number is taken here by /dev/null, opened the wrong way round:
    use of it is an error, as use of a closed one is.
    """
    for number, mode in ((_IN, os.O_WRONLY), (_OUT, os.O_RDONLY), (_ERR, os.O_WRONLY)):
        _fill(number, mode)
    sys.stdout = _text(_Output(_OUT, "w", closefd=False), sys.stdout)
    sys.stderr = _text(_Errors(_ERR, "w", closefd=False), sys.stderr, line_buffering=True)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(_IN, "r", closefd=False)))


def _fill(number: int, mode: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, mode)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)


def _text(raw: io.FileIO, former: TextIO | None, *, line_buffering: bool = False) -> io.TextIOWrapper:
    encoding = getattr(former, "encoding", None) or "utf-8"
    lines = line_buffering or raw.isatty()
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors="backslashreplace", line_buffering=lines
    )


def read_named(path: "Path", most: int) -> tuple[str, bytes]:
    """How errors call a file that the user named, and what it holds; "-" is standard input.

    Raises UnreadableFile, also when there are more than ``most`` octets.
    """
    if str(path) == "-":
        return STDIN, read_stdin(most)
    from repcheck.files import read_bounded  # help reads nothing

    return str(path), read_bounded(path, most)


def read_stdin(most: int) -> bytes:
    """What standard input holds. Raises UnreadableFile: more than ``most`` octets, or it is closed."""
    data = stdin_at_most(most + 1)
    if len(data) > most:
        raise UnreadableFile(f"is larger than {most:,} bytes", STDIN)
    return data


def stdin_at_most(most: int) -> bytes:
    """The first ``most`` octets of standard input. Raises UnreadableFile when it is closed."""
    try:
        return sys.stdin.buffer.read(most)
    except OSError as error:
        closed = error.errno == errno.EBADF
        reason = "is closed" if closed else f"cannot be read: {(error.strerror or 'unknown error').lower()}"
        raise UnreadableFile(reason, STDIN) from error
