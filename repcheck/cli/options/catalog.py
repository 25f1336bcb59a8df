"""Which lists are known, and which of them are meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from repcheck.cli.options.groups import CATALOG, F, gathered, option

#: ``--lists`` of those who only want the records.
NONE = "none"


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """``catalog`` and ``config``: files that were named; ``selection``: of ``--lists``, None without it."""

    catalog: Path | None = None
    config: Path | None = None
    selection: str | None = None
    any_address: bool = False


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "selection": option(
        "--lists",
        "selection",
        group=CATALOG,
        metavar="SEL",
        help="Lists to ask: ids, zones, tags, 'standard', 'extended' (default), 'all', 'none'; "
        "-x leaves one out, +x adds one.",
    ),
    "catalog": option(
        "--catalog",
        group=CATALOG,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Catalog of lists to use instead of the built-in one.",
    ),
    "config": option(
        "--config",
        group=CATALOG,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Your own lists, keys and changes, over the catalog [default: repcheck.yaml in your "
        "configuration directory (~/.config/repcheck), else in /etc/repcheck].",
    ),
    "any_address": option(
        "--any-address", group=CATALOG, is_flag=True, help="Ask about private and reserved addresses too."
    ),
}

#: As a user spells those that a run without any list cannot use.
CATALOG_OPTIONS = ("--lists", "--any-address")


def chosen(*names: str) -> Callable[[F], F]:
    """These of the options (all without names), handed to the command as one argument ``chosen``."""
    taken = names or tuple(_OPTIONS)
    return lambda function: gathered(function, "chosen", Chosen, taken, [_OPTIONS[name] for name in taken])
