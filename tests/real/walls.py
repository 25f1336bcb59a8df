"""The real server of the wall on loopback, over a made-up past or over hostile texts."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from repcheck.app.catalogs import Configured
from repcheck.demo.history import write_history
from repcheck.demo.watched import demo_plan
from repcheck.model.observations import Severity, State
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair
from repcheck.model.watch.outbox import BounceHour, ListPass, Mute, Notice, Outgoing, Pass, Request, begin_of
from repcheck.store.ports import StateStore
from repcheck.web.server import ServedAt, Serving
from repcheck.web.site import Site
from repcheck.words.refusals import asking, refuses
from tests.memory.made import DAY, HOUR, NOW
from tests.support.built_in import the_demo_catalog
from tests.support.hostile import HOSTILE
from tests.support.stores import state_in, state_like
from tests.web.browsing import made_site
from tests.web.entering import with_accounts

#: Texts that a store takes: NUL and halves of pairs are no text of PostgreSQL, and are refused before.
TEXTS = tuple(text[:400].replace("\x00", "").encode("utf-8", "ignore").decode() for text in HOSTILE.values())

_HOUR = int(NOW.timestamp() // 3600)


@contextlib.asynccontextmanager
async def wall(site: Site) -> AsyncIterator[str]:
    """The address of a server of this site, without a slash at its end."""
    serving = Serving(site, ServedAt("127.0.0.1", 0))
    port = await serving.begin()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await serving.end()


def opened(folder: Path, name: str) -> StateStore:
    folder.mkdir(parents=True, exist_ok=True)
    return state_in(folder / f"{name}.sqlite3")


LISTS = ("psbl", "spamcop", "dronebl")
GROUPS = ("pool-a", "pool-b", "newsletter")
CAUSE = refuses(asking("Passive Spam Block List"), "pool-a")


def crowd(folder: Path, count: int) -> Site:
    """So many targets on three lists: each tenth is listed, each seventh unknown on one of them.

    What goes with them grows with their number: changes, bounces, messages, mutes, requests.
    """
    store = opened(folder, f"crowd-{count}")
    targets = [f"198.{18 + number // 65_536}.{number // 256 % 256}.{number % 256}" for number in range(count)]
    memories = [_remembered(number, target, name) for number, target in enumerate(targets) for name in LISTS]
    listed = [one for one in memories if one.standing is not None]
    with store.writing() as writing:
        writing.remember(memories)
        for one in listed:
            change = changed(one.pair, one.standing or ListedAs())
            writing.record([change])
            writing.enqueue([_message(change)])
            number = len(change.pair.target)
            writing.count_bounces(
                BounceHour(cause=CAUSE, hour=_HOUR - back, count=number, first=NOW - back * HOUR)
                for back in range(0, 60, 7)
            )
        for one in listed[::3]:
            asked = Request(
                target=one.pair.target, list=one.pair.list, asked=NOW - HOUR, note="form filled in"
            )
            writing.request(asked)
        for one in listed[1::3]:
            writing.mute(
                Mute(
                    id=0,
                    target=one.pair.target,
                    list=one.pair.list,
                    until=NOW + 9 * DAY,
                    reason="moves",
                    since=NOW,
                )
            )
        if count:
            seen = [ListPass(list=name, at=NOW, answered=name != "dronebl", rtt_ms=12.5) for name in LISTS]
            writing.finish(
                Pass(started=NOW, seconds=9.0, exit_code=1, baseline=False, targets=count, lists=3), seen
            )
    return made_site(store)


def _remembered(number: int, target: str, name: str) -> Memory:
    bad, silent = number % 10 == 0 and name == "psbl", number % 7 == 2 and name == "dronebl"
    severity = (Severity.CRITICAL, Severity.HIGH, Severity.LOW)[number // 10 % 3]
    return Memory(
        pair=Pair(target, name),
        group=GROUPS[number % 3],
        known=not silent,
        standing=ListedAs(severity=severity) if bad else None,
        since=NOW - DAY if bad else None,
        unknown_since=NOW - 2 * HOUR if silent else None,
    )


def _message(change: Change) -> Outgoing:
    number = int(change.pair.target.rpartition(".")[2])
    waits = number % 20 == 0
    return Outgoing(
        id=f"m-{change.pair.target}",
        sink="postmaster" if waits else "team-chat",
        thread=change.key,
        body="{}" if waits else "",
        created=change.at,
        due=change.at,
        attempts=3 if waits else 1,
        error="Connection refused" if waits else None,
        sent=None if waits else change.at,
        subject=f"{change.pair.target} is listed on {change.pair.list}",
        about=begin_of(change.key),
    )


def changed(pair: Pair, standing: ListedAs, reason: str | None = None) -> Change:
    return Change(
        pair=pair,
        group="pool-a",
        before=State.CLEAN,
        to=ChangeKind.LISTED,
        at=NOW - timedelta(days=1),
        severity=standing.severity,
        standing=standing,
        reason=reason,
        key=f"{pair.target} {pair.list}",
    )


def unborn(_: Path) -> Site:
    """Before the first pass: there is no store."""
    return made_site()


def guarded(folder: Path) -> Site:
    """Where people log in."""
    return demo(folder, entrance=with_accounts())


def demo(folder: Path, **changed: Any) -> Site:
    """Ninety days of the demo. ``changed``: as for ``made_site``."""
    store, catalog = state_like(folder / "demo.sqlite3", _past), the_demo_catalog()
    return made_site(store, configured=Configured(catalog=catalog, plan=demo_plan(catalog)), **changed)


def _past(store: StateStore) -> None:
    write_history(store, the_demo_catalog(), NOW)


def hostile(folder: Path) -> Site:
    """A store in which every text is one of the hostile ones."""
    store = opened(folder, "hostile")
    with store.writing() as writing:
        for number, text in enumerate(TEXTS):
            pair, standing = (
                Pair(f"192.0.2.{number}", text),
                ListedAs(sublists=(text,), severity=Severity.HIGH),
            )
            writing.remember(
                [Memory(pair=pair, group=text, known=True, standing=standing, since=NOW - timedelta(days=1))]
            )
            writing.record([msgspec.structs.replace(changed(pair, standing, text), group=text)])
            writing.mute(
                Mute(id=0, target=text, list=text, until=NOW + timedelta(days=3), reason=text, since=NOW)
            )
            writing.request(Request(target=pair.target, list=text, asked=NOW, note=text))
            writing.count_bounces(
                [BounceHour(cause=text, hour=int(NOW.timestamp() // 3600), count=3, first=NOW)]
            )
            writing.enqueue(
                [
                    Outgoing(
                        id=f"m{number}",
                        sink=text,
                        thread=text,
                        body="",
                        created=NOW,
                        due=NOW,
                        subject=text,
                        error=text,
                    )
                ]
            )
        writing.notices([Notice(key=text, since=NOW) for text in TEXTS])
        writing.finish(Pass(started=NOW, seconds=9.0, exit_code=1, baseline=False, targets=9, lists=3))
    return made_site(store)
