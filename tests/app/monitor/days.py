"""A world for the monitor: lists that are turned, a clock that is set, ways out that keep messages."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from repcheck.alerts.sink import Sink, failed
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment
from repcheck.app.monitor.request import MonitorRequest
from repcheck.app.monitor.run import PassDone, run_pass
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import ABSENT, TIMEOUT, AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Catalog, Code, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.model.observations import Severity
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch
from repcheck.model.watch.outbox import Mute
from repcheck.model.watch.watching import AlertPlan, Stdout
from repcheck.targets.parse import parse_target
from tests.support.stores import state_in

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
SPAM = Sublist(id="spam", name="spam source", meaning="listed", severity=Severity.MEDIUM)
EXPLOIT = Sublist(id="exploit", name="exploited", meaning="infected", severity=Severity.CRITICAL)
_TEST_POINT = "2.0.0.127"


def listing(*codes: str) -> Answer:
    return Answer(Outcome.NOERROR, codes or ("127.0.0.2",), 300, 1.5, "192.0.2.53:53")


def blocklist(name: str) -> ReputationList:
    return ReputationList(
        id=name,
        name=f"{name.title()} BL",
        zone=f"{name}.bl.example",
        asks=("ipv4",),
        codes=(Code(0x7F000002, 0x7F000002, SPAM), Code(0x7F000004, 0x7F000004, EXPLOIT)),
        test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
    )


class Box:
    """A way out that keeps what it takes. ``broken``: it takes nothing, ``for_good`` never again."""

    def __init__(self) -> None:
        self.taken: list[Dispatch] = []
        self.broken = self.for_good = False

    async def send(self, message: Dispatch) -> Delivery:
        if self.broken:
            return failed("connection failed", permanent=self.for_good)
        self.taken.append(message)
        return TAKEN


class Days:
    """The world. ``listed`` holds {list: {address: code}}, ``mode`` of a list "dead" or "everybody"."""

    def __init__(self, folder: Path, names: Sequence[str], targets: Sequence[str]) -> None:
        self.now = START
        self.lists = tuple(blocklist(name) for name in names)
        self.targets = list(targets)
        self.groups: dict[str, str] = {}
        self.listed: dict[str, dict[str, str]] = {name: {} for name in names}
        self.mode: dict[str, str] = {}
        self.network = True
        #: What is answered to questions about names that nobody has.
        self.invented: Answer | None = None
        #: Answers to questions of no list, by name and type.
        self.looked_up: dict[tuple[str, str], Answer] = {}
        self.alerts: tuple[AlertPlan, ...] = (AlertPlan(id="ops", sink=Stdout()),)
        self.boxes: dict[str, Box] = {}
        self.store = state_in(folder / "state.sqlite3")
        self.asked = 0
        self._tokens = 0
        #: Of the request, beside what this world has of its own.
        self.more: dict[str, Any] = {}
        self.warned: list[str] = []

    def _answer(self, asked: AskedOfScript) -> Answer:
        self.asked += 1
        name = asked.zone.partition(".")[0]
        mode = self.mode.get(name)
        if not self.network or (mode == "dead" and asked.rdtype == "A"):
            return TIMEOUT
        if self.invented is not None and asked.name.endswith(".invalid"):
            return self.invented
        if not asked.zone or asked.rdtype != "A":
            return self.looked_up.get((asked.name, asked.rdtype), ABSENT)
        address = ".".join(reversed(asked.owner.split(".")))
        if asked.owner == _TEST_POINT:
            return listing()
        if mode == "everybody" and asked.owner != "1.0.0.127":
            return listing()
        code = self.listed[name].get(address)
        return ABSENT if code is None else listing(code)

    def _token(self) -> str:
        self._tokens += 1
        return f"token{self._tokens}"

    def _set_up(self, lists: Sequence[ReputationList]) -> Asking:
        plan = AskingPlan(servers=(Server("127.0.0.1", 9),), polite=False)
        return Asking(plan, asked_lists(lists, self.world), self.world, ScriptedAsker(self._answer))

    @property
    def world(self) -> Environment:
        return Environment(
            now=lambda: self.now,
            monotonic=lambda: 0.0,
            environ={},
            token=self._token,
            warn=self.warned.append,
        )

    def request(self) -> MonitorRequest:
        targets = tuple(
            msgspec.structs.replace(target, group=self.groups.get(target.value))
            for text in self.targets
            for target in parse_target(text, max_hosts=1)
        )
        watch = CheckRequest(
            targets=targets,
            catalog=Catalog(source="made up", lists=self.lists),
            lists=self.lists,
            expand=frozenset(),
            any_address=True,
            keep_clean=False,
        )
        sinks: dict[str, Sink] = {plan.id: self.boxes.setdefault(plan.id, Box()) for plan in self.alerts}
        return MonitorRequest(watches=(watch,), alerts=self.alerts, sinks=sinks, **self.more)

    def look(self, after: timedelta = HOUR) -> PassDone:
        """One pass, so long after the last one."""
        self.now += after
        return asyncio.run(run_pass(self.request(), self.store, self._set_up, self.world))

    def news(self) -> list[Dispatch]:
        """What all ways out took since the last call."""
        found = [message for box in self.boxes.values() for message in box.taken]
        for box in self.boxes.values():
            box.taken.clear()
        return found

    def mute(self, target: str, span: timedelta) -> None:
        mute = Mute(id=0, target=target, list=None, until=self.now + span, reason="known", since=self.now)
        with self.store.writing() as writing:
            writing.mute(mute)
