"""A machine that does pass after pass on a shared database, until it kills itself at a given step."""

import asyncio
import contextlib
import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Engine, event, select
from sqlalchemy.dialects import postgresql  # noqa: F401 - loaded once, for all that are forked

from repcheck.alerts.webhook import Webhook
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment
from repcheck.app.monitor.request import MonitorRequest
from repcheck.app.monitor.run import run_pass
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.errors import PassUnderWay, StoreUnavailable
from repcheck.model.catalog import Catalog, Limits, ReputationList
from repcheck.model.dns import Server
from repcheck.model.secret import Secret
from repcheck.model.watch.outbox import Outgoing
from repcheck.model.watch.watching import AlertPlan, Stdout
from repcheck.store.sql import tables
from repcheck.store.sql.limits import open_limits
from repcheck.store.sql.migrations import migrate
from repcheck.store.sql.postgres import DatabaseAddress
from repcheck.store.sql.state import SqlState
from repcheck.store.sql.writing import SqlWriting
from repcheck.targets.parse import parse_target
from tests.app.monitor.days import blocklist
from tests.app.monitor.victim import TARGETS, Steps, Watched

#: Of "counted", which is asked by all machines together.
PER_DAY = 300
LISTS = (
    blocklist("alpha"),
    msgspec.structs.replace(blocklist("counted"), limits=Limits(per_day=PER_DAY)),
)
_LEASE = 120.0
#: Seconds between two tries to begin a pass, so that those who wait leave the processor to the one at work.
_PAUSE = 0.02


class Told(msgspec.Struct, frozen=True):
    """What a machine is told: where everything is, and after how many steps it dies; 0: after one pass."""

    note: str
    url: str
    database: str
    resolver: str
    step: int


class Noting(SqlState):
    """A store that notes which message was claimed last, and until when, for who looks after the dead."""

    def __init__(self, place: DatabaseAddress, note: Path) -> None:
        engine = place.engine()
        migrate(engine, place.where)
        super().__init__(engine, place.where, place.connect, lease=_LEASE)
        self._note = note

    @contextlib.contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        with super().writing() as writing:
            claim = writing.claim

            def noted(message: Outgoing, now: datetime) -> bool:
                taken = claim(message, now)
                if taken:
                    outbox = tables.outbox
                    wanted = select(outbox.c.leased).where(outbox.c.id == message.id)
                    until = writing._connection.execute(wanted).scalar_one()
                    self._note.write_text(json.dumps([message.id, until]))
                return taken

            writing.claim = noted  # type: ignore[method-assign]
            yield writing


def main(told: Told) -> None:
    """Do passes until the step comes."""
    steps = Steps(told.step)
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, steps.step)
    while True:
        with contextlib.suppress(StoreUnavailable):  # the server is away for a moment: the next pass sees it
            store = Noting(DatabaseAddress(Secret(told.database), "store"), Path(told.note))
            try:
                while True:
                    try:
                        with store.alone():
                            asyncio.run(_pass(told, store, steps))
                    except PassUnderWay:
                        time.sleep(_PAUSE)
                        continue
                    if told.step == 0:
                        return
            finally:
                store.close()


async def _pass(told: Told, store: SqlState, steps: Steps) -> None:
    world = Environment(
        now=lambda: datetime.now(UTC),
        monotonic=time.monotonic,
        environ={},
        token=lambda: "token",
        warn=lambda _: None,
    )

    def set_up(lists: Sequence[ReputationList]) -> Asking:
        plan = AskingPlan(servers=(Server.of(told.resolver),))
        asked = asked_lists(lists, world)
        return Asking(plan, asked, world, shared=lambda: open_limits(Secret(told.database), "store"))

    watch = CheckRequest(
        targets=tuple(target for text in TARGETS for target in parse_target(text, max_hosts=1)),
        catalog=Catalog(source="made up", lists=LISTS),
        lists=LISTS,
        expand=frozenset(),
        any_address=True,
        keep_clean=False,
    )
    webhook = Webhook(Secret(told.url), None, world.now)
    request = MonitorRequest(
        watches=(watch,),
        alerts=(AlertPlan(id="ops", sink=Stdout()),),
        sinks={"ops": Watched(webhook, steps)},
    )
    await run_pass(request, store, set_up, world)
