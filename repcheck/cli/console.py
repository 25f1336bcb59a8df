"""The terminal: where results go, whether there is colour, and the progress line."""

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from repcheck.errors import UnreadableFile

if TYPE_CHECKING:
    from repcheck.app.run.progress import Progress

_NARROW = 80
_WIDE = 120
_PROGRESS_EVERY = 0.2
_MOST_PACED = 2

#: Takes the next piece of a result.
Write = Callable[[bytes], object]


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """NO_COLOR, then FORCE_COLOR, then a dumb terminal, then whether there is a terminal at all."""
    if environ.get("NO_COLOR"):
        return False
    forced = environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE") or "0"
    if forced != "0":
        return True
    if environ.get("TERM") == "dumb" or environ.get("CLICOLOR") == "0":
        return False
    return stream.isatty()


def width(stream: TextIO) -> int:
    """Columns to fill: those of the terminal between 40 and 120, else 80."""
    if not stream.isatty():
        return _NARROW
    return max(40, min(_WIDE, _columns()))


def _columns() -> int:
    return shutil.get_terminal_size((_NARROW, 24)).columns


def warn(line: str) -> None:
    """One line beside the result, on stderr, made safe for a terminal."""
    from repcheck.render.clean import for_terminal

    click.echo(f"warning: {for_terminal(line)}", err=True)


def write_result(content: bytes, path: Path | None) -> None:
    """The result to stdout, or to a file that is replaced in one step. Raises as ``result_stream``."""
    with result_stream(path) as write:
        write(content)


@contextlib.contextmanager
def result_stream(path: Path | None) -> Iterator[Write]:
    """Writes a result piece by piece to stdout, or to a file that is replaced in one step at the end.

    Raises UnreadableFile when the file cannot be written.
    """
    if path is None:
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
        return
    with _named(path):
        in_place = path.exists() and not path.is_file()  # /dev/stdout, a named pipe
    with _opened(path) if in_place else _replacing(path) as file:

        def write(content: bytes) -> None:
            with _named(path):
                file.write(content)

        yield write


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with _named(path):
        file = path.open("wb", buffering=0)
    with file:
        yield file


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside ``path`` that takes its place at the end; when the end is not reached, it goes."""
    import tempfile

    with _named(path):
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    file = os.fdopen(descriptor, "wb")
    try:
        yield file
        with _named(path):
            file.flush()
            os.fsync(file.fileno())
            Path(temporary).chmod(0o666 & ~_umask())
            Path(temporary).replace(path)
    finally:
        with contextlib.suppress(OSError):
            file.close()
        Path(temporary).unlink(missing_ok=True)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Tells which file it was; that the reader of a pipe has gone is no mistake."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnreadableFile(f"cannot be written: {error.strerror}", str(path)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def progress_line(progress: "Progress") -> str:
    """How far a run is and what it waits for, in words."""
    parts = [f"{progress.done:,} of {progress.total:,} questions answered"]
    parts += [f"{name} takes {rate:g} a second" for name, rate in progress.paced[:_MOST_PACED]]
    if len(progress.paced) > _MOST_PACED:
        parts.append(f"{len(progress.paced) - _MOST_PACED} more have a pace")
    if progress.silent:
        lists = "list" if progress.silent == 1 else "lists"
        parts.append(f"waiting for {progress.silent} silent {lists} ({progress.silent_for:.0f} s)")
    return "; ".join(parts)


async def show_progress(
    stream: TextIO, progress: Callable[[], "Progress"], *, every: float = _PROGRESS_EVERY
) -> None:
    """Rewrite one line on a terminal until cancelled; then wipe it. On anything else: nothing."""
    if not stream.isatty():
        return
    try:
        while True:
            await asyncio.sleep(every)
            # A longer line would wrap, and only its end could be rewritten.
            shown = progress_line(progress())[: _columns() - 2]
            stream.write(f"\r\x1b[K{shown} ")
            stream.flush()
    finally:
        with contextlib.suppress(OSError):
            stream.write("\r\x1b[K")
            stream.flush()
