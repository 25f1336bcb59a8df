"""Standard streams that are closed, full, endless, or no text."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.typed import CATALOG, repcheck
from tests.support.examples import MANY
from tests.support.patience import PATIENCE
from tests.support.tables import each

RUN = f"exec {sys.executable} -m repcheck"
SAYS_SOMETHING = [
    "--version", "--help", "check --help", "lists show", "lists show --format json", "lists schema",
    "completion bash", "explain '550 5.7.1 blocked'", "check 192.0.2.1 --resolver 127.0.0.1:9 --timeout 1",
]  # fmt: skip


def shell(line: str, stdin: int | None = subprocess.DEVNULL) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["sh", "-c", line], stdin=stdin, capture_output=True, timeout=PATIENCE, check=False)


LOST = [(">&-", b"it is closed"), (">/dev/full", b"no space left on device")]
#: Each command is tried in one of the two ways; with REPCHECK_EXAMPLES=many in both.
TRIED = [
    (arguments, *LOST[place])
    for number, arguments in enumerate(SAYS_SOMETHING)
    for place in range(len(LOST))
    if MANY or place == number % len(LOST)
]


@each("arguments, where, says", TRIED)
def test_output_that_is_lost_is_one_line_and_exit_74(arguments, where, says):
    if "full" in where and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = shell(f"{RUN} {arguments} {where}")
    assert done.returncode == 74
    assert done.stderr == b"repcheck: error: standard output cannot be written: " + says + b"\n"


@each(
    "arguments, where, says",
    [
        ("check 192.0.2.1 --no-such --format nagios", *LOST[0]),
        ("check 192.0.2.1 --lists none --format nagios", *LOST[1]),
    ],
)
def test_a_plugin_whose_output_is_lost_is_one_line_and_unknown(arguments, where, says):
    if "full" in where and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = shell(f"{RUN} {arguments} {where}")
    assert done.returncode == 3
    assert done.stderr == b"repcheck: error: standard output cannot be written: " + says + b"\n"


def test_nothing_to_say_needs_no_output(lists, catalog):
    line = f"check 192.0.2.12 --resolver {lists.address} --catalog {catalog} --quiet >&-"
    assert shell(f"{RUN} {line}").returncode == 0


def test_a_reader_that_goes_ends_the_run_as_a_shell_expects():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "repcheck", "lists", "show", "-v"],
        stdout=writing, stderr=subprocess.PIPE, timeout=PATIENCE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_without_standard_error_the_code_tells():
    assert shell(f"{RUN} check 300.1.1.1 2>&-").returncode == 2
    assert shell(f"{RUN} explain '550 5.7.1 blocked' 2>&-").returncode == 0


@each("arguments", ["check -i -", "explain -", "serve --set-password", "config check -"])
def test_standard_input_that_is_closed_is_one_line_and_exit_2(arguments):
    done = shell(f"{RUN} {arguments} <&-")
    assert (done.returncode, done.stderr) == (2, b"repcheck: error: stdin: is closed\n")


@pytest.mark.parametrize("content", [b"192.0.2.1\n192.0.2.2 caf\xe9\n", b"192.0.2.1\n\xff\xfe1\x009\x00"])
def test_targets_that_are_no_utf_8_are_told_with_their_line(content, tmp_path):
    file = tmp_path / "targets.txt"
    file.write_bytes(content)
    for name in ("-", file):
        done = subprocess.run(
            [sys.executable, "-m", "repcheck", "check", "-i", name],
            input=content, capture_output=True, timeout=PATIENCE, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        )  # fmt: skip
        shown = "stdin" if name == "-" else str(file)
        assert done.stderr.decode() == f"repcheck: error: {shown}:2: is not text in UTF-8\n"
        assert done.returncode == 2


@each(
    "words, content",
    [
        ("lists lint", json.dumps({**CATALOG, "lists": [{"id": "one"}]})),
        ("lists lint", json.dumps(CATALOG)),
        ("lists lint", "version: 1\ntargets: [{group: mail, watch: [192.0.2.10]}]\n"),
        ("lists lint", "#" * (8 << 20) + "\n"),
        ("lists lint", ""),
        ("config check", "version: 1\ntargetz: []\ntargets: [{group: mail, watch: [mistake]}]\n"),
        ("config check", "version: 1\ntargets: [{group: mail, watch: ['file:hosts.txt']}]\n"),
        ("config check", "version: [\n"),
        ("replay", "no evidence"),
        ("replay", '{"schema": "repcheck.evidence/999"}'),
    ],
)
def test_a_dash_is_standard_input_and_says_what_the_file_says(words, content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("hosts.txt").write_text("192.0.2.10\n192.0.2.11\n")
    Path("file").write_text(content)
    named, piped = repcheck(*words.split(), "file"), repcheck(*words.split(), "-", stdin=content)
    assert piped.returncode == named.returncode
    for from_pipe, from_file in ((piped.stdout, named.stdout), (piped.stderr, named.stderr)):
        assert from_pipe == re.sub(r"\bfile(?=:\d|: )", "stdin", from_file)
    assert "stdin:" in piped.stdout + piped.stderr


@each("device", ["/dev/zero", "/dev/urandom"])
def test_targets_without_end_are_refused(device):
    arguments = f"check -i {device}" if "zero" in device else f"check -i - <{device}"
    done = shell(f"{RUN} {arguments}")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"is larger than" in done.stderr


@each(
    "arguments",
    [
        ["bounces", "x" * 300], ["bounces", "a/" + "x" * 5000], ["check", "-i", "x" * 300],
        ["check", "192.0.2.1", "--bounces", "x" * 5000], ["check", "192.0.2.1", "--catalog", "x" * 5000],
        ["lists", "lint", "x" * 5000], ["check", "x" * 5000], ["bounces", "--follow", "-"],
    ],
)  # fmt: skip
def test_a_name_that_can_be_no_file_is_one_line_and_exit_2(arguments):
    done = (
        repcheck(*arguments, "--resolver", "127.0.0.1:9") if "lint" not in arguments else repcheck(*arguments)
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("repcheck: error: ")


def test_a_path_that_is_too_long_behind_bounces_is_no_path(tmp_path):
    mail = tmp_path / "a.eml"
    mail.write_text(
        "From: MAILER-DAEMON@example.net\nSubject: Undelivered Mail\n\n<a@example.net>: 550 5.1.1 no\n"
    )
    done = repcheck("check", "--bounces", mail, "x" * 5000)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_sigterm_leaves_the_old_file_and_nothing_beside_it(tmp_path, nameserver):
    from repcheck.demo import zones as z

    server = nameserver(z.dead("one.example"), z.dead("two.example"))
    (tmp_path / "catalog.json").write_text(json.dumps(CATALOG))
    out = tmp_path / "out"
    out.mkdir()
    (out / "result.json").write_text("old")
    running = subprocess.Popen(
        [
            sys.executable, "-m", "repcheck", "check", "192.0.2.10", "--resolver", server.address,
            "--catalog", str(tmp_path / "catalog.json"), "--dead-wait", "30",
            "--format", "jsonl", "-o", str(out / "result.json"),
        ],
        stderr=subprocess.PIPE,
    )  # fmt: skip
    while not server.asked and running.poll() is None:
        signal.sigtimedwait([], 0.05)
    running.send_signal(signal.SIGTERM)
    _, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (143, b"")
    assert [entry.name for entry in out.iterdir()] == ["result.json"]
    assert (out / "result.json").read_text() == "old"
