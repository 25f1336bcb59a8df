"""Mail records of watched domains: card, row on the first page, document, and a look on demand."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from repcheck.app.catalogs import Configured
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.app.run.keys import asked_lists
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Answer, Outcome, Server
from repcheck.model.records import PartState
from repcheck.model.watch.watching import WatchGroup, WatchPlan
from repcheck.render.html.cards import of_domain
from repcheck.render.json.domain import render_domain_json
from repcheck.render.wall.links import VEIL
from repcheck.store.ports import StateStore
from repcheck.web.site import Site
from tests.memory.domains import domain_look, domain_report, part
from tests.memory.made import HOUR, NOW, empty, passed
from tests.support.built_in import built_in_catalog
from tests.web.browsing import browsing, made_site, token_of

HOSTILE = "v=spf1 </pre><script>alert(1)</script>\x1b[31m -all"
RECORDS = {
    ("example.com", "TXT"): "v=spf1 ip4:203.0.113.1 -all",
    ("_dmarc.example.com", "TXT"): "v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
}


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    made = empty(tmp_path)
    passed(made, NOW - HOUR, {("example.com", "psbl"): None, ("mail.example.com", "psbl"): None})
    return made


def kept(store: StateStore, record: str = "v=spf1 -all") -> None:
    with store.writing() as writing:
        writing.keep_domains([domain_look("example.com", NOW - HOUR, record)])


async def test_a_domain_shows_its_records_with_their_time(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        before = await (await client.get("/domains/example.com")).text()
        assert "not looked at yet. The next pass does" in before
        assert 'id="domains"' not in await (await client.get("/")).text()
        kept(store, HOSTILE)
        page = await (await client.get("/domains/example.com")).text()
        assert "as of 2026-11-27 11:30 UTC" in page
        assert "could not be checked: DMARC" in page
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "\x1b" not in page
        assert "not looked at in this run" in page  # MX, of which this look says nothing
        assert 'id="records"' not in await (await client.get("/targets/mail.example.com")).text()
        front = await (await client.get("/")).text()
        assert '<a href="/domains/example.com">example.com</a>' in front
        assert '<td data-head="DMARC"><span><b class="mark unknown">unknown</b></span></td>' in front


def test_what_is_wrong_is_said_once_with_the_record_to_publish() -> None:
    domain = domain_report("example.com", part("mx", PartState.OK), part("spf", PartState.FAULTY))
    card = of_domain(domain, VEIL)
    assert card.verdict.startswith("1 point to look at")
    assert [note.says for note in card.faults] == ["The spf record is faulty."]
    assert card.publish == ("example.com. TXT ...",)


async def test_passes_that_look_at_no_records_are_said_to(store: StateStore) -> None:
    async with browsing(made_site(store, plan=WatchPlan(records=None))) as client:
        page = await (await client.get("/domains/example.com")).text()
    assert "Passes do not look at records here (records: never)" in page


async def test_the_document_is_that_of_the_command(store: StateStore) -> None:
    kept(store)
    expected = render_domain_json(domain_look("example.com", NOW - HOUR).report, "X")
    async with browsing(made_site(store)) as client:
        found = await (await client.get("/api/v1/domains/example.com")).json()
        assert {**found, "version": "X"} == msgspec.json.decode(expected)
        answer = await client.get("/api/v1/domains/example.net", headers={"Accept": "application/json"})
        assert (answer.status, answer.content_type) == (404, "application/problem+json")


def _answer(asked: AskedOfScript) -> Answer:
    text = RECORDS.get((asked.name, asked.rdtype))
    return ABSENT if text is None else Answer(Outcome.NOERROR, (text,), 300)


def looking_site(store: StateStore) -> Site:
    """A site that asks a script."""
    plan = WatchPlan(groups=(WatchGroup(group="own", watch=("example.com",), lists="psbl"),))
    site = made_site(store, configured=Configured(catalog=built_in_catalog(), plan=plan))

    def asking(lists: Sequence[ReputationList]) -> Asking:
        own = AskingPlan(servers=(Server("127.0.0.1", 9),), polite=False)
        return Asking(own, asked_lists(lists, site.world), site.world, ScriptedAsker(_answer))

    return msgspec.structs.replace(site, asking=asking)


async def test_a_check_now_of_a_watched_domain_looks_at_its_records(store: StateStore) -> None:
    kept(store)
    site = looking_site(store)
    async with browsing(site) as client:
        page = await (await client.get("/domains/example.com")).text()
        assert '<input type="hidden" name="target" value="example.com">' in page
        form = {"token": token_of(page), "target": "example.com"}
        await client.post("/checks", data=form)
        (job,) = site.checks.recent()
        await job.ended.wait()
        assert job.error is None
        result = await (await client.get(f"/checks/{job.id}")).text()
        assert "as of 2026-11-27 12:30 UTC" in result
        page = await (await client.get("/domains/example.com")).text()
        assert "rua=mailto:dmarc@example.com" in page
        for unwatched in ("example.net", "203.0.113.9"):
            await client.post("/checks", data={**form, "target": unwatched})
            await site.checks.recent()[0].ended.wait()
    (seen,) = store.domains()
    assert (seen.domain, seen.at) == ("example.com", NOW)
    assert seen.parts["dmarc"].seen is PartState.OK
