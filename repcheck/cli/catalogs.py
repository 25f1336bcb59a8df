"""The catalog that a run uses: of a file, taken by an update, or built in; under the user's configuration."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from repcheck import __version__
from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.dead_lists import dead_warnings
from repcheck.catalog.load import load_catalog
from repcheck.catalog.select import select_lists
from repcheck.cli import terminal
from repcheck.cli.options.catalog import NONE, Chosen
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.watching import WatchPlan

if TYPE_CHECKING:
    from repcheck.catalog.watching.compile import Complaint

#: The user's configuration.
CONFIG_NAME = "repcheck.yaml"


class Configured(msgspec.Struct, frozen=True, kw_only=True):
    """A catalog as the user wants it, and what he wants watched. ``path`` None: there is no configuration."""

    catalog: Catalog
    plan: WatchPlan = WatchPlan()
    path: Path | None = None


def read_catalog(chosen: Chosen) -> tuple[Catalog, tuple[ReputationList, ...]]:
    """The catalog under the user's configuration, and the lists selected from it. Raises BadInput.

    Dead lists are told of and left out; "none" selects no list.
    """
    catalog = full_catalog(chosen.catalog, chosen.config)
    if chosen.selection == NONE:
        return catalog, ()
    return catalog, selected(catalog, chosen.selection, chosen.catalog)


def bare_catalog(path: Path, selection: str) -> tuple[Catalog, tuple[ReputationList, ...]]:
    """The same of the file alone, without any configuration."""
    catalog = load_catalog(path, _catalog_cache())
    return catalog, selected(catalog, selection, path)


def selected(catalog: Catalog, selection: str | None, path: Path | None) -> tuple[ReputationList, ...]:
    """What ``--lists`` chooses, with a warning for what is dead. Raises BadOption when nothing is left."""
    for warning in dead_warnings(catalog, selection):
        terminal.warn(warning)
    lists = select_lists(catalog, selection)
    if not lists:
        raise BadOption("no list is left to ask", "--lists" if selection else str(path or "catalog"))
    return lists


def full_catalog(path: Path | None, config: Path | None) -> Catalog:
    """The catalog in the file, else the one that was taken, else the built-in one; as the user wants it.

    Raises BadInput.
    """
    base = path if path is not None else _installed_catalog()
    return configured(load_catalog(base, _catalog_cache()), config, foreign=path is not None)


def _installed_catalog() -> Path | None:
    """The catalog that ``lists update`` took, unless this repcheck is newer and so brings a newer one."""
    from repcheck.store.places import state_place

    folder = state_place(os.environ) / "catalogs"
    if not (folder / "index.json").is_file():
        return None
    from repcheck.store.installed_catalogs import InstalledCatalogs

    catalogs = InstalledCatalogs(folder)
    taken = catalogs.current()
    if taken is not None and taken.repcheck == __version__:
        return catalogs.path(taken)
    if taken is not None:
        terminal.warn(
            f"the catalog of {taken.at} was taken by repcheck {taken.repcheck}; {__version__} has its own, "
            "which is used: take a newer one, or repcheck lists update --undo"
        )
    return None


def configured(catalog: Catalog, config: Path | None, *, foreign: bool = False) -> Catalog:
    """Under the configuration that was named, else under the first that lies where one is looked for."""
    return _configured(catalog, config, foreign=foreign).catalog


def watching(path: Path | None, config: Path | None) -> Configured:
    """As ``full_catalog``, with what is watched, of which the targets are looked at too. Raises BadInput."""
    base = path if path is not None else _installed_catalog()
    catalog = load_catalog(base, _catalog_cache())
    return _configured(catalog, config, foreign=path is not None, targets=True)


def config_path(config: Path | None) -> Path | None:
    """The configuration that was named, else the first where one is looked for; None: there is none."""
    from repcheck.store.places import config_files

    if config is not None:
        return config
    return next((path for path in config_files(os.environ, CONFIG_NAME) if path.is_file()), None)


def _configured(catalog: Catalog, config: Path | None, *, foreign: bool, targets: bool = False) -> Configured:
    found = config_path(config)
    if found is None:
        return Configured(catalog=catalog)
    from repcheck.catalog.config import load_config

    complaint: Complaint | None = None
    if targets:
        from repcheck.app.memory.watched import complaint_about

        complaint = complaint_about
    overlaid = load_config(found, catalog, foreign=foreign and config is None, complaint=complaint)
    for warning in overlaid.warnings:
        terminal.warn(warning)
    return Configured(catalog=overlaid.catalog, plan=overlaid.plan, path=found)


def _catalog_cache() -> CatalogCache | None:
    """Where compiled catalogs are kept; None when nothing can be kept, which only costs time."""
    from repcheck.errors import StoreUnavailable
    from repcheck.store.places import cache_directory

    try:
        return CatalogCache(cache_directory(os.environ) / "catalogs")
    except StoreUnavailable:
        return None
