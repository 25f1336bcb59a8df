"""From parsed options to the monitor's memory, and one clear line with exit 3 where it cannot be used."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from repcheck.app.catalogs import Configured
from repcheck.cli.endings import complain
from repcheck.errors import StoreUnavailable
from repcheck.model.report import ExitCode

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore


def with_memory(
    configured: Configured, state: Path | None, use: Callable[["StateStore"], int], *, make: bool = False
) -> int:
    """What ``use`` returns as exit code; 3 with one line when the memory cannot be used.

    ``make``  True: a memory that is not there is made; False: that is an error
    """
    from repcheck.app.memory.opening import open_existing, open_memory

    opening = open_memory if make else open_existing
    try:
        store = opening(configured.plan.store, os.environ, state)
        try:
            return use(store)
        finally:
            store.close()
    except StoreUnavailable as error:
        complain(str(error))
        return ExitCode.UNDECIDED
