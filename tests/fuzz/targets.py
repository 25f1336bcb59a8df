"""What is fuzzed: for each kind of input a function that takes any bytes, and mails or replies to start from.

A function raises AssertionError where a promise does not hold. To fuzz another kind of input, add it to
``TARGETS``.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from repcheck.bounces.events.replies import replies_of_event
from repcheck.bounces.logs import log_kind, parser_for
from repcheck.bounces.mail.records import record_of_reply, records_of
from repcheck.bounces.reply.judge import Knowledge, judge
from repcheck.bounces.tables.table import reply_of, rows_of, table_of
from repcheck.model.bounces import BounceRecord
from tests.support.built_in import built_in_knowledge

_BOUNCES = Path(__file__).parent.parent / "bounces"
_NOW = datetime(2026, 11, 25, tzinfo=UTC)
_MOST_WORDS, _MOST_DIAGNOSTIC, _MOST_ADDRESS = 160, 2000, 320


class Target(msgspec.Struct, frozen=True):
    """``run`` takes any bytes; ``seeds`` are inputs to start from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def targets() -> dict[str, Target]:
    """All that can be fuzzed, by name."""
    knowledge = built_in_knowledge()

    def mail(raw: bytes) -> None:
        for number, record in enumerate(records_of("fuzz", raw, knowledge)):
            assert record.index == number
            _keeps_promises(record)

    def reply(raw: bytes) -> None:
        _keeps_promises(record_of_reply(raw.decode("utf-8", "replace"), knowledge))

    def event(raw: bytes) -> None:
        try:
            document = json.loads(raw)
        except (ValueError, RecursionError):
            return
        for found in replies_of_event("fuzz", document):
            _keeps_promises(judge(found, knowledge))

    def log(raw: bytes) -> None:
        kind = log_kind(raw)
        if kind is None:
            return
        parser = parser_for(kind, "fuzz", now=_NOW, deliveries=True)
        for found in parser.feed(raw, 1):
            _keeps_promises(judge(found, knowledge))
        assert parser.sent >= 0

    return {
        "mail": Target(mail, mails),
        "table": Target(
            lambda raw: _table(raw, knowledge),
            lambda: iter([b'email,reason\nkai@example.net,"550 5.1.1 no\nuser"\n']),
        ),
        "reply": Target(reply, replies),
        "event": Target(event, lambda: iter([b'{"event": "bounce", "email": "kai@example.net"}'])),
        "log": Target(log, logs),
    }


def _table(raw: bytes, knowledge: Knowledge) -> None:
    text = raw.decode("utf-8", "replace")
    found = table_of(text)
    if found is None:
        return
    for number, row in rows_of(found, iter(enumerate(text.split("\n"), 1))):
        told = reply_of(found, row, f"fuzz:{number}")
        if told is not None:
            _keeps_promises(judge(told, knowledge))


def _keeps_promises(record: BounceRecord) -> None:
    assert len(record.diagnostic) <= _MOST_DIAGNOSTIC
    assert len(record.words or "") <= _MOST_WORDS
    assert len(record.recipient or "") <= _MOST_ADDRESS
    assert not (record.sender_blocked and record.hard)
    assert record.kind in ("bounce", record.category.value)


def mails() -> Iterator[bytes]:
    """The mails of the tests."""
    for path in sorted((_BOUNCES / "mails").glob("*.eml")):
        yield path.read_bytes()
    for piece in (_BOUNCES / "notices.txt").read_bytes().split(b"\n%%%% ")[1:]:
        lines = piece.split(b"\n")[1:]
        yield b"\n".join(line for line in lines if not line.startswith(b"want: "))


_POSTFIX = b"""\
Nov 16 09:00:04 mta1 postfix/cleanup[9]: 4XyZ1: message-id=<1@example.com>
Nov 16 09:00:05 mta1 postfix/smtp[811]: 4XyZ1: to=<kai@example.net>, orig_to=<k@example.com>, \
relay=mx.example.net[198.51.100.7]:25, delay=0.9, delays=0.1/0/0.5/0.3, dsn=5.7.1, status=bounced (host \
mx.example.net[198.51.100.7] said: 554 5.7.1 Client host [192.0.2.25] blocked using bl.example (in reply to \
RCPT TO))
Nov 16 09:00:06 mta1 postfix/smtp[811]: 4XyZ2: host mx.example.org[203.0.113.4] refused to talk to me: 554 no
Nov 16 09:00:06 mta1 postfix/smtp[811]: 4XyZ2: to=<a@example.org>, relay=none, dsn=4.4.1, \
status=deferred (timed out)
Nov 16 09:00:07 mta1 postfix/qmgr[2]: 4XyZ1: removed
"""


def logs() -> Iterator[bytes]:
    """The logs of the tests, and one of Postfix."""
    yield _POSTFIX
    for path in sorted((_BOUNCES / "logs" / "samples").glob("*.log")):
        yield path.read_bytes()


def replies() -> Iterator[bytes]:
    """The replies of the tests."""
    for line in (_BOUNCES / "wordings.txt").read_bytes().splitlines():
        if line and not line.startswith((b"==", b"# ")):
            yield line
