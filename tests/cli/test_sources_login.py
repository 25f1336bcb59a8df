"""SNDS and Postmaster Tools as a user sees them: a login, a run, and what it makes of a private block."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from repcheck.app import login
from repcheck.cli.main import main
from repcheck.demo import zones as z
from repcheck.demo.records import records
from repcheck.render.json.schema_files import schema_text
from tests.conftest import NameServerFactory
from tests.support.services import Postmaster, Snds
from tests.support.web import Server, serving

IP = "192.0.2.10"
BOUNCE = (
    "550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. Please contact your Internet service "
    "provider since part of their network is on our block list (S3140)."
)
RULE = {
    "pattern": "part of their network is on our block ?list",
    "cause": "ip-reputation",
    "means": "Microsoft's own block list has the address.",
    "sample": BOUNCE,
}
STATUS = "192.0.2.10,192.0.2.10,Yes,Blocked due to user complaints"
DATA = "192.0.2.10,11/18/2026 12:00 AM,11/18/2026 11:59 PM,812,790,788,GREEN,< 0.1%,,,,h,f,"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def services() -> Iterator[tuple[Snds, Server, Server]]:
    snds = Snds(STATUS, {"": DATA})
    gmail = Postmaster(
        [("low_ip_reputation", "2026-11-18", {"doubleValue": 0.2})] * 2, ("SPF", "DMARC_POLICY")
    )
    with serving(snds) as first, serving(gmail) as second:
        yield snds, first, second


@pytest.fixture
def run(
    services: tuple[Snds, Server, Server],
    nameserver: NameServerFactory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
        monkeypatch.delenv(f"{name}_DIRECTORY", raising=False)
    key = {"client_id": "c", "client_secret": "sekret", "refresh_token": "r"}
    monkeypatch.setenv("GOOGLE_POSTMASTER_CREDENTIALS", json.dumps(key))
    _, snds, gmail = services
    config = tmp_path / "repcheck.yaml"
    config.write_text(
        "version: 1\nsources:\n"
        f"  microsoft-snds: {{url: {snds.url}, token_url: {snds.url}}}\n"
        f"  google-postmaster: {{url: {gmail.url}, token_url: {gmail.url}}}\n"
    )
    dns = nameserver(
        z.honest("one.example", {}), records("example.com", '@ 300 TXT "v=spf1 ip4:192.0.2.10 -all"')
    )
    catalog = tmp_path / "catalog.json"
    entry = {"id": "one", "zone": "one.example", "asks": ["ipv4"], "codes": {"127.0.0.2": "spam source"}}
    provider = {
        "id": "microsoft-consumer",
        "name": "Outlook.com",
        "mx_suffixes": [".olc.protection.outlook.com"],
    }
    catalog.write_text(json.dumps({"version": 1, "lists": [entry], "providers": [provider]}))
    asks = ("--resolver", dns.address, "--catalog", str(catalog), "--any-address")

    def run_one(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--config", str(config), *(asks if words[0] == "check" else ())])
        said = capsys.readouterr()
        assert not any(secret in said.out + said.err for secret in ("sekret", "refresh-", "access-"))
        return code, said.out, said.err

    return run_one


def logged_in(run: Run, monkeypatch: pytest.MonkeyPatch, code: str = "good") -> tuple[int, str, str]:
    """As if the browser had been led back with ``code``."""
    begun = login.begun

    def begin(setting: Any) -> login.Login:
        found = begun(setting)
        answer = f"{login.REDIRECT}/?code={code}&state={found.state}"
        monkeypatch.setattr("click.prompt", lambda *_, **__: answer)
        return found

    monkeypatch.setattr(login, "begun", begin)
    return run("sources", "login", "microsoft-snds")


def document(run: Run, *words: str) -> dict[str, Any]:
    _, out, _ = run("check", *words, "--format", "json")
    found: dict[str, Any] = json.loads(out)
    jsonschema.Draft202012Validator(json.loads(schema_text("check-1"))).validate(found)
    return found


def test_a_private_block_is_confirmed_and_cleared_by_the_provider_itself(
    run, services, monkeypatch, tmp_path
):
    mail = tmp_path / "bounce.txt"
    mail.write_text(f"host example-com.olc.protection.outlook.com[198.51.100.1] said: {BOUNCE}")
    (cause,) = document(run, IP, "--bounces", str(mail))["causes"]
    assert (cause["provider"], cause["live_state"]) == ("microsoft-consumer", "private")
    code, _, told = logged_in(run, monkeypatch)
    assert code == 0
    assert "repcheck sources probe microsoft-snds" in told

    found = document(run, IP, "--bounces", str(mail))
    (cause,) = found["causes"]
    assert cause["live_state"] == "confirmed"
    assert "Outlook.com says of 192.0.2.10 now: blocked: Blocked due to user complaints" in cause["evidence"]
    seen = {one["list"]: one["state"] for one in found["targets"][0]["observations"]}
    assert seen == {"one": "clean", "microsoft-consumer": "listed"}
    assert found["exit_code"] == 1


def test_a_block_that_is_over_asks_for_nothing(run, services, monkeypatch, tmp_path):
    services[0].status = ""
    logged_in(run, monkeypatch)
    mail = tmp_path / "bounce.txt"
    mail.write_text(f"host example-com.olc.protection.outlook.com[198.51.100.1] said: {BOUNCE}")
    found = document(run, IP, "--bounces", str(mail))
    assert found["causes"][0]["live_state"] == "cleared"
    assert [step for step in found["plan"] if step["phase"] == "ask"] == []


def test_without_a_login_the_list_is_unknown_and_says_so(run):
    found = document(run, IP)
    seen = {one["list"]: one["reason"] for one in found["targets"][0]["observations"]}
    assert seen["microsoft-consumer"] == "key_missing"


def test_a_code_that_is_refused_logs_nobody_in(run, monkeypatch):
    code, _, told = logged_in(run, monkeypatch, "bad")
    assert code == 2
    assert "microsoft-snds" in told


@pytest.mark.parametrize(
    "answer", ["", "http://localhost/?code=x&state=other", "http://localhost/?error=access_denied"]
)
def test_another_address_is_no_answer(run, monkeypatch, answer):
    monkeypatch.setattr("click.prompt", lambda *_, **__: answer)
    code, _, told = run("sources", "login", "microsoft-snds")
    assert code == 2
    assert told.count("\n") <= 5


def test_gmail_says_the_same_or_differs(run):
    says = {one["id"]: one["says"] for one in document(run, "example.com")["findings"]}
    assert "repcheck sees a fault there, too" in says["gmail_needs_dmarc_policy"]
    assert "In the DNS, repcheck sees no fault there now" in says["gmail_needs_spf"]
    assert "gmail_low_ip_reputation" in says
