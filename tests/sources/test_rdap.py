"""RDAP against a registry on loopback: once for each network, kept, with a fallback, never an exception."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.model.dns import Answer, Outcome
from repcheck.model.said import Said
from repcheck.model.sources import SourceSetting
from repcheck.sources.rdap import source
from tests.sources.means import HANGING, Made, address
from tests.support.services import NESTED, entity, network
from tests.support.web import FAULTS, NOW, Handler, Server, says, serving

RDAP_JSON = "application/rdap+json"


def registry(answers: Mapping[str, Any], otherwise: Handler | None = None) -> Handler:
    """Answers by path, as JSON unless they are handlers; 404 for what it does not have."""

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        found = answers.get(request.path, otherwise)
        if found is None:
            return web.Response(status=404, text=json.dumps({"errorCode": 404}), content_type=RDAP_JSON)
        if callable(found):
            answer: web.StreamResponse = await found(request)
            return answer
        return web.Response(text=json.dumps(found), content_type=RDAP_JSON)

    return handle


async def asked(made: Made, *values: str) -> Said:
    try:
        return await source(made.means).about([address(value) for value in values])
    finally:
        await made.close()


def run(server: Server, *values: str, **more: Any) -> Said:
    return asyncio.run(asked(Made("rdap", server.url, **more), *values))


def test_a_network_is_asked_about_once_and_its_owner_told() -> None:
    with serving(registry({}, says(200, json.dumps(network(NESTED)), RDAP_JSON))) as server:
        server.handler = registry({"/ip/192.0.2.10": network(NESTED)})
        found = run(server, "192.0.2.10", "192.0.2.20", "192.0.2.30")
    [owner] = found.owners
    assert (owner.range, owner.owner, owner.abuse) == (
        "192.0.2.0/24",
        "Example Hosting",
        ("abuse@example.net",),
    )
    assert [path for path in server.paths if "/ip/" in path] == ["/ip/192.0.2.10"]
    assert found.findings[0].says == (
        "192.0.2.0/24 belongs to Example Hosting, abuse@example.net (RDAP, 2026-11-20)."
    )
    assert found.trouble is None


def test_the_answer_is_kept_for_thirty_days_and_its_age_is_known(tmp_path: Path) -> None:
    with serving(registry({"/ip/192.0.2.10": network(NESTED)})) as server:

        def again(days: int) -> Said:
            made = Made("rdap", server.url, tmp_path, now=lambda: NOW + timedelta(days=days))
            found = asyncio.run(asked(made, "192.0.2.10"))
            made.kept.save()
            return found

        assert again(0).oldest is None
        asked_first = len(server.asked)
        kept = again(29)
        assert (kept.oldest, kept.owners[0].owner) == (NOW, "Example Hosting")
        assert len([p for p in server.paths[asked_first:] if "/ip/" in p]) == 0
        assert again(31).oldest is None


def test_the_bootstrap_leads_to_the_registry_and_a_wrong_one_to_the_right_one() -> None:
    with serving(registry({"/ip/192.0.2.10": network(NESTED)})) as right, serving(says(404)) as wrong:
        table = {"services": [[["192.0.2.0/24"], [wrong.url + "rdap/", wrong.url]]]}
        wrong.handler = registry(
            {
                "/ipv4.json": says(200, json.dumps(table)),
                "/rdap/ip/192.0.2.10": says(301, "", Location=right.url + "ip/192.0.2.10"),
            }
        )
        found = run(wrong, "192.0.2.10", "198.51.100.1")
    assert found.owners[0].owner == "Example Hosting"
    assert right.paths == ["/ip/192.0.2.10"]
    assert found.trouble is not None
    assert found.trouble.reason == "no_data"  # of the address that no registry of the list has


def test_a_handle_alone_costs_one_more_request_at_the_same_server() -> None:
    with serving(says(404)) as server:
        link = {"rel": "self", "href": server.url + "entity/AB1"}
        handle = {"roles": ["abuse"], "handle": "AB1", "links": [link]}
        desk = entity(["irt"], ["email", {}, "text", "abuse@example.net"])
        server.handler = registry({"/ip/192.0.2.10": network(handle), "/entity/AB1": desk})
        found = run(server, "192.0.2.10")
        assert found.owners[0].abuse == ("abuse@example.net",)
        link["href"] = "https://elsewhere.example/entity/AB1"
        assert run(server, "192.0.2.10").owners[0].abuse == ()


def test_no_fault_of_a_registry_is_an_owner() -> None:
    with serving(says(404)) as server:
        found = {}
        for name, (handler, _) in FAULTS.items():
            server.handler = registry({"/ip/192.0.2.10": handler})
            said = run(server, "192.0.2.10", hangs=name in HANGING)
            assert said.owners == (), name
            assert said.trouble is not None, name
            found[name] = said.trouble.reason.value
    # Redirects are followed here, and nobody is at the end of that one.
    denied = {"wrong key": "not_authorised", "elsewhere": "timeout"}
    assert found == {name: reason for name, (_, reason) in FAULTS.items()} | denied


def test_a_notice_of_a_limit_is_no_owner_and_a_missing_network_no_data() -> None:
    limit = {"notices": [{"title": "Rate limit", "description": ["Query limit exceeded"]}]}
    with serving(registry({"/ip/192.0.2.10": limit})) as server:
        said = run(server, "192.0.2.10")
        assert said.trouble is not None
        assert said.trouble.reason == "over_quota"
        said = run(server, "192.0.2.11")
        assert said.trouble is not None
        assert said.trouble.reason == "no_data"


def ripestat(server: Server) -> dict[str, SourceSetting]:
    return {"ripestat": SourceSetting(id="ripestat", url=server.url + "stat/", own=True)}


def test_ripestat_stands_in_for_a_registry_that_fails_or_names_nobody() -> None:
    contacts = {"status": "ok", "data": {"abuse_contacts": ["abuse@example.org", "not an address"]}}
    info = {"status": "ok", "data": {"prefix": "192.0.2.0/24", "asns": ["64500"]}}
    stat = {
        "/stat/abuse-contact-finder/data.json": says(200, json.dumps(contacts)),
        "/stat/network-info/data.json": says(200, json.dumps(info)),
    }
    with serving(says(404)) as server:
        server.handler = registry(stat | {"/ip/192.0.2.10": says(500)})
        [owner] = run(server, "192.0.2.10", further=ripestat(server)).owners
        assert (owner.range, owner.abuse, owner.source) == (
            "192.0.2.0/24",
            ("abuse@example.org",),
            "ripestat",
        )
        server.handler = registry(stat | {"/ip/192.0.2.10": network()})
        [owner] = run(server, "192.0.2.10", further=ripestat(server)).owners
        assert (owner.name, owner.abuse) == ("EXAMPLE-NET", ("abuse@example.org",))
        empty = {"status": "ok", "data": {"abuse_contacts": []}}
        quiet = {"/stat/abuse-contact-finder/data.json": says(200, json.dumps(empty))}
        server.handler = registry(quiet | {"/ip/192.0.2.10": says(500)})
        said = run(server, "192.0.2.10", further=ripestat(server))
        assert said.owners == ()
        assert said.trouble is not None
        assert said.trouble.reason == "servfail"


def test_the_origin_comes_by_dns() -> None:
    def script(asked: AskedOfScript) -> Answer:
        assert asked.rdtype == "TXT"
        return Answer(Outcome.NOERROR, ("64500 | 192.0.2.0/24 | DE | ripencc | 2010-01-01",))

    with serving(registry({"/ip/192.0.2.10": network(NESTED)})) as server:
        found = run(server, "192.0.2.10", asker=ScriptedAsker(script))
    assert found.owners[0].asn == (64500,)
    assert "AS64500" in found.findings[0].says


def test_a_day_s_budget_ends_the_questions() -> None:
    with serving(registry({"/ip/192.0.2.10": network(NESTED)})) as server:
        said = run(server, "192.0.2.10", budget=0)
    assert said.trouble is not None
    assert said.trouble.reason == "budget_spent"
    assert not any("/ip/" in path for path in server.paths)
