"""Incidents and backscatter in the report on bounces."""

import json
from typing import Any

import jsonschema
import msgspec

from repcheck.hygiene.own_mail import OwnMail
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.exit_code import ExitCode
from repcheck.model.report import Report
from repcheck.render.json.report import render_json
from repcheck.render.json.schema_files import schema_text
from repcheck.render.text.report import render_text
from tests.hygiene.made import bounce

MINUTE = 1 / 1440
FOREIGN = "it came from 203.0.113.%d, which is not yours"


def wave(number: int, start: float = 0, text: str = "554 5.7.1 reader%d: blocked") -> list[BounceRecord]:
    return [
        bounce(
            Category.BLOCKED, start + index * MINUTE, f"reader{index}@example.org", status_code=554,
            remote_mta=f"mx{index}.example.org", diagnostic=text % index,
        )
        for index in range(number)
    ]  # fmt: skip


def report(records: list[BounceRecord]) -> Report:
    own_mail = OwnMail()
    ours = tuple(own_mail.ours(records))
    return Report(
        started="2026-11-22T10:00:00Z",
        seconds=1.0,
        exit_code=ExitCode.OK,
        bounces=ours,
        incidents=own_mail.incidents,
        backscatter=own_mail.backscatter,
    )


def scattered(number: int) -> list[BounceRecord]:
    why = [(FOREIGN % (index % 5),) for index in range(number)]
    return [bounce(Category.BLOCKED, 0, backscatter=True, backscatter_why=each) for each in why]


def text(shown: Report, verbose: int = 0) -> str:
    written = render_text(shown, width=100, colour=False, verbose=verbose, show_addresses=False)
    return " ".join(written.split())


def document(shown: Report) -> Any:
    found = json.loads(render_json(shown, "1.2.3", schema="repcheck.bounces/1"))
    jsonschema.Draft202012Validator(json.loads(schema_text("check-1"))).validate(found)
    return found["bounces"]


def test_an_incident_is_one_line_with_its_count_and_times() -> None:
    assert (
        "INCIDENTS: one refusal, many recipients 6 refusals of 6 recipients by example.org, "
        '2026-11-01T09:00:00Z to 2026-11-01T09:05:00Z: you are blocked: "554 5.7.1 r***: blocked"'
    ) in text(report(wave(6)), verbose=1)


def test_the_costliest_are_shown_and_the_rest_counted() -> None:
    records = [record for hour in range(8) for record in wave(5 + hour, start=hour)]
    assert "8 incidents: one refusal, many recipients (-v)." in text(report(records))
    assert text(report(records), verbose=1).count("refusals of") == 8


def test_incidents_in_json() -> None:
    (found,) = document(report(wave(6)))["incidents"]
    assert found == {
        "where": "example.org", "category": "blocked", "sender_blocked": True, "status_code": 554,
        "enhanced_status": None, "text": "554 5.7.1 reader0: blocked", "recipient": "reader0@example.org",
        "records": 6, "recipients": 6, "domains": 1, "first": "2026-11-01T09:00:00Z",
        "last": "2026-11-01T09:05:00Z",
    }  # fmt: skip


def test_backscatter_is_in_no_count_but_its_own() -> None:
    shown = report([*wave(2), *scattered(9)])
    counts = document(shown)
    assert (counts["records"], counts["sender_blocked"], counts["backscatter"]) == (2, 2, 9)
    assert counts["incidents"] == []
    assert "Not counted: 9 bounces of mail that was never yours (backscatter)." in text(shown)
    said = text(shown, verbose=1)
    assert "2 of 2 bounce records say that you are blocked" in said
    assert (
        "NOT COUNTED Backscatter, bounces of mail that was never yours: 9; it came from 203.0.113.0, which "
        "is not yours (2);"
    ) in said


def test_without_either_there_is_no_word_of_them() -> None:
    shown = report(wave(2))
    assert "INCIDENTS" not in text(shown)
    assert "NOT COUNTED" not in text(shown)
    assert msgspec.structs.asdict(shown.backscatter) == {"records": 0, "reasons": {}}
