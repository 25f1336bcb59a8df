"""Lines of logs that several tests read."""

import json
from typing import Any

from repcheck.bounces.logs import LogKind

HEAD = "Nov 16 09:00:05 mta1 postfix/smtp[811]: 4XyZ1: "
RELAY = "relay=mx.corp.example.net[198.51.100.7]:25, delay=0.9, delays=0.1/0/0.5/0.3"
TO = f"to=<kai@corp.example.net>, {RELAY}, "
SAID = "host mx.corp.example.net[198.51.100.7] said: "
LISTED = "554 5.7.1 Service unavailable; Client host [192.0.2.25] blocked using zen.spamhaus.org"
BOUNCED = f"{TO}dsn=5.7.1, status=bounced ({SAID}{LISTED} (in reply to RCPT TO command))\n"

POSTFIX = (HEAD + BOUNCED) * 3

#: 2026-11-16T09:00:05Z
MICROS = 1794819605_000000
MESSAGE = f"4XyZ1: {BOUNCED}".rstrip()

EXPORT = f"""\
__CURSOR=s=1;i=2
__REALTIME_TIMESTAMP={MICROS}
_HOSTNAME=mta1
SYSLOG_IDENTIFIER=postfix/smtp
_PID=811
MESSAGE={MESSAGE}

__CURSOR=s=1;i=3
__REALTIME_TIMESTAMP={MICROS}
_HOSTNAME=mta1
SYSLOG_IDENTIFIER=postfix/smtpd
MESSAGE={MESSAGE}

"""

JOURNAL: dict[str, Any] = {
    "__REALTIME_TIMESTAMP": str(MICROS),
    "_HOSTNAME": "mta1",
    "SYSLOG_IDENTIFIER": "postfix/smtp",
    "_PID": "811",
    "MESSAGE": MESSAGE,
}

DOCKER = {"log": f"{HEAD}{BOUNCED}", "stream": "stdout", "time": "2026-11-16T09:00:05.123456789Z"}

WRAPPED = {
    "export": EXPORT,
    "journal": json.dumps(JOURNAL) + "\n",
    "bytes": json.dumps({**JOURNAL, "MESSAGE": list(MESSAGE.encode())}) + "\n",
    "docker": json.dumps(DOCKER) + "\n",
}

LOGS: list[tuple[LogKind, list[tuple[str, str, str | None]], int]] = [
    (
        "exim",
        [
            ("2", "bounce", "kai@corp.example.net"),
            ("3", "delayed", "ann@shop.example"),
            ("5", "bounce", "ann@shop.example"),
            ("10", "bounce", "info@example.com"),
            ("11", "bounce", "leo@example.com"),
        ],
        2,
    ),
    (
        "sendmail",
        [
            ("1", "bounce", "kai@corp.example.net"),
            ("2", "delayed", "ann@shop.example"),
            ("2", "delayed", "bob@shop.example"),
            ("5", "bounce", "ann@shop.example"),
            ("6", "bounce", "lea"),
        ],
        1,
    ),
    (
        "opensmtpd",
        [
            ("1", "bounce", "kai@corp.example.net"),
            ("2", "delayed", "sales@example.com"),
            ("6", "bounce", "lea@example.com"),
            ("7", "bounce", "leo@example.net"),
            ("8", "bounce", "lou@example.net"),
        ],
        1,
    ),
    (
        "qmail",
        [
            ("6", "bounce", "kai@corp.example.net"),
            ("7", "delayed", "ann@shop.example"),
            ("13", "bounce", "ann@shop.example"),
            ("16", "bounce", "bob@example.org"),
        ],
        1,
    ),
    (
        "powermta",
        [
            ("2", "bounce", "kai@corp.example.net"),
            ("3", "delayed", "sales@example.com"),
            ("7", "bounce", "bob@shop.example"),
            ("8", "feedback", "lea@example.net"),
        ],
        1,
    ),
    (
        "kumomta",
        [
            ("2", "bounce", "kai@corp.example.net"),
            ("3", "delayed", "ann@shop.example"),
            ("3", "delayed", "bob@shop.example"),
            ("5", "bounce", "ann@shop.example"),
            ("8", "feedback", "leo@example.net"),
        ],
        1,
    ),
]

IDS = [kind for kind, *_ in LOGS]
