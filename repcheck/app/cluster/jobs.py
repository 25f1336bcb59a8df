"""Reading with ``--jobs``: by processes of this machine, which digest as the workers of a cluster do.

What is little, one single source that cannot be cut, and standard input is read here, and at most judged
there (``repcheck.app.bounces.judging.workers``). Most runs are little, so what starts processes is imported
for the others alone.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from repcheck.model.bounces import BounceRecord

if TYPE_CHECKING:
    from repcheck.app.bounces.judging.digest import DigestPart, DigestTaking
    from repcheck.app.bounces.judging.workers import PathsToRead

#: Bytes of a range: all processes are to have work up to the end.
_RANGE = 32 * 1024 * 1024
#: Bytes that are read before it is worth while to start processes.
_FEW = 8 * 1024 * 1024


class InProcesses(msgspec.Struct, frozen=True):
    """Reads paths with that many processes; see ``ReadsElsewhere``."""

    jobs: int
    warn: Callable[[str], None]

    def records(self, reading: "PathsToRead") -> Iterator[BounceRecord]:
        """The records of all paths: read here, judged there."""
        from repcheck.app.bounces.judging.workers import records_in_order

        return records_in_order(reading.items(), reading.inputs, self.jobs)

    def digests(
        self, reading: "PathsToRead", taking: "DigestTaking"
    ) -> "Iterator[DigestPart | Iterator[BounceRecord]]":
        """What all paths come to, in their order."""
        from repcheck.app.cluster.processes import Processes
        from repcheck.app.cluster.reading import SpreadReading

        with Processes(self.jobs) as pool:
            spread = SpreadReading(pool=pool, warn=self.warn, most=_RANGE, few=_FEW, jobs=self.jobs)
            yield from spread.digests(reading, taking)
