"""A key that stands in a zone or link of a bounce is in no output of any format, and in no file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from repcheck.cli.commands.bounces import follow
from repcheck.cli.main import main
from repcheck.demo import demo_catalog, demo_zones
from repcheck.render.formats import FORMATS
from tests.conftest import NameServerFactory
from tests.support.examples import MANY

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


def formats(command: str, *, all_: bool = True) -> list[str]:
    """``all_`` False: those that show most, as the key is masked before any of them is made."""
    return [
        each.name for each in FORMATS if command in each.commands and (all_ or each.name in ("text", "json"))
    ]


def in_all(place: str) -> bool:
    """Whether a place is tried in every format: each in CI, else the first."""
    return MANY or place == PLACES[0]


def commands(mail: Path, log: Path, reply: str, folder: Path, *, all_: bool) -> list[list[str]]:
    """Every command that reads bounces without a network, in the formats that it offers."""
    read = [
        ["bounces", "read", str(source), "--offline", "--format", name, *more]
        for source in (mail, log)
        for name in formats("bounces read", all_=all_)
        for more in ([], ["-vv", "--explain"] if name == "text" else [])
    ]
    hygiene = [
        ["bounces", "hygiene", str(mail), "--format", name] for name in formats("bounces hygiene", all_=all_)
    ]
    followed = [
        ["bounces", "follow", "--from-start", str(log), "--format", name]
        for name in formats("bounces follow", all_=all_)
    ]
    stored = [["bounces", "store", str(mail), str(log)], ["bounces", "read", "--stored", "--offline"]]
    told = [["explain", reply, "--format", name] for name in formats("explain", all_=all_)]
    letters = [
        ["bounces", "read", str(mail), "--offline", "--letter", "all"],
        ["bounces", "read", str(mail), "--offline", "--letter", "all", "-o", str(folder / "letters")],
    ]
    return [*read, *hygiene, *followed, *stored, *told, *letters]


def checks(mail: Path, resolver: str, folder: Path, *, all_: bool) -> list[list[str]]:
    """``check --bounces`` in every format, one of them with its evidence, which is replayed."""
    asking = ("--resolver", resolver, "--catalog", str(demo_catalog()), "--lists", "demo-honest")
    check = ["check", "192.0.2.10", "--bounces", str(mail), *asking]
    saved = str(folder / "evidence.json")
    each = [[*check, "--format", name] for name in formats("check", all_=all_)]
    return [*each, [*check, "-vv", "--save-evidence", saved], ["replay", saved, "--format", "json"]]


@pytest.fixture
def bounced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[Path, Path, str]]:
    """Writes a returned mail and a log with a reply that names a place."""
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))

    def write(place: str) -> tuple[Path, Path, str]:
        reply = reply_of(place.format(key=KEY))
        mail, log = tmp_path / "a.eml", tmp_path / "mail.log"
        mail.write_text(MAIL.format(reply=reply, place=place.format(key=KEY)), encoding="ascii")
        log.write_text(LOG.format(reply=reply), encoding="ascii")
        return mail, log, reply

    return write


def assert_hidden(
    commands: list[list[str]], given: set[Path], folder: Path, capfd: pytest.CaptureFixture[str]
) -> set[Path]:
    """That no output of these and no file that they write holds the key; the files."""
    shown = 0
    for command in commands:
        main(command)
        out, err = capfd.readouterr()
        assert "Traceback" not in err, command
        assert KEY not in (out + err).lower(), command
        shown += "***" in out
    assert shown > 0
    written = {Path(root) / name for root, _, names in os.walk(folder) for name in names} - given
    for path in written:
        assert KEY not in path.name.lower()
        assert KEY.encode() not in path.read_bytes().lower(), path
    return written


@contextmanager
def ended_after_one_look() -> Iterator[follow.Wait]:
    yield lambda seconds: seconds > 0


@pytest.mark.parametrize("place", PLACES)
def test_no_output_and_no_file_holds_the_key(
    place: str,
    bounced: Callable[[str], tuple[Path, Path, str]],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(follow, "_ended_by_signals", ended_after_one_look)
    mail, log, reply = bounced(place)
    written = assert_hidden(
        commands(mail, log, reply, tmp_path, all_=in_all(place)), {mail, log}, tmp_path, capfd
    )
    assert any("letters" in str(path) for path in written)
    (store,) = (path for path in written if path.name.startswith("bounces"))
    assert b"5.7.1" in store.read_bytes()


@pytest.mark.parametrize("place", PLACES)
def test_no_check_of_bounces_shows_the_key_or_asks_with_it(
    place: str,
    bounced: Callable[[str], tuple[Path, Path, str]],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    nameserver: NameServerFactory,
) -> None:
    server = nameserver(*demo_zones())
    mail, log, _ = bounced(place)
    written = assert_hidden(
        checks(mail, server.address, tmp_path, all_=in_all(place)), {mail, log}, tmp_path, capfd
    )
    assert tmp_path / "evidence.json" in written
    assert server.asked
    assert [name for name, _ in server.asked if KEY in name.lower()] == []
