"""One pass in a process of its own, which kills itself at a given step: a statement of the store, a send."""

import asyncio
import json
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Engine, event

from repcheck.alerts.sink import Sink
from repcheck.alerts.webhook import Webhook
from repcheck.app.monitor.run import run_pass
from repcheck.model.secret import Secret
from repcheck.model.watch.alerts import Delivery, Dispatch
from tests.app.monitor.days import Days

#: Each in a network of its own, so that they are no neighbours.
TARGETS = [f"203.{number}.113.5" for number in range(60)]


class Steps:
    """Counts; at the last step the process is gone, with nothing closed and nothing flushed."""

    def __init__(self, last: int) -> None:
        self._left = last

    def step(self, *_: object, **__: object) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """A way out with a step before and after each send."""

    def __init__(self, sink: Sink, steps: Steps) -> None:
        self._sink = sink
        self._steps = steps

    async def send(self, message: Dispatch) -> Delivery:
        self._steps.step()
        done = await self._sink.send(message)
        self._steps.step()
        return done


def main(folder: Path, url: str, last: int) -> None:
    """``folder`` holds ``truth.json``, the listings of now, and ``mail.log``. It lives when ``last`` is 0."""
    steps = Steps(last)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, steps.step)
    days = Days(folder, ("alpha",), TARGETS)
    days.now = datetime.now(UTC)
    days.listed["alpha"] = dict.fromkeys(json.loads((folder / "truth.json").read_text()), "127.0.0.4")
    webhook = Webhook(Secret(url), None, lambda: datetime.now(UTC))
    request = msgspec.structs.replace(
        days.request(), sinks={"ops": Watched(webhook, steps)}, bounces=(str(folder / "mail.log"),)
    )
    asyncio.run(run_pass(request, days.store, days._set_up, days.world))
    days.store.close()
