"""The memory of the monitor before its first pass: it holds nothing, and nothing can be kept in it."""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from repcheck.errors import StoreMissing
from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.model.watch.monitor import Change, Memory, Pair
from repcheck.model.watch.outbox import (
    BounceHour,
    ListPass,
    LogPosition,
    Mute,
    Notice,
    Outgoing,
    Pass,
    Request,
)
from repcheck.model.watch.remembered import Extent
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.model.watch.wall import Watched
from repcheck.store.ports import Writing


class NoState:
    """A ``StateStore`` without anything in it. ``missing`` is raised when it is to be written."""

    def __init__(self, missing: StoreMissing) -> None:
        self._missing = missing

    def writing(self) -> AbstractContextManager[Writing]:
        """Raises StoreMissing."""
        raise self._missing

    def alone(self) -> AbstractContextManager[None]:
        """See ``StateStore``."""
        return nullcontext()

    def memories(self, _: Collection[str] | None = None) -> dict[Pair, Memory]:
        """None."""
        return {}

    def unsettled(self, _: Collection[str] | None = None) -> tuple[Memory, ...]:
        """None."""
        return ()

    def vantages(self) -> tuple[Vantage, ...]:
        """None."""
        return ()

    def views(self, _: Collection[str] | None = None) -> dict[Pair, tuple[VantageView, ...]]:
        """None."""
        return {}

    def extent(self, _: Collection[str] | None = None) -> Extent:
        """Nothing is watched."""
        return Extent()

    def watched(self) -> tuple[Watched, ...]:
        """None."""
        return ()

    def calm_since(self, _: datetime) -> int:
        """None."""
        return 0

    def changes(
        self, *, target: str | None = None, list_id: str | None = None, since: datetime | None = None
    ) -> tuple[Change, ...]:
        """None."""
        del target, list_id, since
        return ()

    def outbox(self, *, due: datetime | None = None, since: datetime | None = None) -> tuple[Outgoing, ...]:
        """None."""
        del due, since
        return ()

    def message_about(self, _: str, __: str) -> Outgoing | None:
        """None."""
        return None

    def notices(self) -> tuple[Notice, ...]:
        """None."""
        return ()

    def mutes(self) -> tuple[Mute, ...]:
        """None."""
        return ()

    def requests(self) -> tuple[Request, ...]:
        """None."""
        return ()

    def passes(self, _: int) -> tuple[Pass, ...]:
        """None."""
        return ()

    def list_passes(self, _: int, __: str | None = None) -> dict[str, Sequence[ListPass]]:
        """None."""
        return {}

    def bounce_hours(self, _: datetime) -> tuple[BounceHour, ...]:
        """None."""
        return ()

    def domains(self) -> tuple[DomainKept, ...]:
        """None."""
        return ()

    def domain_looks(self, _: Collection[str]) -> dict[str, DomainLook]:
        """None."""
        return {}

    def last_look(self) -> datetime | None:
        """None."""
        return None

    def positions(self, _: Collection[str]) -> dict[str, LogPosition]:
        """None."""
        return {}

    def close(self) -> None:
        """See ``StateStore``."""
