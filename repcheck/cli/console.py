"""The terminal: where results go, whether there is colour, and the progress line."""

import asyncio
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

import click

from repcheck.errors import UnreadableFile

_NARROW = 80
_WIDE = 120
_PROGRESS_EVERY = 0.2


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
    return max(40, min(_WIDE, shutil.get_terminal_size((_NARROW, 24)).columns))


def warn(line: str) -> None:
    """One line beside the result, on stderr, made safe for a terminal."""
    from repcheck.render.clean import for_terminal

    click.echo(f"warning: {for_terminal(line)}", err=True)


def write_result(content: bytes, path: Path | None) -> None:
    """The result to stdout, or to a file that is replaced in one step.

    Raises UnreadableFile when the file cannot be written.
    """
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _replace(path, content)
    except OSError as error:
        raise UnreadableFile(f"cannot be written: {error.strerror}", str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():  # /dev/stdout, a named pipe
        path.write_bytes(content)
        return
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


async def show_progress(stream: TextIO, progress: Callable[[], tuple[int, int]]) -> None:
    """Rewrite one line on a terminal until cancelled; then wipe it. On anything else: nothing."""
    if not stream.isatty():
        return
    try:
        while True:
            await asyncio.sleep(_PROGRESS_EVERY)
            done, total = progress()
            stream.write(f"\r\x1b[K{done:,} of {total:,} questions answered ")
            stream.flush()
    finally:
        with contextlib.suppress(OSError):
            stream.write("\r\x1b[K")
            stream.flush()
