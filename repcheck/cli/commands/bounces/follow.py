"""``repcheck bounces follow``: records as they come, until Ctrl-C."""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from repcheck.app.bounces.sources import BounceSources
from repcheck.cli import terminal
from repcheck.cli.callers import STDIN
from repcheck.cli.catalogs import full_catalog
from repcheck.cli.options import Chosen, Command, Output, chosen, excludes, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.inputs import bounce_sources
from repcheck.cli.running import environment
from repcheck.cli.showing import view_of
from repcheck.errors import BadOption
from repcheck.files import Write, appending
from repcheck.model.bounces import BounceRecord
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import names, wanted
from repcheck.render.text.intake import intake_line

if TYPE_CHECKING:
    from repcheck.app.bounces.follow import Following

#: Seconds between two looks at the logs.
EVERY = 1.0

#: Waits that many seconds; True as soon as the run is to end.
Wait = Callable[[float], bool]


@click.command(
    cls=Command,
    name="follow",
    rules=excludes("--format=jsonl", "--show-addresses"),
    epilog="""\b
Examples:
  repcheck bounces follow /var/log/mail.log
  repcheck bounces follow /var/log/mail.log --format jsonl -o records.jsonl

\b
Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 wrong usage or input
""",
)
@bounce_sources("kind")
@option("--from-start", group=INPUT, is_flag=True, help="Print what the logs hold already, too.")
@output(*names("bounces follow"), without=("quiet", "verbose"), grows=True)
@chosen("catalog", "config")
def command(*, sources: BounceSources, from_start: bool, output: Output, chosen: Chosen) -> int:
    """Print what is written to logs from now on, also when they are rotated, until Ctrl-C.

    A PATH is a log of Postfix, Exim, Sendmail, OpenSMTPD, qmail, PowerMTA or KumoMTA. Looks nothing up.
    """
    from repcheck.app.bounces.follow import Following

    if STDIN in sources.paths:
        raise BadOption("standard input cannot be followed: name the log file", "follow")
    catalog = full_catalog(chosen)
    following = Following(sources.paths, sources.kind, catalog, environment(), from_start=from_start)
    try:
        with _ended_by_signals() as wait, _stream(output.output) as write:
            print_new(following, _printer(output), write, wait)
    finally:
        following.close()
    click.echo(intake_line(following.intake), err=True)
    return ExitCode.OK


@contextmanager
def _stream(path: Path | None) -> Iterator[Write]:
    """Standard output, or a file that grows with the log: what is written is there at once."""
    if path is None:
        with terminal.result_stream(None) as write:
            yield write
        return
    with appending(path) as write:
        yield write


def print_new(
    following: "Following",
    printed: Callable[[BounceRecord], bytes],
    write: Write,
    wait: Wait,
) -> None:
    """Print what is new again and again, until ``wait`` returns True."""
    while True:
        for record in following.new_records():
            write(printed(record))
            if wait(0):
                return
        sys.stdout.flush()
        if wait(EVERY):
            return


def _printer(output: Output) -> Callable[[BounceRecord], bytes]:
    found, view = wanted("bounces follow", output.fmt), view_of(output)
    return lambda record: found.piece(record, view)


@contextmanager
def _ended_by_signals() -> Iterator[Wait]:
    """The first Ctrl-C, or end by a supervisor, ends the run in good order; the next one at once.

    A handler may run while this thread holds any lock, so it takes none: it writes into a pipe.
    """
    former: dict[int, Any] = {}
    reading, writing = os.pipe()

    def handle(number: int, _: object) -> None:
        signal.signal(number, former[number])
        os.write(writing, b"x")

    for number in (int(signal.SIGINT), int(signal.SIGTERM)):
        former[number] = signal.signal(number, handle)
    try:
        yield lambda seconds: bool(select.select([reading], [], [], seconds)[0])
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        os.close(reading)
        os.close(writing)
