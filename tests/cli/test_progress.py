"""The progress line: how far a run is, and what it waits for."""

import asyncio
import contextlib
import io

import msgspec

from repcheck.app.run.progress import Progress, Watch
from repcheck.app.sweep.job import AskedList
from repcheck.app.sweep.points import no
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import ThroughResolvers
from repcheck.app.sweep.zone import ZoneAsking
from repcheck.cli.terminal import progress_line, show_progress
from repcheck.demo.asker import ABSENT, ScriptedAsker
from repcheck.model.catalog import Limits
from tests.app.answering import lists_of
from tests.support.tables import each


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown_on(stream: io.StringIO, progress: Progress) -> str:
    async def job() -> None:
        showing = asyncio.create_task(show_progress(stream, lambda: progress, every=0.001))
        while not stream.getvalue() and stream.isatty():
            await asyncio.sleep(0.001)
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await showing

    asyncio.run(job())
    return stream.getvalue()


def test_nothing_to_wait_for_is_the_count_alone():
    assert progress_line(Progress(done=1240, total=5120)) == "1,240 of 5,120 questions answered"


def test_a_pace_and_silent_lists_are_named():
    progress = Progress(done=1240, total=5120, paced=(("uribl-multi", 20.0),), silent=3, silent_for=2.2)
    assert progress_line(progress) == (
        "1,240 of 5,120 questions answered; uribl-multi takes 20 a second; waiting for 3 silent lists (2 s)"
    )


def test_many_paces_are_counted():
    paced = tuple((f"list-{letter}", 0.5) for letter in "abcd")
    assert progress_line(Progress(done=0, total=9, paced=paced, silent=1, silent_for=1.0)) == (
        "0 of 9 questions answered; list-a takes 0.5 a second; list-b takes 0.5 a second; "
        "2 more have a pace; waiting for 1 silent list (1 s)"
    )


def test_the_line_is_rewritten_and_wiped_on_a_terminal_and_never_wraps(monkeypatch):
    monkeypatch.setenv("COLUMNS", "44")
    progress = Progress(done=1240, total=5120, paced=(("uribl-multi", 20.0),))
    shown = shown_on(Terminal(), progress)
    assert shown.startswith("\r\x1b[K1,240 of 5,120 questions answered; ")
    assert shown.endswith("\r\x1b[K")
    assert all(len(line) < 44 for line in shown.split("\r\x1b[K"))


def test_elsewhere_nothing_is_shown():
    assert shown_on(io.StringIO(), Progress(done=1, total=2)) == ""


def weighty(done: int, **more: object) -> Progress:
    """Of lists of high severity alone, which have 200 questions."""
    return Progress(done=done, total=200, weighty_done=done, weighty_total=200, **more)  # type: ignore[arg-type]


@each(
    "progress, says",
    [
        (weighty(0), "critical and high lists: nothing listed so far; 0 of 200 questions answered"),
        (
            weighty(120, weighty_listed=2),
            "critical and high lists: 2 listed so far; 120 of 200 questions answered",
        ),
        (
            weighty(200, weighty_listed=2),
            "critical and high lists: all answered, 2 listed; 200 of 200 questions answered",
        ),
        (Progress(done=1, total=2), "1 of 2 questions answered"),
    ],
)
def test_who_has_waited_a_while_sees_what_matters_first(progress: Progress, says: str) -> None:
    assert progress_line(progress, waited=True) == says
    assert progress_line(progress) == says.rpartition("; ")[2]


def zone(per_second: float | None) -> ZoneAsking:
    (entry,) = lists_of(1)
    entry = msgspec.structs.replace(entry, limits=Limits(per_second=per_second))
    politeness = Politeness(True, lambda _, wanted: wanted)
    asked = AskedList(entry=entry, zone=entry.zone, shown=entry.zone)
    return ZoneAsking([asked], ScriptedAsker(lambda _: ABSENT), ThroughResolvers(()), politeness, no)


def test_a_watch_tells_slow_from_silent():
    now = 0.0
    slow, mute, done = zone(2.0), zone(None), zone(None)

    async def probe() -> None:
        await asyncio.gather(slow.probe(), done.probe())

    asyncio.run(probe())
    watch = Watch((slow, mute, done), lambda: now)
    for one in (slow, mute):
        one.want(str(number) for number in range(100))
    assert watch.look() == weighty(0, paced=(("bl0", 2.0),))
    now = 0.9
    slow.done = 1
    assert watch.look().silent == 0
    now = 1.5
    assert watch.look() == weighty(1, paced=(("bl0", 2.0),), silent=1, silent_for=1.5)
    mute.done = 1  # a late answer
    assert watch.look() == weighty(2, paced=(("bl0", 2.0),))
    slow.done = mute.done = 100
    assert watch.look() == weighty(200)
