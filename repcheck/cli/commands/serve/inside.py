"""``--every``: the monitor beside the server, as a child process that was forked before any thread was there.

A process and no thread: a pass over many targets computes for seconds, and pages would wait for it at
each step; and it is the pass of ``repcheck monitor --every``, with its lock, signals and pings. Either ends
with the other: the child when the server is gone, in whatever way, and the server when the monitor ends.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

from repcheck.cli.passes import NOTHING_TO_DO, Passes, Saying
from repcheck.cli.service import stay
from repcheck.cli.watching import WatchOptions

#: What systemd tells the server; the child must not answer for it.
_SYSTEMD = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")


class Inside:
    """The child as the server sees it: see ``repcheck.web.server.Beside``."""

    def __init__(self, pid: int, passed: int) -> None:
        self._pid = pid
        self._code: int | None = None
        self.passed = passed

    def hang_up(self) -> None:
        """Have it take up the configuration as it is now."""
        self._send(signal.SIGHUP)

    def end(self) -> int:
        """End it, should it still be there; returns its exit code, 0 when it had to be ended."""
        if self._code is None:
            there, status = os.waitpid(self._pid, os.WNOHANG)
            if not there:
                self._send(signal.SIGTERM)
                os.waitpid(self._pid, 0)
            self._code = os.waitstatus_to_exitcode(status) if there else 0
        return self._code

    def _send(self, number: signal.Signals) -> None:
        if self._code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, number)


class _ReportedPasses:
    """Passes, each of which says that it has ended."""

    def __init__(self, passes: Passes, told: int) -> None:
        self._passes = passes
        self._told = told

    def one(self) -> int:
        """See ``cli.service.Repeated``."""
        code = self._passes.one()
        with contextlib.suppress(BrokenPipeError):
            os.write(self._told, b".")
        return code

    def read_again(self) -> None:
        """See ``cli.service.Repeated``."""
        self._passes.read_again()


@contextlib.contextmanager
def monitoring(wanted: WatchOptions, saying: Saying, every: float) -> Iterator[Inside]:
    """Passes in a process of its own, until the context ends. Raises BadInput and StoreUnavailable."""
    passes = Passes(wanted, saying, locked=NOTHING_TO_DO)
    passed, told = os.pipe()
    gone, held = os.pipe()  # nothing is written: that it ends says that the server has ended
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os.close(passed)
        os.close(held)
        os._exit(_child(_ReportedPasses(passes, told), every, gone))
    os.close(told)
    os.close(gone)
    inside = Inside(pid, passed)
    try:
        yield inside
    finally:
        inside.end()
        os.close(passed)
        os.close(held)


def _child(passes: _ReportedPasses, every: float, gone: int) -> int:
    for name in _SYSTEMD:
        os.environ.pop(name, None)
    threading.Thread(target=_end_with_the_server, args=(gone,), daemon=True).start()
    code = 1
    try:
        code = stay(passes, every, {})
    except Exception:  # noqa: BLE001 - reported as the interpreter would, which is never reached
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _end_with_the_server(gone: int) -> None:
    os.read(gone, 1)
    os.kill(os.getpid(), signal.SIGTERM)
