"""What reading bounces costs: a made-up mailbox and a made-up log, as large as wanted."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .maillog import write_log
from .processes import BenchError, Cost, complaints, cost_of

MEGABYTE = 1_000_000
SIZE = 50 * MEGABYTE
_LINE = 150  # of a log, roughly

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


class Made(NamedTuple):
    """A made-up file: how many things (mails or lines) it holds, and how many bounces that makes."""

    path: Path
    size: int
    things: int
    bounces: int


def made_mailbox(path: Path, size: int) -> Made:
    """Bounces, one in each mail."""
    mails = 0
    with path.open("w", encoding="ascii") as file:
        while file.tell() < size:
            mails += 1
            file.write(_MAIL.format(mails, _RETURNED))
    return Made(path, path.stat().st_size, mails, mails)


def made_log(path: Path, size: int) -> Made:
    """A log of Postfix."""
    lines = max(1, size // _LINE)
    bounces = write_log(path, lines)
    return Made(path, path.stat().st_size, lines, bounces)


def bounces_rows(
    folder: Path, command: Sequence[str], environ: Mapping[str, str], size: int = SIZE
) -> list[tuple[str, ...]]:
    """A line of the table for each kind of source, read by one process and by all cores."""
    output = folder / "bounces"
    rows = []
    for kind, make in (("mbox", made_mailbox), ("postfix log", made_log)):
        source = make(folder / "source", size)
        for jobs in ((), ("--jobs", "1")):
            arguments = ["bounces", str(source.path), "--format", "jsonl", *jobs]
            cost = cost_of([*command, *arguments], environ, output)
            _verify(output, source, cost)
            rows.append(_row(kind, "1" if jobs else "all cores", source, cost))
    return rows


def _verify(output: Path, source: Made, cost: Cost) -> None:
    with output.open("rb") as stream:
        bounces = sum(b'"kind":"bounce"' in line for line in stream)
    if cost.code or bounces != source.bounces:
        said = complaints(output).read_text(errors="replace").strip()
        raise BenchError(f"{bounces} bounces instead of {source.bounces}, exit code {cost.code}. {said}")


def _row(kind: str, jobs: str, source: Made, cost: Cost) -> tuple[str, ...]:
    return (
        kind,
        jobs,
        f"{source.size / MEGABYTE:.0f}",
        f"{source.things:,}",
        f"{source.bounces:,}",
        f"{cost.wall:.2f}",
        f"{source.size / MEGABYTE / cost.wall:.1f}",
        f"{source.things / cost.wall:,.0f}",
        f"{cost.rss / MEGABYTE:.0f}",
    )


HEADERS = ("source", "jobs", "MB", "mails/lines", "bounces", "wall s", "MB/s", "mails/lines/s", "peak MB")
