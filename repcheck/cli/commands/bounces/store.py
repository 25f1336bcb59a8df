"""``repcheck bounces store``: records kept for later runs, also by a mail server's pipe."""

import click

from repcheck.app.bounces.sources import BounceSources
from repcheck.cli.catalogs import full_catalog
from repcheck.cli.options import Chosen, Command, chosen, option
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.inputs import bounce_sources
from repcheck.cli.running import environment
from repcheck.model.exit_code import ExitCode
from repcheck.readers.places import STDIN


@click.command(
    cls=Command,
    name="store",
    epilog="""\b
Examples:
  repcheck bounces store Maildir/
  "|/usr/bin/repcheck bounces store -"     in /etc/aliases

\b
Exit codes: 0 stored, 2 wrong usage or input; with '-': 75 for any trouble, so
            that the mail server tries again
""",
)
@bounce_sources("own", "since", "kind", "jobs")
@option(
    "--keep",
    group=INPUT,
    type=click.IntRange(1, 36_500),
    default=400,
    show_default=True,
    metavar="DAYS",
    help="How long records are kept.",
)
@chosen("catalog", "config")
def command(*, sources: BounceSources, keep: int, chosen: Chosen) -> int:
    """Keep the records of bounces for later runs (--stored). Looks nothing up.

    With '-' it is a mail server's pipe: silent, and any trouble ends with 75 (try again later).
    """
    from repcheck.app.bounces.reading import Reading
    from repcheck.app.bounces.stored import store_records
    from repcheck.render.text.intake import intake_line
    from repcheck.words.text import count

    world = environment()
    reading = Reading(sources, full_catalog(chosen), world)
    added = store_records(reading, world, keep)
    if STDIN not in sources.paths:
        told = f"{count(added.new, 'record')} stored, {added.known:,} known already, {added.old:,} too old."
        click.echo(f"{told} {intake_line(reading.intake)}")
    return ExitCode.OK
