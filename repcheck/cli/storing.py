"""``repcheck bounces --store``: records kept for later runs, also by a mail server's pipe."""

import os

import click

from repcheck.app.request import Sources
from repcheck.cli.running import environment
from repcheck.errors import UnreadableFile
from repcheck.model.catalog import Catalog
from repcheck.model.report import ExitCode
from repcheck.readers.places import STDIN


def store_bounces(sources: Sources, catalog: Catalog) -> int:
    """Keep the records of the sources; a pipe says nothing. Raises BadInput."""
    from repcheck.app.reading import Reading
    from repcheck.render.intake import intake_line
    from repcheck.render.words import count
    from repcheck.store.bounces import FILE_NAME, BounceStore
    from repcheck.store.files import StoreUnavailable
    from repcheck.store.places import state_directory

    world = environment()
    reading = Reading(sources, catalog, world)
    try:
        store = BounceStore(state_directory(os.environ) / FILE_NAME)
        added = store.add(reading, world.now())
    except StoreUnavailable as error:
        raise UnreadableFile(error.what, error.where) from error
    if STDIN not in sources.paths:
        told = f"{count(added.new, 'record')} stored, {added.known:,} known already, {added.old:,} too old."
        click.echo(f"{told} {intake_line(reading.intake)}")
    return ExitCode.OK
