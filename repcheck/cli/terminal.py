"""The terminal: where results go, whether there is colour, and the progress line."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from repcheck.cli.endings import shown_line
from repcheck.errors import OutputLost, UnwritableFile
from repcheck.files import Write, replacing

if TYPE_CHECKING:
    from repcheck.app.run.progress import Progress

_NARROW = 80
_WIDE = 120
_PROGRESS_EVERY = 0.2
#: Seconds after which a person wants to know what is known already.
_A_WHILE = 2.0
_MOST_PACED = 2


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
    from shutil import get_terminal_size

    return get_terminal_size((_NARROW, 24)).columns


def warn(line: str) -> None:
    """One line beside the result, on stderr, made safe for a terminal."""
    click.echo(f"repcheck: warning: {shown_line(line)}", err=True)


def note(line: str) -> None:
    """One line beside the result, on stderr, that is not a warning, made safe for a terminal."""
    click.echo(f"repcheck: {shown_line(line)}", err=True)


def say(text: str, path: Path | None = None) -> None:
    """A text in which names and words of a catalog stand, made safe for a terminal."""
    from repcheck.render.clean import for_terminal

    write_result(for_terminal(text, keep_newlines=True).encode("utf-8", "backslashreplace"), path)


def write_result(content: bytes, path: Path | None) -> None:
    """The result to stdout, or to a file that is replaced in one step. Raises as ``result_stream``."""
    with result_stream(path) as write:
        write(content)


@contextlib.contextmanager
def result_stream(path: Path | None, *, fresh_mode: int | None = None) -> Iterator[Write]:
    """Writes a result piece by piece to stdout, or to a file that is replaced in one step at the end.

    ``fresh_mode``  of a file that is new; None: as the umask has it
    Raises OutputLost.
    """
    if path is not None:
        with as_output(), replacing(path, fresh_mode=fresh_mode) as write:
            yield write
        return
    yield sys.stdout.buffer.write
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def as_output() -> Iterator[None]:
    """What is written here is the result: a file that cannot be written is OutputLost."""
    try:
        yield
    except UnwritableFile as error:
        raise OutputLost(error.what, error.where) from error


def progress_line(progress: "Progress", *, waited: bool = False) -> str:
    """How far a run is and what it waits for, in words.

    ``waited``  somebody has watched for a while: first what the lists that matter most say so far
    """
    parts = [f"{progress.done:,} of {progress.total:,} questions answered"]
    if progress.weighty_total and waited:
        parts = [_weighty(progress), *parts]
    parts += [f"{name} takes {rate:g} a second" for name, rate in progress.paced[:_MOST_PACED]]
    if len(progress.paced) > _MOST_PACED:
        parts.append(f"{len(progress.paced) - _MOST_PACED} more have a pace")
    if progress.silent:
        lists = "list" if progress.silent == 1 else "lists"
        parts.append(f"waiting for {progress.silent} silent {lists} ({progress.silent_for:.0f} s)")
    return "; ".join(parts)


def _weighty(progress: "Progress") -> str:
    listed = progress.weighty_listed
    said = f"{listed:,} listed" if listed else "nothing listed"
    if progress.weighty_done < progress.weighty_total:
        return f"critical and high lists: {said} so far"
    return f"critical and high lists: all answered, {said}"


async def show_progress(
    stream: TextIO, progress: Callable[[], "Progress"], *, every: float = _PROGRESS_EVERY
) -> None:
    """Rewrite one line on a terminal until cancelled; then wipe it. On anything else: nothing."""
    if not stream.isatty():
        return
    import asyncio

    try:
        for looks in count():
            await asyncio.sleep(every)
            # A longer line would wrap, and only its end could be rewritten.
            shown = progress_line(progress(), waited=looks * every >= _A_WHILE)[: _columns() - 2]
            stream.write(f"\r\x1b[K{shown} ")
            stream.flush()
    finally:
        with contextlib.suppress(OSError):
            stream.write("\r\x1b[K")
            stream.flush()
