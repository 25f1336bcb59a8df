"""The catalog that the options of a command choose; warnings go to stderr."""

from collections.abc import Sequence
from pathlib import Path

from repcheck.app import catalogs
from repcheck.catalog.files import MAX_BYTES, read_file
from repcheck.catalog.select import select_lists
from repcheck.cli.options.catalog import NONE, Chosen
from repcheck.cli.running import environment
from repcheck.cli.streams import STDIN, stdin_at_most
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog, ReputationList


def read_catalog(chosen: Chosen) -> tuple[Catalog, tuple[ReputationList, ...]]:
    """The catalog under the user's configuration, and the lists selected from it. Raises BadInput.

    Dead lists are named in a warning and left out; "none" selects no list.
    """
    catalog = full_catalog(chosen)
    if chosen.selection == NONE:
        return catalog, ()
    return catalog, selected(catalog, chosen.selection, chosen.catalog)


def selected(catalog: Catalog, selection: str | None, path: Path | None) -> tuple[ReputationList, ...]:
    """What ``--lists`` chooses, with a warning for what is dead. Raises BadOption when nothing is left."""
    return catalogs.selected(catalog, selection, path, environment())


def full_catalog(chosen: Chosen) -> Catalog:
    """The catalog in the file, else the one that was taken, else the built-in one; as the user wants it.

    Raises BadInput.
    """
    return catalogs.full_catalog(chosen.catalog, chosen.config, environment())


def required(
    catalog: Catalog, lists: Sequence[ReputationList], selection: str | None
) -> tuple[str, ...] | None:
    """The ids of the lists of a run that ``--require`` chooses; None without it. Raises BadOption."""
    if selection is None:
        return None
    try:
        wanted = {entry.id for entry in select_lists(catalog, selection)}
    except BadOption as error:
        raise BadOption(error.what, "--require") from None
    found = tuple(entry.id for entry in lists if entry.id in wanted)
    if not found:
        raise BadOption(f'"{selection}" chooses no list that is asked', "--require")
    return found


def watching(chosen: Chosen) -> catalogs.Configured:
    """As ``full_catalog``, with what is watched, of which the targets are looked at too. Raises BadInput."""
    return catalogs.watching(chosen.catalog, chosen.config, environment())


def named_file(path: Path) -> tuple[str, bytes]:
    """How errors call a catalog or configuration that was named, and what it holds; "-" is standard input.

    Raises UnreadableFile. One octet more than a file may have shows that it is too large.
    """
    if str(path) == "-":
        return STDIN, stdin_at_most(MAX_BYTES + 1)
    return str(path), read_file(path, str(path))
