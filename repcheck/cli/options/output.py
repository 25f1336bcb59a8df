"""What is shown, how much of it, and where it goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from repcheck.cli.options.groups import OUTPUT, F, gathered, option
from repcheck.render.formats import shows_clean


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of output were set to; those that a command does not take are as none was given."""

    fmt: str
    output: Path | None = None
    quiet: bool = False
    verbose: int = 0
    show_addresses: bool = False
    letter: str | None = None
    language: str = "en"
    evidence: Path | None = None

    @property
    def keep_clean(self) -> bool:
        """Whether the output shows clean observations after all others are known."""
        return self.verbose > 0 or shows_clean((self.fmt,))


def _format(formats: tuple[str, ...]) -> Callable[[Any], Any]:
    return option(
        "--format",
        "fmt",
        group=OUTPUT,
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Output format.",
    )


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "output": option(
        "-o",
        "--output",
        group=OUTPUT,
        type=click.Path(path_type=Path),
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
        type=click.Choice(("en", "de", "fr", "es")),
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
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write all answers and records used to FILE, keys and recipients masked (repcheck replay FILE).",
    ),
}


def output(
    *formats: str, without: tuple[str, ...] = (), letters: bool = False, evidence: bool = False
) -> Callable[[F], F]:
    """``--format`` with these formats, the first by default, and the others but those ``without``.

    With ``letters`` also ``--letter`` and ``--language``; with ``evidence`` also ``--save-evidence``.

    They are handed to the command as one argument ``output``.
    """
    known = {**_OPTIONS, **(_LETTERS if letters else {}), **(_EVIDENCE if evidence else {})}
    taken = tuple(name for name in known if name not in without)
    options = [_format(formats), *(known[name] for name in taken)]
    return lambda function: gathered(function, "output", Output, ("fmt", *taken), options)
