"""The clients over HTTP of one run: made when they are first needed, ended with the run, closed after it."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

from repcheck.app.environment import Environment
from repcheck.http.service import Manners, Service
from repcheck.model.observations import UnknownReason
from repcheck.model.sources import Trouble

T = TypeVar("T")

OVER = Trouble(UnknownReason.TIMEOUT, "the run ended before it answered")


class Clients:
    """Whatever is asked over HTTP is asked through here, so that the run's time-out bounds it too."""

    def __init__(self, environment: Environment) -> None:
        self._now = environment.now
        self._services: list[tuple[str, Service]] = []
        self._open: set[asyncio.Task[Any]] = set()
        self._over = False

    def connect(self, source: str, base: str, manners: Manners, headers: Mapping[str, str]) -> Service:
        """A client for a source."""
        service = Service(base, manners, now=self._now, headers=headers)
        self._services.append((source, service))
        return service

    def sent(self, source: str) -> int:
        """Requests that went out for a source."""
        return sum(service.sent for name, service in self._services if name == source)

    async def bounded(self, work: Coroutine[Any, Any, T]) -> T | Trouble:
        """What the work gives, unless the run ends first."""
        if self._over:
            work.close()
            return OVER
        task = asyncio.ensure_future(work)
        self._open.add(task)
        try:
            await asyncio.wait([task])
        finally:
            self._open.discard(task)
            if not task.done():
                task.cancel()
        return OVER if task.cancelled() else task.result()

    def give_up(self) -> None:
        """End all that is open, now and later: the run's time is over."""
        self._over = True
        for task in self._open:
            task.cancel()

    async def close(self) -> None:
        """Let go of all connections."""
        for _, service in self._services:
            await service.close()
