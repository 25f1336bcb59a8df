"""``--save-evidence`` and ``repcheck replay`` on the demo's lists."""

import subprocess
from pathlib import Path

import pytest

from repcheck.demo import NameServer, demo_catalog, demo_mails, demo_zones
from tests.conftest import NameServerFactory
from tests.support.typed import typed

KEY = "sekretkey0123456789abcdef"


def repcheck(folder: Path, *arguments: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    places = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(folder))
    return typed(*arguments, stdin=stdin, env={**places, "SPAMHAUS_DQS_KEY": KEY})


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    return nameserver(*demo_zones())


@pytest.mark.parametrize("command", ["check", "delist"])
def test_the_demo_is_replayed_byte_for_byte(server, tmp_path, command):
    """``check`` as text in full and, in the same run, as JSON in a file."""
    saved = tmp_path / "run.json"
    given = ("192.0.2.10", "example.com", "--bounces", str(demo_mails()))
    asking = ("--resolver", server.address, "--catalog", str(demo_catalog()))
    shapes = [("-vv", "--report", f"json={tmp_path / name}") for name in ("first", "again")]
    shape, same = shapes if command == "check" else ((), ())
    first = repcheck(tmp_path, command, *given, *asking, "--save-evidence", str(saved), *shape)
    assert first.returncode == 1, first.stderr
    again = repcheck(tmp_path, "replay", str(saved), *same)
    assert again.stdout == first.stdout
    assert again.returncode == first.returncode
    if command == "delist":
        assert repcheck(tmp_path, "replay", "-", stdin=saved.read_bytes()).stdout == first.stdout
    if command == "check":
        assert (tmp_path / "again").read_bytes() == (tmp_path / "first").read_bytes()


@pytest.mark.parametrize("shape", [["--format", "json"], ["-vv"]])
def test_a_domain_is_replayed_byte_for_byte(server, tmp_path, shape):
    saved = tmp_path / "run.json"
    given = ("example.com", "example.net", "--selector", "s1", "--helo", "mail.example.com")
    asking = (
        "--resolver",
        server.address,
        "--catalog",
        str(demo_catalog()),
        "--lists",
        "demo-honest,demo-domains",
    )
    first = repcheck(tmp_path, "domain", *given, *asking, "--save-evidence", str(saved), *shape)
    assert first.returncode == 1, first.stderr
    asked = len(server.asked)
    again = repcheck(tmp_path, "replay", str(saved), *shape)
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)
    assert len(server.asked) == asked


def test_a_saved_domain_has_its_own_formats(server, tmp_path):
    saved = tmp_path / "run.json"
    asking = ("--resolver", server.address, "--catalog", str(demo_catalog()), "--lists", "none")
    repcheck(tmp_path, "domain", "example.com", *asking, "--save-evidence", str(saved))
    done = repcheck(tmp_path, "replay", str(saved), "--format", "codequality")
    assert done.returncode == 2
    assert b"has the formats text, json, csv" in done.stderr
    done = repcheck(tmp_path, "replay", str(saved), "--letter")
    assert done.returncode == 2
    assert b"has no letters" in done.stderr


def test_no_recipient_is_in_the_file(server, tmp_path):
    mail = (demo_mails() / "06-unknown-user.eml").read_bytes()
    recipients = {
        word.strip(b"<>;,.")
        for word in mail.split()
        if b"@" in word and not word.lower().startswith((b"<mailer", b"mailer"))
    }
    assert recipients
    saved = tmp_path / "run.json"
    repcheck(
        tmp_path,
        *("check", "192.0.2.10", "--bounces", str(demo_mails()), "--save-evidence", str(saved)),
        *("--resolver", server.address, "--catalog", str(demo_catalog()), "--lists", "demo-honest"),
    )
    content = saved.read_bytes().lower()
    assert [word for word in recipients if word.lower() in content] == []


@pytest.mark.parametrize(
    "command", [("check", "192.0.2.10"), ("domain", "example.com", "--ip", "192.0.2.10")]
)
def test_a_key_is_in_no_evidence(server, tmp_path, command):
    """Its zone is masked, and what quotes it too."""
    catalog = tmp_path / "lists.yaml"
    text = demo_catalog().read_text(encoding="utf-8")
    assert "zone: honest.dnsbl.example" in text
    keys = 'keyed_zone: "{key}.honest.dnsbl.example"\n    key: env:SPAMHAUS_DQS_KEY'
    zone = "zone: honest.dnsbl.example"
    keyed = text.replace(zone, f"{zone}\n    {keys}", 1)
    catalog.write_text(keyed, encoding="utf-8")
    saved = tmp_path / "run.json"
    asking = ("--resolver", server.address, "--catalog", str(catalog), "--lists", "demo-honest")
    first = repcheck(tmp_path, *command, *asking, "--save-evidence", str(saved))
    assert first.returncode in (0, 1, 3), first.stderr
    assert KEY.encode() in b" ".join(name.encode() for name, _ in server.asked)
    content = saved.read_bytes()
    assert KEY.encode() not in content
    assert b"***.honest.dnsbl.example" in content
    assert repcheck(tmp_path, "replay", str(saved)).stdout == first.stdout


def test_a_file_that_is_no_evidence_ends_with_2(tmp_path):
    done = repcheck(tmp_path, "replay", str(demo_catalog()))
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert b"is not evidence of repcheck" in done.stderr


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_what_would_be_a_stream_keeps_its_evidence(server, tmp_path, name):
    """Only csv is a format of replay, too."""
    saved = tmp_path / "run.json"
    asking = ("--resolver", server.address, "--catalog", str(demo_catalog()), "--lists", "demo-honest")
    given = ("check", "192.0.2.10", *asking, "--format", name)
    first = repcheck(tmp_path, *given, "--save-evidence", str(saved))
    assert first.returncode == 1, first.stderr
    assert first.stdout.count(b"\n") == repcheck(tmp_path, *given).stdout.count(b"\n")
    if name == "csv":
        assert repcheck(tmp_path, "replay", str(saved), "--format", name).stdout == first.stdout
