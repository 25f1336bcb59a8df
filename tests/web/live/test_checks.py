"""Checks on demand: how many there may be, what becomes of them; and what a pasted bounce means."""

import asyncio

from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report
from repcheck.web.checks import KEPT, Checks, OnStart
from tests.web.browsing import Clock, browsing, made_site, token_of

DONE = Report(started="2026-11-28T12:00:00Z", seconds=1.0, exit_code=ExitCode.OK)


async def done(_: OnStart) -> Report:
    return DONE


def made_checks(clock: Clock) -> Checks:
    return Checks(made_site(clock=clock).world, lambda *_: None)


async def test_one_of_a_thing_runs_at_once() -> None:
    checks, go = made_checks(Clock()), asyncio.Event()

    async def waits(_: OnStart) -> Report:
        await go.wait()
        return DONE

    first = checks.start(("192.0.2.1",), waits, "192.0.2.1")
    assert checks.start(("192.0.2.1",), done, "192.0.2.1") is first
    with first.hub.joined() as client:
        assert client is not None
        go.set()
        assert await client.changed(600)  # that it ended is told
    assert first.report is DONE
    assert checks.start(("192.0.2.1",), done, "192.0.2.1") is not first
    await checks.close()


async def test_results_are_kept_for_a_while() -> None:
    clock = Clock()
    checks = made_checks(clock)
    for number in range(KEPT + 3):
        await checks.start((str(number),), done).ended.wait()
    assert [job.about for job in checks.recent()] == [str(number) for number in range(KEPT + 2, 2, -1)]
    clock.forward(hours=2)
    assert checks.recent() == ()


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
        assert '<input type="hidden" name="target" value="192.0.2.10">' in page
        assert "Check 192.0.2.10 now</button>" in page  # by the form of any other check
        answer = await client.post("/explain", data={"token": token, "text": "good morning"})
        assert answer.status == 422
        assert "No refusal is in this text." in await answer.text()
        assert (await client.post("/explain", data={"token": token, "text": "x" * 300_000})).status == 413
