"""What is shown, how much of it, and where it goes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from repcheck.cli.options.groups import OUTPUT, F, gathered, option
from repcheck.errors import BadOption
from repcheck.files import check_output, check_output_folder
from repcheck.render.formats import shows_clean, wanted
from repcheck.render.ranges import Range, parse_range

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Each has its words in ``repcheck.render.letters.languages``.
LETTER_LANGUAGES = ("en", "de", "fr", "es")
_STDOUT = "-"
#: The second opens what standard output leads to, where it is not closed.
_NAMES_OF_STDOUT = (_STDOUT, "/dev/stdout")
_TEXT = "text"
_PLUGIN = "nagios"
_PAGE = "html"
#: Formats that stand beside the option in its help; more go into its text.
_FEW = 3


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of output were set to; those that a command does not take are as none was given.

    ``output``   a file; None: standard output
    ``reports``  other formats of the same result, each with its file
    ``public``   pages name no sender, recipient, note or host
    ``warning``, ``critical``  thresholds of ``--format nagios``; None: not given
    ``command``  the command as ``repcheck.render.formats`` calls it; empty where that has none of it
    """

    fmt: str
    output: Path | None = None
    quiet: bool = False
    verbose: int = 0
    show_addresses: bool = False
    letter: str | None = None
    language: str = "en"
    evidence: Path | None = None
    reports: tuple[tuple[str, Path], ...] = ()
    command: str = ""
    public: bool = False
    warning: Range | None = None
    critical: Range | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        """The names of all formats that are wanted."""
        return (self.fmt, *(name for name, _ in self.reports))

    @property
    def streams(self) -> bool:
        """Whether the result is written while it is made, as nothing beside it needs the whole."""
        alone = bool(self.command) and not self.reports and self.evidence is None
        return alone and wanted(self.command, self.fmt).streams

    @property
    def keep_clean(self) -> bool:
        """Whether the output shows clean observations after all others are known."""
        if self.streams:
            return False  # each target is written with all of them while the run goes on
        return self.verbose > 0 or shows_clean(self.formats)


def _format(formats: tuple[str, ...]) -> Callable[[Any], Any]:
    few = len(formats) <= _FEW
    return option(
        "--format",
        "fmt",
        group=OUTPUT,
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        metavar=None if few else "FORMAT",
        help="Output format." if few else f"Output format: {', '.join(formats)}.",
    )


class _ResultFile(click.ParamType[Path | None]):
    """A file that a result goes to; None is standard output, which ``-`` names where it is ``dash``."""

    name = "file"

    def __init__(self, *, dash: bool) -> None:
        self._dash = dash

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | None:
        """The path."""
        if isinstance(value, Path):
            return value
        if not value:
            self.fail("an empty text names no file", param, ctx)
        if self._dash and value in _NAMES_OF_STDOUT:
            return None
        if value == _STDOUT:
            self.fail("standard output is for the result: name a file", param, ctx)
        return Path(value)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """The shell knows its files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "output": option(
        "-o",
        "--output",
        group=OUTPUT,
        type=_ResultFile(dash=True),
        metavar="FILE",
        help="Write the result to FILE.",
    ),
    "quiet": option("-q", "--quiet", group=OUTPUT, is_flag=True, help="Print nothing when all is well."),
    "verbose": option(
        "-v",
        "--verbose",
        group=OUTPUT,
        count=True,
        help="Show what the summary leaves out: evidence, records, what is in order; -vv: every answer.",
    ),
    "show_addresses": option(
        "--show-addresses",
        group=OUTPUT,
        is_flag=True,
        help="Show recipients' addresses in full (text output masks them).",
    ),
}


_LETTERS: dict[str, Callable[[Any], Any]] = {
    "letter": option(
        "--letter",
        "letter",
        group=OUTPUT,
        is_flag=False,
        flag_value="all",
        metavar="[ID|all]",
        help="Print the letters to send instead: of one list, provider or number, or all; -o names a folder.",
    ),
    "language": option(
        "--language",
        group=OUTPUT,
        type=click.Choice(LETTER_LANGUAGES),
        default="en",
        show_default=True,
        help="Language of the letters.",
    ),
}


_EVIDENCE: dict[str, Callable[[Any], Any]] = {
    "evidence": option(
        "--save-evidence",
        "evidence",
        group=OUTPUT,
        type=_ResultFile(dash=False),
        metavar="FILE",
        help="Write all answers and records used to FILE, keys and recipients masked (repcheck replay FILE).",
    ),
}


class _RangeType(click.ParamType[Range]):
    """A threshold of a monitoring plugin."""

    name = "range"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Range:
        """The range."""
        if isinstance(value, Range):
            return value
        try:
            return parse_range(str(value))
        except BadOption as error:
            self.fail(error.what, param, ctx)


_THRESHOLDS: dict[str, Callable[[Any], Any]] = {
    "warning": option(
        "-w",
        "--warning",
        group=OUTPUT,
        type=_RangeType(),
        metavar="RANGE",
        help="With --format nagios: WARNING when the first figure is outside it, such as 10, 5: or @5:9.",
    ),
    "critical": option(
        "-c",
        "--critical",
        group=OUTPUT,
        type=_RangeType(),
        metavar="RANGE",
        help="The same for CRITICAL [default of both: by --fail-on and severity].",
    ),
}


_PUBLIC: dict[str, Callable[[Any], Any]] = {
    "public": option(
        "--public",
        group=OUTPUT,
        is_flag=True,
        help="With --format html: hide senders, recipients, notes and the last octet of every address.",
    ),
}


class _ReportTo(click.ParamType[tuple[str, Path]]):
    """``FORMAT=FILE``, where the format is one of these."""

    name = "report"

    def __init__(self, formats: tuple[str, ...]) -> None:
        self._formats = formats

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """The name of the format, and the path."""
        if isinstance(value, tuple):
            return value
        name, equals, file = str(value).partition("=")
        if name not in self._formats:
            self.fail(f'"{name}" is none of its formats: {", ".join(self._formats)}', param, ctx)
        if not equals or not file:
            self.fail(f'"{value}" is not FORMAT=FILE', param, ctx)
        if file == _STDOUT:
            self.fail(f"standard output is for the result: --format {name}", param, ctx)
        return name, Path(file)


def _report(formats: tuple[str, ...]) -> Callable[[Any], Any]:
    return option(
        "--report",
        "reports",
        group=OUTPUT,
        type=_ReportTo(formats),
        multiple=True,
        metavar="FORMAT=FILE",
        help="Write the result to FILE in another format, too; may be given several times.",
    )


def _check_files(found: Output, named: list[tuple[str, Path | None]], *, grows: bool) -> None:
    """Raises UnwritableFile for one of these files, as the user named them, that cannot be written."""
    for said, path in named:
        if path is None:
            continue
        if said == "-o" and found.letter is not None:
            check_output_folder(path)
        else:
            check_output(path, grows=grows)


def _each_to_its_own(command: str, *, grows: bool) -> Callable[..., Output]:
    """An Output of that command, when each of its results has a file to itself that can be written.

    Raises UsageError, and UnwritableFile.
    """

    def made(**values: Any) -> Output:
        found = Output(command=command, **values)
        named = [
            ("-o", found.output),
            ("--save-evidence", found.evidence),
            *((f"--report {name}", path) for name, path in found.reports),
        ]
        files: dict[str, str] = {}
        for said, path in named:
            if path is None:
                continue
            other = files.setdefault(os.path.realpath(path), said)
            if other is not said:
                both = f"{other} and {said}" if other != said else f"{said} twice"
                what = f"{both} would write the same file, {path}"
                raise click.UsageError(what, click.get_current_context())
        if (found.warning or found.critical) and _PLUGIN not in found.formats:
            which = "-w" if found.warning else "-c"
            raise click.UsageError(f"{which}: needs --format {_PLUGIN}", click.get_current_context())
        if found.public and _PAGE not in found.formats:
            raise click.UsageError(f"--public: needs --format {_PAGE}", click.get_current_context())
        if found.reports and found.letter is not None:
            raise click.UsageError("--letter: not together with --report", click.get_current_context())
        if found.letter is not None and found.fmt != _TEXT:
            what = f"--letter: not together with --format {found.fmt}"
            raise click.UsageError(what, click.get_current_context())
        _check_files(found, named, grows=grows)
        return found

    return made


def output(
    *formats: str,
    without: tuple[str, ...] = (),
    letters: bool = False,
    evidence: bool = False,
    command: str = "",
    grows: bool = False,
) -> Callable[[F], F]:
    """``--format`` with these formats, the first by default, and the others but those ``without``.

    With ``letters`` also ``--letter`` and ``--language``; with ``evidence`` also ``--save-evidence``; with
    ``command``, its name in ``repcheck.render.formats``, also ``--report``. With ``grows`` the result is
    added to the file as it is made.

    They are handed to the command as one argument ``output``.
    """
    more = {"reports": _report(formats)} if command else {}
    if _PLUGIN in formats:
        more |= _THRESHOLDS
    if _PAGE in formats:
        more |= _PUBLIC
    known = {**_OPTIONS, **more, **(_LETTERS if letters else {}), **(_EVIDENCE if evidence else {})}
    taken = tuple(name for name in known if name not in without)
    options = [_format(formats), *(known[name] for name in taken)]
    return lambda function: gathered(
        function, "output", _each_to_its_own(command, grows=grows), ("fmt", *taken), options
    )
