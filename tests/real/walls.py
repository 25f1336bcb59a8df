"""The real server of the wall on loopback, over a made-up past or over hostile texts."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec

from repcheck.app.catalogs import Configured
from repcheck.catalog.load import load_catalog
from repcheck.demo.history import write_history
from repcheck.demo.scenario import demo_catalog
from repcheck.demo.watched import demo_plan
from repcheck.model.observations import Severity, State
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair
from repcheck.model.watch.outbox import BounceHour, Mute, Notice, Outgoing, Pass, Request
from repcheck.store.ports import StateStore
from repcheck.store.sql.state import open_state
from repcheck.web.server import Place, Serving
from repcheck.web.site import Site
from tests.memory.made import NOW
from tests.support.hostile import HOSTILE
from tests.web.browsing import made_site

#: Texts that a store takes: NUL and halves of pairs are no text of PostgreSQL, and are refused before.
TEXTS = tuple(text[:400].replace("\x00", "").encode("utf-8", "ignore").decode() for text in HOSTILE.values())


@contextlib.asynccontextmanager
async def wall(site: Site) -> AsyncIterator[str]:
    """The address of a server of this site, without a slash at its end."""
    serving = Serving(site, Place("127.0.0.1", 0))
    port = await serving.begin()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await serving.end()


def opened(folder: Path, name: str) -> StateStore:
    folder.mkdir(parents=True, exist_ok=True)
    return open_state(folder / f"{name}.sqlite3")


def crowd(folder: Path, count: int) -> Site:
    """So many targets on three lists; each tenth is listed on one of them."""
    store, day = opened(folder, f"crowd-{count}"), timedelta(days=1)
    lists = ("psbl", "spamcop", "dronebl")
    memories, changes = [], []
    for number in range(count):
        target = f"198.{18 + number // 65_536}.{number // 256 % 256}.{number % 256}"
        for list_id in lists:
            bad = number % 10 == 0 and list_id == "psbl"
            standing = ListedAs(severity=Severity.HIGH) if bad else None
            pair = Pair(target, list_id)
            since = NOW - day if bad else None
            memories.append(Memory(pair=pair, group="pool-a", known=True, standing=standing, since=since))
            if standing is not None:
                changes.append(changed(pair, standing))
    with store.writing() as writing:
        writing.remember(memories)
        writing.record(changes)
        if count:
            last = Pass(started=NOW, seconds=9.0, exit_code=1, baseline=False, targets=count, lists=3)
            writing.finish(last)
    return made_site(store)


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


def demo(folder: Path) -> Site:
    """Ninety days of the demo."""
    store, catalog = opened(folder, "demo"), load_catalog(demo_catalog())
    write_history(store, catalog, NOW)
    return made_site(store, configured=Configured(catalog=catalog, plan=demo_plan(catalog)))


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
