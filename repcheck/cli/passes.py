"""One pass of the monitor from the command line: its lock, its store, its pings, what it prints."""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence

import msgspec

from repcheck.alerts.systemd import beating
from repcheck.app.memory.opening import local_state, open_memory, shared_by
from repcheck.app.monitor.request import Pings
from repcheck.app.monitor.run import PassDone, run_pass
from repcheck.app.run.asking import Asking
from repcheck.app.run.network import set_up
from repcheck.cli import terminal
from repcheck.cli.delivery import deliver
from repcheck.cli.endings import complain
from repcheck.cli.options import Output
from repcheck.cli.running import environment, until_interrupted
from repcheck.cli.showing import view_of
from repcheck.cli.spreading import helped, spreading
from repcheck.cli.watching import Ready, WatchOptions, made_ready
from repcheck.errors import BadOption, PassUnderWay, StoreBusy, StoreUnavailable
from repcheck.model.catalog import ReputationList
from repcheck.model.exit_code import ExitCode
from repcheck.model.secret import Secret
from repcheck.model.watch.monitored import PassReport, Remembered
from repcheck.model.watch.watching import Stdout
from repcheck.monitor.message import rest, subject
from repcheck.monitor.silence import REMEMBERED, dead_waits, usual_times
from repcheck.render.formats import recalls, wanted
from repcheck.store.files import locked
from repcheck.store.ports import StateStore
from repcheck.store.silent import keep_silent_lists

#: Targets from which on a pass is shared: a smaller one is done sooner than its pieces are given out.
SHARED_FROM = 500
#: Another pass is at it: nothing is wrong.
NOTHING_TO_DO = ExitCode.OK


class Saying(msgspec.Struct, frozen=True, kw_only=True):
    """What goes to standard output. ``quiet``: nothing when nothing changed."""

    quiet: bool
    output: Output


class Passes:
    """Passes that are alike. ``locked``: exit code when another process does one."""

    def __init__(self, wanted: WatchOptions, saying: Saying, *, locked: ExitCode) -> None:
        self._wanted = wanted
        self._saying = saying
        self._locked = locked
        self._world = environment()
        self.ready = self._read()

    def _read(self) -> Ready:
        prints = self._saying.output.fmt == "text"
        ready = made_ready(self._wanted, self._world, terminal.say, prints=prints)
        if self._wanted.share and shared_by(ready.plan.store, self._wanted.state) is None:
            raise BadOption("needs a memory on a PostgreSQL server: store:, or --state", "--share")
        return ready

    def read_again(self) -> None:
        """Take up the configuration as it is now. Raises BadInput."""
        self.ready = self._read()

    def one(self) -> int:
        """Do one; returns its exit code. Trouble with the store is one line, and undecided."""
        pings, begun = self.ready.request.pings, self._world.monotonic()
        try:
            with locked(self.ready.lock, 0), self._memory() as store:
                self._ping(pings.start, "repcheck monitor: a pass begins", start=True)
                done, remembered = self._pass(store)
                code = self._show(done, remembered, self._world.monotonic() - begun)
                self._end_ping(pings, done)
        except StoreUnavailable as error:
            busy = isinstance(error, PassUnderWay) or (
                isinstance(error, StoreBusy) and error.where == str(self.ready.lock)
            )
            if not busy:
                return self._no_store(error)
            return self._stand_by(error)
        return code

    def _stand_by(self, error: StoreUnavailable) -> int:
        """Another pass is under way. On another machine it may be helped with."""
        shared = shared_by(self.ready.plan.store, self._wanted.state)
        if self._wanted.share and isinstance(error, PassUnderWay) and shared is not None:
            try:
                count = helped(shared, self._vantage)
            except StoreUnavailable as lost:
                return self._no_store(lost)
            terminal.warn(f"another machine did a pass, of which this one asked {count:,} pieces")
        else:
            terminal.warn("another pass is under way, so this one does nothing")
        return self._undecided("another pass is under way", int(self._locked))

    @contextlib.contextmanager
    def _memory(self) -> Iterator[StateStore]:
        """The store, which no other machine does a pass on."""
        store = open_memory(self.ready.plan.store, self._world.environ, self._wanted.state)
        with contextlib.closing(store), store.alone():
            yield store

    def _no_store(self, error: StoreUnavailable) -> int:
        """Without its memory the monitor decides nothing: that is not "all is well"."""
        complain(str(error))
        self._ping(self.ready.request.pings.fail, f"repcheck monitor: {error}")
        return self._undecided(str(error), int(ExitCode.UNDECIDED))

    def _undecided(self, why: str, code: int) -> int:
        """A monitoring system reads standard output, and hears UNKNOWN."""
        if self._saying.output.fmt != "nagios":
            return code
        from repcheck.render.plugin.nagios import unknown

        terminal.write_result(unknown(why), self._saying.output.output)
        return int(ExitCode.UNDECIDED)

    def _pass(self, store: StateStore) -> tuple[PassDone, Remembered | None]:
        world, network = self._world, self._wanted.network
        mine, shared = local_state(self._wanted.state), shared_by(self.ready.plan.store, self._wanted.state)
        with spreading(network, shared if self._shares() else None, self._vantage) as spread:

            def made(lists: Sequence[ReputationList]) -> Asking:
                asking = set_up(lists, network, world, mine, shared)
                if spread is not None:
                    spread.over(asking)
                return asking

            one_pass = run_pass(self.ready.request, store, made, world, until_interrupted)
            done = asyncio.run(beating(one_pass, world.environ))
        seen = store.list_passes(REMEMBERED, self._vantage)
        keep_silent_lists(self.ready.lock.parent, dead_waits(seen), world.now(), usual_times(seen))
        return done, self._recalled(store)

    @property
    def _vantage(self) -> str:
        return self.ready.request.vantage or ""

    def _shares(self) -> bool:
        """Whether the pass is worth the way of its pieces through the database."""
        count = sum(len(watch.targets) for watch in self.ready.request.watches)
        return self._wanted.share and count >= SHARED_FROM

    def _recalled(self, store: StateStore) -> Remembered | None:
        """What the memory holds, where a format shows it."""
        if not recalls("monitor", self._saying.output.formats):
            return None
        from repcheck.app.memory.history import history
        from repcheck.app.wall.domains import worst_looks

        return Remembered(
            memories=tuple(store.memories().values()),
            history=history(store, None, None, self._world.now()),
            every=self.ready.plan.every,
            domains=worst_looks(store),
        )

    # -- what is said

    def _show(self, done: PassDone, remembered: Remembered | None, seconds: float) -> int:
        """Write the result where it is wanted; returns the exit code."""
        if done.exit_code is ExitCode.INTERRUPTED:
            terminal.warn("interrupted: nothing was decided in this pass")
            return int(done.exit_code)
        report = PassReport(
            document=done.document,
            exit_code=done.exit_code,
            seconds=round(seconds, 3),
            remembered=remembered,
        )
        output = self._saying.output
        found = wanted("monitor", output.fmt)
        shown = not (self._saying.quiet or (output.fmt == "text" and self._was_printed(done)))
        code = deliver(
            report,
            output,
            found,
            view_of(output, again=self.ready.request.again),
            int(done.exit_code),
            shown=shown,
        )
        for message in done.delivered.failed if done.delivered is not None else ():
            again = "not tried again" if message.given_up is not None else "tried again in a later pass"
            terminal.warn(f"alerts by {message.sink} were not taken, and are {again}: {message.error}")
        return code

    def _was_printed(self, done: PassDone) -> bool:
        """Whether a message on standard output has said it already."""
        printed = {plan.id for plan in self.ready.request.alerts if isinstance(plan.sink, Stdout)}
        return bool(printed & done.told)

    # -- dead-man switches

    def _end_ping(self, pings: Pings, done: PassDone) -> None:
        undelivered = done.delivered is None or bool(done.delivered.failed)
        failed = undelivered or done.exit_code in (ExitCode.UNDECIDED, ExitCode.INTERRUPTED)
        said = "\n".join((subject(done.document), rest(done.document)))
        self._ping(pings.fail if failed else pings.success, said)

    def _ping(self, url: Secret | None, said: str, *, start: bool = False) -> None:
        if url is None:
            return
        from repcheck.alerts.ping import ping

        why = asyncio.run(ping(url, said, self._world.now(), start=start))
        if why:
            terminal.warn(f"the ping address did not take it: {why}")
