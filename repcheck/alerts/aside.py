"""Work that waits for a stranger, in a thread which nobody waits for when its time is over."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

_T = TypeVar("_T")


async def aside(work: Callable[[], _T], seconds: float) -> _T:
    """What ``work`` gives. Raises what it raises, and TimeoutError after ``seconds``.

    It may go on after that, for as long as a server sends one octet now and then. A thread of asyncio's own
    pool would hold up the end of the process until it is done, and with that the lock of the pass.
    """
    given: Future[_T] = Future()
    given.set_running_or_notify_cancel()

    def run() -> None:
        try:
            given.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the work is waited for
            given.set_exception(error)

    Thread(target=run, name="aside", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await asyncio.wrap_future(given)
