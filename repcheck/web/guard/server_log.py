"""The log: one line for each refusal, and a lid on how many of a kind, so that nobody fills the disk."""

from collections.abc import Callable

#: Lines of one kind in a minute; the rest are counted, and the count is written with the next.
MOST = 60
_MINUTE = 60.0


class ServerLog:
    """Takes lines by kind. ``write`` gets what is written; ``seconds`` is a clock that never runs back."""

    def __init__(self, write: Callable[[str], None], seconds: Callable[[], float]) -> None:
        self._write = write
        self._seconds = seconds
        self._begun: dict[str, float] = {}
        self._count: dict[str, int] = {}

    def __call__(self, line: str, kind: str = "") -> None:
        """Write the line, or count it. ``kind`` is one of our own words, never a stranger's."""
        now = self._seconds()
        if now - self._begun.get(kind, -_MINUTE) >= _MINUTE:
            left = self._count.get(kind, 0) - MOST
            if left > 0:
                self._write(f"{left:,} more lines of this kind ({kind}) were not written")
            self._begun[kind], self._count[kind] = now, 0
        self._count[kind] += 1
        if self._count[kind] <= MOST:
            self._write(line)
