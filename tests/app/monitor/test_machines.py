"""Three machines, one database, one configuration: killed at any step, the server restarted under them."""

import json
import os
import random
import signal
from collections.abc import Iterator
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import dns.message
import dns.rcode
import psycopg
import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.replies import ScriptedReply, Transport, absent, addresses, asked_name, response_to, sent
from repcheck.demo.zones import Zone
from tests.app.monitor.hook import Hook
from tests.app.monitor.machine import PER_DAY, Told, main
from tests.app.monitor.victim import TARGETS
from tests.support.patience import PATIENCE
from tests.support.postgres import Postgres
from tests.support.processes import copies

#: ``REPCHECK_KILLS=200`` in CI; ``-rP`` shows what came of them.
KILLS = int(os.environ.get("REPCHECK_KILLS", "1"))
RESTARTS = 5 if KILLS >= 100 else 1
#: Statements and sends of two passes.
STEPS = 180
_LISTED = "127.0.0.4"


class World:
    """What the machines look at, share and tell."""

    def __init__(self, folder: Path, hook: Hook, postgres: Postgres) -> None:
        self.listed: set[str] = set()
        self.told: set[tuple[str, str]] = set()
        self.hook = hook
        self.database = postgres.fresh()
        self._folder = folder
        self.server = NameServer([Zone("alpha.bl.example", self._alpha), Zone("counted.bl.example", _clean)])
        self._context = copies()

    def _alpha(self, query: dns.message.Message, transport: Transport) -> ScriptedReply:
        return _answer(query, transport, self.listed)

    def turn(self) -> None:
        """One more listing, which lasts."""
        fresh = next((target for target in TARGETS if target not in self.listed), None)
        if fresh is not None and len(self.listed) < len(TARGETS) - 1:
            self.listed.add(fresh)
            self.told.add((fresh, "listed"))

    def start(self, name: str, step: int) -> ForkServerProcess:
        note = self._folder / name
        note.unlink(missing_ok=True)
        told = Told(str(note), self.hook.url, self.database, self.server.address, step)
        process = self._context.Process(target=main, args=(told,), name=name, daemon=True)
        process.start()
        return process

    def bury(self, process: ForkServerProcess) -> int | None:
        """What a machine that has died was sending is another's, as two minutes later."""
        process.join(PATIENCE)
        self.hook.rest()
        note = self._folder / process.name
        if note.exists():
            claim = json.loads(note.read_text() or "null")
            if claim is not None:
                with psycopg.connect(self.database) as session:
                    session.execute("UPDATE outbox SET leased = 0 WHERE id = %s AND leased = %s", claim)
        return process.exitcode

    def passes(self) -> int:
        with psycopg.connect(self.database) as session:
            found = session.execute("SELECT count(*) FROM passes").fetchone()
        return 0 if found is None else int(found[0])

    def one_pass(self) -> None:
        assert self.bury(self.start("last", 0)) == 0


def _clean(query: dns.message.Message, transport: Transport) -> ScriptedReply:
    return _answer(query, transport, set())


def _answer(query: dns.message.Message, transport: Transport, listed: set[str]) -> ScriptedReply:
    name = asked_name(query)
    address = ".".join(label.decode() for label in reversed(name.labels[:-4]))
    if address in listed or address == "127.0.0.2":
        return sent(response_to(query, [addresses(name, 60, [_LISTED])]), query, transport)
    origin = ".".join(label.decode() for label in name.labels[-4:])
    return absent(query, transport, origin, dns.rcode.NXDOMAIN)


@pytest.fixture
def world(tmp_path: Path, postgres: Postgres) -> Iterator[World]:
    with Hook() as hook:
        made = World(tmp_path, hook, postgres)
        with made.server:
            yield made


def test_machines_that_are_killed_lose_and_double_nothing(world: World, postgres: Postgres) -> None:
    chance = random.Random(20261128)
    world.one_pass()
    machines = [world.start(name, chance.randint(1, STEPS)) for name in ("a", "b", "c")]
    killed = restarted = 0
    while killed < KILLS:
        ended = wait([machine.sentinel for machine in machines], PATIENCE)
        assert ended, "no machine came to its end"
        for number, machine in enumerate(machines):
            if machine.sentinel in ended:
                assert world.bury(machine) == -signal.SIGKILL
                killed += 1
                world.turn()
                machines[number] = world.start(machine.name, chance.randint(1, STEPS))
        if killed * (RESTARTS + 1) > KILLS * (restarted + 1) and restarted < RESTARTS:
            postgres.restart()
            restarted += 1
    for machine in machines:
        machine.kill()
        world.bury(machine)
    world.one_pass()  # what no pass has seen is no change
    world.listed.clear()
    for _ in range(3):
        world.one_pass()
    assert restarted == RESTARTS
    _changes_told_once(world)
    assert world.hook.together == set()
    questions = [name for name, _ in world.server.asked if name.endswith(".counted.bl.example")]
    print(f"{killed} kills, {restarted} restarts, {world.passes()} passes, {2 * len(world.told)} changes,")
    print(f"{len(world.hook.taken)} messages taken; {len(questions)} of {PER_DAY} questions a day")
    assert len(TARGETS) < len(questions) <= PER_DAY


def _changes_told_once(world: World) -> None:
    """Each change arrived, under one key; a message that came twice was the same one."""
    bodies: dict[str, set[bytes]] = {}
    changes: dict[str, set[tuple[str, str]]] = {}
    for name, body in world.hook.taken:
        bodies.setdefault(name, set()).add(body)
        for change in json.loads(body)["changes"]:
            changes.setdefault(change["key"], set()).add((change["target"], change["to"]))
    assert all(len(said) == 1 for said in bodies.values())
    assert all(len(said) == 1 for said in changes.values())
    told = [change for said in changes.values() for change in said]
    assert sorted(told) == sorted(world.told | {(target, "clean") for target, _ in world.told})
