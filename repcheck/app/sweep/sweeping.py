"""What a run needs of whatever sweeps for it, in this process or elsewhere."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from repcheck.app.sweep.job import ZoneJob, ZoneResult
from repcheck.app.sweep.points import Over
from repcheck.dns import Asker, Lane
from repcheck.model.targets import Target


class AskedZone(Protocol):
    """A zone while it is asked; see ``ZoneAsking`` for what each of these is."""

    job: ZoneJob
    done: int

    @property
    def total(self) -> int: ...  # noqa: D102 - as ZoneAsking says
    @property
    def left(self) -> int: ...  # noqa: D102
    @property
    def waits(self) -> bool: ...  # noqa: D102
    @property
    def found(self) -> bool: ...  # noqa: D102
    @property
    def listed(self) -> int: ...  # noqa: D102
    @property
    def pace(self) -> float | None: ...  # noqa: D102
    @property
    def distrusted(self) -> tuple[Lane, ...]: ...  # noqa: D102


class Sweeping(Protocol):
    """All pairs of a run; ``Sweep`` is one."""

    heard: Callable[[Sequence[str]], None]

    @property
    def zones(self) -> Sequence[AskedZone]:
        """All that are asked."""
        ...

    def start(self) -> None:
        """Begin."""

    def add(self, targets: Iterable[Target]) -> None:
        """Ask every list that applies about these targets."""

    def adding(self, targets: Sequence[Target]) -> Iterator[Callable[[], None]]:
        """The same in steps."""
        ...

    async def finish(self) -> None:
        """Wait for all answers and the texts of what is listed."""

    def results(self) -> Mapping[str, ZoneResult]:
        """What was learned, by the id of each list that has a zone."""
        ...


#: By an asker, until the run is over.
MakeSweep: TypeAlias = Callable[[Asker, Over], Sweeping]
