"""Checks that somebody asked for: few at once, few that wait, and few that are kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.run.progress import Progress
from repcheck.app.run.run import Run
from repcheck.errors import RepcheckError
from repcheck.model.report import Report
from repcheck.render.json.served import JobState
from repcheck.web.hub import Hub

#: Checks under way, that wait for their turn, and ended ones that are kept: the oldest goes first.
AT_ONCE, WAITING, KEPT = 2, 8, 16
#: So long an ended one is kept.
AGE = timedelta(hours=1)
#: Seconds between two looks at how far a check is, and browsers that look at one.
_LOOK, _LOOKING = 0.5, 32

OnStart: TypeAlias = Callable[[Run], None]
#: Does the check; the run that it makes is given to ``OnStart``.
Work: TypeAlias = Callable[[OnStart], Awaitable[Report]]

_FAULT = "A fault of repcheck itself; the log of the server has a line."


class Full(Exception):  # noqa: N818 - it says what became of the request
    """As many checks wait as may."""


class Job:
    """One check. ``ended`` is set when ``report`` or ``error`` is there.

    ``about``  what is checked, for people; ``hub`` who looks at it
    """

    def __init__(self, name: str, targets: tuple[str, ...], begun: datetime, about: str) -> None:
        self.id = name
        self.about = about
        self.hub = Hub(_LOOKING)
        self.targets = targets
        self.begun = begun
        self.finished: datetime | None = None
        self.report: Report | None = None
        self.error: str | None = None
        self.ended = asyncio.Event()
        self.run: Run | None = None
        self._last = Progress(done=0, total=0)

    @property
    def state(self) -> JobState:
        """What it is at."""
        if self.ended.is_set():
            return "failed" if self.report is None else "done"
        return "waiting" if self.run is None else "running"

    @property
    def progress(self) -> Progress:
        """How far it is; when it has ended, how far it came."""
        if self.run is not None and not self.ended.is_set():
            self._last = self.run.progress
        return self._last


class Checks:
    """All of them. ``log`` takes one line for each that broke."""

    def __init__(self, world: Environment, log: Callable[[str, str], None]) -> None:
        self._world = world
        self._log = log
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def start(self, targets: tuple[str, ...], work: Work, about: str | None = None) -> Job:
        """Begin a check, now or when there is room. Raises Full.

        ``about``  what it is for people: one of the same that has not ended goes in its place. None: its
                   targets, however often
        """
        self._forget()
        for job in self._jobs.values():
            if about is not None and job.about == about and not job.ended.is_set():
                return job
        if len(self._tasks) >= AT_ONCE + WAITING:
            raise Full
        job = Job(
            self._world.token() + self._world.token(), targets, self._world.now(), about or ", ".join(targets)
        )
        self._jobs[job.id] = job
        task = asyncio.get_running_loop().create_task(self._done(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def recent(self) -> tuple[Job, ...]:
        """Those that have not ended or are kept, the newest first."""
        self._forget()
        return tuple(reversed(self._jobs.values()))

    def _forget(self) -> None:
        now = self._world.now()
        ended = [one for one in self._jobs.values() if one.finished is not None]
        for place, job in enumerate(reversed(ended)):
            if place >= KEPT or (job.finished is not None and now - job.finished > AGE):
                del self._jobs[job.id]

    def find(self, name: str) -> Job | None:
        """The check of that id; None: there is none, or it is kept no longer."""
        return self._jobs.get(name)

    async def close(self) -> None:
        """End those that are under way."""
        for job in self._jobs.values():
            if job.run is not None and not job.ended.is_set():
                job.run.end("interrupt")
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for job in self._jobs.values():
            if not job.ended.is_set():  # it had not even begun
                self._end(job)

    async def _done(self, job: Job, work: Work) -> None:
        def started(run: Run) -> None:
            job.run = run

        looking = asyncio.get_running_loop().create_task(_look(job))
        try:
            async with self._room:
                job.report = await work(started)
        except RepcheckError as error:
            job.error = str(error)
        except Exception as error:  # noqa: BLE001 - it is in the log; the visitor gets a sentence
            job.error = _FAULT
            self._log(f"a check ended with {type(error).__name__}", "check")
        finally:
            looking.cancel()
            self._end(job)

    def _end(self, job: Job) -> None:
        _ = job.progress  # which stands still from now on
        job.finished = self._world.now()
        if job.report is None and job.error is None:
            job.error = "The server ended."
        job.ended.set()
        job.hub.close()


async def _look(job: Job) -> None:
    """Tell who looks at it how far it is, now and then."""
    last = job.progress
    while True:
        await asyncio.sleep(_LOOK)
        if job.progress != last:
            last = job.progress
            job.hub.tell()


class WantedCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a check is asked for: addresses, ranges and domains; ``lists`` as ``--lists`` takes them."""

    targets: tuple[str, ...]
    lists: str | None = None
