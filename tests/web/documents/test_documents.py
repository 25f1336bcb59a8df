"""The API gives the documents of the command line, page by page, and says why it does not."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from yarl import URL

from repcheck.app.bounces.stored import store_records
from repcheck.model.bounces import BounceRecord
from repcheck.store.ports import StateStore
from repcheck.web.documents.table import ROWS
from tests.memory.made import NOW, TARGET, empty, every_hour
from tests.support.typed import typed
from tests.web.browsing import Clock, browsing, made_site
from tests.web.documents.api import DESCRIBED, holds, remembering

PLAIN = {"Accept": "application/json"}
#: What prints the same document.
COMMANDS = {
    "/api/v1/status": ("status", "--format", "json"),
    f"/api/v1/status?target={TARGET}": ("status", TARGET, "--format", "json"),
    "/api/v1/history": ("history", "show", "--format", "json"),
    "/api/v1/history?list=psbl": ("history", "show", TARGET, "psbl", "--format", "json"),
}


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    return remembering(tmp_path)


async def test_documents_are_those_of_the_command_line_octet_by_octet(
    store: StateStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = made_site(store)
    for name in ("status", "history"):
        monkeypatch.setattr(f"repcheck.cli.commands.memory.{name}.environment", lambda: site.world)
    async with browsing(site) as client:
        for path, words in COMMANDS.items():
            answer = await client.get(path, headers=PLAIN)
            printed = typed(*words, "--state", str(tmp_path)).stdout
            assert (answer.status, await answer.read()) == (200, printed), path


async def test_each_path_answers_what_the_description_says(store: StateStore) -> None:
    gets = [row for row in ROWS if row.method == "GET" and "{" not in row.path and row.gives]
    site = made_site(store)
    async with browsing(site) as client:
        for row in gets:
            answer = await client.get(row.path, headers=PLAIN)
            assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (200, row.kind)
            if row.kind == "application/json":
                holds(await answer.read(), row.path, "get", 200)
        text = {"text": "554 5.7.1 Client host [192.0.2.10] blocked using bl.example"}
        answer = await client.post("/api/v1/explain", json=text, headers=PLAIN)
        holds(await answer.read(), "/api/v1/explain", "post", answer.status)
        described = await (await client.get("/api/v1/openapi.json")).json()
    assert described == json.loads(json.dumps(DESCRIBED))
    from openapi_spec_validator import OpenAPIV31SpecValidator

    OpenAPIV31SpecValidator(described).validate()


async def test_pages_follow_each_other_until_all_is_told(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        place, found = "/api/v1/outbox?limit=4", []
        while place:
            answer = await client.get(place, headers=PLAIN)
            document = await answer.json()
            found.append([one["id"] for one in document["messages"]])
            place = URL(answer.links["next"]["url"]).path_qs if answer.links else ""
        everything = await (await client.get("/api/v1/outbox?state=all", headers=PLAIN)).json()
    assert [len(page) for page in found] == [4, 2]
    assert [name for page in found for name in page] == ["m6", "m5", "m4", "m3", "m2", "m1"]
    assert {one["id"]: one["state"] for one in everything["messages"]}["m0"] == "sent"


async def test_what_is_no_good_is_a_problem_with_its_reason(store: StateStore) -> None:
    wrong = {
        "/api/v1/status?target=nonsense%20here": (400, "nonsense here"),
        "/api/v1/status?targt=192.0.2.10": (400, "targt: is not a field here"),
        "/api/v1/history?limit=0": (400, "from 1 to 5,000"),
        "/api/v1/history?limit=5&limit=6": (400, "limit: is there twice"),
        "/api/v1/history?list=psbI": (400, 'did you mean "psbl"'),
        "/api/v1/outbox?state=lost": (400, "none of waiting, all"),
        "/api/v1/nothing": (404, "no such page"),
        "/api/v1/checks/none": (404, "no such check"),
    }
    async with browsing(made_site(store)) as client:
        for path, (status, said) in wrong.items():
            answer = await client.get(path, headers=PLAIN)
            assert (answer.status, answer.content_type) == (status, "application/problem+json"), path
            problem = await answer.json()
            assert said in problem["detail"], problem
            holds(await answer.read(), "/api/v1/checks/{id}", "get", 404)
        answer = await client.post("/api/v1/explain", json={"txt": "x"}, headers=PLAIN)
        assert "unknown field `txt`" in (await answer.json())["detail"]
        answer = await client.post("/api/v1/explain", json={"text": "hello"}, headers=PLAIN)
        assert answer.status == 422
    async with browsing(made_site()) as client:
        found = await (await client.get("/api/v1/status", headers=PLAIN)).json()
        assert (found["age"], found["exit_code"]) == ("none", 3)
        assert (await client.get("/metrics", headers=PLAIN)).status == 200


async def test_kept_bounces_are_lines(tmp_path: Path, store: StateStore) -> None:
    site = made_site(store)
    environ = {"REPCHECK_STATE": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    world: Any = site.world.__class__(
        now=site.world.now, monotonic=site.world.monotonic, environ=environ, token=site.world.token,
        warn=site.world.warn,
    )  # fmt: skip
    site = made_site(store, world=world)
    records = [
        BounceRecord(file=f"mail.log:{number}", index=0, kind="bounce", time="2026-11-27T10:00:00Z")
        for number in range(3)
    ]
    store_records(records, world, 400)
    schema = {"$ref": "#/components/schemas/record-1", "components": DESCRIBED["components"]}
    async with browsing(site) as client:
        answer = await client.get("/api/v1/bounces?limit=2", headers=PLAIN)
        lines = [json.loads(line) for line in (await answer.read()).splitlines()]
        assert [line["file"] for line in lines] == ["mail.log:0", "mail.log:1"]
        assert 'rel="next"' in answer.headers["Link"]
    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(line)


async def test_ready_is_a_store_with_a_pass_within_two_periods(tmp_path: Path) -> None:
    store, clock = empty(tmp_path), Clock(NOW)
    async with browsing(made_site(store, clock=clock)) as client:
        assert (await client.get("/healthz")).status == 200
        answer = await client.get("/readyz")
        assert (answer.status, await answer.text()) == (503, "not ready: no pass was made yet\n")
        every_hour(store, 4)
        assert (await client.get("/readyz")).status == 200
        clock.forward(hours=2, minutes=1)
        answer = await client.get("/readyz")
        assert (answer.status, "older than two passes" in await answer.text()) == (503, True)
    async with browsing(made_site()) as client:
        assert (await client.get("/healthz")).status == 200
        answer = await client.get("/readyz")
        assert (answer.status, "state.sqlite3" in await answer.text()) == (503, False)


async def test_metrics_are_the_families_of_the_monitor(store: StateStore) -> None:
    async with browsing(made_site(store)) as client:
        answer = await client.get("/metrics")
        text = await answer.text()
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert f'repcheck_listed{{group="pool-a",list="psbl",severity="critical",target="{TARGET}"}} 1.0' in text
    assert 'list="spamcop"' not in text
    for line in (
        "repcheck_muted_listings 1.0", "repcheck_exit_code 1.0", "repcheck_lists_answered 1.0",
        'repcheck_finding{id="bounces_grow",severity=""} 1.0', "repcheck_run_duration_seconds 4.0",
        "repcheck_last_success_timestamp_seconds 1.795782604e+09",
    ):  # fmt: skip
        assert f"\n{line}\n" in text, line
