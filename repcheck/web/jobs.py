"""Checks on demand: few at a time, one of a thing at a time, and their results for a while."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from repcheck.app.run.progress import Progress
from repcheck.app.run.run import Run
from repcheck.errors import RepcheckError
from repcheck.model.report import Report
from repcheck.web.hub import Hub

#: Checks that may run at once, results that are kept, and for how long.
RUNNING, KEPT, AGE = 2, 20, timedelta(hours=1)
#: Seconds between two looks at how far a check is.
_LOOK = 0.5

#: The check itself, which tells its run as it starts.
Work: TypeAlias = Callable[[Callable[[Run], None]], Coroutine[Any, Any, Report]]


class BusyJobs(Exception):  # noqa: N818 - it says what is
    """No check more may run now; the message says why, for people."""


class Job:
    """One check.

    ``id``      names it in its address; ``about`` what is checked, for people
    ``report``  None while it runs, and when it failed, of which ``failed`` says why
    ``hub``     who looks at it; ``end`` ends it early, from any thread: None before and after
    """

    def __init__(self, job_id: str, about: str, started: datetime) -> None:
        self.id = job_id
        self.about = about
        self.started = started
        self.progress: Progress | None = None
        self.report: Report | None = None
        self.failed: str | None = None
        self.hub = Hub(most=32)
        self.end: Callable[[], None] | None = None

    @property
    def runs(self) -> bool:
        """Whether it is under way."""
        return self.report is None and self.failed is None


class Jobs:
    """All checks of a server, the newest last."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def find(self, job_id: str) -> Job | None:
        """That check; None: there is none, or it is too old."""
        return self._jobs.get(job_id)

    def recent(self, now: datetime) -> tuple[Job, ...]:
        """Those that run or are kept, the newest first."""
        self._forget(now)
        return tuple(reversed(self._jobs.values()))

    def begin(self, job_id: str, about: str, now: datetime, work: Work) -> Job:
        """Begin a check; the one of the same that is under way goes in its place. Raises BusyJobs."""
        self._forget(now)
        running = [job for job in self._jobs.values() if job.runs]
        for job in running:
            if job.about == about:
                return job
        if len(running) >= RUNNING:
            raise BusyJobs(f"{RUNNING} checks are under way already: wait until one has ended.")
        job = self._jobs[job_id] = Job(job_id, about, now)
        task = asyncio.create_task(self._do(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def _do(self, job: Job, work: Work) -> None:
        loop = asyncio.get_running_loop()
        try:
            # A loop of its own in a thread: what a check computes holds up no page.
            job.report = await asyncio.to_thread(lambda: asyncio.run(_watched(job, work, loop)))
        except RepcheckError as error:
            job.failed = str(error)
        except Exception:
            job.failed = "A fault of repcheck itself."
            raise
        finally:
            job.end = None
            job.hub.close()

    def close(self) -> None:
        """End what is under way, as Ctrl-C does."""
        for job in self._jobs.values():
            if job.end is not None:
                job.end()

    def _forget(self, now: datetime) -> None:
        done = [job for job in self._jobs.values() if not job.runs]
        for place, job in enumerate(reversed(done)):
            if place >= KEPT or now - job.started > AGE:
                del self._jobs[job.id]


async def _watched(job: Job, work: Work, pages: asyncio.AbstractEventLoop) -> Report:
    """The check, with a look at how far it is now and then."""

    own = asyncio.get_running_loop()
    runs: list[Run] = []

    def started(run: Run) -> None:
        runs.append(run)
        job.end = end

    def end() -> None:
        own.call_soon_threadsafe(runs[0].end, "interrupt")

    async def look() -> None:
        while True:
            await asyncio.sleep(_LOOK)
            progress = runs[0].progress if runs else None
            if progress != job.progress:
                job.progress = progress
                pages.call_soon_threadsafe(job.hub.tell)

    looking = asyncio.create_task(look())
    try:
        return await work(started)
    finally:
        job.end = None
        looking.cancel()
