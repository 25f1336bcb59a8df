"""What commands beside check print: help, explain, demo, lists probe, completion."""

import json

from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_mails, demo_zones
from tests.cli.typed import repcheck, states
from tests.support.tables import each


def test_every_broken_list_is_unknown_with_its_own_reason():
    with NameServer(demo_zones()) as server:
        done = repcheck(
            "check", "192.0.2.10", "--resolver", server.address, "--catalog", demo_catalog(),
            "--lists", "all", "--dead-wait", "1", "--format", "json",
        )  # fmt: skip
    document = json.loads(done.stdout)
    assert states(document) == {
        ("192.0.2.10", "demo-honest"): "listed",
        ("192.0.2.10", "demo-second"): "clean",
        ("192.0.2.10", "demo-dead"): "list_dead",
        ("192.0.2.10", "demo-wildcard"): "list_wildcard",
        ("192.0.2.10", "demo-refusing"): "resolver_blocked",
        ("192.0.2.10", "demo-servfail"): "servfail",
        ("192.0.2.10", "demo-slow"): "clean",
        ("192.0.2.10", "demo-allow"): "clean",
    }
    assert done.returncode == 1


@each("command", ["check", "bounces", "explain", "delist", "lists", "demo", "completion"])
def test_help_says_what_for_with_examples_and_exit_codes(command):
    done = repcheck(command, "--help")
    assert done.returncode == 0
    assert done.stdout.count(f"  repcheck {command}") >= 2
    assert "Exit codes:" in done.stdout
    assert all(len(line) <= 88 for line in done.stdout.splitlines())


def test_explain_shows_whom_to_write_to() -> None:
    reply = "554 IP=192.0.2.10 - None/bad reputation. Contact tobr@rx.t-online.de for kim@example.net. (NOWL)"
    done = repcheck("explain", "-v", reply)
    assert "write to tobr@rx.t-online.de" in done.stdout
    assert "kim@example.net" not in done.stdout


def test_explain_needs_no_network():
    done = repcheck("explain", "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org")
    assert done.returncode == 0
    assert "Spamhaus ZEN" in done.stdout


def test_bounces_offline_prints_a_record_a_line():
    done = repcheck("bounces", demo_mails(), "--offline", "--format", "jsonl", "--catalog", demo_catalog())
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 9
    assert sum(record["sender_blocked"] is True for record in records) == 6
    blocked = next(record for record in records if record["cited_lists"])
    assert blocked["cited_lists"] == ["demo-honest"]
    assert blocked["blocked_subject"] == {"kind": "ip", "value": "192.0.2.10"}


def test_the_demo_runs_offline_and_tells_each_state():
    done = repcheck("demo", "--format", "json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert {cause["live_state"] for cause in document["causes"]} >= {"confirmed", "cleared", "private"}
    assert {step["phase"] for step in document["plan"]} == {"fix", "ask", "verify", "avoid"}


def test_probe_tells_which_lists_can_be_used():
    with NameServer(demo_zones()) as server:
        done = repcheck(
            "lists",
            "probe",
            "--resolver",
            server.address,
            "--catalog",
            demo_catalog(),
            "--lists",
            "all",
            "--dead-wait",
            "1",
        )
    assert done.returncode == 1
    for word in (
        "demo-dead  dead (list_dead, standard)",
        "demo-wildcard  wildcard (list_wildcard, standard)",
        "demo-refusing  refuses you (resolver_blocked, standard)",
    ):
        assert word in done.stdout


def test_completion_prints_a_script():
    assert "_REPCHECK_COMPLETE" in repcheck("completion", "bash").stdout
