"""The modules of the package that anybody may import."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import repcheck

#: Run by another program: ``python -m repcheck``, and Alembic with a context of its own.
_RUN = (".__main__", ".migrations.env")


def modules() -> Iterator[ModuleType]:
    """Each module, imported."""
    for info in walk_packages(repcheck.__path__, "repcheck."):
        if not info.name.endswith(_RUN):
            yield import_module(info.name)
