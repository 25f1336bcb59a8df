"""Bounces on the way: each line and each mail counts once, however often passes come to nothing."""

import gzip
import random
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from repcheck.app.environment import real_environment
from repcheck.app.monitor.bounces import BouncesSeen, new_bounces
from repcheck.model.catalog import Catalog
from repcheck.model.watch.again import Again
from repcheck.model.watch.outbox import LogPosition
from tests.app.monitor.days import Days, blocklist
from tests.app.monitor.logs import LINE, rotate
from tests.support.dmarc_reports import Row, report_xml

CATALOG = Catalog(source="made up", lists=(blocklist("alpha"),))
GROUPS = {"203.0.113.5": "pool-a"}


def read(source: str, before: Mapping[str, LogPosition]) -> tuple[BouncesSeen, dict[str, LogPosition]]:
    found = new_bounces((source,), before, GROUPS, CATALOG, real_environment({}, lambda _: None))
    return found, {one.source: one for one in found.positions}


def count(found: BouncesSeen) -> int:
    return sum(one.count for one in found.hours)


@pytest.mark.parametrize("seed", range(6))
def test_each_line_counts_once_over_rotations_and_lost_passes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    log = tmp_path / "mail.log"
    log.touch()
    _, positions = read(str(log), {})
    counted = lines = 0
    for _ in range(30):
        if chance.random() < 0.3:
            rotate(log)
        with log.open("a") as stream:
            for _ in range(chance.randint(1, 4)):
                lines += 1
                stream.write(LINE.format(at=datetime.now(UTC).isoformat(), id=lines))
        found, reached = read(str(log), positions)
        if chance.random() < 0.3:  # else the pass was killed before it could commit
            counted += count(found)
            positions = reached
    counted += count(read(str(log), positions)[0])
    assert counted == lines


def test_a_log_that_comes_later_is_read_from_its_start(tmp_path: Path) -> None:
    log = tmp_path / "mail.log"
    _, positions = read(str(log), {})
    log.write_text(LINE.format(at=datetime.now(UTC).isoformat(), id=1))
    found, _ = read(str(log), positions)
    assert [one.cause for one in found.hours] == ["a server that asks Alpha BL refuses pool-a"]
    assert found.named == {("203.0.113.5", "alpha"): 1}


_MAIL = """\
From: MAILER-DAEMON@mx.example.net
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; a@example.net
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 550 5.7.1 client [203.0.113.5] blocked using alpha.bl.example
--b--
"""


def test_a_mail_of_a_maildir_counts_once_also_when_it_was_read(tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.old").write_text(_MAIL)
    source = f"maildir:{tmp_path}"
    first, positions = read(source, {})
    (tmp_path / "new" / "2.fresh").write_text(_MAIL)
    second, positions = read(source, positions)
    (tmp_path / "new" / "2.fresh").rename(tmp_path / "cur" / "2.fresh:2,S")
    third, _ = read(source, positions)
    assert [count(first), count(second), count(third)] == [0, 1, 0]


def test_logs_are_read_beside_the_loop_so_that_a_watchdog_hears_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = []

    def noted(*_: object) -> BouncesSeen:
        readers.append(threading.current_thread())
        return BouncesSeen()

    monkeypatch.setattr("repcheck.app.monitor.run.new_bounces", noted)
    days = Days(tmp_path, ("alpha",), ("192.0.2.10",))
    days.more = {"bounces": (str(tmp_path / "mail.log"),)}
    days.look()
    days.store.close()
    (reader,) = readers
    assert reader is not threading.main_thread()


def test_mail_of_ours_that_receivers_refused_for_dmarc_is_told_once(tmp_path: Path) -> None:
    """A stranger that forges the domain, and mail that was delivered, are no alert."""
    box = tmp_path / "Maildir"
    for part in ("new", "cur", "tmp"):
        (box / part).mkdir(parents=True)
    days = Days(tmp_path, ("alpha",), ("192.0.2.10", "192.0.2.11"))
    days.more = {"bounces": (f"maildir:{box}",), "again": Again(asking="--config 'my config'")}
    days.look()
    report = report_xml(
        Row("192.0.2.10", 30, "reject", dkim="fail", spf="fail"),
        Row("192.0.2.10", 70),
        Row("192.0.2.11", 9, dkim="fail", spf="fail"),
        Row("198.51.100.99", 5000, "reject", dkim="fail", spf="fail"),
    )
    mail = EmailMessage()
    mail["From"], mail["To"] = "reports@receiver.example", "dmarc@example.com"
    mail["Subject"] = "Report domain: example.com"
    mail.add_attachment(gzip.compress(report), maintype="application", subtype="gzip", filename="r1.xml.gz")
    (box / "new" / "1760086500.M1.mx").write_bytes(mail.as_bytes())
    (finding,) = days.look().document.findings
    assert finding.id == "dmarc_refused"
    says, _, _ = finding.says.partition(" (reports, up to ")
    told = "mail.receiver.example refused or set aside 30 of 100 mails that 192.0.2.10 sent as example.com"
    assert says == f"{told}, for DMARC"
    assert finding.remedy == "What SPF and DKIM lack: repcheck domain example.com --config 'my config'"
    assert [bool(days.boxes["ops"].taken), days.look().document.findings] == [True, ()]
    days.store.close()
