"""Reports of receivers beside live answers: ``check --bounces`` and ``bounces`` read them on the way."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from repcheck.cli.main import main
from repcheck.demo import zones as z
from repcheck.demo.records import records
from repcheck.render.json.schema_files import schema_text
from tests.conftest import NameServerFactory
from tests.support.dmarc_reports import Row, report_xml

OWN, FORGOTTEN = "192.0.2.10", "198.51.100.7"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """An own server that loses mail, one that nobody listed, which is on a list now, and a foreign domain."""
    folder = tmp_path / "reports"
    folder.mkdir()
    rows = (
        Row(OWN, 400),
        Row(OWN, 12, "reject", "fail", "fail", "bounce.esp.example"),
        Row(FORGOTTEN, 30, "none", "fail", "fail", "example.com", "fail"),
    )
    (folder / "a.xml").write_bytes(report_xml(*rows))
    (folder / "b.xml").write_bytes(report_xml(Row(OWN, 7, "reject", "fail", "fail"), domain="other.example"))
    return folder


@pytest.fixture
def options(nameserver: NameServerFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    for place in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(place, str(tmp_path))
    server = nameserver(
        z.honest("one.example", {FORGOTTEN: z.Listing(("127.0.0.2",), "spam")}),
        records("example.com", '@ 300 TXT "v=spf1 ip4:192.0.2.10 -all"'),
        records("esp.example", 'bounce 300 TXT "v=spf1 ip4:192.0.2.10 -all"'),
    )
    catalog = tmp_path / "catalog.json"
    entry = {"id": "one", "zone": "one.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam source"}}
    catalog.write_text(json.dumps({"version": 1, "lists": [entry]}))
    return ["--resolver", server.address, "--catalog", str(catalog), "--any-address"]


def document(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, dict[str, Any]]:
    code = main([*command, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_own_mail_that_was_refused_is_a_cause_and_others_become_targets(capsys, reports, options):
    code, found = document(capsys, "check", OWN, "example.com", "--bounces", str(reports), *options)
    (cause,) = found["causes"]
    assert (cause["subject"], cause["bounces"], cause["fault"]) == (
        {"kind": "ip", "value": OWN},
        12,
        "alignment",
    )
    assert (cause["live_state"], cause["reported"]) == ("record_fault", True)
    origins = {one["target"]: one["origin"] for one in found["targets"]}
    assert origins[FORGOTTEN] == ["DMARC report of mail.receiver.example"]
    listed = {one["target"]: [o["state"] for o in one["observations"]] for one in found["targets"]}
    assert listed[FORGOTTEN] == ["listed"]
    ids = [finding["id"] for finding in found["findings"]]
    assert "reported_unknown_senders" in ids
    assert "reports_of_others" in ids
    assert found["bounces"]["read"]["reports"] == 2
    assert code == 0  # nobody knows yet whose the listed address is


def test_the_same_is_replayed(capsys, reports, options, tmp_path):
    saved = tmp_path / "run.json"
    command = ("check", OWN, "example.com", "--bounces", str(reports), *options)
    _, first = document(capsys, *command, "--save-evidence", str(saved))
    _, again = document(capsys, "replay", str(saved))
    assert again == first


def test_without_a_question_the_reports_say_who_lost_mail(capsys, reports):
    code, found = document(capsys, "bounces", "--offline", str(reports))
    assert code == 0
    assert [cause["bounces"] for cause in found["causes"]] == [12]
    domains = {one["domain"]: one for one in found["received"]["domains"]}
    assert domains["other.example"]["sources"][0]["refused"] == 7
    main(["bounces", "--offline", str(reports)])
    text = capsys.readouterr().out
    assert text.startswith("Receivers report 449 messages sent as example.com and other.example: 19 refused")
    assert "WHY MAIL WAS REFUSED" in text


def test_the_document_follows_the_schema(capsys, reports):
    _, found = document(capsys, "bounces", "--offline", str(reports))
    jsonschema.Draft202012Validator(json.loads(schema_text("check-1"))).validate(found)
    assert found["received"]["dmarc_reports"] == 2
