"""Scripted days: what is said pass by pass is a golden file."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from repcheck.model.watch.watching import AlertPlan, Stdout
from tests.app.monitor.days import HOUR, Days

GOLDEN = Path(__file__).parent.parent / "golden" / "monitor_days.txt"
TARGETS = [f"203.0.113.{number}" for number in (1, 2)] + [f"198.51.{number}.7" for number in range(5)]
FIRST = TARGETS[0]


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    world = Days(tmp_path, ("alpha", "beta", "gamma"), TARGETS)
    yield world
    world.store.close()


class Diary:
    """What happened, and what was said of it."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.lines: list[str] = []

    def look(self, what: str, after: timedelta = HOUR) -> None:
        done = self.days.look(after)
        self.lines.append(f"## {self.days.now:%d %H:%M} {what} (exit {int(done.exit_code)})")
        for message in self.days.news():
            self.lines += [f"Subject: {message.subject}", "", message.text.rstrip()]
        self.lines.append("")

    def text(self) -> str:
        return "\n".join(self.lines)


def story(days: Days) -> str:
    diary = Diary(days)
    diary.look("all is clean: the baseline")
    days.listed["alpha"][FIRST] = "127.0.0.2"
    diary.look("medium listing, first seen")
    diary.look("the next pass agrees")
    days.listed["alpha"][FIRST] = "127.0.0.4"
    diary.look("it gets worse, and a second question agrees at once")
    diary.look("nothing changed")
    del days.listed["alpha"][FIRST]
    diary.look("it is gone, first seen")
    diary.look("the next pass agrees")
    _flapping(days, diary)
    _trouble(days, diary)
    _mutes(days, diary)
    _targets(days, diary)
    _when(days, diary)
    _neighbours(days, diary)
    return diary.text()


def _flapping(days: Days, diary: Diary) -> None:
    second = TARGETS[1]
    for _ in range(3):
        days.listed["beta"][second] = "127.0.0.4"
        diary.look("critical listing of another address")
        days.listed["beta"].clear()
        diary.look("gone")
        diary.look("gone, confirmed")
    days.listed["beta"][second] = "127.0.0.4"
    diary.look("listed again while it flaps")
    diary.look("a day later it is stable", timedelta(hours=25))
    days.listed["beta"].clear()
    diary.look("gone")
    diary.look("gone, confirmed")


def _trouble(days: Days, diary: Diary) -> None:
    days.mode["gamma"] = "dead"
    diary.look("a list dies")
    diary.look("it is dead for a day", timedelta(hours=24))
    diary.look("and longer")
    days.mode["gamma"] = "everybody"
    diary.look("it comes back and lists everybody")
    diary.look("still")
    days.mode.clear()
    diary.look("it is well again")
    days.network = False
    diary.look("the resolver dies")
    diary.look("still")
    days.network = True
    diary.look("it returns")


def _mutes(days: Days, diary: Diary) -> None:
    days.mute(FIRST, timedelta(hours=3))
    days.listed["alpha"][FIRST] = "127.0.0.4"
    diary.look("critical listing of a muted target")
    diary.look("the mute holds")
    diary.look("the mute has ended, the listing has not")
    days.mute(FIRST, timedelta(days=3))
    diary.look("muted again")
    days.listed["alpha"].clear()
    diary.look("gone")
    diary.look("gone, confirmed: the mute ends with it")
    days.listed["alpha"][FIRST] = "127.0.0.4"
    diary.look("listed anew: no mute holds it any more")


def _targets(days: Days, diary: Diary) -> None:
    days.listed["beta"]["198.51.100.99"] = "127.0.0.2"
    days.targets.append("198.51.100.99")
    diary.look("a target is added, and listed already")
    diary.look("nothing changed")
    days.targets.remove(FIRST)
    diary.look("a target that is listed is taken out")
    days.targets.append(FIRST)
    diary.look("it is put back")


def _when(days: Days, diary: Diary) -> None:
    days.alerts = (AlertPlan(id="daily", sink=Stdout(), digest=timedelta(hours=24)),)
    days.listed["gamma"][TARGETS[2]] = "127.0.0.4"
    diary.look("digest: critical listing")
    days.listed["gamma"][TARGETS[3]] = "127.0.0.4"
    diary.look("digest: one more")
    diary.look("digest: the day is over", timedelta(hours=24))
    local = (days.now + HOUR).astimezone()
    quiet = (time(local.hour), time((local.hour + 3) % 24))
    days.alerts = (AlertPlan(id="night", sink=Stdout(), quiet=quiet),)
    days.listed["gamma"][TARGETS[4]] = "127.0.0.4"
    diary.look("quiet hours: critical listing")
    days.listed["gamma"].clear()
    diary.look("quiet hours: all gone")
    diary.look("quiet hours: all gone, confirmed")
    diary.look("quiet hours are over", timedelta(hours=2))


def _neighbours(days: Days, diary: Diary) -> None:
    days.alerts = (AlertPlan(id="ops", sink=Stdout()),)
    days.listed["beta"] |= dict.fromkeys(TARGETS[:2], "127.0.0.4")
    diary.look("two neighbours are listed at once")
    days.listed["beta"].clear()
    diary.look("all is gone")
    diary.look("gone, confirmed")


def test_each_pass_says_what_it_said(days: Days) -> None:
    assert story(days) == GOLDEN.read_text(encoding="utf-8")
