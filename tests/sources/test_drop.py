"""Spamhaus DROP: a file that is whole or none, kept for a day, and believed for a week."""

import asyncio
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from repcheck.model.observations import State
from repcheck.model.said import Said
from repcheck.model.sources import Trouble
from repcheck.sources.drop import Copy, read_file, source
from tests.sources.means import HANGING, Made, address
from tests.support.services import drop
from tests.support.tables import each
from tests.support.web import FAULTS, NOW, Server, says, serving

MADE = int(NOW.timestamp()) - 3600
FILE = drop("192.0.2.0/24", "198.51.100.0/25", made=MADE)
SIX = drop("2001:db8::/32", made=MADE)


async def serve(request: web.BaseRequest) -> web.StreamResponse:
    body = SIX if request.path == "/drop_v6.json" else FILE
    if request.headers.get("If-None-Match") == '"1"':
        return web.Response(status=304)
    return web.Response(body=body, content_type="application/json", headers={"ETag": '"1"'})


def asked(
    server: Server, *values: str, folder: Path | None = None, days: float = 0, hangs: bool = False
) -> Said:
    async def about() -> Said:
        made = Made("spamhaus-drop", server.url, folder, now=lambda: NOW + timedelta(days=days), hangs=hangs)
        try:
            return await source(made.means).about([address(value) for value in values])
        finally:
            made.kept.save()
            await made.close()

    return asyncio.run(about())


def states(said: Said) -> list[tuple[str, str | None]]:
    return [(one.state.value, one.reason and one.reason.value) for _, one in said.observations]


def test_inside_is_listed_and_outside_clean_for_both_families() -> None:
    with serving(serve) as server:
        said = asked(server, "192.0.2.10", "198.51.100.200", "2001:db8::1", "2001:dead::1")
    assert states(said) == [("listed", None), ("clean", None), ("listed", None), ("clean", None)]
    listed = said.observations[0][1]
    assert (listed.list, listed.severity, listed.route) == ("spamhaus-drop", "critical", "file")
    assert listed.text == "192.0.2.0/24 SBL000000"
    assert [hit.id for hit in listed.sublists] == ["drop"]
    assert sorted(server.paths) == ["/drop_v4.json", "/drop_v6.json"]


def test_the_file_is_fetched_once_a_day_and_works_without_a_network_for_a_week(tmp_path: Path) -> None:
    with serving(serve) as server:
        asked(server, "192.0.2.10", folder=tmp_path)
        assert states(asked(server, "192.0.2.10", folder=tmp_path, days=0.5)) == [("listed", None)]
        assert len(server.asked) == 1
        # Not changed since: one question, no download.
        assert states(asked(server, "192.0.2.10", folder=tmp_path, days=2)) == [("listed", None)]
        assert len(server.asked) == 2
        server.handler = says(500)
        offline = asked(server, "192.0.2.10", "203.0.113.1", folder=tmp_path, days=6)
        assert states(offline) == [("listed", None), ("clean", None)]
        assert offline.oldest is not None
        assert states(asked(server, "203.0.113.1", folder=tmp_path, days=8)) == [("unknown", "no_data")]


def test_a_file_that_is_old_already_says_nothing() -> None:
    old = drop("192.0.2.0/24", made=MADE - 8 * 86_400)
    with serving(says(200, old)) as server:
        said = asked(server, "192.0.2.10", "203.0.113.1")
    assert states(said) == [("unknown", "no_data")] * 2
    assert not said.lists[0].usable


@each(
    "body",
    [
        b"",
        FILE.rsplit(b"\n", 2)[0],  # cut before the last line
        FILE[:-30],
        FILE.split(b"\n", 1)[1],  # an entry is missing
        drop(made=MADE),
        drop("192.0.2.0/33", made=MADE),
        FILE + b'{"cidr":"203.0.113.0/24","sblid":"SBL1"}\n',
        drop("192.0.2.0/24", meta='{"type":"metadata","timestamp":"now","records":1}'),
        drop("192.0.2.0/24", meta='{"type":"metadata","timestamp":true,"records":1}'),
        b"[" * 1000,
        b"\xff\xfe\n",
    ],
)
def test_a_file_that_is_not_whole_is_none(body: bytes) -> None:
    found = read_file(body)
    assert isinstance(found, Trouble)
    assert found.reason == "unexpected_answer"


def test_a_line_of_a_type_that_is_not_known_is_passed_over() -> None:
    lines = FILE.split(b"\n")
    found = read_file(b"\n".join([lines[0], b'{"type":"note","text":"x"}', *lines[1:]]))
    assert isinstance(found, Copy)
    assert len(found.networks) == 2


def test_no_fault_of_the_server_is_clean() -> None:
    with serving(serve) as server:
        for name, (handler, _) in FAULTS.items():
            server.handler = handler
            said = asked(server, "203.0.113.1", hangs=name in HANGING)
            assert [one.state for _, one in said.observations] == [State.UNKNOWN], name
            assert said.trouble is not None
