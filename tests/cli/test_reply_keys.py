"""A key that stands in a zone or link of a bounce is in no output of any format, and in no file."""

import os
from pathlib import Path

import pytest

from repcheck.cli.main import main
from repcheck.render.formats import FORMATS

KEY = "ab1cd2ef3gh4ij5kl6mn7op8qr"
#: Forms of operators with keys (Spamhaus DQS, Abusix, SURBL, Invaluement), and of one that nobody knows.
PLACES = (
    "10.2.0.192.{key}.zen.dq.spamhaus.net",
    "{key}.combined.mail.abusix.zone",
    "bad.example.{key}.multi.surbl.org",
    "10.2.0.192.{key}.sip.invaluement.com",
    "10.2.0.192.{key}.lists.example.org",
    "https://{key}.rbl.example.org/lookup?ip=192.0.2.10",
    "https://check.example.org/?ip=192.0.2.10&key={key}",
)
MAIL = """\
From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender {place}
Date: Mon, 16 Nov 2026 09:01:05 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<kai@corp.example.net>: host mx.corp.example.net[198.51.100.7] said: {reply}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; kai@corp.example.net
Action: failed
Status: 5.7.1
Remote-MTA: dns; mx.corp.example.net
Diagnostic-Code: smtp; {reply}
--b
Content-Type: text/rfc822-headers

From: news@example.com

--b--
"""
LOG = (
    "Nov 16 09:00:00 mail postfix/smtp[1]: 4A: to=<kai@corp.example.net>, "
    "relay=mx.corp.example.net[198.51.100.7]:25, delay=1, dsn=5.7.1, status=bounced "
    "(host mx.corp.example.net[198.51.100.7] said: {reply} (in reply to RCPT TO))\n"
)


def reply_of(place: str) -> str:
    return f"554 5.7.1 Service unavailable; client [192.0.2.10] blocked using {place}"


def formats(command: str) -> list[str]:
    return [each.name for each in FORMATS if command in each.commands]


def commands(mail: Path, log: Path, reply: str, folder: Path) -> list[list[str]]:
    """Every command that reads bounces without a network, in every format that it offers."""
    read = [
        ["bounces", "read", str(source), "--offline", "--format", name, *more]
        for source in (mail, log)
        for name in formats("bounces read")
        for more in ([], ["-vv", "--explain"] if name == "text" else [])
    ]
    hygiene = [["bounces", "hygiene", str(mail), "--format", name] for name in formats("bounces hygiene")]
    told = [["explain", reply, "--format", name] for name in formats("explain")]
    letters = [
        ["bounces", "read", str(mail), "--offline", "--letter", "all"],
        ["bounces", "read", str(mail), "--offline", "--letter", "all", "-o", str(folder / "letters")],
    ]
    return [*read, *hygiene, *told, *letters]


@pytest.mark.parametrize("place", PLACES)
def test_no_output_and_no_file_holds_the_key(
    place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    reply = reply_of(place.format(key=KEY))
    mail, log = tmp_path / "a.eml", tmp_path / "mail.log"
    mail.write_text(MAIL.format(reply=reply, place=place.format(key=KEY)), encoding="ascii")
    log.write_text(LOG.format(reply=reply), encoding="ascii")
    shown = 0
    for command in commands(mail, log, reply, tmp_path):
        main(command)
        out, err = capfd.readouterr()
        assert "Traceback" not in err, command
        assert KEY not in (out + err).lower(), command
        shown += "***" in out
    assert shown > 0
    written = [Path(root) / name for root, _, names in os.walk(tmp_path) for name in names]
    assert any("letters" in str(path) for path in written)
    for path in set(written) - {mail, log}:
        assert KEY not in path.name.lower()
        assert KEY.encode() not in path.read_bytes().lower(), path
