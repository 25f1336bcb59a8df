"""Mails that were made to do harm: bounded time and memory, one warning, and the next mail is read."""

import base64
import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.bounces.mail.records import records_of
from repcheck.model.bounces import BounceRecord, Category
from repcheck.readers.formats import ReadRequest, read_items
from repcheck.readers.mail import Mail
from repcheck.readers.tally import IntakeTally
from tests.fuzz.targets import mails as all_mails
from tests.fuzz.targets import targets
from tests.support.built_in import built_in_knowledge
from tests.support.counting import calls_of
from tests.support.examples import examples, size
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
SEEDS = list(all_mails())
BOUNCE = (Path(__file__).parent / "mails" / "blocked-zen.eml").read_bytes()
HEAD, BODY = BOUNCE.split(b"\n\n", 1)
IN_HTML = HEAD.split(b"Content-Type")[0] + b"Content-Type: text/html\n\n"
#: Of octets, roughly: a hostile mail.
LARGE = size(4_000_000)
#: Octets, and functions called, that one may take.
MOST_BYTES, MOST_CALLS = 16 * 1024 * 1024 + 27 * LARGE, 1_000_000
keeps_promises = targets()["mail"].run

hostile = settings(suppress_health_check=list(HealthCheck), database=None)


def read(raw: bytes) -> tuple[list[BounceRecord], list[str]]:
    """The records of a file or mailbox, and the warnings."""
    warnings: list[str] = []
    records: list[BounceRecord] = []
    for mail in _mails(io.BytesIO(raw), warnings):
        records += records_of(mail.file, mail.raw, KNOWLEDGE)
    return records, warnings


def _mails(stream: BinaryIO, warnings: list[str]) -> Iterator[Mail]:
    request = ReadRequest(now=datetime(2026, 11, 16, tzinfo=UTC))
    items = read_items(["-"], request, IntakeTally(warnings.append), stream)
    return (item for item in items if isinstance(item, Mail))


def mailbox(*raws: bytes) -> bytes:
    return b"".join(b"From x@example.com Mon Nov 16 09:00:00 2026\n" + raw + b"\n\n" for raw in raws)


MADE = {
    "nested multiparts": HEAD.split(b"Content-Type")[0]
    + b"Content-Type: multipart/mixed; boundary=b0\n\n"
    + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(10_000))
    + BODY,
    "nested mails": b"Content-Type: message/rfc822\n\n" * 10_000 + BOUNCE,
    "many parts": b"From: MAILER-DAEMON\nContent-Type: multipart/report; boundary=x\n\n"
    + b"--x\n\nword\n" * (LARGE // 13),
    "one long line": HEAD + b"\n\n" + b"550 5.7.1 blocked " * (LARGE // 18),
    "one long word": HEAD + b"\n\n" + b"a" * LARGE,
    "a header without end": b"From: MAILER-DAEMON@example.com\n" + b"X-A: b\n" * (LARGE // 7) + BOUNCE,
    "a folded header without end": b"From: MAILER-DAEMON@example.com\nSubject: x\n"
    + b" folded\n" * (LARGE // 8)
    + BOUNCE,
    "a header line without end": b"From: MAILER-DAEMON@example.com\nSubject: " + b"x" * LARGE,
    "much base64": HEAD.split(b"Content-Type")[0]
    + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(b"\0" * (LARGE // 4 * 3)),
    "much quoted-printable": HEAD.split(b"Content-Type")[0]
    + b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
    + b"=3D" * (LARGE // 3),
    "nothing but NUL": HEAD + b"\n\n" + b"\0" * LARGE,
    "angle brackets": IN_HTML + b"<" * LARGE,
    "opened tags": HEAD.split(b"Content-Type")[0]
    + b"Content-Type: text/html\n\n"
    + b"<a <style>" * (LARGE // 10),
    "entities": HEAD.split(b"Content-Type")[0]
    + b"Content-Type: text/html\n\n"
    + b"&amp&#1114112;" * (LARGE // 14),
    "encoded words": b"From: MAILER-DAEMON@example.com\nSubject: "
    + b"=?utf-8?q?=41?= " * (LARGE // 17)
    + b"\n\nx",
    "address lists": b"From: MAILER-DAEMON\nSubject: Undelivered\n\n"
    + b"<kai@corp.example.net>: 550 no\n" * (LARGE // 32),
    "recipient blocks": HEAD.split(b"Content-Type")[0]
    + b"Content-Type: message/delivery-status\n\n"
    + b"Final-Recipient: rfc822;k@corp.example.net\nAction: failed\nStatus: 5.1.1\n\n" * (LARGE // 76),
    "feedback reports": b"Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n"
    + b"--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n" * (LARGE // 80),
}


@each("name", MADE)
def test_memory_is_bounded_and_the_next_mail_is_read(name: str) -> None:
    raw = mailbox(MADE[name].replace(b"\nFrom ", b"\n>From "), BOUNCE)
    tracemalloc.start()
    records, warnings = read(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert records[-1].cited_lists == ("spamhaus-zen",)
    assert len(warnings) <= 1
    assert len(records) <= 1001
    assert peak < MOST_BYTES


@each("name", MADE)
def test_work_is_bounded(name: str) -> None:
    raw = mailbox(MADE[name].replace(b"\nFrom ", b"\n>From "))
    assert calls_of(lambda: read(raw)) < MOST_CALLS


def test_a_line_of_a_hundred_megabytes_is_one_warning() -> None:
    class Line(io.RawIOBase):
        """A mail whose second line does not end, made as it is read."""

        left = 100 * 1024 * 1024
        begun = False

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            if not self.begun:
                self.begun = True
                buffer[: len(HEAD) + 2] = HEAD + b"\n\n"
                return len(HEAD) + 2
            size = min(len(buffer), self.left)
            self.left -= size
            buffer[:size] = b"a" * size
            return size

    warnings: list[str] = []
    tracemalloc.start()
    stream = io.BufferedReader(Line(), 64 * 1024)
    found = [records_of(mail.file, mail.raw, KNOWLEDGE) for mail in _mails(stream, warnings)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 1
    assert len(warnings) == 1
    assert peak < MOST_BYTES


@each("charset", ["utf-7", "base64", "zlib", "rot13", "idna", "nonsense", "a" * 500, "utf-16", "hz"])
def test_charsets_that_are_none(charset: str) -> None:
    raw = b"From: MAILER-DAEMON@example.com\nSubject: Undelivered Mail\n"
    raw += (
        b"Content-Type: text/plain; charset=%s\n\n" % charset.encode()
        + b"<kai@corp.example.net>: 550 5.1.1 \xff\xfe\x80 User unknown\n"
    )
    records, warnings = read(raw)
    assert [record.recipient for record in records] in ([], ["kai@corp.example.net"])
    assert warnings == []


def test_terminal_escapes_stay_in_the_record_and_decide_nothing() -> None:
    raw = b"Return-Path: <>\nFrom: ann@example.com\nAuto-Submitted: auto-replied\n"
    raw += b"Subject: \x1b]0;owned\x07 out\n\nx"
    ((record,), _) = read(raw)
    assert (record.kind, record.category) == ("autoreply", Category.AUTO_REPLY)


def test_nul_bytes_do_not_hide_a_reason() -> None:
    (record,), _ = read(BOUNCE.replace(b"zen.spamhaus", b"zen.\0spam\0haus"))
    assert record.cited_lists == ("spamhaus-zen",)


@given(st.binary(max_size=3000))
@settings(hostile, max_examples=examples(2000))
def test_random_bytes(raw: bytes) -> None:
    keeps_promises(raw)


PIECES = sorted({line[:200] for seed in SEEDS for line in seed.split(b"\n") if line.strip()})


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.just(b""), st.binary(max_size=20)), max_size=40),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
@settings(hostile, max_examples=examples(6000))
def test_lines_of_mails_in_any_order(lines: list[bytes], end: bytes) -> None:
    keeps_promises(end.join(lines))


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "drop", "double", "swap"]),
        st.integers(0, 6000),
        st.integers(0, 200),
        st.binary(max_size=12),
    ),
    min_size=1,
    max_size=8,
)


@given(st.sampled_from(SEEDS), st.sampled_from(SEEDS), CHANGES)
@settings(hostile, max_examples=examples(12_000))
def test_mails_that_are_changed(raw: bytes, other: bytes, changes: list[tuple[str, int, int, bytes]]) -> None:
    for change, at, length, put in changes:
        part = raw[at : at + length]
        new = {"put": put, "drop": b"", "double": part * 3, "swap": other[at : at + length]}[change]
        raw = raw[:at] + new + raw[at + (0 if change == "put" else length) :]
    keeps_promises(raw)
