"""One result to all places where it is wanted: files beside the main output, then the main output."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from repcheck.cli import terminal
from repcheck.cli.endings import Ending, tell
from repcheck.cli.options.output import Output
from repcheck.errors import OutputLost, ReaderGone
from repcheck.files import appending, read_at_most
from repcheck.render.formats import Format, wanted
from repcheck.render.view import View

#: Columns of a text that goes to a file.
_FILE_WIDTH = 80
#: The collector of Prometheus is another user, whatever the umask of a service says.
_FOR_OTHERS = 0o644
#: Octets of a file that something is taken over from.
_MOST_FORMER = 64 * 1024 * 1024

#: The result as a format is to get it.
Prepare = Callable[[Any, Format], Any]


def _as_it_is(value: Any, _: Format) -> Any:
    return value


def deliver(
    value: Any,
    output: Output,
    found: Format,
    view: View,
    code: int,
    *,
    shown: bool = True,
    prepare: Prepare = _as_it_is,
) -> int:
    """Write a result for each ``--report`` and in the format of the main output.

    Files come first: whatever becomes of standard output, they are there.

    ``code``   the exit code of the result
    ``shown``  False: nothing goes to standard output, as all is well and the user wants quiet; a file is
               written all the same
    Returns the exit code: that of the result as the format's readers go by it, or that of what could not be
    written. Raises OutputLost when that is the main output.
    """
    lost = write_reports(value, output, view, prepare=prepare)
    speaking = {found.name: found, **{name: wanted(output.command, name) for name, _ in output.reports}}
    for each in speaking.values():
        if not _attempt(partial(append, each.beside(value, view), os.environ)):
            lost = int(Ending.OUTPUT_LOST)
    if shown or output.output is not None:  # an old file must not pass for this run's
        _write(prepare(value, found), found, view, output.output)
    if lost is not None:
        return lost
    decided = found.exit_code(value, view)
    return int(code) if decided is None else decided


def write_reports(value: Any, output: Output, view: View, *, prepare: Prepare = _as_it_is) -> int | None:
    """Write a result to the file of each ``--report``, whole or not at all.

    One that cannot be written is reported and costs no other its place. Returns the exit code for that; None:
    all were written.
    """
    lost = None
    in_file = msgspec.structs.replace(view, colour=False, width=_FILE_WIDTH)
    for name, path in output.reports:
        each = wanted(output.command, name)
        if not _attempt(partial(_write, prepare(value, each), each, in_file, path)):
            lost = int(Ending.OUTPUT_LOST)
    return lost


class Aside:
    """A file beside the result, such as the evidence: that it cannot be written costs nothing else its place.

    ``path`` None: nothing is wanted.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lost = False

    def write(self, content: bytes) -> None:
        """Replace the file whole, or report why that fails."""
        self._lost = not _attempt(partial(terminal.write_result, content, self.path))

    def ending(self, code: int) -> int:
        """The exit code of the run: that of its result, or that of a file which is lost."""
        return int(Ending.OUTPUT_LOST) if self._lost else code


def _attempt(write: Callable[[], None]) -> bool:
    try:
        write()
    except OutputLost as error:
        if not isinstance(error, ReaderGone):
            tell(error)
        return False
    return True


def _write(value: Any, found: Format, view: View, path: Path | None) -> None:
    if found.carries and path is not None:
        view = msgspec.structs.replace(view, former=_former(path))
    pieces = found.pieces(value, view)
    first = next(pieces, b"")  # what cannot be rendered touches no file
    with terminal.result_stream(path, fresh_mode=_FOR_OTHERS if found.carries else None) as write:
        write(first)
        for piece in pieces:
            write(piece)


def _former(path: Path) -> bytes | None:
    """The file that is there; None: none, or none that can be read."""
    try:
        return read_at_most(path, _MOST_FORMER) if path.is_file() else None
    except OSError:
        return None


def append(texts: Iterable[tuple[str, bytes]], environ: Mapping[str, str]) -> None:
    """Put each text at the end of the file that its variable names; where none does, it goes nowhere.

    Raises OutputLost.
    """
    for variable, text in texts:
        if name := environ.get(variable):
            with terminal.as_output(), appending(Path(name)) as write:
                write(text)
