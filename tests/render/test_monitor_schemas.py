"""The JSON Schemas of the monitor's commands: made from what is printed, and true of it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from repcheck.app.monitor.telling import sight_entries
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.watch.monitor import ListedAs, Pair
from repcheck.model.watch.monitored import ChangeEntry, Coverage, Document, FindingEntry, OpenEntry
from repcheck.model.watch.outbox import Mute, Pass, Request
from repcheck.model.watch.remembered import (
    Age,
    Day,
    Extent,
    History,
    Incident,
    PairHistory,
    StandingListing,
    Status,
)
from repcheck.model.watch.sights import SeenFrom, VantageState
from repcheck.model.watch.vantages import Vantage
from repcheck.model.watch.watching import InForce
from repcheck.render.config import render_config_json
from repcheck.render.json import memory
from repcheck.render.json.schema_files import SHAPES, made, schema_text
from tests.support.tables import each

NOW = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)
PAIR = Pair("192.0.2.10", "example-bl")
MUTE = Mute(id=1, target=PAIR.target, list=None, until=NOW + timedelta(days=3), reason="moving", since=NOW)
ASKED = Request(target=PAIR.target, list=PAIR.list, asked=NOW, note="ticket 7")


def valid(name: str, document: bytes) -> dict[str, Any]:
    """The document, which holds against its schema, times and all."""
    schema = json.loads(schema_text(name))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    found: dict[str, Any] = json.loads(document)
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(found)
    return found


@each("name", SHAPES)
def test_the_files_say_what_the_shapes_say(name: str) -> None:
    assert schema_text(name).decode() == made(name), "make docs"
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


SIGHTS = (
    SeenFrom(vantage="berlin", state=VantageState.LISTED, at=NOW),
    SeenFrom(vantage="oslo", state=VantageState.UNKNOWN, reason=UnknownReason.REFUSED),
)


def test_a_pass() -> None:
    change = ChangeEntry(
        target=PAIR.target, list=PAIR.list, before="clean", to="listed", at=NOW, severity="high", key="k"
    )
    document = Document(
        at=NOW,
        changes=(change,),
        open=(OpenEntry(target=PAIR.target, list=PAIR.list, severity="high", muted=MUTE.until),),
        findings=(FindingEntry(id="blind", severity="high", says="Nothing was heard."),),
        coverage=Coverage(1, 2, 2),
    )
    sights = sight_entries(SIGHTS)
    differing = msgspec.structs.replace(
        document,
        changes=tuple(msgspec.structs.replace(one, seen_from=sights) for one in document.changes),
        open=tuple(msgspec.structs.replace(one, seen_from=sights) for one in document.open),
    )
    for one in (Document(at=NOW, baseline=True), differing, document):
        found = valid("monitor-1", msgspec.json.encode(one))
    assert found["changes"][0]["from"] == "clean"
    wrong = msgspec.structs.replace(document, changes=(msgspec.structs.replace(change, to="gone"),))
    with pytest.raises(jsonschema.ValidationError):
        valid("monitor-1", msgspec.json.encode(wrong))


def test_the_status() -> None:
    standing = StandingListing(
        pair=PAIR, group="pool-a", standing=ListedAs(sublists=("css",), severity=Severity.HIGH), since=NOW,
        muted=MUTE, asked=ASKED, usual="about a day", unknown_since=NOW, counts=False,
        seen_from=SIGHTS,
    )  # fmt: skip
    last = Pass(started=NOW, seconds=1.5, exit_code=1, baseline=False, targets=1, lists=2)
    full = Status(
        at=NOW + timedelta(hours=1), age=Age.FRESH, every=timedelta(hours=1), last=last,
        extent=Extent(1, 2, 2), listings=(standing,), unheard=(Pair("example.com", "example-bl"),),
        mutes=(MUTE,), waiting=3,
        vantages=(Vantage(name="berlin", at=NOW), Vantage(name="oslo", at=NOW - timedelta(days=2))),
    )  # fmt: skip
    for one in (Status(at=NOW, age=Age.NONE, every=timedelta(hours=1)), full):
        found = valid("status-1", memory.render_status_json(one, "1.0"))
    assert (found["last_pass"]["seconds_ago"], found["open"][0]["removal"]["note"]) == (3600, "ticket 7")


def test_the_history() -> None:
    past = PairHistory(
        pair=PAIR, group=None,
        incidents=(Incident(begin=None, end=NOW), Incident(begin=NOW, seen_from=SIGHTS)),
        median=timedelta(days=1), days=(Day.NOT_WATCHED, Day.NOT_LISTED, Day.LISTED),
    )  # fmt: skip
    nothing = History(at=NOW, pairs=(), median=None)
    for one in (nothing, History(at=NOW, pairs=(past,), median=timedelta(days=1))):
        found = valid("history-1", memory.render_history_json(one, "1.0"))
    assert (found["pairs"][0]["days"], found["pairs"][0]["listings"][1]["to"]) == (" .#", None)


def test_mutes_requests_and_the_configuration() -> None:
    assert valid("mutes-1", memory.render_mutes_json([MUTE], "1.0"))["mutes"][0]["list"] is None
    noted = valid("requests-1", memory.render_requests_json([ASKED], "1.0"))["requests"]
    assert noted[0]["list"] == PAIR.list
    fields = [InForce("every", "1h", None), InForce("store", "state.sqlite3", 4)]
    for path in (None, Path("repcheck.yaml")):
        assert len(valid("config-1", render_config_json(fields, path, "1.0"))["fields"]) == 2
