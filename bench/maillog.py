"""A log as a busy sender has it: four or five lines a mail, and of all lines two in a hundred are bounces."""

import json
import random
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

from . import otherlogs

#: How many lines of a hundred tell a bounce, and how many a deferral.
BOUNCED, DEFERRED = 2, 1
_LINES_A_MAIL = 5
_DOMAINS = 500
_START = 9 * 3600
_REPLIES = (
    (
        "5.1.1",
        "550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table",
        "RCPT TO",
    ),
    (
        "5.7.1",
        "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org; "
        "https://www.spamhaus.org/query/ip/192.0.2.25",
        "RCPT TO",
    ),
    ("5.2.2", "552 5.2.2 <{to}>: Quota exceeded (mailbox for user is full)", "end of DATA"),
    # an id of its own in each, as large providers write them
    (
        "5.1.1",
        "550-5.1.1 The email account that you tried to reach does not exist. {queue} - gsmtp",
        "RCPT TO",
    ),
)
#: By the kind of log, what stands in the lines that tell a bounce and in no other.
BOUNCES = {
    "postfix": ", status=bounced (",
    "exim": " ** ",
    "sendmail": ", dsn=5.1.1, ",
    "opensmtpd": ' result="PermFail" ',
}
_TIMED_OUT = "connect to mx.{domain}[198.51.100.7]:25: Connection timed out"


def write_log(
    file: Path, lines: int, kind: str = "postfix", shipped: Callable[[str], str] | None = None
) -> int:
    """Write a log of that many lines, always the same; the number of bounces in it.

    ``shipped`` one of ``SHIPPED``: what becomes of each line.
    """
    mark = BOUNCES[kind]
    bounces = 0
    with file.open("w", encoding="ascii", buffering=1 << 20) as stream:
        for line in islice(_lines(kind), lines):
            stream.write(shipped(line) if shipped else line)
            bounces += mark in line
    return bounces


def _journald(line: str) -> str:
    """As ``journalctl -o json`` has it."""
    head, _, message = line.rstrip("\n").partition("]: ")
    host, program = head.split()[-2:]
    name, pid = program.split("[")
    record = {
        "_TRANSPORT": "syslog",
        "PRIORITY": "6",
        "_BOOT_ID": "5f1c3a7c0d5b4a7e9a1f0d6a2b3c4d5e",
        "__REALTIME_TIMESTAMP": "1794819600000000",
        "__MONOTONIC_TIMESTAMP": "1794819600",
        "_HOSTNAME": host,
        "SYSLOG_FACILITY": "2",
        "_SYSTEMD_UNIT": "postfix@-.service",
        "_COMM": name.rpartition("/")[2],
        "SYSLOG_IDENTIFIER": name,
        "_PID": pid,
        "SYSLOG_PID": pid,
        "MESSAGE": message,
    }
    return json.dumps(record) + "\n"


def _docker(line: str) -> str:
    """As Docker's driver "json-file" has it."""
    return json.dumps({"log": line, "stream": "stdout", "time": "2026-11-16T09:00:00.123456789Z"}) + "\n"


#: How a line stands in the records of those who ship logs.
SHIPPED: dict[str, Callable[[str], str]] = {"journald": _journald, "Docker": _docker}


def _lines(kind: str) -> Iterator[str]:
    chance = random.Random(5321)  # noqa: S311  the same log each time
    other = {"exim": otherlogs.exim, "sendmail": otherlogs.sendmail, "opensmtpd": otherlogs.opensmtpd}
    for number in count():
        yield from _mail(number, chance) if kind == "postfix" else other[kind](number, chance, _fate)


def _fate(chance: random.Random, lines: int) -> str:
    """What becomes of a mail of that many lines."""
    which = chance.random() * 100 / lines
    return "bounced" if which < BOUNCED else "deferred" if which < BOUNCED + DEFERRED else "sent"


def _mail(number: int, chance: random.Random) -> list[str]:
    queue = f"4X{number:011X}"
    second = _START + number // 100
    stamp = (
        f"Nov {16 + second // 86400 % 10} {second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
    )
    head = f"{stamp} mta1 postfix/"
    domain = f"corp{chance.randrange(_DOMAINS)}.example.net"
    to = f"user{chance.randrange(10**7)}@{domain}"
    outcome = _outcome(chance, to, domain, queue)
    gone = ": removed" if "deferred" not in outcome else ": from=<news@example.com>, size=12345, nrcpt=1"
    return [
        f"{head}smtpd[811]: {queue}: client=app.example.com[192.0.2.4]\n",
        f"{head}cleanup[812]: {queue}: message-id=<{number}.{second}@example.com>\n",
        f"{head}qmgr[813]: {queue}: from=<news@example.com>, size=12345, nrcpt=1 (queue active)\n",
        f"{head}smtp[814]: {queue}: to=<{to}>, {outcome}\n",
        f"{head}qmgr[813]: {queue}{gone}\n",
    ]


def _outcome(chance: random.Random, to: str, domain: str, queue: str) -> str:
    relay = f"relay=mx.{domain}[198.51.100.7]:25, delay=0.9, delays=0.1/0/0.5/0.3"
    fate = _fate(chance, _LINES_A_MAIL)
    if fate == "bounced":
        status, reply, command = chance.choice(_REPLIES)
        said = f"host mx.{domain}[198.51.100.7] said: {reply.format(to=to, queue=queue)}"
        return f"{relay}, dsn={status}, status=bounced ({said} (in reply to {command} command))"
    if fate == "deferred":
        text = _TIMED_OUT.format(domain=domain)
        return f"relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred ({text})"
    return f"{relay}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {queue[::-1]})"
