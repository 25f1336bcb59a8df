"""Microsoft SNDS: listed and clean only by its word, in each form that clients met."""

import json
from datetime import timedelta
from pathlib import Path

from repcheck.http.service import HttpResponse, Manners
from repcheck.model.observations import State, UnknownReason
from repcheck.model.sources import Trouble
from repcheck.sources.snds import Snds
from repcheck.sources.snds_rows import data_rows, status_rows
from tests.support.services import Snds as Service
from tests.support.tables import each
from tests.support.web import FAULTS, Server, says, serving

from .world import World

BLOCKED = "192.0.2.10,192.0.2.12,True,Blocked due to user complaints\r\n"
RED = (
    "192.0.2.10,11/18/2026 12:00 AM,11/18/2026 11:59 PM,812,790,788,RED,0.4%,,,3,"
    "mail.example.com,n@example.com,\r\n"
)
GREEN = "192.0.2.20,11/18/2026 12:00 AM,11/18/2026 11:59 PM,80,80,80,GREEN,< 0.1%,,,,h,f,\r\n"


def world(folder: Path, server: Server) -> World:
    found = World(folder, server, "microsoft-snds")
    found.log_in()
    return found


def states(said: object) -> dict[str, tuple[str, str | None]]:
    return {ip: (seen.state.value, seen.reason) for ip, seen in said.observations}  # type: ignore[attr-defined]


def test_listed_and_clean_are_what_it_says_and_of_others_it_says_nothing(tmp_path):
    service = Service(BLOCKED, {"": RED + GREEN})
    with serving(service) as server:
        said = world(tmp_path, server).about(
            Snds, "192.0.2.10", "192.0.2.12", "192.0.2.20", "192.0.2.30", "example.com"
        )
    assert states(said) == {
        "192.0.2.10": ("listed", None),
        "192.0.2.12": ("listed", None),
        "192.0.2.20": ("clean", None),
        "192.0.2.30": ("unknown", UnknownReason.NO_DATA),
    }
    assert said.observations[0][1].text == "Blocked due to user complaints"
    assert sorted((finding.id, finding.severity.value) for finding in said.findings) == [
        ("snds_complaints", "high"),
        ("snds_filter_result", "high"),
        ("snds_traps", "medium"),
    ]


def test_a_bound_is_no_rate_and_an_empty_field_no_zero(tmp_path):
    with serving(Service("", {"": GREEN})) as server:
        said = world(tmp_path, server).about(Snds, "192.0.2.20")
    assert said.findings == ()


def test_where_nothing_is_abnormal_only_addresses_with_data_are_clean(tmp_path):
    with serving(Service("", {})) as server:
        said = world(tmp_path, server).about(Snds, "192.0.2.20")
    assert states(said) == {"192.0.2.20": ("unknown", UnknownReason.NO_DATA)}


def test_an_address_that_had_data_this_month_stays_known(tmp_path):
    service = Service("", {"": GREEN})
    with serving(service) as server:
        here = world(tmp_path, server)
        here.about(Snds, "192.0.2.20")
        service.days = {}
        for days, state in ((5, "clean"), (40, "unknown")):
            here.now += timedelta(days=days)
            assert states(here.about(Snds, "192.0.2.20"))["192.0.2.20"][0] == state


def test_yesterday_is_often_not_there_yet(tmp_path):
    with serving(Service("", {"2026-11-18": GREEN})) as server:
        said = world(tmp_path, server).about(Snds, "192.0.2.20")
        assert states(said)["192.0.2.20"][0] == "clean"
    assert [path for path in server.paths if "data" in path] == [
        "/api/report/data", "/api/report/data/2026-11-19", "/api/report/data/2026-11-18",
    ]  # fmt: skip


def test_it_is_asked_once_an_hour(tmp_path):
    with serving(Service(BLOCKED, {"": RED})) as server:
        here = world(tmp_path, server)
        here.about(Snds, "192.0.2.10")
        asked = len(server.asked)
        here.now += timedelta(minutes=50)
        said = here.about(Snds, "192.0.2.11")
        assert len(server.asked) == asked
        assert said.oldest is not None
        assert states(said) == {"192.0.2.11": ("listed", None)}


def test_a_new_token_is_kept_and_an_old_one_is_never_used_twice(tmp_path):
    service = Service("", {"": GREEN})
    with serving(service) as server:
        here = world(tmp_path, server)
        for _ in range(3):
            assert states(here.about(Snds, "192.0.2.20"))["192.0.2.20"][0] == "clean"
            here.now += timedelta(hours=2)
    token = here.tokens.read()
    assert token is not None
    assert token.refresh == service.refresh == "refresh-4"
    assert "refresh" not in repr(token)
    assert (tmp_path / "tokens" / "microsoft-snds.token").stat().st_mode & 0o777 == 0o600


def test_a_login_that_ran_out_and_none_at_all_are_unknown(tmp_path):
    with serving(Service("", {"": GREEN})) as server:
        here = World(tmp_path, server, "microsoft-snds")
        assert states(here.about(Snds, "192.0.2.20")) == {
            "192.0.2.20": ("unknown", UnknownReason.KEY_MISSING)
        }
        here.log_in("used before")
        said = here.about(Snds, "192.0.2.20")
        assert states(said) == {"192.0.2.20": ("unknown", UnknownReason.AUTH_EXPIRED)}
        assert said.trouble is not None
        assert "used before" not in said.trouble.saw


def test_no_fault_is_clean(tmp_path):
    tokens = json.dumps({"access_token": "a", "expires_in": 3600})
    token = says(200, tokens)
    with serving(token) as server:
        for name, (fault, _) in FAULTS.items():

            async def handle(request, fault=fault):
                return await (token if request.path == "/token" else fault)(request)

            server.handler = handle
            here = world(tmp_path / name, server)
            here.manners = Manners(whole=0.05) if name in ("slow", "hang") else None
            found = states(here.about(Snds, "192.0.2.10"))
            assert found["192.0.2.10"][0] == "unknown", name


def reply(body: str, kind: str = "text/csv") -> HttpResponse:
    return HttpResponse(200, kind, body.encode())


FORMS = {
    "14 columns": reply(RED),
    "14 columns with a header": reply(
        "IP Address,Activity start,Activity end,RCPT commands,DATA commands,Message recipients,Filter result,"
        "Complaint rate,Trap message period start,Trap end,Trap hits,Sample HELO,Sample MAIL FROM,Comments\n"
        + RED
    ),
    "11 columns": reply("192.0.2.10,11/18/2026,812,790,788,RED,0.4%,,3,n@example.com,\n"),
    "a byte order mark": reply("\ufeff" + RED),
    "a new column": reply(
        "Ip Address,Activity period,Message recipients,Filter result,Complaint rate,Trap hits,New\n"
        "192.0.2.10,11/18/2026,788,red,0.4%,3,x\n"
    ),
    "a JSON list": reply(
        '[{"ipAddress":"192.0.2.10","activityPeriod":"2026-11-18","messageRecipients":788,"filterResult":"RED",'
        '"complaintRate":"0.4%","trapHits":3}]',
        "application/json",
    ),
    "a JSON object": reply(
        '{"value":[{"ip_address":"192.0.2.10","activity_start":"11/18/2026 1:00 AM",'
        '"message_recipients":"788","filter_result":"Red","complaint_rate":"0.4%","trap_hits":"3"}]}',
        "application/json",
    ),
}


@each("form", FORMS)
def test_data_are_read_in_each_form(form):
    rows = data_rows(FORMS[form])
    assert not isinstance(rows, Trouble)
    (row,) = rows
    assert (row.ip, row.recipients, row.result, row.complaints, row.traps) == (
        "192.0.2.10",
        788,
        "RED",
        "0.4%",
        3,
    )
    assert row.day is not None
    assert row.day.isoformat() == "2026-11-18"


@each("word", ["true", "True", "Yes"])
def test_a_status_is_read_in_each_form(word):
    text = f"192.0.2.10,192.0.2.12,{word},why"
    rows = [
        {
            "beginningIpAddress": "192.0.2.10",
            "endingIpAddress": "192.0.2.12",
            "blocked": word,
            "reason": "why",
        }
    ]
    for found in (status_rows(reply(text)), status_rows(reply(json.dumps(rows), "application/json"))):
        assert not isinstance(found, Trouble)
        assert [(row.first, row.last, row.blocked, row.reason) for row in found] == [
            ("192.0.2.10", "192.0.2.12", True, "why")
        ]


@each(
    "body, kind, reason",
    [
        ("<!DOCTYPE html><p>Sign in", "text/html", UnknownReason.AUTH_EXPIRED),
        ("<html>", "text/csv", UnknownReason.AUTH_EXPIRED),
        ("", "application/octet-stream", UnknownReason.UNEXPECTED_ANSWER),
        ("1,2,3", "text/csv", UnknownReason.UNEXPECTED_ANSWER),
        (",,,", "text/csv", UnknownReason.UNEXPECTED_ANSWER),
        ("a,b,c,d", "text/csv", UnknownReason.UNEXPECTED_ANSWER),
        ("192.0.2.10,192.0.2.10,perhaps,why", "text/csv", UnknownReason.UNEXPECTED_ANSWER),
        ('{"error":"x"}', "application/json", UnknownReason.UNEXPECTED_ANSWER),
        ("[1]", "application/json", UnknownReason.UNEXPECTED_ANSWER),
        ("{", "application/json", UnknownReason.UNEXPECTED_ANSWER),
    ],
)
def test_what_is_strange_is_never_nothing_found(body, kind, reason):
    found = status_rows(reply(body, kind))
    assert isinstance(found, Trouble)
    assert found.reason is reason


def test_listing_is_a_state_of_the_list_and_not_of_a_dns_zone(tmp_path):
    with serving(Service(BLOCKED, {"": RED})) as server:
        said = world(tmp_path, server).about(Snds, "192.0.2.10")
    (health,) = said.lists
    ((_, seen),) = said.observations
    assert (seen.state, seen.route, health.list) == (State.LISTED, "https", "microsoft-consumer")
