"""Bounces that workers read: the records, counts and report of one process, however they are cut."""

import gzip
import io
import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcheck.app.cluster.pieces import pieces_of
from repcheck.app.cluster.reading import SpreadReading
from repcheck.errors import UnreadableFile
from repcheck.readers.mail import mailbox
from repcheck.readers.places import UnopenedSource, places
from repcheck.readers.stream import Stream
from tests.app.cluster.pools import ThreadPool
from tests.app.cluster.worlds import documents, read, small_blocks
from tests.support.dmarc_reports import Row, report_xml
from tests.support.one_bounce import BOUNCE
from tests.support.tables import each

FROM = b"From MAILER-DAEMON Mon Nov 23 10:00:00 2026\n"
LOG = (
    "Nov 23 10:00:0{n} mx postfix/qmgr[7]: 4AB{n}: from=<news@example.com>, size=7, nrcpt=1 (queue active)\n"
    "Nov 23 10:00:0{n} mx postfix/smtp[7]: 4AB{n}: to=<kim{n}@example.net>, relay=mx.example.net"
    "[192.0.2.25]:25, delay=1, dsn=5.7.1, status=bounced (host mx.example.net[192.0.2.25] said: "
    "550 5.7.1 Service unavailable; client [192.0.2.10] blocked using zen.spamhaus.org (in reply to RCPT TO "
    "command))\n"
    "Nov 23 10:00:0{n} mx postfix/smtp[7]: 4AC{n}: to=<lee@example.net>, relay=mx.example.net[192.0.2.2]:25, "
    "delay=1, dsn=2.0.0, status=sent (250 ok)\n"
)
EXIM = (
    "2026-11-23 10:00:00 1tEabc-0001-Ab ** kim@example.net R=dnslookup T=remote_smtp H=mx.example.net "
    "[192.0.2.25]: SMTP error from remote mail server after RCPT TO:<kim@example.net>: 550 no such user\n"
)
EVENT = {
    "event": "bounce", "email": "kim@example.net", "timestamp": 1795428000, "sg_event_id": "e1",
    "reason": "550 5.1.1 no such user", "type": "bounce", "sg_message_id": "m1",
}  # fmt: skip


def mbox(mails: int) -> bytes:
    """With what cuts badly: empty mails, quoted and misplaced "From " lines, CRLF, no last end."""
    parts = []
    for number in range(mails):
        mail = BOUNCE.replace(b"frank", b"frank%d" % number)
        if number % 5 == 1:
            mail = b""  # an empty one counts
        elif number % 5 == 2:
            mail = mail.replace(b"\n", b"\r\n")
        elif number % 5 == 3:
            mail += b"\n>From here on\nFrom nobody Mon Nov 23 10:00:00 2026\n" + b"x" * 3000 + b"\n"
        parts.append(FROM + mail + b"\n")
    return b"".join(parts).rstrip(b"\n")


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    (folder / "box").write_bytes(mbox(23))
    mails = folder / "mails"
    mails.mkdir()
    for number in range(3):
        (mails / f"{number}.eml").write_bytes(BOUNCE.replace(b"frank", b"kai%d" % number))
        (mails / f"{number}.log").write_text("".join(LOG.format(n=n) for n in range(number, 9)))
        (mails / f"events{number}.json").write_text(
            json.dumps([EVENT, {**EVENT, "sg_event_id": f"o{number}"}])
        )
    (mails / "packed.log.gz").write_bytes(gzip.compress(LOG.format(n=1).encode()))
    (mails / "notes.txt").write_text("nothing that is known\n")
    (mails / "report.xml").write_bytes(report_xml(Row("192.0.2.10", 3, dkim="fail", spf="fail")))
    (mails / "gone").symlink_to(folder / "not-there")
    return (str(folder / "box"), str(mails), str(folder / "box"), str(mails / "0.log"))


@each(
    "most, more",
    [
        (1 << 30, {}),
        (700, {}),
        (2500, {"loses": lambda number: number % 3 == 0}),
        (2500, {"dies": 4}),
        (2500, {"dies": 0}),
    ],
)
def test_workers_read_what_one_process_reads(sources, most, more):
    alone = read(sources)
    pool = ThreadPool(slots=3, **more)
    assert read(sources, pool, most) == alone
    assert len(alone[0]) > 60
    pool.close()


@each(
    "most, more",
    [
        (1 << 30, {}),
        (900, {}),
        (2500, {"loses": lambda number: number % 3 == 0}),
        (2500, {"dies": 2}),
    ],
)
def test_the_report_is_the_same_document(sources, most, more):
    pool = ThreadPool(slots=3, **more)
    assert documents(sources, SpreadReading(pool=pool, warn=print, most=most)) == documents(sources)
    pool.close()


def test_only_what_is_late_enough_is_counted(sources):
    pool = ThreadPool()
    since = {"since": datetime(2026, 11, 23, 10, 0, 5, tzinfo=UTC)}
    alone = documents(sources, **since)
    assert documents(sources, SpreadReading(pool=pool, warn=print, most=900), **since) == alone
    assert alone != documents(sources)
    pool.close()


def test_a_worker_without_the_key_leaves_to_the_driver_what_quotes_it(sources, tmp_path, monkeypatch):
    monkeypatch.delenv("SPAMHAUS_DQS_KEY", raising=False)
    key = "abcdefghijklmnopqrstuvwxyz"
    blocked = b"Status: 5.7.1\nDiagnostic-Code: smtp; 554 5.7.1 blocked using %s.zen.dq.spamhaus.net"
    box = tmp_path / "box"
    box.write_bytes(
        mbox(9).replace(b"Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1", blocked % key.encode())
    )
    environ = {"SPAMHAUS_DQS_KEY": key}
    pool = ThreadPool()
    alone = documents((str(box), *sources), environ=environ)
    assert "zen.dq" in alone[1]
    assert key not in alone[0].decode() + alone[1]
    spread = SpreadReading(pool=pool, warn=print, most=700)
    assert documents((str(box), *sources), spread, environ) == alone
    pool.close()


@given(st.integers(1, 30), st.integers(4, 9000))
def test_ranges_hold_each_mail_once(tmp_path_factory, mails, most):
    path = tmp_path_factory.getbasetemp() / "ranges"
    path.write_bytes(mbox(mails))
    parts = [part for piece in pieces_of([UnopenedSource(str(path))], None, most) for part in piece.parts]
    data = path.read_bytes()
    if len(parts) == 1:
        found = [data]
    else:
        assert [part.start for part in parts[1:]] == [part.end for part in parts[:-1]]
        found = [data[part.start : part.end] for part in parts]
        assert all(each.startswith(b"From ") for each in found)
    assert b"".join(found) == data
    cut = [mail.raw for one in found for mail in mailbox(Stream(_Bytes(one)), "box", print)]
    assert cut == [mail.raw for mail in mailbox(Stream(_Bytes(data)), "box", print)]


class _Bytes:
    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int, /) -> bytes:
        given, self._data = self._data[:size], self._data[size:]
        return given


def test_other_logs_and_packed_sources_are_never_cut(tmp_path, monkeypatch):
    small_blocks(monkeypatch)
    bare = (LOG.format(n=1) * 9).encode()
    (tmp_path / "exim.log").write_text(EXIM * 20)
    (tmp_path / "mail.json").write_text(json.dumps({"log": bare.decode()[:90]}) * 20)
    (tmp_path / "mail.log.gz").write_bytes(gzip.compress(bare, 0))
    (tmp_path / "holes.log").write_bytes(b"\0" * 9 + bare)
    (tmp_path / "box.gz").write_bytes(gzip.compress(mbox(9), 0))
    pieces = pieces_of(places(str(tmp_path), print, io.BytesIO()), None, 500)
    found = [part for piece in pieces for part in piece.parts]
    assert [part.end for part in found] == [None] * 5


def test_a_file_that_was_named_and_is_not_there_is_bad_input(tmp_path):
    pool = ThreadPool()
    with pytest.raises(UnreadableFile, match="no such file"):
        read((str(tmp_path / "none.mbox"),), pool)
    pool.close()


def test_mails_do_not_travel(sources):
    pool = ThreadPool()
    records, *_ = read(sources, pool, 900)
    assert all(
        len(value) <= 2000
        for one in records
        for value in msgspec.structs.astuple(one)
        if isinstance(value, str)
    )
    pool.close()
