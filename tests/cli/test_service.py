"""``--every``: what signals do, and what systemd hears. Passes send the signals: no time counts."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.alerts.systemd import beating
from repcheck.cli.service import stay
from repcheck.errors import BadOption
from repcheck.model.exit_code import ExitCode

FOREVER = 10_000.0


class Scripted:
    """Passes that do what the script says: a signal to this process, or an exit code."""

    def __init__(self, *script: signal.Signals | int, mistake: bool = False) -> None:
        self._script = list(script)
        self._mistake = mistake
        self.done = self.read = 0

    def one(self) -> int:
        self.done += 1
        step = self._script.pop(0)
        if isinstance(step, signal.Signals):
            os.kill(os.getpid(), step)
            return int(ExitCode.OK)
        return step

    def read_again(self) -> None:
        self.read += 1
        if self._mistake:
            raise BadOption("is no list", "repcheck.yaml:3: targets[0].lists")


class Systemd:
    """The socket that NOTIFY_SOCKET names."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        self.environ = {"NOTIFY_SOCKET": str(path)}

    def heard(self) -> list[str]:
        found = []
        while True:
            try:
                found.append(self._socket.recv(1000).decode().partition("\n")[0])
            except BlockingIOError:
                return found

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    running = Systemd(tmp_path / "notify")
    yield running
    running.close()


def test_sigterm_ends_it_in_good_order(systemd: Systemd) -> None:
    before = signal.getsignal(signal.SIGTERM)
    passes = Scripted(signal.SIGTERM)
    assert stay(passes, FOREVER, systemd.environ) == 0
    assert (passes.done, passes.read) == (1, 0)
    assert systemd.heard() == ["READY=1", "STATUS=a pass is under way", "STOPPING=1"]
    assert signal.getsignal(signal.SIGTERM) is before


def test_sighup_takes_up_the_configuration_and_looks_at_once(systemd: Systemd) -> None:
    passes = Scripted(signal.SIGHUP, signal.SIGTERM)
    assert stay(passes, FOREVER, systemd.environ) == 0
    assert (passes.done, passes.read) == (2, 1)
    assert systemd.heard() == [
        "READY=1",
        "STATUS=a pass is under way",
        "STATUS=the last pass ended with 0",
        "RELOADING=1",
        "READY=1",
        "STATUS=a pass is under way",
        "STOPPING=1",
    ]


def test_a_mistake_in_the_new_configuration_is_told_and_the_old_one_stays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passes = Scripted(signal.SIGHUP, signal.SIGTERM, mistake=True)
    assert stay(passes, FOREVER, {}) == 0
    assert (passes.done, passes.read) == (2, 1)
    assert "repcheck.yaml:3: targets[0].lists: is no list" in capsys.readouterr().err


def test_ctrl_c_within_a_pass_ends_it_too() -> None:
    passes = Scripted(int(ExitCode.INTERRUPTED))
    assert stay(passes, FOREVER, {}) == 0
    assert passes.done == 1


def test_a_pass_that_could_not_decide_is_followed_by_the_next_one(systemd: Systemd) -> None:
    passes = Scripted(int(ExitCode.UNDECIDED), int(ExitCode.FOUND), signal.SIGTERM)
    assert stay(passes, 0.0, systemd.environ) == 0
    assert passes.done == 3
    assert "STATUS=the last pass ended with 3" in systemd.heard()


def test_the_watchdog_hears_signs_of_life_between_passes(systemd: Systemd) -> None:
    watched = {**systemd.environ, "WATCHDOG_USEC": "2000000"}
    assert stay(Scripted(signal.SIGHUP, signal.SIGTERM), FOREVER, watched) == 0
    assert systemd.heard().count("WATCHDOG=1") == 1
    for other in ({"WATCHDOG_PID": "1"}, {"WATCHDOG_USEC": "soon"}):
        assert stay(Scripted(signal.SIGHUP, signal.SIGTERM), FOREVER, {**watched, **other}) == 0
        assert "WATCHDOG=1" not in systemd.heard()


def test_the_watchdog_hears_signs_of_life_within_a_pass_that_takes_long(systemd: Systemd) -> None:
    async def long_pass() -> str:
        beats = 0
        while beats < 3:  # as long as that takes
            await asyncio.sleep(0)
            beats += systemd.heard().count("WATCHDOG=1")
        return "done"

    watched = {**systemd.environ, "WATCHDOG_USEC": "2"}
    assert asyncio.run(beating(long_pass(), watched)) == "done"


def test_a_pass_that_nobody_watches_gives_no_signs_of_life(systemd: Systemd) -> None:
    async def short_pass() -> int:
        await asyncio.sleep(0)
        return 7

    assert asyncio.run(beating(short_pass(), systemd.environ)) == 7
    assert systemd.heard() == []


def test_a_loop_that_hangs_gives_no_sign_of_life(systemd: Systemd) -> None:
    async def hanging_pass() -> list[str]:
        await asyncio.sleep(0)
        systemd.heard()
        return [beat for _ in range(100) for beat in systemd.heard()]  # never lets go of the loop

    assert asyncio.run(beating(hanging_pass(), {**systemd.environ, "WATCHDOG_USEC": "2"})) == []
