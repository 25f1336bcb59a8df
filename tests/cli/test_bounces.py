"""``repcheck bounces`` as a user types it, and as a mail server starts it."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from repcheck.render.json.schema_files import schema_text
from tests.bounces.events.samples import EVERY_KIND
from tests.cli.typed import repcheck
from tests.cli.written import SENT
from tests.support.patience import PATIENCE

MAILS = Path(__file__).parents[1] / "bounces" / "mails"
BOUNCE = MAILS / "blocked-zen.eml"
BLOCKED = (
    "Nov 16 09:00:0{0} mta1 postfix/smtp[811]: 4XyZ{0}: to=<kai{0}@corp.example.net>, "
    "relay=mx.corp.example.net[198.51.100.7]:25, delay=1, delays=0/0/0/1, dsn=5.7.1, status=bounced "
    "(host mx.corp.example.net[198.51.100.7] said: 554 5.7.1 Client host [192.0.2.25] blocked using "
    "zen.spamhaus.org\x1b[31m (in reply to RCPT TO command))\n"
)


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """A mail, a packed log, events, and what is nothing."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.eml").write_bytes(BOUNCE.read_bytes())
    (folder / "b.log.gz").write_bytes(gzip.compress((BLOCKED.format(1) + SENT * 8).encode()))
    (folder / "c.json").write_text(json.dumps([EVERY_KIND["sendgrid"], EVERY_KIND["postmark"]]))
    (folder / "d.txt").write_text("a note\n")
    return folder


def test_the_summary_says_how_much_was_read(everything: Path) -> None:
    done = repcheck("bounces", everything, "--offline")
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert "Read: 1 mail, 9 log lines (9 deliveries tried), 2 events. 1 file could not be read" in said
    assert (
        done.stderr
        == f"repcheck: warning: {everything / 'd.txt'}: no mail, log, event or reply in it, skipped\n"
    )


def test_json_holds_what_was_read_and_sent(everything: Path) -> None:
    document = json.loads(repcheck("bounces", everything, "--offline", "--format", "json").stdout)
    jsonschema.validate(document, json.loads(schema_text("check-1")))
    assert document["bounces"]["sent"] == 9
    assert document["bounces"]["read"] == {
        "files": 3,
        "unreadable": 1,
        "mails": 1,
        "log_lines": 9,
        "events": 2,
        "replies": 0,
        "reports": 0,
    }


def test_jsonl_gives_records_of_all_kinds_in_order(everything: Path, tmp_path: Path) -> None:
    done = repcheck("bounces", everything, "--format", "jsonl")
    names = [Path(json.loads(line)["file"]).name for line in done.stdout.splitlines()]
    assert names == ["a.eml", "b.log.gz:1", "c.json#1", "c.json#2"]
    assert "1 file could not be read" in done.stderr
    out = tmp_path / "out"
    again = repcheck("bounces", everything, "--format", "jsonl", "-o", out, "--jobs", "1")
    assert (again.stdout, out.read_text()) == ("", done.stdout)


def test_a_bare_reply_in_a_file_is_read_as_explain_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "reply.txt"
    file.write_text("554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org\n")
    done = repcheck("bounces", file, "--offline")
    assert done.returncode == 0
    assert "Read: 1 reply" in done.stdout
    assert "192.0.2.25" in done.stdout


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    box = tmp_path / "box"
    mail = BOUNCE.read_bytes().replace(b"\r\n", b"\n")
    box.write_bytes(b"".join(b"From a Mon Nov 16 09:00:00 2026\n" + mail + b"\n\n" for _ in range(400)))
    one = repcheck("bounces", box, "--format", "jsonl", "--jobs", "1")
    two = repcheck("bounces", box, "--format", "jsonl", "--jobs", "2")
    assert len(one.stdout.splitlines()) == 400
    assert one.stdout == two.stdout
    assert (one.stderr, two.stderr) == ("", "")


def test_kinds_can_be_forced_and_others_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("nothing\n" * 60 + BLOCKED.format(1))
    unknown = repcheck("bounces", file, "--format", "jsonl")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert f"{file}: no mail, log, event or reply in it" in unknown.stderr
    forced = repcheck("bounces", file, "--format", "jsonl", "--as", "postfix")
    assert json.loads(forced.stdout)["recipient"] == "kai1@corp.example.net"
    refused = repcheck("bounces", file, "--as", "telegraph")
    assert refused.returncode == 2
    assert "--as" in refused.stderr


def test_ctrl_c_ends_it_and_its_processes(tmp_path: Path) -> None:
    fifo = tmp_path / "box"
    os.mkfifo(fifo)
    running = subprocess.Popen(
        [sys.executable, "-m", "repcheck", "bounces", str(fifo), "--format", "jsonl", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # what runs in the background of a shell ignores it, and so do its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    assert running.stdout is not None
    assert running.stderr is not None
    mail = b"From a Mon Nov 16 09:00:00 2026\n" + BOUNCE.read_bytes().replace(b"\r\n", b"\n") + b"\n\n"
    ended = threading.Event()

    def feed() -> None:
        with fifo.open("wb", buffering=0) as pipe:
            try:
                while not ended.is_set():
                    pipe.write(mail * 100)
            except BrokenPipeError:
                pass

    feeder = threading.Thread(target=feed)
    feeder.start()
    for _ in range(1000):  # more than is judged before processes are started
        assert running.stdout.readline()
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of them
    # all of them write to this stderr, and it ends with the last of them
    rest, said = running.communicate(timeout=PATIENCE)
    ended.set()
    feeder.join()
    assert (running.returncode, said.strip()) == (130, b"")
    assert rest == b"" or rest.endswith(b"\n")


def test_without_standard_input(tmp_path: Path) -> None:
    for path, code, lines in ((BOUNCE, 0, 0), ("-", 2, 1)):
        command = f'exec "{sys.executable}" -m repcheck bounces {path} --offline <&-'
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.count("\n")) == (code, lines)


# -- following


@pytest.fixture
def following(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    log = tmp_path / "mail.log"
    log.write_text(BLOCKED.format(0))
    running = subprocess.Popen(
        [sys.executable, "-m", "repcheck", "bounces", "--follow", "--from-start", str(log)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield running
    running.kill()
    running.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_log_is_followed_until_it_is_ended(
    following: "subprocess.Popen[str]", tmp_path: Path, number: signal.Signals
) -> None:
    assert following.stdout is not None
    first = following.stdout.readline()
    assert first.startswith(
        "2026-11-16T09:00:00Z soft bounce blocked k***@corp.example.net by mx.corp.example.net "
        "SENDER BLOCKED (192.0.2.25) cites spamhaus-zen: 554 5.7.1 Client host"
    )
    assert "\x1b" not in first
    (tmp_path / "mail.log").rename(tmp_path / "mail.log.1")
    (tmp_path / "mail.log").write_text(BLOCKED.format(1))
    assert "T09:00:01Z" in following.stdout.readline()
    following.send_signal(number)
    rest, said = following.communicate(timeout=PATIENCE)
    assert (following.returncode, rest) == (0, "")
    assert said == "Read: 2 log lines (2 deliveries tried).\n"


def test_a_file_gets_the_lines_as_they_come(tmp_path: Path) -> None:
    log, out = tmp_path / "mail.log", tmp_path / "out"
    log.write_text(BLOCKED.format(0))
    command = ["bounces", "--follow", "--from-start", str(log), "--format", "jsonl", "-o", "/dev/stdout"]
    running = subprocess.Popen(
        [sys.executable, "-m", "repcheck", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert json.loads(running.stdout.readline())["recipient"] == "kai0@corp.example.net"
    running.terminate()
    running.communicate()
    assert running.returncode == 0
    assert "cannot be written" in repcheck("bounces", "--follow", log, "-o", out / "x").stderr


def test_what_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    for arguments, said in (
        (("--format", "json"), "'json' is not one of 'text', 'jsonl'"),
        (("--as", "mbox"), "only logs are followed"),
    ):
        done = repcheck("bounces", "--follow", tmp_path / "x", *arguments)
        assert done.returncode == 2
        assert said in done.stderr
    assert "is a directory" in repcheck("bounces", "--follow", tmp_path).stderr


# -- a mail server's pipe


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def piped(state: Path, *arguments: str, mail: str | None = None) -> "subprocess.CompletedProcess[str]":
    text = BOUNCE.read_text() if mail is None else mail
    return repcheck("bounces", "-", "--store", *arguments, stdin=text, env={"STATE_DIRECTORY": str(state)})


def stored(state: Path) -> int:
    with sqlite3.connect(state / "bounces.sqlite3") as database:
        (number,) = database.execute("SELECT count(*) FROM records").fetchone()
    database.close()
    return int(number)


def test_a_pipe_stores_and_says_nothing(state: Path) -> None:
    for _ in range(2):
        done = piped(state)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert stored(state) == 1


def test_what_is_no_bounce_is_no_trouble(state: Path) -> None:
    assert piped(state, mail="From: a@example.com\nSubject: hello\n\nhello\n").returncode == 0
    assert piped(state, mail="").returncode == 0
    done = piped(state, mail="no mail at all\n")
    assert (done.returncode, done.stdout) == (0, "")


def is_to_be_tried_again(done: "subprocess.CompletedProcess[str]", said: str) -> None:
    assert (done.returncode, done.stdout) == (75, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_trouble_of_any_kind_is_to_be_tried_again(state: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("version: 1\nlists:\n  - id: x\n    colour: red\n  - id: y\n    shape: round\n")
    is_to_be_tried_again(piped(state, "--catalog", str(bad)), "bad.yaml:")
    is_to_be_tried_again(piped(state, "--config", str(tmp_path / "none.yaml")), "none.yaml")
    is_to_be_tried_again(piped(state, "--nonsense"), "--nonsense")
    is_to_be_tried_again(piped(state, str(tmp_path / "none.eml")), "no such file")
    is_to_be_tried_again(piped(tmp_path / "bad.yaml"), "bad.yaml")
    (state / "bounces.sqlite3").write_bytes(b"no database" * 1000)
    is_to_be_tried_again(piped(state), "is damaged")


def test_a_fault_of_ours_is_to_be_tried_again(state: Path) -> None:
    script = (
        "import sys, repcheck.cli.main as m\n"
        "sys.argv = ['repcheck', 'bounces', '-', '--store']\n"
        "m.cli.make_context = lambda *a, **k: 1 / 0\n"
        "m.run()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 75
    assert "ZeroDivisionError" in done.stderr


def test_files_are_stored_with_a_word(state: Path) -> None:
    env = {"STATE_DIRECTORY": str(state)}
    done = repcheck("bounces", BOUNCE, "--store", env=env)
    assert done.stdout == "1 record stored, 0 known already, 0 too old. Read: 1 mail.\n"
    bad = repcheck("bounces", BOUNCE, "--store", env={"STATE_DIRECTORY": str(BOUNCE)})
    assert bad.returncode == 2
