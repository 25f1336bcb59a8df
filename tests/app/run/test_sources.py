"""Sources of a run are asked beside the lists, end with the run, and cannot make it fail."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from aiohttp import web

from repcheck.app.check.check import Checked, check
from repcheck.app.check.request import CheckRequest
from repcheck.app.check.sources import beside, by_target
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.run import Run
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.catalog import Catalog, Delisting
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import ListHealth, Observation, State, SublistHit
from repcheck.model.report import Report
from repcheck.model.said import Said, SourceSeen
from repcheck.model.sources import SourceHealth, SourceSetting
from repcheck.render.letters.write import letters
from repcheck.targets.parse import parse_target
from tests.app.asked import LISTED, a_list
from tests.support.services import NESTED, drop, network
from tests.support.web import hangs, says, serving

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
OWNER = Delisting(how="The owner of the network asks for removal.", who="network_owner")


def world(folder: Path, **environ: str) -> Environment:
    places = {f"XDG_{name}_HOME": str(folder / name) for name in ("STATE", "CACHE", "CONFIG")}
    return Environment(
        now=lambda: NOW,
        monotonic=lambda: 0.0,
        environ={**places, **environ},
        token=lambda: "token",
        warn=pytest.fail,
    )


async def checked(
    asker: ScriptedAsker,
    sources: Sequence[SourceSetting] | None,
    environment: Environment,
) -> Report:
    """The report of a run over one address that one list is asked about."""
    asked = a_list(delisting=OWNER)
    by_file = a_list("spamhaus-drop", asks=(), delisting=OWNER).entry
    request = CheckRequest(
        targets=parse_target("192.0.2.10", max_hosts=1),
        catalog=Catalog(
            source="test", lists=(asked.entry, by_file), sources=None if sources is None else tuple(sources)
        ),
        lists=(asked.entry,),
        any_address=True,
    )
    asking = Asking(AskingPlan(servers=(), polite=False), [asked], environment, asker)
    found: Checked = await check(request, asking, environment)
    return found.report()


def listing(asked: AskedOfScript) -> Answer:
    """The list has the address, and its test entry."""
    return LISTED if asked.owner in ("2.0.0.127", "10.2.0.192") and asked.zone else ABSENT


def rdap(url: str) -> SourceSetting:
    return SourceSetting(id="rdap", url=url, own=True)


async def test_the_owner_of_the_network_stands_in_the_step_that_only_he_can_take(tmp_path: Path) -> None:
    document = json.dumps(network(NESTED))
    with serving(says(200, document, "application/rdap+json")) as server:
        report = await checked(ScriptedAsker(listing), [rdap(server.url)], world(tmp_path))
    [step] = [step for step in report.plan if step.phase == "ask"]
    assert step.who == "network_owner"
    assert step.contacts == ("abuse@example.net",)
    assert "192.0.2.0/24 to Example Hosting: write to abuse@example.net (RDAP, 2026-11-20)" in step.how
    [letter] = letters(report, Catalog(source="test", lists=()), "en")
    assert letter.text.startswith("To: abuse@example.net")
    [source] = report.sources
    assert (source.source, source.answered, source.reason) == ("rdap", 1, None)
    assert "network_owner" in [finding.id for finding in report.findings]


async def test_a_register_is_asked_only_about_what_is_listed(tmp_path: Path) -> None:
    with serving(says(500)) as server:
        point = ScriptedAsker(lambda asked: LISTED if asked.owner == "2.0.0.127" else ABSENT)
        report = await checked(point, [rdap(server.url)], world(tmp_path))
        assert server.asked == []
        assert report.exit_code == 0


async def test_a_register_that_is_silent_holds_no_run_and_is_left_alone_for_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repcheck.app.run.sources.PATIENCE", 0.0)
    with serving(hangs) as server:
        for asked in (1, 1):
            report = await checked(ScriptedAsker(listing), [rdap(server.url)], world(tmp_path))
            assert report.exit_code == 1
            [source] = report.sources
            assert (source.answered, source.reason) == (0, "timeout")
            assert len(server.asked) <= asked
        server.handler = says(200, json.dumps(network(NESTED)), "application/rdap+json")
        later = msgspec.structs.replace(world(tmp_path), now=lambda: NOW + timedelta(hours=2))
        monkeypatch.undo()
        [source] = (await checked(ScriptedAsker(listing), [rdap(server.url)], later)).sources
        assert source.reason is None


async def test_a_list_whose_entries_nobody_else_ends_is_no_reason_to_ask_a_register(tmp_path: Path) -> None:
    with serving(says(500)) as server:
        asked = a_list()
        catalog = Catalog(source="test", lists=(asked.entry,), sources=(rdap(server.url),))
        targets = parse_target("192.0.2.10", max_hosts=1)
        request = CheckRequest(targets=targets, catalog=catalog, lists=(asked.entry,), any_address=True)
        environment = world(tmp_path)
        asking = Asking(AskingPlan(servers=(), polite=False), [asked], environment, ScriptedAsker(listing))
        assert (await check(request, asking, environment)).report().exit_code == 1
        assert server.asked == []


async def test_no_address_that_is_not_public_is_told_to_the_public(tmp_path: Path) -> None:
    # Without a configuration the usual sources are asked, but never about addresses like these.
    report = await checked(ScriptedAsker(listing), None, world(tmp_path))
    assert report.sources == ()
    assert report.exit_code == 1


async def test_lists_and_sources_are_asked_at_the_same_time(tmp_path: Path) -> None:
    """Each waits for the other: a run that asked them one after the other would never end."""
    dns_asked, web_asked = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def script(asked: AskedOfScript) -> Answer:
        if asked.owner == "10.2.0.192":
            dns_asked.set()
            await web_asked.wait()
        return listing(asked)

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        loop.call_soon_threadsafe(web_asked.set)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(dns_asked.wait(), loop))
        return await says(200, '{"data":{}}')(request)

    with serving(handler) as server:
        setting = SourceSetting(id="abuseipdb", url=server.url, own=True, key="env:KEY")
        report = await checked(ScriptedAsker(script), [setting], world(tmp_path, KEY="k" * 40))
    assert web_asked.is_set()
    assert dns_asked.is_set()
    assert report.sources[0].requests == 1


async def test_a_run_that_ends_does_not_wait_for_a_source(tmp_path: Path) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def handler(_: web.BaseRequest) -> web.StreamResponse:
        loop.call_soon_threadsafe(asked.set)
        await asyncio.Event().wait()
        raise AssertionError

    with serving(handler) as server:
        listed = a_list(delisting=OWNER)
        request = CheckRequest(
            targets=parse_target("192.0.2.10", max_hosts=1),
            catalog=Catalog(source="test", lists=(listed.entry,), sources=(rdap(server.url),)),
            lists=(listed.entry,),
            any_address=True,
        )
        environment = world(tmp_path)
        asking = Asking(AskingPlan(servers=(), polite=False), [listed], environment, ScriptedAsker(listing))

        async def end_it() -> None:
            await asked.wait()
            runs[0].end("timeout")

        runs: list[Run] = []
        ending = asyncio.ensure_future(end_it())
        report = (await check(request, asking, environment, runs.append)).report()
        await ending
    assert report.exit_code == 1  # the listing was seen
    assert report.sources[0].reason == "timeout"
    assert "source_unknown" in [finding.id for finding in report.findings]
    assert report.targets[0].observations[0].outcome is Outcome.NOERROR


def seen(*observations: Observation) -> SourceSeen:
    health = ListHealth(list="spamhaus-drop", zone="z", usable=True, route="file")
    source = SourceHealth(source="spamhaus-drop", name="DROP", kind="list")
    return SourceSeen(
        source, Said(observations=tuple(("192.0.2.10", one) for one in observations), lists=(health,))
    )


def test_what_zen_lists_as_drop_is_listed_once() -> None:
    hit = SublistHit("drop", "DROP", "the whole network")
    by_file = Observation(list="spamhaus-drop", zone="z", state=State.LISTED, sublists=(hit,), route="file")
    zen = Observation(list="spamhaus-zen", zone="zen", state=State.LISTED, sublists=(hit,))
    other = Observation(list="spamhaus-zen", zone="zen", state=State.LISTED)
    assert beside((zen,), (by_file,)) == ()
    assert beside((other,), (by_file,)) == (by_file,)
    assert beside((), (by_file,)) == (by_file,)
    # And a list that the run asks by itself is not taken from a file.
    assert by_target([seen(by_file)], {"spamhaus-drop"}) == {}
    assert by_target([seen(by_file)], set()) == {"192.0.2.10": [by_file]}


async def test_a_file_of_a_list_counts_as_one_that_was_asked(tmp_path: Path) -> None:
    made = int(NOW.timestamp())
    with serving(says(200, drop("192.0.2.0/24", made=made))) as server:
        setting = SourceSetting(id="spamhaus-drop", url=server.url, own=True)
        point = ScriptedAsker(lambda asked: LISTED if asked.owner == "2.0.0.127" else ABSENT)
        report = await checked(point, [setting], world(tmp_path))
    assert [(one.list, one.state, one.route) for one in report.targets[0].observations] == [
        ("bl", "clean", "dns"),
        ("spamhaus-drop", "listed", "file"),
    ]
    assert report.exit_code == 1
    # It cannot be chosen by --lists: it comes with every run.
    [verify] = [step.command for step in report.plan if step.phase == "verify"]
    assert verify == "repcheck check 192.0.2.10"
    [_, health] = report.lists
    assert (health.list, health.asked, health.answered, health.usable) == ("spamhaus-drop", 1, 1, True)


def test_without_sources_a_run_loads_none_of_their_modules() -> None:
    code = (
        "import sys; import repcheck.cli.commands.check, repcheck.app.check.check, repcheck.app.run.network; "
        "import repcheck.app.run.asking; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "repcheck.app.run.run" in loaded
    late = (
        "aiohttp",
        "repcheck.sources",
        "repcheck.http",
        "repcheck.app.run.sources",
        "repcheck.app.run.clients",
    )
    assert [name for name in loaded if name.startswith(late)] == []
