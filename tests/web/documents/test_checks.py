"""A check by the API: asked for, looked at, its report; few at once, and only for who may."""

import asyncio
import json

import pytest

from repcheck.app.catalogs import Configured
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.errors import Unreachable
from repcheck.model.catalog import Catalog
from repcheck.model.dns import Answer, Server
from repcheck.model.report import Report
from repcheck.model.watch.serving import Role
from repcheck.web.checks import AT_ONCE, KEPT, WAITING, Checks, Full, OnStart
from repcheck.web.guard.entrance import Bearer, Entrance, digest_of
from repcheck.web.site import Site
from tests.app.answering import ABSENT, LISTED, lists_of
from tests.web.browsing import browsing, made_site
from tests.web.documents.api import holds

PATH = "/api/v1/checks"
TOKENS = {"viewer": "viewer" + "v" * 20, "operator": "operator" + "o" * 20}


def checking() -> Site:
    """A site with two lists, of which one lists 192.0.2.10."""

    def script(asked: AskedOfScript) -> Answer:
        if asked.owner == "2.0.0.127" or (asked.zone == "bl0.example" and asked.owner == "10.2.0.192"):
            return LISTED
        return ABSENT

    world = real_environment({}, print)
    plan = AskingPlan(servers=(Server("127.0.0.1", 9),))
    return made_site(
        world=world,
        checks=Checks(world, lambda line, kind: None),
        asking=lambda lists: Asking(plan, asked_lists(lists, world), world, ScriptedAsker(script)),
        configured=Configured(catalog=Catalog(source="made up", lists=lists_of(2))),
    )


async def test_a_check_is_a_job_with_a_report() -> None:
    site = checking()
    async with browsing(site) as client:
        answer = await client.post(PATH, json={"targets": ["192.0.2.10"]}, headers={"Accept": "*/*"})
        begun = holds(await answer.read(), PATH, "post", 202)
        place = answer.headers["Location"]
        assert place == f"{PATH}/{begun['id']}"
        job = site.checks.find(begun["id"])
        assert job is not None
        await job.ended.wait()
        found = holds(await (await client.get(place)).read(), f"{PATH}/{{id}}", "get", 200)
        assert (found["state"], found["report"], found["error"]) == ("done", f"{place}/report", None)
        assert found["done"] == found["total"] > 0
        report = holds(await (await client.get(found["report"])).read(), f"{PATH}/{{id}}/report", "get", 200)
    assert report["schema"] == "repcheck.check/1"
    # documentation addresses are reported and not asked about
    assert [one["target"] for one in report["targets"]] == ["192.0.2.10"]


async def test_what_is_no_check_is_refused() -> None:
    wrong = {
        '{"targets": []}': (400, "targets: is empty"),
        '{"targets": ["192.0.2.0/25"]}': (400, "64"),
        '{"targets": ["not a name!"]}': (400, "not a name!"),
        '{"targets": ["192.0.2.10"], "lists": "psbI"}': (400, "--lists"),
        '{"target": ["192.0.2.10"]}': (400, "unknown field"),
        "[" * 5000: (400, "body"),
    }
    async with browsing(checking()) as client:
        for body, (status, said) in wrong.items():
            headers = {"Content-Type": "application/json"}
            answer = await client.post(PATH, data=body, headers=headers)
            assert answer.status == status, body[:80]
            assert said in (await answer.json())["detail"], body[:80]


async def test_a_viewer_starts_none() -> None:
    bearers = tuple(Bearer(name, Role(name), digest_of(token)) for name, token in TOKENS.items())
    site = checking()
    site = made_site(entrance=Entrance(open=False, bearers=bearers), asking=site.asking, checks=site.checks)
    async with browsing(site) as client:
        statuses = {}
        for name, token in TOKENS.items():
            headers = {"Authorization": f"Bearer {token}"}
            answer = await client.post(
                PATH, json={"targets": ["192.0.2.10"], "lists": "psbl"}, headers=headers
            )
            statuses[name] = answer.status
        answer = await client.post(PATH, json={"targets": ["192.0.2.10"]})
        statuses["nobody"] = answer.status
    assert statuses == {"viewer": 403, "operator": 202, "nobody": 401}


async def test_few_run_few_wait_and_few_are_kept() -> None:
    gate, running = asyncio.Event(), []

    async def work(_: OnStart) -> Report:
        running.append(1)
        await gate.wait()
        raise Unreachable("no resolver answers", "resolver")

    checks = Checks(real_environment({}, print), lambda line, kind: None)
    jobs = [checks.start(("192.0.2.10",), work) for _ in range(AT_ONCE + WAITING)]
    with pytest.raises(Full):
        checks.start(("192.0.2.10",), work)
    await asyncio.sleep(0)
    assert (len(running), jobs[0].state) == (AT_ONCE, "waiting")
    gate.set()
    for job in jobs:
        await job.ended.wait()
    assert {(job.state, job.error) for job in jobs} == {("failed", "resolver: no resolver answers")}
    for _ in range(KEPT + 5):
        await checks.start(("192.0.2.10",), work).ended.wait()
    assert checks.find(jobs[0].id) is None
    gate.clear()
    last = checks.start(("192.0.2.10",), work)
    await checks.close()
    assert (last.state, last.error) == ("failed", "The server ended.")


async def test_a_fault_of_ours_is_told_in_the_log_alone() -> None:
    said: list[tuple[str, str]] = []

    async def work(_: OnStart) -> Report:
        raise ValueError(json.dumps({"a": "secret"}))

    checks = Checks(real_environment({}, print), lambda line, kind: said.append((line, kind)))
    job = checks.start(("192.0.2.10",), work)
    await job.ended.wait()
    assert said == [("a check ended with ValueError", "check")]
    assert job.error == "A fault of repcheck itself; the log of the server has a line."
