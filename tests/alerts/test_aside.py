"""A stranger who never ends holds up nobody."""

import asyncio
from threading import Event

import pytest

from repcheck.alerts.aside import aside


def test_what_takes_too_long_holds_up_neither_the_loop_nor_its_end() -> None:
    end = Event()

    async def wait() -> None:
        with pytest.raises(TimeoutError):
            await aside(end.wait, 0)

    asyncio.run(wait())  # with the pool of asyncio this would wait for the event below
    end.set()


async def test_it_gives_and_raises_what_the_work_does() -> None:
    assert await aside(lambda: 5, 60) == 5
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0, 60)
