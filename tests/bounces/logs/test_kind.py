"""Logs are told by what stands in them, also inside the records of another logger."""

import json

import pytest

from repcheck.bounces.logs import LogKind, log_kind
from tests.bounces.logs.reading import outcomes, read, sample
from tests.bounces.logs.test_postfix import BOUNCED, HEAD
from tests.bounces.logs.test_servers import IDS

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
JOURNAL = {
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


@pytest.mark.parametrize("kind", IDS)
def test_each_kind_is_known(kind: LogKind) -> None:
    head = sample(kind)
    assert log_kind(head) == kind
    assert log_kind(head[:-20]) == kind
    assert log_kind(b"\xef\xbb\xbf\r\n" + head.replace(b"\n", b"\r\n")) == kind


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("postfix", POSTFIX),
        ("postfix", "2026-11-16T09:00:05+0100 mta1 out/smtp[811]: 4XyZ1: removed"),
        ("postfix", "<22>1 2026-11-16T09:00:05Z mta1 postfix/qmgr 811 - - 4XyZ1: removed"),
        ("postfix", "mail-1  | Nov 16 09:00:05 mta1 postfix/qmgr[8]: 4XyZ1: removed"),
        ("postfix", "2026-11-16T09:00:05.1Z stdout F Nov 16 09:00:05 mta1 postfix/qmgr[8]: 4XyZ1: removed"),
        ("postfix", "Mon 2026-11-16 09:00:05 UTC mta1 postfix/qmgr[8]: 4XyZ1: removed"),
        ("postfix", "1794819605.123456 mta1 postfix/qmgr[8]: 4XyZ1: removed"),
        ("postfix", "[pod/mail-0/mta] Nov 16 09:00:05 mta1 postfix/qmgr[8]: 4XyZ1: removed"),
        ("postfix", "Nov 16 09:00:05 mx dovecot: imap-login: Login: user=<kai>"),
        ("postfix", "6 mta1 cut\n" + POSTFIX),
        ("exim", "2026-11-16 09:00:05 exim 4.96 daemon started: pid=1, -q30m, listening for SMTP on port 25"),
        (
            "exim",
            "2026-11-16 09:00:10 H=(x.example) [203.0.113.77] rejected RCPT <k@a>: no",
        ),
        ("opensmtpd", "Nov 16 09:00:05 mx smtpd[55]: 3fc9 smtp connected address=203.0.113.7 host=x.example"),
        ("sendmail", "Nov 16 09:00:05 mx sm-mta[55]: 3AG9: from=<a@example.com>, size=1, nrcpts=1"),
        ("qmail", "@400000006919939a0a1b2c3d status: local 0/10 remote 0/20"),
        ("powermta", "b,2026-11-16 09:00:05+0000,,a@example.com,kai@example.net"),
    ],
)
def test_lines_that_tell_the_kind(kind: LogKind, line: str) -> None:
    assert log_kind(line.encode()) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0" * 100,
        f"Return-Path: <>\nSubject: what is this?\n\nMy log says:\n{HEAD}{BOUNCED}",
        f"From kai@example.com Mon Nov 16 09:00:05 2026\nSubject: log\nFrom: a@b\n\n{HEAD}{BOUNCED}",
        "Nov 16 09:00:05 mx kernel: nothing about mail",
        "type,name\nb,c\n",
        '{"event": "bounce", "type": "Bounce", "email": "kai@example.com"}',
        '{"RecordType": "Bounce", "Type": "HardBounce", "Email": "kai@example.com"}',
        '{"type": "Bounce"}',
        json.dumps({**JOURNAL, "SYSLOG_IDENTIFIER": "kernel"}),
        '{"MESSAGE": 7}',
        "{" * 5000,
    ],
)
def test_what_is_no_log(text: str) -> None:
    assert log_kind(text.encode()) is None


@pytest.mark.parametrize("form", WRAPPED)
def test_logs_in_records_of_another_logger(form: str) -> None:
    text = WRAPPED[form]
    assert log_kind(text.encode()) == "postfix"
    (reply,) = read("postfix", text)
    assert outcomes([reply]) == [("6" if form == "export" else "1", "bounce", "kai@corp.example.net")]
    assert reply.time == "2026-11-16T09:00:05Z"


def test_a_message_of_several_lines_is_one() -> None:
    text = json.dumps({**JOURNAL, "MESSAGE": f"4XyZ0: x\n{HEAD}{BOUNCED}"}) + "\n"
    assert read("postfix", text) == []
