"""AbuseIPDB: findings by score, a budget of the day, and no word of its own in what is shown."""

import asyncio
import json
from pathlib import Path
from typing import Any

from aiohttp import web

from repcheck.model.said import Said
from repcheck.sources.abuseipdb import source
from tests.sources.means import HANGING, Made, address
from tests.support.tables import each
from tests.support.web import FAULTS, Handler, Server, says, serving

KEY = "0123456789abcdef" * 5


def check(score: int, reports: int, **more: Any) -> dict[str, Any]:
    return {
        "data": {
            "ipAddress": "192.0.2.10",
            "isPublic": True,
            "abuseConfidenceScore": score,
            "totalReports": reports,
            "numDistinctUsers": 3,
            "lastReportedAt": "2026-11-18T18:33:12+00:00",
            "isWhitelisted": None,
            "countryCode": None,
            "isp": None,
            **more,
        }
    }


def asked(
    server: Server, *values: str, folder: Path | None = None, budget: int = 100, hangs: bool = False
) -> tuple[Said, int]:
    async def about() -> tuple[Said, int]:
        made = Made("abuseipdb", server.url, folder, key=KEY, budget=budget, hangs=hangs)
        try:
            said = await source(made.means).about([address(value) for value in values])
        finally:
            made.kept.save()
            await made.close()
        return said, made.left

    return asyncio.run(about())


def answers(document: object) -> Handler:
    return says(200, json.dumps(document))


@each(
    "score, reports, finding, severity",
    [
        (100, 50, "attacks_others", "high"),
        (75, 5, "attacks_others", "high"),
        (74, 5, "attacks_others", "medium"),
        (25, 1, "attacks_others", "medium"),
        (24, 1, "attacks_others", "info"),
        (0, 0, "attacks_unreported", "info"),
    ],
)
def test_the_score_makes_the_finding_and_none_is_a_verdict(
    score: int, reports: int, finding: str, severity: str
) -> None:
    with serving(answers(check(score, reports))) as server:
        said, _ = asked(server, "192.0.2.10")
    [found] = said.findings
    assert (found.id, found.severity, found.target) == (finding, severity, "192.0.2.10")
    assert said.observations == ()
    assert "clean" not in found.says
    assert server.paths == ["/check?ipAddress=192.0.2.10&maxAgeInDays=90"]
    assert server.asked[0][2]["Key"] == KEY


def test_what_it_says_is_told_with_its_numbers() -> None:
    with serving(answers(check(80, 5))) as server:
        said, _ = asked(server, "192.0.2.10")
    assert said.findings[0].says == (
        "192.0.2.10 attacks others, as 5 reports by 3 reporters to AbuseIPDB in 90 days say, "
        "the last on 2026-11-18 (confidence 80 %)."
    )


def test_nothing_of_what_may_be_missing_is_needed() -> None:
    document = {"data": {"abuseConfidenceScore": 30, "totalReports": 2, "lastReportedAt": "yesterday"}}
    with serving(answers(document)) as server:
        said, _ = asked(server, "192.0.2.10")
    assert "as 2 reports to AbuseIPDB in 90 days say (confidence" in said.findings[0].says


def test_an_address_is_asked_about_once_a_day(tmp_path: Path) -> None:
    with serving(answers(check(80, 5))) as server:
        asked(server, "192.0.2.10", folder=tmp_path)
        said, left = asked(server, "192.0.2.10", folder=tmp_path)
        assert len(server.asked) == 1
    assert (left, said.findings[0].id) == (100, "attacks_others")
    assert said.oldest is not None
    assert KEY not in (tmp_path / "abuseipdb.json").read_text()


def test_many_addresses_of_a_network_cost_one_request() -> None:
    block = {
        "data": {
            "networkAddress": "192.0.2.0",
            "netmask": "255.255.255.0",
            "reportedAddress": [
                {
                    "ipAddress": "192.0.2.2",
                    "numReports": 5,
                    "mostRecentReport": None,
                    "abuseConfidenceScore": 90,
                }
            ],
        }
    }
    with serving(answers(block)) as server:
        said, left = asked(server, *(f"192.0.2.{last}" for last in range(1, 6)))
        assert server.paths == ["/check-block?network=192.0.2.0/24&maxAgeInDays=90"]
        assert left == 99
        assert [each.severity for each in said.findings] == ["info", "high", "info", "info", "info"]
        other = {"data": {**block["data"], "networkAddress": "198.51.100.0"}}
        server.handler = answers(other)
        said, _ = asked(server, *(f"192.0.2.{last}" for last in range(1, 6)))
    assert said.findings == ()
    assert said.trouble is not None
    assert said.trouble.reason == "unexpected_answer"


def test_the_end_of_the_day_s_requests_is_not_waited_for() -> None:
    left = [1]

    async def counting(_: web.BaseRequest) -> web.StreamResponse:
        if not left[0]:
            return web.Response(status=429, headers={"Retry-After": "30000", "X-RateLimit-Remaining": "0"})
        left[0] -= 1
        return web.json_response(check(0, 0), headers={"X-RateLimit-Remaining": str(left[0])})

    with serving(counting) as server:
        said, _ = asked(server, "192.0.2.10", "198.51.100.1", "203.0.113.1")
        # The third is not asked about any more.
        assert len(server.asked) == 2
    assert said.answered == 1
    assert said.trouble is not None
    assert said.trouble.reason == "over_quota"
    with serving(answers(check(0, 0))) as server:
        said, _ = asked(server, "192.0.2.10", "198.51.100.1", budget=1)
        assert len(server.asked) == 1
    assert said.trouble is not None
    assert said.trouble.reason == "budget_spent"


def test_no_fault_is_an_answer() -> None:
    wrong = {"errors": [{"detail": "Max age", "status": 422}]}
    more: dict[str, tuple[Handler, str]] = {
        **FAULTS,
        "parameter": (says(422, json.dumps(wrong)), "unexpected_answer"),
        "plan": (says(402, json.dumps(wrong)), "not_authorised"),
        "errors with 200": (answers(wrong), "unexpected_answer"),
        "score": (answers(check(101, 1)), "unexpected_answer"),
    }
    with serving(says(200)) as server:
        found = {}
        for name, (handler, _) in more.items():
            server.handler = handler
            said, _ = asked(server, "192.0.2.10", hangs=name in HANGING)
            assert said.findings == (), name
            assert said.trouble is not None, name
            assert KEY not in said.trouble.saw
            found[name] = said.trouble.reason.value
    assert found == {name: reason for name, (_, reason) in more.items()}
