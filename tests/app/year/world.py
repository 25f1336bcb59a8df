"""A world that moves by chance: listings, lists, networks, hosts, targets, clocks, ways out, processes."""

import contextlib
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from repcheck.alerts.sink import failed
from repcheck.app.monitor.run import PassDone
from repcheck.demo.asker import ABSENT, AskedOfScript
from repcheck.model.dns import Answer, Outcome
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch
from repcheck.model.watch.outbox import Mute
from repcheck.model.watch.watching import AlertPlan, Stdout
from repcheck.store.sql.engine import sqlite_engine
from repcheck.store.sql.state import SqlState
from repcheck.store.sql.writing import SqlWriting
from tests.app.monitor.days import HOUR, Box, Days
from tests.app.year.oracle import OracleMute, Seen

LISTS = ("alpha", "beta", "gamma", "delta")
WATCHED = [*(f"198.51.{number}.7" for number in range(16)), "203.0.113.1", "203.0.113.2"]
LATER = [f"198.51.{number}.7" for number in range(16, 24)]
HOSTS = [f"mail{number}.example.net" for number in range(3)]
MEDIUM, CRITICAL = "127.0.0.2", "127.0.0.4"
_JUMPS = tuple(timedelta(hours=hours) for hours in (-100, -30, -5, 5, 100, 3000))
#: What a list may do beside answering: it is silent, refuses, has lost all entries, lists everybody.
_MODES = ("dead", "refused", "empty", "everybody")


class Killed(BaseException):
    """The process ended here."""


class Mortal(SqlState):
    """A memory whose process dies at its commit number ``dies_at``, before or ``after`` it; 0: never."""

    commits = dies_at = 0
    after = False

    @contextlib.contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        self.commits += 1
        dies = self.commits == self.dies_at
        with super().writing() as writing:
            yield writing
            if dies and not self.after:
                raise Killed
        if dies:
            raise Killed


class Way(Box):
    """A way out that keeps all it ever took; a process may die before or after it took a message."""

    dies = ""

    async def send(self, message: Dispatch) -> Delivery:
        dies, self.dies = self.dies, ""
        if dies == "before":
            raise Killed
        if self.broken:
            return failed("connection failed")
        self.taken.append(message)
        if dies == "after":
            raise Killed
        return TAKEN


class World(Days):
    """``mutes`` are those that a user asked for; ``ways`` are the two ways out."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        super().__init__(folder, LISTS, [*WATCHED, *HOSTS])
        self.chance = chance
        self.store.close()
        self._path = folder / "state.sqlite3"
        self.machines = [self._machine(), self._machine()]
        self.store = self.machines[0]
        self.ways = {"ops": Way(), "chat": Way()}
        self.boxes |= self.ways
        self.alerts = tuple(AlertPlan(id=name, sink=Stdout()) for name in self.ways)
        self.more |= {"every": HOUR, "retention": timedelta(days=9999)}
        self.mutes: list[OracleMute] = []
        self._hosts = {host: {f"192.0.{2 + number}.25"} for number, host in enumerate(HOSTS)}
        self._unanswered: set[str] = set()
        self._passes = self._network_until = 0
        self._mode_until: dict[str, int] = {}

    def _machine(self) -> Mortal:
        return Mortal(sqlite_engine(self._path), str(self._path))

    def close(self) -> None:
        for machine in self.machines:
            machine.close()

    def _happens(self, likely: float) -> bool:
        return self.chance.random() < likely

    def _answer(self, asked: AskedOfScript) -> Answer:
        mode = self.mode.get(asked.zone.partition(".")[0]) if self.network else None
        if mode in ("refused", "empty"):
            return Answer(Outcome.REFUSED) if mode == "refused" else ABSENT
        return super()._answer(asked)

    def move(self) -> None:
        """What happens between two passes."""
        self._passes += 1
        self._turn_listings()
        self._turn_lists()
        self._turn_hosts()
        self._turn_users()
        if self._happens(0.02):
            self.now += self.chance.choice(_JUMPS)

    def _addresses(self) -> list[str]:
        named = [one for one in self.targets if one not in HOSTS]
        return list(dict.fromkeys([*named, *(one for host in HOSTS for one in sorted(self._hosts[host]))]))

    def _turn_listings(self) -> None:
        for listed in self.listed.values():
            for address in list(listed):
                drawn = self.chance.random()
                if drawn < 0.08:
                    listed[address] = CRITICAL if listed[address] == MEDIUM else MEDIUM
                if drawn < 0.05:
                    del listed[address]
            if self._happens(0.25):
                listed[self.chance.choice(self._addresses())] = self.chance.choice((MEDIUM, MEDIUM, CRITICAL))
        if self._happens(0.3) and self.listed["beta"].pop(WATCHED[3], None) is None:
            self.listed["beta"][WATCHED[3]] = CRITICAL  # this one flaps

    def _turn_lists(self) -> None:
        if self._happens(0.04):
            name = self.chance.choice(LISTS)
            self.mode[name] = self.chance.choice(_MODES)
            self._mode_until[name] = self._passes + self.chance.randint(1, 30)
        for name, until in self._mode_until.items():
            if until <= self._passes:
                self.mode.pop(name, None)
        if self._happens(0.02):
            self._network_until = self._passes + self.chance.randint(1, 20)
        self.network = self._passes >= self._network_until

    def _turn_hosts(self) -> None:
        if self._happens(0.05):
            self._unanswered ^= {self.chance.choice(HOSTS)}
        if self._happens(0.03):
            some = {f"192.0.{self.chance.randint(2, 30)}.25" for _ in range(self.chance.randint(0, 2))}
            self._hosts[self.chance.choice(HOSTS)] = some
        for host in HOSTS:
            self.looked_up[host, "A"] = ABSENT
            if host in self._unanswered:
                self.looked_up[host, "A"] = Answer(Outcome.SERVFAIL)
            elif self._hosts[host]:
                self.looked_up[host, "A"] = Answer(Outcome.NOERROR, tuple(sorted(self._hosts[host])))

    def _turn_users(self) -> None:
        if self._happens(0.03):
            until = self.now + timedelta(hours=self.chance.randint(1, 200))
            target = self.chance.choice(self._addresses())
            name = self.chance.choice((None, *LISTS))
            mute = Mute(id=0, target=target, list=name, until=until, reason="known", since=self.now)
            with self.store.writing() as writing:
                writing.mute(mute)
            self.mutes.append(OracleMute(target, name, self.now, until))
        # A list that lists everybody is not found out where hardly anything is watched.
        if self._happens(0.02) and len(self.targets) > len(WATCHED) - 2:
            self.targets.remove(self.chance.choice([one for one in self.targets if one not in HOSTS]))
        if self._happens(0.03):
            self.targets += {self.chance.choice([*LATER, *WATCHED])} - set(self.targets)
        if self._happens(0.02):
            self.groups[self.chance.choice(self.targets)] = self.chance.choice(("pool-a", "pool-b"))
        if self._happens(0.03):
            way = self.chance.choice(list(self.ways.values()))
            way.broken = not way.broken

    def seen(self) -> Seen:
        """What a pass is answered now."""
        named = [one for one in self.targets if one not in HOSTS]
        found = (one for host in HOSTS if host not in self._unanswered for one in sorted(self._hosts[host]))
        targets = dict.fromkeys([*named, *(found if self.network else ())])
        return {(target, name): self._code(target, name) for target in targets for name in LISTS}

    def _code(self, target: str, name: str) -> str | None:
        mode = self.mode.get(name) if self.network else "dead"
        if mode is None:
            return self.listed[name].get(target, "")
        return MEDIUM if mode == "everybody" else None

    @property
    def certain(self) -> bool:
        """Whether a pass is answered about every target."""
        return self.network and not self._unanswered

    def one_pass(self) -> tuple[PassDone | None, bool]:
        """By one machine or the other: what it ended with (None: it died), and whether that counts."""
        machine = self.store = self.chance.choice(self.machines)
        machine.commits = machine.dies_at = 0
        if self._happens(0.05):
            machine.dies_at, machine.after = self.chance.randint(1, 4), self._happens(0.5)
        elif self._happens(0.03):
            self.chance.choice(list(self.ways.values())).dies = self.chance.choice(("before", "after"))
        try:
            return self.look(HOUR * self.chance.choice((1, 1, 1, 1, 3, 6))), True
        except Killed:
            lost = machine.dies_at == 1 and not machine.after
            machine.close()
            self.machines[self.machines.index(machine)] = self.store = self._machine()
            return None, not lost
        finally:
            machine.dies_at = 0
            for way in self.ways.values():
                way.dies = ""
