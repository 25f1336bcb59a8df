"""Sources over HTTP as a user sees them: a configuration, a run, and what is said of the way."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from repcheck.cli.main import main
from repcheck.demo import NameServer
from repcheck.demo.faults import blocked
from tests.conftest import NameServerFactory
from tests.support.services import KEY, POINTS, wqs
from tests.support.web import Server, serving

Run = Callable[..., tuple[int, str, str]]
ZEN = {**POINTS, "::ffff:7f00:2": [1002], "192.0.2.10": [1002, 1003]}


@pytest.fixture
def zen() -> Iterator[Server]:
    with serving(wqs(ZEN)) as server:
        yield server


@pytest.fixture
def run(
    zen: Server,
    nameserver: NameServerFactory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs repcheck with WQS switched on, where the DNS refuses the resolver."""
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        monkeypatch.delenv(f"{name}_DIRECTORY", raising=False)
    monkeypatch.setenv("WQS_KEY", KEY)
    monkeypatch.delenv("SPAMHAUS_DQS_KEY", raising=False)
    dns: NameServer = nameserver(blocked("zen.spamhaus.org"))
    config = tmp_path / "repcheck.yaml"
    off = "  rdap: {enabled: false}\n  ripestat: {enabled: false}\n"
    config.write_text(f"version: 1\nsources:\n{off}  spamhaus-wqs: {{key: env:WQS_KEY, url: {zen.url}}}\n")

    def run_one(*words: str) -> tuple[int, str, str]:
        asks = ("--resolver", dns.address, "--polite", "off", "--any-address") if words[0] == "check" else ()
        lists = ("--lists", "spamhaus-zen") if words[0] == "check" else ()
        code = main([*words, "--config", str(config), *asks, *lists])
        said = capsys.readouterr()
        assert KEY not in said.out + said.err
        return code, said.out, said.err

    return run_one


def checked(run: Run, *targets: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = run("check", *targets, "--format", "json")
    return code, json.loads(out)


def pairs(document: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    return [
        (seen["state"], seen["reason"], seen["route"])
        for target in document["targets"]
        for seen in target["observations"]
    ]


def test_where_dns_refuses_the_run_says_listed_and_clean_by_https(run: Run) -> None:
    code, found = checked(run, "192.0.2.10", "192.0.2.11")
    assert pairs(found) == [("listed", None, "wqs"), ("clean", None, "wqs")]
    assert code == 1
    assert [hit["id"] for hit in found["targets"][0]["observations"][0]["sublists"]] == ["sbl", "css"]
    assert found["lists"][0]["route"] == "wqs"
    assert "asked over HTTPS" in " ".join(finding["says"] for finding in found["findings"])
    [source] = found["sources"]
    assert (source["source"], source["reason"]) == ("spamhaus-wqs", None)
    assert source["requests"] >= 4


def test_the_text_says_the_way_too(run: Run) -> None:
    _, out, _ = run("check", "192.0.2.10")
    assert "over HTTPS" in out


def test_a_key_that_is_refused_is_told_as_such(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WQS_KEY", "wrong-key-0123456789")
    code, found = checked(run, "192.0.2.10")
    assert pairs(found) == [("unknown", "key_invalid", "wqs")]
    assert code == 3
    assert "wrong-key" not in json.dumps(found)


def test_a_key_that_is_not_there_leaves_the_first_way_and_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WQS_KEY")
    _, found = checked(run, "192.0.2.10")
    assert pairs(found) == [("unknown", "resolver_blocked", "dns")]
    assert found["sources"][0]["reason"] == "key_missing"


def test_a_saved_run_says_the_same_when_it_is_replayed(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "evidence.json"
    _, out, _ = run("check", "192.0.2.10", "192.0.2.11", "--save-evidence", str(saved), "--format", "json")
    assert KEY not in saved.read_text()
    assert main(["replay", str(saved), "--format", "json"]) == 1
    again = json.loads(capsys.readouterr().out)
    assert pairs(again) == pairs(json.loads(out))
    assert again["sources"] == json.loads(out)["sources"]


def test_show_and_probe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = run("sources", "show", "--format", "json")
    [shown] = [each for each in json.loads(out)["sources"] if each["source"] == "spamhaus-wqs"]
    assert (shown["enabled"], shown["key"], shown["key_found"]) == (True, "env:WQS_KEY", True)
    assert run("sources", "probe", "spamhaus-wqs")[0] == 0
    monkeypatch.setenv("WQS_KEY", "wrong")
    code, out, _ = run("sources", "probe", "--format", "json")
    assert code == 1
    assert json.loads(out)["sources"][0]["reason"] == "key_invalid"
    assert run("sources", "show")[0] == 0


def test_a_source_that_is_not_switched_on_cannot_be_probed(run: Run) -> None:
    code, _, err = run("sources", "probe", "nowhere")
    assert code == 2
    assert "nowhere: is not switched on" in err


def test_config_check_names_a_key_that_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("config", "check")[2] == ""
    monkeypatch.delenv("WQS_KEY")
    code, _, err = run("config", "check")
    assert code == 0
    assert "sources: spamhaus-wqs: key: env:WQS_KEY is not set" in err


def test_config_show_names_the_place_of_the_key(run: Run) -> None:
    _, out, _ = run("config", "show")
    assert "sources.spamhaus-wqs.key" in out
    assert "env:WQS_KEY" in out
