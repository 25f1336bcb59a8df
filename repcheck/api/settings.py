"""What may be set of each call, and the world that it runs in."""

import asyncio
import os
import warnings
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from repcheck.app.catalogs import full_catalog, selected
from repcheck.app.environment import Environment, real_environment
from repcheck.app.run.network import Network
from repcheck.model.catalog import Catalog, ReputationList

T = TypeVar("T")

#: Files as callers name them.
PathLike = str | os.PathLike[str]


class Settings(TypedDict, total=False):
    """Keyword arguments that calls have in common; what is left out is as without an option.

    ``lists``      a selection as ``--lists`` takes it: "standard", "extended" (the default), ids, tags;
                   "none" asks no list
    ``catalog``    a file to use instead of the built-in catalog
    ``config``     a ``repcheck.yaml``; left out, the one in the user's configuration directory, if any
    ``resolvers``  addresses of name servers, HOST[:PORT]; left out, the system's
    ``direct``     ask the lists' own name servers, with no resolver between
    ``timeout``    seconds for the whole run; what is open then is unknown
    """

    lists: str
    catalog: PathLike
    config: PathLike
    resolvers: Sequence[str]
    direct: bool
    timeout: float


def world() -> Environment:
    """The real one; what the command writes to stderr is a Python warning here."""
    return real_environment(os.environ, lambda line: warnings.warn(line, UserWarning, stacklevel=2))


def catalog_of(settings: Settings, environment: Environment) -> Catalog:
    """The catalog that these settings choose. Raises BadInput."""
    return full_catalog(_path(settings.get("catalog")), _path(settings.get("config")), environment)


def lists_of(settings: Settings, catalog: Catalog, environment: Environment) -> tuple[ReputationList, ...]:
    """The lists that these settings select; none for "none". Raises BadInput."""
    selection = settings.get("lists")
    if selection == "none":
        return ()
    return selected(catalog, selection, _path(settings.get("catalog")), environment)


def network_of(settings: Settings) -> Network:
    """How these settings want the DNS to be asked."""
    return Network(
        resolvers=tuple(settings.get("resolvers", ())),
        direct=settings.get("direct", False),
        timeout=settings.get("timeout"),
    )


def waited_for(work: Coroutine[Any, Any, T]) -> T:
    """The result of ``check_async`` in an event loop of its own; RuntimeError where one runs already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    work.close()
    raise RuntimeError("an event loop is running: await repcheck.check_async(...) there")


def _path(given: PathLike | None) -> Path | None:
    return None if given is None else Path(given)
