"""Checks on demand: how many there may be, what becomes of them; and what a pasted bounce means."""

import asyncio
from collections.abc import Callable

import pytest

from repcheck.app.run.run import Run
from repcheck.errors import StoreUnavailable
from repcheck.model.report import ExitCode, Report
from repcheck.web.jobs import AGE, KEPT, RUNNING, BusyJobs, Job, Jobs
from tests.memory.made import NOW
from tests.web.browsing import browsing, made_site, token_of

DONE = Report(started="2026-11-28T12:00:00Z", seconds=1.0, exit_code=ExitCode.OK)
Started = Callable[[Run], None]


async def done(_: Started) -> Report:
    return DONE


async def failed(_: Started) -> Report:
    raise StoreUnavailable("is full", "quota.json")


async def ended(job: Job) -> None:
    with job.hub.joined() as client:
        while client is not None and job.runs:
            await client.changed(600)


async def test_few_run_at_once_and_one_of_a_thing() -> None:
    jobs, go = Jobs(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def waits(_: Started) -> Report:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(go.wait(), loop))
        return DONE

    running = [jobs.begin(str(number), f"target {number}", NOW, waits) for number in range(RUNNING)]
    assert jobs.begin("again", "target 0", NOW, waits) is running[0]
    with pytest.raises(BusyJobs):
        jobs.begin("more", "another", NOW, waits)
    go.set()
    for job in running:
        await ended(job)
    assert [job.report for job in running] == [DONE] * RUNNING
    assert jobs.begin("more", "another", NOW, done).runs
    jobs.close()


async def test_results_are_kept_for_a_while() -> None:
    jobs = Jobs()
    for number in range(KEPT + 3):
        await ended(jobs.begin(str(number), "one", NOW, done))
    kept = jobs.recent(NOW)
    assert [job.id for job in kept] == [str(number) for number in range(KEPT + 2, 2, -1)]
    assert jobs.find("0") is None
    assert jobs.recent(NOW + 2 * AGE) == ()


async def test_what_cannot_be_done_says_why() -> None:
    jobs = Jobs()
    job = jobs.begin("1", "one", NOW, failed)
    await ended(job)
    assert job.failed == "quota.json: is full"
    assert job.report is None


async def test_a_wrong_target_is_told_in_the_form() -> None:
    async with browsing(made_site()) as client:
        token = token_of(await (await client.get("/checks")).text())
        for wrong, said in (
            ("192.0.2.0/24", "hosts"),
            ("<b>", "&#34;&lt;b&gt;&#34;"),
            ("", "watches nothing"),
        ):
            answer = await client.post("/checks", data={"token": token, "target": wrong})
            assert answer.status == 400
            assert said in await answer.text()
        assert (await client.post("/checks", data={"target": "192.0.2.1"})).status == 403
        assert (await client.get("/checks/none")).status == 404


async def test_a_pasted_bounce_is_explained_and_shown_as_text() -> None:
    bounce = "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org; <script>alert(1)</script>"
    async with browsing(made_site()) as client:  # which asks nobody
        token = token_of(await (await client.get("/explain")).text())
        page = await (await client.post("/explain", data={"token": token, "text": bounce})).text()
        assert "Spamhaus" in page
        assert "Who has to act" in page
        assert "<script>alert" not in page
        answer = await client.post("/explain", data={"token": token, "text": "good morning"})
        assert answer.status == 422
        assert "No refusal is in this text." in await answer.text()
        assert (await client.post("/explain", data={"token": token, "text": "x" * 300_000})).status == 413
