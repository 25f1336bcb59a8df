"""``check --format jsonl``: a line for each pair, and an end that can be told from a cut."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from tests.cli.typed import CATALOG, repcheck
from tests.conftest import NameServerFactory
from tests.support.patience import PATIENCE


@pytest.fixture
def options(lists: NameServer, tmp_path: Path) -> tuple[str, ...]:
    catalog = tmp_path / "catalog.json"
    catalog.write_text(json.dumps(CATALOG))
    return ("--resolver", lists.address, "--catalog", str(catalog))


@pytest.fixture
def lists(nameserver: NameServerFactory) -> NameServer:
    """List "one" holds 192.0.2.10; list "two" refuses to answer."""
    return nameserver(
        z.honest("one.example", {"192.0.2.10": z.Listing(("127.0.0.2",), "why $")}), z.refused("two.example")
    )


def lines_of(text: str) -> list[dict[str, object]]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_each_pair_is_a_line_and_the_last_line_is_the_summary(options):
    targets = ("192.0.2.10", "192.0.2.12", "10.0.0.1")
    done = repcheck("check", *targets, *options, "--format", "jsonl")
    assert done.returncode == 1
    lines = lines_of(done.stdout)
    order = list(dict.fromkeys(line["type"] for line in lines))
    assert order == ["observation", "target", "step", "finding", "list", "summary"]
    document = json.loads(repcheck("check", *targets, *options, "--format", "json").stdout)

    pairs = [line for line in lines if line["type"] == "observation"]
    expected = [
        {"type": "observation", "target": found["target"], "kind": "ipv4", "group": None, **seen}
        for found in document["targets"]
        for seen in found["observations"]
    ]
    for pair in (*pairs, *expected):
        pair.pop("rtt_ms")
    assert pairs == expected
    (unasked,) = (line for line in lines if line["type"] == "target")
    assert unasked["target"] == "10.0.0.1"
    assert "private" in str(unasked["not_asked"])

    def of_type(kind: str) -> list[dict[str, object]]:
        return [{k: v for k, v in line.items() if k != "type"} for line in lines if line["type"] == kind]

    steps = of_type("step")
    for step, started in (
        *((step, lines[-1]["started"]) for step in steps),
        *((step, document["started"]) for step in document["plan"]),
    ):
        if step["letter"] is not None:  # the letter says when the lists answered
            assert str(started) in step["letter"]
            step["letter"] = step["letter"].replace(str(started), "")
    assert steps == document["plan"]
    assert of_type("finding") == document["findings"]
    assert of_type("list") == document["lists"]
    summary = lines[-1]
    changing = ("queries",)
    assert {k: summary[k] for k in document["summary"] if k not in changing} == {
        k: v for k, v in document["summary"].items() if k not in changing
    }
    assert (summary["schema"], summary["exit_code"], summary["incomplete"]) == ("repcheck.check/1", 1, False)


def test_bounces_are_compared_with_what_is_clean_now(options, tmp_path):
    bounce = tmp_path / "bounce.eml"
    bounce.write_text(
        "From: MAILER-DAEMON@mx.example.net\nTo: a@example.com\nSubject: failure\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        "--x\n\nfailed\n--x\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; b@example.net\nAction: failed\n"
        "Status: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 192.0.2.12 blocked using one.example\n\n--x--\n"
    )
    done = repcheck("check", "192.0.2.12", *options, "--bounces", bounce, "--format", "jsonl")
    (cause,) = (line for line in lines_of(done.stdout) if line["type"] == "cause")
    assert (cause["list"], cause["live_state"]) == ("one", "cleared")
    text = repcheck("check", "192.0.2.12", *options, "--bounces", bounce).stdout
    assert "no longer: nothing to ask" in text


def test_a_file_is_whole_or_not_there(options, tmp_path):
    out = tmp_path / "out" / "lines.jsonl"
    out.parent.mkdir()
    done = repcheck("check", "192.0.2.10", *options, "--format", "jsonl", "-o", out)
    assert (done.returncode, done.stdout) == (1, "")
    assert lines_of(out.read_text())[-1]["type"] == "summary"
    assert [path.name for path in out.parent.iterdir()] == ["lines.jsonl"]


def test_quiet_prints_lines_only_when_all_is_not_well(options):
    quiet = (*options, "--format", "jsonl", "--quiet", "--lists", "one")
    done = repcheck("check", "192.0.2.12", *quiet)
    assert (done.returncode, done.stdout) == (0, "")
    done = repcheck("check", "192.0.2.10", *quiet)
    assert done.returncode == 1
    assert lines_of(done.stdout)[-1]["type"] == "summary"


def test_a_reader_that_goes_away_is_no_fault(options):
    running = subprocess.Popen(
        [sys.executable, "-m", "repcheck", "check", "192.0.2.0/24", *options, "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    assert b'"observation"' in running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    running.wait(timeout=PATIENCE)


def test_a_run_out_of_time_says_so_in_its_last_line(options, nameserver):
    silent = nameserver(z.honest("one.example", {}), z.dead("two.example"))
    patient = ("--resolver", silent.address, *options[2:], "--dead-wait", "60", "--timeout", "1")
    done = repcheck("check", "192.0.2.12", *patient, "--format", "jsonl")
    summary = lines_of(done.stdout)[-1]
    assert (summary["incomplete"], summary["interrupted"], summary["exit_code"]) == (True, "timeout", 3)
