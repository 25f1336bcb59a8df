"""``repcheck bounces --store``: records kept for later runs, also by a mail server's pipe."""

import click

from repcheck.app.bounces.sources import Sources
from repcheck.cli.running import environment
from repcheck.model.catalog import Catalog
from repcheck.model.report import ExitCode
from repcheck.readers.places import STDIN


def store_bounces(sources: Sources, catalog: Catalog, keep_days: int) -> int:
    """Keep the records of the sources; a pipe says nothing. Raises BadInput."""
    from repcheck.app.bounces.reading import Reading
    from repcheck.app.bounces.stored import store_records
    from repcheck.render.text.intake import intake_line
    from repcheck.words.text import count

    world = environment()
    reading = Reading(sources, catalog, world)
    added = store_records(reading, world, keep_days)
    if STDIN not in sources.paths:
        told = f"{count(added.new, 'record')} stored, {added.known:,} known already, {added.old:,} too old."
        click.echo(f"{told} {intake_line(reading.intake)}")
    return ExitCode.OK
