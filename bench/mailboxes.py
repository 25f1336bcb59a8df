"""What reading bounces costs: a made-up mailbox and a made-up log, as large as wanted."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .processes import BenchError, Cost, complaints, cost_of

MEGABYTE = 1_000_000
SIZE = 50 * MEGABYTE
#: One line in so many tells of a bounce.
BOUNCE_EVERY = 50

_RETURNED = "".join(f"This is line {number} of the mail that came back.\n" for number in range(100))
_MAIL = """\
From MAILER-DAEMON Mon Nov 16 09:00:00 2026
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
Date: Mon, 16 Nov 2026 09:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x
Content-Type: text/plain

<kai{0}@corp.example.net>: host mx.corp.example.net[198.51.100.7] said: 554 5.7.1 Client host
    [192.0.2.25] blocked using zen.spamhaus.org (in reply to RCPT TO command)
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; kai{0}@corp.example.net
Action: failed
Status: 5.7.1
Diagnostic-Code: smtp; 554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org
--x
Content-Type: message/rfc822

From: news@example.com
Subject: news

{1}--x--

"""
_STAMP = "Nov 16 09:00:05 mta1 postfix/"
_OTHERS = (
    "smtpd[401]: connect from app.example.com[192.0.2.1]",
    "cleanup[402]: 4Xy{0}: message-id=<{0}@example.com>",
    "qmgr[403]: 4Xy{0}: from=<news@example.com>, size=5432, nrcpt=1 (queue active)",
    "smtp[811]: 4Xy{0}: to=<bo{0}@good.example>, relay=mx.good.example[203.0.113.19]:25, delay=0.9, "
    "delays=0.1/0/0.5/0.3, dsn=2.0.0, status=sent (250 2.0.0 OK queued)",
    "qmgr[403]: 4Xy{0}: removed",
)
_BOUNCES = (
    "host mx.corp.example.net[198.51.100.7] said: 554 5.7.1 Service unavailable; Client host [192.0.2.25] "
    "blocked using zen.spamhaus.org",
    "host mx.corp.example.net[198.51.100.7] said: 550 5.1.1 <kai{0}@corp.example.net>: Recipient address "
    "rejected: User unknown",
)
_BOUNCED = (
    "smtp[811]: 4Xy{0}: to=<kai{0}@corp.example.net>, relay=mx.corp.example.net[198.51.100.7]:25, delay=0.9, "
    "delays=0.1/0/0.5/0.3, dsn=5.0.0, status=bounced ({1} (in reply to RCPT TO command))"
)


class Made(NamedTuple):
    """A made-up file: how many things (mails or lines) it holds, and how many records they give."""

    path: Path
    size: int
    things: int
    records: int


def _mails() -> Iterator[tuple[str, bool]]:
    number = 0
    while True:
        number += 1
        yield _MAIL.format(number, _RETURNED), True


def _lines() -> Iterator[tuple[str, bool]]:
    number = 0
    while True:
        number += 1
        if number % BOUNCE_EVERY:
            yield f"{_STAMP}{_OTHERS[number % len(_OTHERS)].format(number)}\n", False
        else:
            said = _BOUNCES[number // BOUNCE_EVERY % len(_BOUNCES)].format(number)
            yield f"{_STAMP}{_BOUNCED.format(number, said)}\n", True


def made(path: Path, pieces: Iterator[tuple[str, bool]], size: int) -> Made:
    """Write pieces up to a size."""
    things = records = written = 0
    with path.open("w", encoding="ascii") as file:
        while written < size:
            piece, is_bounce = next(pieces)
            written += file.write(piece)
            things += 1
            records += is_bounce
    return Made(path, written, things, records)


def bounces_rows(
    folder: Path, command: Sequence[str], environ: Mapping[str, str], size: int = SIZE
) -> list[tuple[str, ...]]:
    """A line of the table for each kind of source, read by one process and by all cores."""
    output = folder / "bounces"
    rows = []
    for kind, pieces in (("mbox", _mails()), ("postfix log", _lines())):
        source = made(folder / "source", pieces, size)
        for jobs in ((), ("--jobs", "1")):
            arguments = ["bounces", str(source.path), "--format", "jsonl", *jobs]
            cost = cost_of([*command, *arguments], environ, output)
            _verify(output, source, cost)
            rows.append(_row(kind, "1" if jobs else "all cores", source, cost))
    return rows


def _verify(output: Path, source: Made, cost: Cost) -> None:
    with output.open("rb") as stream:
        records = sum(1 for _ in stream)
    if cost.code or records != source.records:
        said = complaints(output).read_text(errors="replace").strip()
        raise BenchError(f"{records} records instead of {source.records}, exit code {cost.code}. {said}")


def _row(kind: str, jobs: str, source: Made, cost: Cost) -> tuple[str, ...]:
    return (
        kind,
        jobs,
        f"{source.size / MEGABYTE:.0f}",
        f"{source.things:,}",
        f"{source.records:,}",
        f"{cost.wall:.2f}",
        f"{source.size / MEGABYTE / cost.wall:.1f}",
        f"{source.things / cost.wall:,.0f}",
        f"{cost.rss / MEGABYTE:.0f}",
    )


HEADERS = ("source", "jobs", "MB", "mails/lines", "records", "wall s", "MB/s", "mails/lines/s", "peak MB")
