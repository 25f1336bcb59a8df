"""``repcheck serve --every`` that kills itself and its monitor at a given statement of the store.

``python -m tests.web.live.victim server|monitor STEP WORDS...``: the statements of that process count;
STEP 0: it lives.
"""

import os
import signal
import sys

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


def run(whose: str, last: int, words: list[str]) -> int:
    steps = Steps(last, counts=whose == "server")
    os.register_at_fork(after_in_child=steps.forked)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, steps.step)
    return main(words)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
