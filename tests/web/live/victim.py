"""``repcheck serve --every`` that kills itself and its monitor at a given statement of the store."""

import io
import os
import signal
import sys
from multiprocessing.connection import Connection

from sqlalchemy import Engine, event

from repcheck.cli.main import main


class Steps:
    """Counts in one of the two processes; at the last step both are gone, with nothing closed or flushed."""

    def __init__(self, last: int, *, counts: bool) -> None:
        self._left = last
        self._counts = counts

    def forked(self) -> None:
        """The monitor begins here."""
        self._counts = not self._counts

    def step(self, *_: object, **__: object) -> None:
        self._left -= self._counts
        if self._left == 0 and self._counts:
            os.killpg(0, signal.SIGKILL)


def run(whose: str, last: int, words: list[str], hook: str, said: Connection) -> None:
    """Count the statements of ``server`` or ``monitor``, and print into ``said``; 0 as ``last``: it lives."""
    os.setsid()
    os.environ["HOOK"] = hook
    os.dup2(said.fileno(), 1)
    said.close()
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w"), line_buffering=True)
    steps = Steps(last, counts=whose == "server")
    os.register_at_fork(after_in_child=steps.forked)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, steps.step)
    sys.exit(main(words))
