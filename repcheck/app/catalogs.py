"""The catalog that a run uses: of a file, taken by an update, or built in; under the user's configuration."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from repcheck._version import __version__
from repcheck.app.environment import Environment
from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.dead_lists import dead_warnings
from repcheck.catalog.load import load_catalog
from repcheck.catalog.select import select_lists
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog, ReputationList

if TYPE_CHECKING:
    from repcheck.catalog.config import Told
    from repcheck.catalog.watching.compile import Complaint
    from repcheck.model.watch.watching import WatchPlan

#: The user's configuration.
CONFIG_NAME = "repcheck.yaml"


def _nothing_watched() -> "WatchPlan":
    from repcheck.model.watch.watching import WatchPlan

    return WatchPlan()


class Configured(msgspec.Struct, frozen=True, kw_only=True):
    """A catalog as the user wants it, and what he wants watched. ``path`` None: there is no configuration."""

    catalog: Catalog
    plan: "WatchPlan" = msgspec.field(default_factory=_nothing_watched)
    path: Path | None = None


def selected(
    catalog: Catalog, selection: str | None, path: Path | None, environment: Environment
) -> tuple[ReputationList, ...]:
    """What a selection chooses, with a warning for what is dead. Raises BadOption when nothing is left.

    ``selection``  as ``--lists`` takes it; None: the extended set
    ``path``       the file of the catalog, for the error; None: no file was named
    """
    for warning in dead_warnings(catalog, selection):
        environment.warn(warning)
    lists = select_lists(catalog, selection)
    if not lists:
        raise BadOption("no list is left to ask", "--lists" if selection else str(path or "catalog"))
    return lists


def bare_catalog(path: Path, environment: Environment) -> Catalog:
    """The catalog of the file alone, without any configuration. Raises BadInput."""
    return load_catalog(path, _catalog_cache(environment))


def built_in_catalog(environment: Environment) -> Catalog:
    """The catalog that this repcheck brings, whatever the user has configured."""
    return load_catalog(None, _catalog_cache(environment))


def full_catalog(path: Path | None, config: Path | None, environment: Environment) -> Catalog:
    """The catalog in the file, else the one that was taken, else the built-in one; as the user wants it.

    Raises BadInput.
    """
    catalog = _chosen_catalog(path, environment)
    found = config_path(config, environment)
    if found is None:
        return catalog
    return configured(catalog, found, environment, foreign=path is not None and config is None).catalog


def _chosen_catalog(path: Path | None, environment: Environment) -> Catalog:
    base = path if path is not None else _installed_catalog(environment)
    return load_catalog(base, _catalog_cache(environment))


def _installed_catalog(environment: Environment) -> Path | None:
    """The catalog that ``lists update`` took, unless this repcheck is newer and so brings a newer one."""
    from repcheck.store.places import state_place

    folder = state_place(environment.environ) / "catalogs"
    if not (folder / "index.json").is_file():
        return None
    from repcheck.store.installed_catalogs import InstalledCatalogs

    catalogs = InstalledCatalogs(folder)
    taken = catalogs.current()
    if taken is not None and taken.repcheck == __version__:
        return catalogs.path(taken)
    if taken is not None:
        environment.warn(
            f"the catalog of {taken.at} was taken by repcheck {taken.repcheck}; {__version__} has its own, "
            "which is used: take a newer one, or repcheck lists update --undo"
        )
    return None


def watching(
    path: Path | None,
    config: Path | None,
    environment: Environment,
    told: "Told | None" = None,
    data: bytes | None = None,
) -> Configured:
    """As ``full_catalog``, with what is watched, of which the targets are looked at too. Raises BadInput.

    ``told``  is given the mistakes of the configuration, and what they leave over is returned
    ``data``  what the configuration holds, where it has been read
    """
    from repcheck.app.memory.watched import complaint_about

    catalog = _chosen_catalog(path, environment)
    found = config_path(config, environment)
    if found is None:
        return Configured(catalog=catalog)
    return configured(
        catalog,
        found,
        environment,
        foreign=path is not None and config is None,
        complaint=complaint_about,
        told=told,
        data=data,
    )


def config_path(config: Path | None, environment: Environment) -> Path | None:
    """The configuration that was named, else the first where one is looked for; None: there is none.

    A place that may not be looked at is warned of: another user's, where HOME was left as it was.
    """
    from repcheck.store.places import config_files

    if config is not None:
        return config
    places = config_files(environment.environ, CONFIG_NAME)
    return next((path for path in places if _is_there(path, environment)), None)


def _is_there(path: Path, environment: Environment) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        environment.warn(f"{path}: cannot be looked at, and is not used: {(error.strerror or '').lower()}")
        return False


def configured(
    catalog: Catalog,
    config: Path,
    environment: Environment,
    *,
    foreign: bool = False,
    complaint: "Complaint | None" = None,
    told: "Told | None" = None,
    data: bytes | None = None,
) -> Configured:
    """Under a configuration; its warnings go to the environment. Raises UnreadableFile and BadCatalog.

    ``foreign``    it was not written for this catalog, in which its lists may be missing
    ``complaint``  says what is wrong with a target that is watched; None: they are not looked at
    ``told``       is given the mistakes; None: they are raised
    ``data``       what the configuration holds; None: it is read
    """
    from repcheck.catalog.config import apply_config
    from repcheck.catalog.files import read_file

    overlaid = apply_config(
        read_file(config, str(config)) if data is None else data,
        str(config),
        catalog,
        foreign=foreign,
        complaint=complaint,
        told=told,
    )
    for warning in overlaid.warnings:
        environment.warn(warning)
    return Configured(catalog=overlaid.catalog, plan=overlaid.plan, path=config)


def _catalog_cache(environment: Environment) -> CatalogCache:
    """Where compiled catalogs are kept; where nothing can be, there is still the one of the package."""
    from repcheck.errors import StoreUnavailable
    from repcheck.store.places import cache_directory

    try:
        return CatalogCache(cache_directory(environment.environ) / "catalogs")
    except StoreUnavailable:
        return CatalogCache(None)
