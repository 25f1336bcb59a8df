import json
from collections.abc import Callable
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.causes import LiveState
from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.records import PartState, ReverseName
from repcheck.model.report import Report
from repcheck.model.targets import TargetKind
from repcheck.render.encoding import encoded
from repcheck.render.json.check import CheckDocument, around_targets, has_records
from repcheck.render.json.record import record_line
from repcheck.render.json.report import json_pieces, render_json
from repcheck.render.json.schema_files import schema_text
from repcheck.render.json.targets import TargetDocuments
from repcheck.render.view import Schema
from tests.support.examples import examples
from tests.support.tables import each

from .blocked import bounced
from .made_up import reports
from .parts import address
from .reports import GOLDEN, all_clean, hostile, listings_and_unknowns, many

SCHEMA: dict[str, Any] = json.loads(schema_text("check-1"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

#: The keys that users may rely on, by the name of their object in the schema ("" is the document).
PROMISED = {
    "": "schema version started seconds exit_code summary targets lists bounces causes plan findings "
    "incomplete interrupted sources",
    "summary": "targets lists asked listed clean unknown queries",
    "target": "target kind group origin observations score special not_asked shown",
    "observation": "list zone state reason codes sublists severity text ttl rtt_ms route",
    "list": "list zone name severity health reason asked answered route",
    "bounces": "records hard soft sender_blocked",
    "cause": "id list provider kind subject live_state bounces recipients domains first_seen last_seen "
    "says evidence esp",
    "step": "phase causes list provider targets severity title do how letter letter_kind url contacts "
    "who wait command certain",
    "finding": "id severity says remedy target",
}
RECORD_KEYS = [
    *("file", "index", "kind", "recipient", "original_recipient", "status_code", "enhanced_status"),
    *("category", "hard", "sender_blocked", "blocked_subject", "cited_lists", "cited_zones", "provider"),
    *(
        "remote_mta",
        "source_ip",
        "sender",
        "helo",
        "header_from",
        "signatures",
        "queue_id",
        "source_id",
        "time",
        "diagnostic",
        "rule",
        "words",
        "suppressed",
        "esp",
    ),
    *("backscatter", "backscatter_why"),
]


def document(report: Report, schema: Schema = "repcheck.check/1") -> Any:
    return json.loads(render_json(report, "1.2.3", schema=schema))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@each("schema", ["repcheck.check/1", "repcheck.bounces/1"])
@each("name", GOLDEN)
def test_documents_follow_the_schema(name: str, schema: Schema) -> None:
    VALIDATOR.validate(document(GOLDEN[name](), schema))


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    deadline=None,
    max_examples=examples(60),
)
@given(reports)
def test_any_report_is_valid_utf8_and_follows_the_schema(report: Report) -> None:
    data = render_json(report, "1.2.3")
    assert data.endswith(b"\n")
    assert data.count(b"\n") == 1
    VALIDATOR.validate(json.loads(data.decode("utf-8")))


@each("name", PROMISED)
def test_every_promised_key_is_required(name: str) -> None:
    part = SCHEMA["$defs"][name] if name else SCHEMA
    assert set(PROMISED[name].split()) <= set(part["required"])


@each("key", PROMISED[""].split())
def test_a_document_without_a_promised_key_is_refused(key: str) -> None:
    broken = document(bounced())
    del broken[key]
    assert not VALIDATOR.is_valid(broken)


@each(
    "path, value",
    [
        (("targets", 1, "observations", 0, "state"), "maybe"),
        (("targets", 1, "observations", 0, "state"), "unknown"),
        (("targets", 1, "observations", 0, "reason"), "timeout"),
        (("targets", 1, "observations", 1, "severity"), "high"),
        (("targets", 0, "group"), ""),
        (("started",), "2026-11-22 10:00"),
        (("exit_code",), 4),
        (("causes", 0, "live_state"), "sure"),
        (("summary", "coverage"), 1.5),
        (("lists", 0, "health"), ""),
    ],
)
def test_a_wrong_value_is_refused(path: tuple[str | int, ...], value: object) -> None:
    broken = document(bounced())
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(broken)


def test_new_keys_are_compatible() -> None:
    grown = document(bounced())
    grown["later"] = grown["summary"]["later"] = grown["targets"][0]["later"] = 1
    VALIDATOR.validate(grown)


def test_the_schema_knows_the_same_words_as_the_model() -> None:
    defs = SCHEMA["$defs"]
    assert defs["reason"]["enum"] == list(UnknownReason)
    assert defs["severity"]["enum"] == list(Severity)
    assert defs["outcome"]["enum"] == list(Outcome)
    assert defs["observation"]["properties"]["state"]["enum"] == list(State)
    assert defs["target"]["properties"]["kind"]["enum"] == list(TargetKind)
    assert defs["cause"]["properties"]["live_state"]["enum"] == list(LiveState)
    assert SCHEMA["properties"]["exit_code"]["enum"] == list(ExitCode)
    ptr = defs["address_records"]["properties"]["ptr"]["properties"]["status"]["enum"]
    assert ptr == list(ReverseName)
    short = defs["domain_records"]["properties"]["short"]["items"]["properties"]["state"]["enum"]
    assert short == list(PartState)


def test_every_pair_is_there_and_the_counts_agree() -> None:
    found = document(many())
    pairs = [pair for target in found["targets"] for pair in target["observations"]]
    summary = found["summary"]
    for state in State:
        assert summary[state] == sum(1 for pair in pairs if pair["state"] == state)
    assert summary["asked"] == len(pairs) == 33
    assert summary["coverage"] == round((summary["listed"] + summary["clean"]) / 33, 4)
    assert summary["reasons"] == {"servfail": 1, "timeout": 4}
    assert summary["worst"] == "critical"
    assert summary["listed_targets"] == 9


def test_the_parts_of_a_document() -> None:
    found = document(bounced())
    assert (found["schema"], found["version"], found["exit_code"]) == ("repcheck.check/1", "1.2.3", 1)
    domain = found["targets"][0]
    spf = {"list": None, "severity": None, "record": "spf", "state": "faulty", "points": -8}
    assert (domain["score"], domain["grade"], domain["score_parts"]) == (92, "A", [spf])
    assert domain["origin"] == ["given"]
    assert domain["records"]["mx"]["hosts"][0]["host"] == "mx.example.com"
    assert domain["records"]["spf"]["text"] == "v=spf1 mx include:_spf.example.net -all"
    assert domain["records"]["sent_from"] == [{"address": "192.0.2.10", "origin": "mx of example.com"}]
    assert found["targets"][1]["records"] is None
    assert found["bounces"]["records"] == 4
    assert (found["bounces"]["hard"], found["bounces"]["soft"], found["bounces"]["sender_blocked"]) == (
        1,
        2,
        2,
    )
    assert found["bounces"]["categories"] == {"blocked": 2, "nonexistent": 1, "other": 1}
    assert "<alice@example.net>" in found["causes"][1]["evidence"][0]


def test_only_failures_are_hard_or_soft() -> None:
    records = (
        BounceRecord(file="1", index=0, kind="bounce", category=Category.NONEXISTENT, hard=True),
        BounceRecord(file="2", index=0, kind="bounce", category=Category.MAILBOX_FULL, hard=False),
        BounceRecord(file="3", index=0, kind="delayed", category=Category.DELAYED, hard=False),
        BounceRecord(file="4", index=0, kind="feedback", category=Category.FEEDBACK, hard=False),
        BounceRecord(file="5", index=0, kind="bounce", category=Category.POLICY, suppressed=True),
    )
    found = document(msgspec.structs.replace(all_clean(), bounces=records))["bounces"]
    assert [found[name] for name in ("records", "hard", "soft", "suppressed")] == [5, 1, 1, 1]
    assert found["categories"] == {"nonexistent": 1, "mailbox-full": 1, "delayed": 1, "feedback": 1}


def test_unread_is_null_and_read_but_empty_is_not() -> None:
    assert document(all_clean())["bounces"] is None
    empty = document(msgspec.structs.replace(all_clean(), bounces=()))["bounces"]
    assert empty["records"] == 0


def test_an_unusable_list_tells_why() -> None:
    (dead,) = [entry for entry in document(listings_and_unknowns())["lists"] if entry["health"] != "ok"]
    assert dead["health"] == dead["reason"] == "list_dead"
    assert dead["saw"] == "NXDOMAIN for list-l.example itself"


def test_records_of_targets_are_left_out_of_the_bounces_document() -> None:
    found = document(bounced(), "repcheck.bounces/1")
    assert found["schema"] == "repcheck.bounces/1"
    assert all("records" not in target for target in found["targets"])
    found["schema"] = "repcheck.check/1"
    assert not VALIDATOR.is_valid(found)


def test_strangers_text_is_kept_but_valid() -> None:
    text = document(hostile())["targets"][0]["observations"][0]["text"]
    assert text.startswith("\x1b[2J")
    assert "\ufffd\ufffd" in text


def test_an_interrupted_run_says_so() -> None:
    found = document(msgspec.structs.replace(all_clean(), interrupted="timeout"))
    assert (found["incomplete"], found["interrupted"]) == (True, "timeout")
    assert document(all_clean())["incomplete"] is False


def test_observations_are_taken_over_without_copying() -> None:
    report = many()
    made = whole_document(report)
    assert all(
        new.observations is old.observations for new, old in zip(made.targets, report.targets, strict=True)
    )


def test_jsonl_has_one_line_a_record_with_the_promised_keys() -> None:
    odd = BounceRecord(
        file="spool/\udcff.eml", index=1, kind="bounce", category=Category.OTHER, diagnostic="\udcff"
    )
    lines = [record_line(record) for record in (*(bounced().bounces or ()), odd)]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    records = [json.loads(line) for line in lines]
    assert all(list(record) == RECORD_KEYS for record in records)
    assert records[0]["recipient"] == "alice@example.net"
    assert records[0]["blocked_subject"] == {"kind": "ip", "value": "192.0.2.10"}
    assert records[2]["diagnostic"] is None
    assert records[4]["file"] == "spool/\ufffd.eml"


def test_no_control_character_stands_raw() -> None:
    import json

    from repcheck.render.encoding import encoded

    text = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA1)])) + "\u00c2\u0100"
    document = encoded({text: [text]})
    assert not any(
        0x7F <= ord(character) < 0xA0 or ord(character) < 0x20 for character in document.decode()[:-1]
    )
    assert json.loads(document) == {text: [text]}


def whole_document(report: Report, schema: Schema = "repcheck.check/1") -> CheckDocument:
    """All in one, each target by itself."""
    targets = (TargetDocuments(with_records=has_records(schema)).of(found) for found in report.targets)
    return msgspec.structs.replace(around_targets(report, "1.2.3", schema=schema), targets=tuple(targets))


@pytest.mark.parametrize("report", GOLDEN.values(), ids=GOLDEN)
@pytest.mark.parametrize("schema", ["repcheck.check/1", "repcheck.bounces/1"])
def test_a_document_in_pieces_is_the_same_document(report: Callable[[], Report], schema: Schema) -> None:
    whole = encoded(whole_document(report(), schema))
    assert b"".join(json_pieces(report(), "1.2.3", schema=schema)) == whole


def test_targets_that_share_their_observations_are_written_as_any_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("repcheck.render.json.report._IN_A_PIECE", 3)
    for kept in (hostile().targets[0].observations, many().targets[0].observations):
        targets = tuple(address(f"192.0.2.{last}") for last in range(8))
        shared = tuple(msgspec.structs.replace(found, observations=kept) for found in targets)
        report = msgspec.structs.replace(all_clean(), targets=shared)
        assert b"".join(json_pieces(report, "1.2.3")) == encoded(whole_document(report))
