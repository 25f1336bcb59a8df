"""Which task is to be done next: a plan that forgets none, whatever becomes of workers. Pure."""

from collections.abc import Iterable, Iterator

import msgspec

#: How often a task is given to the cluster; what is lost as often is done by the driver itself.
TRIES = 3


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of work.

    ``number``   its own
    ``chain``    tasks of one chain are done one after the other, by number
    ``seconds``  that its questions take at least, by the pace of its list; 0: as long as they take
    ``payload``  what the worker is given
    """

    number: int
    payload: bytes
    chain: str = ""
    seconds: float = 0.0


class Chains:
    """The tasks of a sweep: of each chain at most one is under way."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._open: dict[str, list[Task]] = {}
        for task in sorted(tasks, key=lambda task: task.number):
            self._open.setdefault(task.chain, []).append(task)
        self._under_way: set[str] = set()

    def ready(self, most: int, busy: int) -> Iterator[Task]:
        """At most ``most`` tasks that may begin, and now count as begun: first those of the longest chains.

        ``busy``  tasks without a pace that may be under way at a time: each keeps a processor and the
                  resolver busy, and too many of them would make answers late
        """
        waiting = [chain for chain in self._open if chain not in self._under_way]
        waiting.sort(key=lambda chain: -sum(task.seconds for task in self._open[chain]))
        busy -= sum(not self._open[chain][0].seconds for chain in self._under_way)
        for chain in waiting:
            task = self._open[chain][0]
            if most <= 0 or (not task.seconds and busy <= 0):
                return
            most -= 1
            busy -= not task.seconds
            self._under_way.add(chain)
            yield task

    def done(self, task: Task) -> None:
        """The next one of its chain may begin."""
        self._under_way.discard(task.chain)
        self._open[task.chain].remove(task)
        if not self._open[task.chain]:
            del self._open[task.chain]

    @property
    def left(self) -> bool:
        """Whether any task is not done."""
        return bool(self._open)
