"""No output for people shows who was written to, unless --show-addresses; outputs for programs are whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from tests.cli.typed import repcheck
from tests.cli.written import ADDRESS, LOCAL, MAIL, MARK, REPLIES
from tests.support.tables import each

LOG = (
    "Nov 16 09:00:0%d mta1 postfix/smtp[811]: 4XyZ%d: to=<"
    + ADDRESS
    + ">, orig_to=<"
    + LOCAL
    + "@example.net>, "
    "relay=mx.corp.example.net[198.51.100.7]:25, delay=1, delays=0/0/0/1, dsn=%s, status=bounced "
    "(host mx.corp.example.net[198.51.100.7] said: %s (in reply to RCPT TO command))\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "in"
    found.mkdir()
    for number, (status, reply) in enumerate(REPLIES):
        text = MAIL % (number, reply, status, reply)
        (found / f"{number}.eml").write_text(text)
    (found / "mail.log").write_text("".join(LOG % (n, n, *REPLIES[n]) for n in range(len(REPLIES))))
    (found / "note.txt").write_text(f"no mail, for {ADDRESS}\n")
    return found


@pytest.fixture(scope="module")
def server():
    with NameServer(demo_zones()) as running:
        yield running


def shown(done: "subprocess.CompletedProcess[str]") -> str:
    return done.stdout + done.stderr


@pytest.mark.parametrize("more", [(), ("-v",), ("-vv",)])
@pytest.mark.parametrize(
    "command",
    [
        ("bounces", "{}", "--offline"),
        ("bounces", "{}", "--hygiene", "--sent", "100"),
        ("bounces", "{}", "--hygiene", "--own", "other.example"),
        ("bounces", "{}", "--offline", "--own", "other.example"),
        ("bounces", "{}", "--offline", "--explain"),
        ("explain", "{}/0.eml"),
        ("explain", REPLIES[0][1]),
    ],
)
def test_offline_outputs(folder: Path, command: tuple[str, ...], more: tuple[str, ...]) -> None:
    arguments = [argument.replace("{}", str(folder)) for argument in command]
    done = repcheck(*arguments, *more, env={"STATE_DIRECTORY": str(folder.parent)})
    assert done.returncode == 0
    assert done.stdout
    if command[1] == REPLIES[0][1]:
        # A pasted reply has no recipient of its own: its addresses are masked, its words stay.
        assert ADDRESS not in shown(done)
        return
    assert MARK not in shown(done).lower()


def test_the_word_of_storing(folder: Path) -> None:
    done = repcheck("bounces", folder, "--store", env={"STATE_DIRECTORY": str(folder.parent)})
    assert done.returncode == 0
    assert MARK not in shown(done).lower()


@pytest.mark.parametrize("more", [(), ("-vv",)])
@pytest.mark.parametrize(
    "command", [("check", "192.0.2.10", "--bounces", "{}"), ("delist", "--bounces", "{}"), ("bounces", "{}")]
)
def test_outputs_of_runs_that_ask(
    folder: Path, server: NameServer, command: tuple[str, ...], more: tuple[str, ...]
) -> None:
    arguments = [argument.replace("{}", str(folder)) for argument in command]
    asking = ("--resolver", server.address, "--catalog", str(demo_catalog()), "--lists", "demo-honest")
    done = repcheck(*arguments, *asking, *more)
    assert "honest.dnsbl.example" in done.stdout or "Demo Honest" in done.stdout
    assert MARK not in shown(done).lower()


def test_lines_of_a_log_that_is_followed(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "repcheck",
        "bounces",
        "--follow",
        str(folder / "mail.log"),
        "--from-start",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as following:
        assert following.stdout is not None
        lines = [following.stdout.readline() for _ in REPLIES]
        following.send_signal(signal.SIGINT)
        lines.append(following.stdout.read())
    assert len([line for line in lines if "corp.example.net" in line]) == len(REPLIES)
    assert MARK not in "".join(lines).lower()


@pytest.mark.parametrize("command", [("--offline", "-v"), ("--hygiene", "-v")])
def test_they_are_shown_when_asked_for(folder: Path, command: tuple[str, ...]) -> None:
    assert MARK in repcheck("bounces", folder, *command, "--show-addresses").stdout


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_script_may_ask_for_them_in_any_format(folder: Path, form: str) -> None:
    command = ("bounces", folder, "--offline", "--format", form)
    assert MARK in repcheck(*command, "--show-addresses").stdout


def test_programs_get_them_whole(folder: Path) -> None:
    for arguments in (
        ("--format", "jsonl"),
        ("--hygiene", "--format", "json"),
        ("--hygiene", "--format", "csv"),
    ):
        assert ADDRESS in repcheck("bounces", folder, *arguments).stdout


def test_file_names_that_the_user_gives_stay_as_they_are(folder: Path) -> None:
    named = folder / f"{ADDRESS}.txt"
    named.write_text("no mail\n")
    assert str(named) in repcheck("bounces", named, "--offline").stderr


KEY = "ab1cd2ef3gh4ij5kl6mn7op8qr"
KEYED = f"{KEY}.dbl.dq.spamhaus.net"


@each(
    "words",
    [
        ("domain", KEYED),
        ("domain", "example.com", "--helo", KEYED),
        ("domain", "example.com", "--selector", KEYED),
        ("spf", KEYED),
        ("spf", "example.com", "--ip", "192.0.2.1", "--helo", KEYED),
        ("spf", "example.com", "--ip", "192.0.2.1", "--sender", f"a@{KEYED}"),
        ("spf", "example.com", "--ip", KEYED),
        ("check", "192.0.2.1", "--lists", KEYED),
        ("check", "192.0.2.1", "--catalog", KEYED),
        ("check", "192.0.2.1", "--resolver", KEYED),
        ("help", KEYED),
    ],
)
def test_a_name_with_a_key_in_it_is_not_inspected_and_not_repeated(words: tuple[str, ...]) -> None:
    done = repcheck(*words, *(("--resolver", "127.0.0.1:9") if words[0] != "help" else ()))
    assert done.returncode == 2
    assert "***.dbl.dq.spamhaus.net" in done.stderr
    assert KEY not in done.stdout + done.stderr
