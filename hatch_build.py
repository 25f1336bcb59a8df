"""Makes what a start would otherwise make each time, when a wheel is built or a checkout is installed."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PrepareHook(BuildHookInterface[Any]):
    """See ``repcheck/app/prepare.py``."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Write the prepared files into the package and have them shipped."""
        sys.path.insert(0, self.root)
        try:
            from repcheck.app.prepare import prepare

            for path in prepare():
                build_data["artifacts"].append(path.relative_to(self.root).as_posix())
        finally:
            sys.path.remove(self.root)


def get_build_hook() -> type[PrepareHook]:
    """Found by hatchling."""
    return PrepareHook
