"""Passes that are killed at any step, with a real store, a real log that rotates and a real webhook."""

import json
import os
import random
import signal
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from repcheck.store.sql.state import open_state
from tests.app.monitor import victim
from tests.app.monitor.logs import LINE, rotate
from tests.app.monitor.victim import TARGETS
from tests.support.patience import PATIENCE
from tests.support.processes import copies

#: ``REPCHECK_KILLS=200`` in CI.
KILLS = int(os.environ.get("REPCHECK_KILLS", "2"))
#: A pass with changes takes 111 steps: some kills come after its end, or none would ever be told.
STEPS = 130


class Hook:
    """A webhook that takes everything and keeps (id, body)."""

    def __init__(self) -> None:
        taken = self.taken = []  # type: list[tuple[str, bytes]]

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                taken.append((self.headers["webhook-id"], body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def hook() -> Iterator[Hook]:
    running = Hook()
    thread = Thread(target=running.server.serve_forever)
    thread.start()
    yield running
    running.server.shutdown()
    thread.join()
    running.server.server_close()


class World:
    """What the passes look at, and how they end."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.listed: list[str] = []
        self.told: set[tuple[str, str]] = set()
        self.lines = 0
        self._log = folder / "mail.log"
        self._log.touch()
        self.write()

    def write(self) -> None:
        (self.folder / "truth.json").write_text(json.dumps(self.listed))

    def turn(self, chance: random.Random) -> None:
        """One more listing; now and then one that lasts is over. The log grows, and is rotated."""
        fresh = next(target for target in TARGETS if (target, "listed") not in self.told)
        self.listed.append(fresh)
        self.told.add((fresh, "listed"))
        self.write()
        if chance.random() < 0.3:
            rotate(self._log)
        with self._log.open("a") as log:
            for _ in range(chance.randint(1, 4)):
                self.lines += 1
                log.write(LINE.format(at=datetime.now(UTC).isoformat(), id=self.lines))

    def run(self, step: int = 0) -> int | None:
        one = copies().Process(target=victim.main, args=(self.folder, self.url, step), daemon=True)
        one.start()
        one.join(PATIENCE)
        return one.exitcode


def test_nothing_is_lost_and_nothing_is_doubled(tmp_path: Path, hook: Hook) -> None:
    chance = random.Random(20261127)
    world = World(tmp_path, hook.url)
    assert world.run() == 0
    ends = set()
    for number in range(KILLS):
        if number % 8 < 4 and len(world.told) < len(TARGETS) - 1:
            world.turn(chance)
        ends.add(world.run(chance.randint(1, STEPS)))
    assert -signal.SIGKILL in ends
    assert ends <= {0, -signal.SIGKILL}
    assert KILLS < 50 or 0 in ends
    assert world.run() == 0  # what no pass has seen is no change
    world.listed.clear()
    world.write()
    for _ in range(3):
        assert world.run() == 0
    _changes_told_once(world, hook)
    _lines_counted_once(world)


def _changes_told_once(world: World, hook: Hook) -> None:
    bodies: dict[str, set[bytes]] = {}
    changes: dict[str, set[tuple[str, str]]] = {}
    for name, body in hook.taken:
        bodies.setdefault(name, set()).add(body)
        for change in json.loads(body)["changes"]:
            changes.setdefault(change["key"], set()).add((change["target"], change["to"]))
    assert all(len(said) == 1 for said in bodies.values())
    assert all(len(said) == 1 for said in changes.values())
    told = [change for said in changes.values() for change in said]
    expected = world.told | {(target, "clean") for target, _ in world.told}
    assert sorted(told) == sorted(expected)


def _lines_counted_once(world: World) -> None:
    path = world.folder / "state.sqlite3"
    store = open_state(path)
    hours = store.bounce_hours(datetime.now(UTC) - timedelta(days=30))
    store.close()
    assert sum(one.count for one in hours) == world.lines
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
