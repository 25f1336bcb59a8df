"""Texts of strangers in all free words of the memory: each page that can be reached shows them as text."""

from datetime import timedelta
from pathlib import Path

from yarl import URL

from repcheck.model.observations import Severity, State
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair
from repcheck.model.watch.outbox import BounceHour, ListPass, Mute, Outgoing, Pass, Request
from repcheck.store.ports import StateStore
from tests.memory.made import DAY, HOUR, NOW, TARGET, empty
from tests.render.html.reading import Read
from tests.support.hostile import ALL_AT_ONCE
from tests.web.browsing import browsing, made_site

#: What a database takes: no half pairs, no end of string.
TEXT = "".join(char for char in ALL_AT_ONCE if char != "\0" and not "\ud800" <= char <= "\udfff")
#: The catalog sees to ids.
LIST = "psbl"
_MOST = 60
_OURS = ("http://", "https://", "mailto:")


def poisoned(tmp_path: Path) -> StateStore:
    store = empty(tmp_path)
    pair, listed = Pair(TARGET, LIST), ListedAs(sublists=(TEXT,), severity=Severity.HIGH)
    change = Change(
        pair=pair, group=TEXT, before=State.CLEAN, to=ChangeKind.LISTED, at=NOW - HOUR,
        severity=Severity.HIGH, standing=listed, reason=TEXT, key=TEXT[:64],
    )  # fmt: skip
    memory = Memory(pair=pair, group=TEXT, standing=listed, known=True, since=NOW - DAY, told=listed)
    message = Outgoing(
        id="m1", sink=TEXT, thread=TEXT, body="{}", created=NOW - HOUR, due=NOW, error=TEXT, subject=TEXT,
        about=change.key[:8],
    )  # fmt: skip
    done = Pass(
        started=NOW - timedelta(minutes=5), seconds=1, exit_code=1, baseline=False, targets=1, lists=1
    )
    with store.writing() as writing:
        writing.remember([memory])
        writing.record([change])
        writing.enqueue([message])
        writing.mute(Mute(id=0, target=TARGET, list=LIST, until=NOW + DAY, reason=TEXT, since=NOW - DAY))
        writing.request(Request(target=TARGET, list=LIST, asked=NOW - HOUR, note=TEXT))
        hour = int(NOW.timestamp() // 3600)
        writing.count_bounces(
            [BounceHour(cause=" ".join(TEXT.split("\n")), hour=hour, count=9, first=NOW - HOUR)]
        )
        writing.finish(done, [ListPass(list=LIST, at=NOW, answered=False)])
    return store


def assert_is_text(page: str, where: str) -> Read:
    assert [char for char in page if not char.isprintable() and char != "\n"] == [], where
    found = Read(page)
    assert "<script>" not in page, where
    assert all(one.attributes.get("src", "").startswith("/static/") for one in found.of("script")), where
    assert not found.of("img"), where
    names = {name for one in found.elements for name in one.attributes}
    assert not [name for name in names if name.startswith("on") or name == "style"], where
    own = {f"#{one.attributes['id']}" for one in found.elements if "id" in one.attributes}
    for link in found.of("a"):
        href = link.attributes["href"]
        assert href in own or href.startswith(("?", "/", *_OURS)), (where, href)
        assert not href.startswith("//"), where
    return found


async def test_every_page_shows_them_as_text(tmp_path: Path) -> None:
    async with browsing(made_site(poisoned(tmp_path))) as client:
        waiting, seen = ["/", "/history?at=2026-11-27T12:00"], set[str]()
        while waiting and len(seen) < _MOST:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            answer = await client.get(URL(path, encoded=True))
            assert answer.status == 200, path
            found = assert_is_text(await answer.text(), path)
            links = [one.attributes["href"] for one in found.of("a")]
            waiting += [one for one in links if one.startswith("/") and one not in seen]
    rooms = {path.split("/")[1].partition("?")[0] for path in seen}
    assert {"", "targets", "lists", "history", "bounces", "causes", "alerts", "mutes"} <= rooms
