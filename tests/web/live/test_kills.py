"""``repcheck serve --every`` killed in the middle of passes and requests: nothing lost, nothing doubled."""

import http.client
import json
import multiprocessing
import os
import random
import signal
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog
from repcheck.demo.zones import honest
from repcheck.store.ports import StateStore
from repcheck.store.sql.state import open_state
from tests.app.monitor.hook import Hook
from tests.app.monitor.logs import LINE
from tests.support.patience import PATIENCE
from tests.support.processes import copies
from tests.web.live import victim

T = TypeVar("T")
#: ``REPCHECK_KILLS=50`` in CI.
KILLS = int(os.environ.get("REPCHECK_KILLS", "1"))
#: Statements of a pass with one change, before and after: some kills come behind its end.
STEPS = 110
TARGETS = [f"203.0.113.{number}" for number in range(1, 63)]
CONFIG = """
version: 1
targets:
  - group: all
    watch: [203.0.113.0/26]
    lists: demo-honest
bounces: [mail.log]
alerts:
  - id: ops
    webhook: {url: "env:HOOK"}
"""


class Wall:
    """The server with its monitor, what they look at, and what became of it."""

    def __init__(self, folder: Path, hook: Hook) -> None:
        self.folder = folder
        self.hook = hook
        self.lines = 0
        self.listed: list[str] = []
        self.ends: set[int | None] = set()
        (folder / "mail.log").touch()
        (folder / "repcheck.yaml").write_text(CONFIG)

    def turn(self) -> None:
        """One more listing, and one more line of the log."""
        self.listed.append(TARGETS[len(self.listed)])
        self.lines += 1
        line = LINE.replace("alpha.bl.example", "honest.dnsbl.example")
        with (self.folder / "mail.log").open("a") as log:
            log.write(line.format(at=datetime.now(UTC).isoformat(), id=self.lines))

    def run(self, whose: str, step: int) -> None:
        """Serve, and ask for pages until one of both is killed, or the pass is over and told."""
        before = self.passes()
        with NameServer([honest("honest.dnsbl.example", dict.fromkeys(self.listed, "127.0.0.2"))]) as server:
            words = ["serve", "--every", "1h", "--listen", "127.0.0.1:0", "--state", str(self.folder)]
            words += ["--resolver", server.address, "--catalog", str(demo_catalog())]
            words += ["--config", str(self.folder / "repcheck.yaml")]
            mine, its = multiprocessing.Pipe(duplex=False)
            process = copies().Process(
                target=victim.run, args=(whose, step, words, self.hook.url, its), daemon=True
            )
            process.start()
            its.close()
            with mine, open(mine.fileno(), encoding="utf-8", closefd=False) as said:
                port = int(said.readline().rstrip("/\n").rpartition(":")[2])
                for status in asked(port):
                    assert status in (200, 503)  # 503: there is no memory yet
                    if self.passes() > before and not self.waiting():
                        process.terminate()
                        break
                process.join(PATIENCE)
                self.ends.add(process.exitcode)

    def passes(self) -> int:
        """How many were finished."""
        return len(self._read(lambda store: store.passes(10_000)))

    def waiting(self) -> bool:
        """Whether a message has not been taken yet."""
        return any(one.sent is None for one in self._read(lambda store: store.outbox()))

    def _read(self, wanted: Callable[[StateStore], Sequence[T]]) -> Sequence[T]:
        path = self.folder / "state.sqlite3"
        if not path.exists():
            return ()
        store = open_state(path)
        try:
            return wanted(store)
        finally:
            store.close()


def asked(port: int) -> Iterator[int]:
    """The status of page after page, until nobody answers."""
    try:
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
            connection.close()
            yield answer.status
    except (OSError, http.client.HTTPException):
        return


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    with Hook() as hook:
        yield Wall(tmp_path, hook)


def test_nothing_is_lost_and_nothing_is_doubled(wall: Wall) -> None:
    chance = random.Random(20261128)
    wall.run("server", 0)
    assert wall.ends == {0}
    for number in range(KILLS):
        wall.turn()
        wall.run(("monitor", "server")[number % 2], chance.randint(1, STEPS))
    assert -signal.SIGKILL in wall.ends
    assert wall.ends <= {0, -signal.SIGKILL}
    wall.turn()
    wall.run("server", 0)
    bodies: dict[str, set[bytes]] = {}
    told: dict[str, set[str]] = {}
    for name, body in wall.hook.taken:
        bodies.setdefault(name, set()).add(body)
        for change in json.loads(body)["changes"]:
            told.setdefault(change["key"], set()).add(change["target"])
    assert all(len(said) == 1 for said in bodies.values())
    assert sorted(target for said in told.values() for target in said) == sorted(wall.listed)
    store = open_state(wall.folder / "state.sqlite3")
    hours = store.bounce_hours(datetime.now(UTC) - timedelta(days=2))
    store.close()
    assert sum(one.count for one in hours) == wall.lines
