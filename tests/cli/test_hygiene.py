"""``repcheck bounces --hygiene`` and what earlier runs stored."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from repcheck.render.json.schema_files import schema_text
from tests.cli.typed import repcheck
from tests.cli.written import ADDRESS, MAIL, REPLIES, SENT
from tests.support.patience import PATIENCE
from tests.support.tables import each

UNKNOWN = (
    "Nov 16 09:00:0{0} mta1 postfix/smtp[811]: 4XyA{0}: to=<kai{0}@gmial.com>, "
    "relay=mx.gmial.com[198.51.100.7]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced "
    "(host mx.gmial.com[198.51.100.7] said: 550 5.1.1 no such user (in reply to RCPT TO command))\n"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "mail.log"
    path.write_text(UNKNOWN.format(1) + UNKNOWN.format(2) + SENT * 38)
    return path


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "a.eml"
    path.write_text(MAIL % (0, REPLIES[2][1], REPLIES[2][0], REPLIES[2][1]))
    return path


def document(*arguments: object, env: dict[str, str] | None = None) -> dict[str, object]:
    done = repcheck("bounces", *arguments, "--hygiene", "--format", "json", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads(schema_text("hygiene-1")))
    assert isinstance(found, dict)
    return found


def test_the_log_tells_how_much_was_sent(log: Path) -> None:
    rates = document(log)["rates"]
    assert isinstance(rates, dict)
    assert (rates["sent"], rates["sent_from"]) == (40, "log")
    assert rates["bounced"] == {"count": 2, "rate": 0.05, "mark": "watch"}
    given = document(log, "--sent", "1000")["rates"]
    assert isinstance(given, dict)
    assert (given["sent_from"], given["hard"]) == ("given", {"count": 2, "rate": 0.002, "mark": "good"})


def test_text_and_csv(log: Path, tmp_path: Path) -> None:
    done = repcheck("bounces", log, "--hygiene")
    assert done.stdout.startswith("5.00 % of 40 mails bounced (watch); 2 addresses to remove.\n")
    out = tmp_path / "out.csv"
    assert repcheck("bounces", log, "--hygiene", "--format", "csv", "-o", out).stdout == ""
    rows = list(csv.DictReader(io.StringIO(out.read_text(), newline="")))
    assert [row["email"] for row in rows] == ["kai1@gmial.com", "kai2@gmial.com"]
    assert (rows[0]["constant_contact"], rows[0]["count"]) == ("Non-existent", "1")


def test_a_delivery_in_the_log_resets(tmp_path: Path) -> None:
    path = tmp_path / "mail.log"
    later = SENT.replace("bo@good.example", "kai1@gmial.com").replace("09:00:09", "09:30:00")
    path.write_text(UNKNOWN.format(1) + later)
    assert document(path)["advice"] == []


def test_what_is_not_ours_is_told_apart(mail: Path) -> None:
    ours = document(mail, "--own", "example.com", "--own", "192.0.2.0/24")
    assert (ours["backscatter"], len(ours["advice"])) == ({"records": 0, "reasons": {}}, 1)  # type: ignore[arg-type]
    theirs = document(mail, "--own", "example.org")
    assert theirs["advice"] == []
    assert theirs["backscatter"] == {
        "records": 1,
        "reasons": {
            "its Message-ID is of example.com, which is not yours": 1,
            "its From is of example.com, which is not yours": 1,
        },
    }
    counts = json.loads(
        repcheck("bounces", mail, "--offline", "--own", "example.org", "--format", "json").stdout
    )
    assert (counts["bounces"]["records"], counts["bounces"]["backscatter"], counts["causes"]) == (0, 1, [])


def test_runs_that_ask_leave_backscatter_out_too(mail: Path) -> None:
    asking = ("--resolver", "127.0.0.1:9", "--lists", "spamhaus-zen", "--timeout", "1", "--format", "json")
    for own, records in (("example.com", 1), ("example.org", 0)):
        done = repcheck("check", "192.0.2.1", "--bounces", mail, "--own", own, *asking)
        assert json.loads(done.stdout)["bounces"]["records"] == records


def test_what_was_stored_is_read_again(mail: Path, log: Path, tmp_path: Path) -> None:
    env = {"STATE_DIRECTORY": str(tmp_path / "state")}
    assert repcheck("bounces", mail, log, "--store", "--keep", "4000", env=env).returncode == 0
    assert document("--stored", env=env)["records"] == 3
    assert document("--stored", log, env=env)["twice"] == 0
    assert document("--stored", "--since", "2026-11-17", env=env)["records"] == 0
    assert document("--stored", "--since", "2026-11-16", env=env)["records"] == 3
    text = repcheck("bounces", "--stored", "--offline", env=env)
    assert "3 bounces read (3 hard): none of them" in " ".join(text.stdout.split())
    assert "'stored': 3" in str(document("--stored", log, env=env)["read"])
    text = repcheck("bounces", "hygiene", "--stored", env=env)
    assert "Read: 3 stored records." in " ".join(text.stdout.split())
    text = repcheck("bounces", "hygiene", "--stored", "--since", "2026-11-17", env=env)
    assert "Read: nothing." in " ".join(text.stdout.split())
    lines = repcheck("bounces", "--stored", "--format", "jsonl", env=env).stdout.splitlines()
    assert sorted(json.loads(line)["recipient"] for line in lines) == [
        "kai1@gmial.com",
        "kai2@gmial.com",
        ADDRESS,
    ]


def test_a_mail_server_may_start_many_at_once(tmp_path: Path) -> None:
    env = {**os.environ, "STATE_DIRECTORY": str(tmp_path / "state")}
    (tmp_path / "state").mkdir()
    command = [sys.executable, "-m", "repcheck", "bounces", "-", "--store", "--own", "example.com"]
    mails = [MAIL % (number, reply, status, reply) for number, (status, reply) in enumerate(REPLIES)]
    running = []
    for mail in [*mails, mails[0]]:
        one = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        assert one.stdin is not None
        one.stdin.write(mail)
        one.stdin.close()
        running.append(one)
    assert [one.wait(PATIENCE) for one in running] == [0] * 5
    assert [one.stdout.read() for one in running if one.stdout] == [""] * 5
    for one in running:
        assert one.stdout is not None
        one.stdout.close()
    found = document("--stored", env={"STATE_DIRECTORY": str(tmp_path / "state")})
    assert (found["records"], found["twice"]) == (len(REPLIES), 0)


def test_quiet_says_nothing_when_all_is_well(log: Path, tmp_path: Path) -> None:
    well = tmp_path / "well.log"
    well.write_text(SENT * 40)
    assert repcheck("bounces", well, "--hygiene", "--quiet").stdout == ""
    assert "2 addresses to remove" in repcheck("bounces", log, "--hygiene", "--quiet").stdout


def test_nothing_stored(tmp_path: Path) -> None:
    done = repcheck("bounces", "--stored", "--hygiene", env={"STATE_DIRECTORY": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr == f"repcheck: error: {tmp_path / 'bounces.sqlite3'}: no bounces are stored yet\n"


@each(
    "arguments, said",
    [
        ((), "nothing to read: give a PATH, or --stored"),
        (("--hygiene",), "nothing to read: give a PATH, or --stored"),
        (("x", "--format", "csv", "--lists", "all"), "--format csv: not together with --lists"),
        (("x", "--hygiene", "--format", "jsonl"), "'jsonl' is not one of"),
        (
            ("x", "--hygiene", "--own", "nonsense"),
            '"nonsense" is neither a domain nor an address nor a range',
        ),
        (("x", "--hygiene", "--since", "yesterday"), '"yesterday" is neither a date'),
        (("x", "--hygiene", "--since", "9999999999d"), '"9999999999d" is neither a date'),
        (("x", "--hygiene", "--sent", "-1"), "--sent"),
        (("x", "--store", "--keep", "0"), "--keep"),
        (("x", "--sent", "9"), "--sent: needs --hygiene"),
        (("x", "--store", "--hygiene"), "--hygiene: not together with --store"),
        (("--stored", "--store"), "No such option '--stored'"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    done = repcheck("bounces", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
