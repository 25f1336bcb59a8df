"""Logs are told by what stands in them, also inside the records of another logger."""

import json
import pkgutil
from typing import Any

from repcheck.bounces.log_kinds import LOG_KINDS
from repcheck.bounces.logs import LogKind, kinds, lines_in, log_kind, spans_lines
from repcheck.bounces.logs.parser import Log
from repcheck.bounces.logs.recognise import log
from tests.bounces.logs.lines import BOUNCED, HEAD, IDS, JOURNAL, MESSAGE, POSTFIX, WRAPPED
from tests.bounces.logs.reading import outcomes, read, sample
from tests.support.tables import each

#: Message, program and host as others name them.
RECORDS: dict[str, dict[str, Any]] = {
    "bytes in an array": {**JOURNAL, "MESSAGE": [list(MESSAGE.encode())]},
    "fields that came twice": {
        **JOURNAL,
        "MESSAGE": [MESSAGE, "x"],
        "SYSLOG_IDENTIFIER": ["postfix/smtp", "y"],
    },
    "gelf": {
        "version": "1.1",
        "host": "mta1",
        "short_message": MESSAGE,
        "timestamp": 1794819605.25,
        "_program": "postfix/smtp",
    },
    "mailcow": {"time": "1794819605", "program": "postfix/smtp", "message": MESSAGE, "priority": "info"},
    "rsyslog": {
        "@timestamp": "2026-11-16T09:00:05+00:00",
        "host": "mta1",
        "programname": "postfix/smtp",
        "message": MESSAGE,
    },
    "syslogtag": {"timestamp": "2026-11-16T09:00:05Z", "syslogtag": "postfix/smtp[811]:", "msg": MESSAGE},
    "elastic": {
        "@timestamp": "2026-11-16T09:00:05Z",
        "host": {"name": "mta1"},
        "process": {"name": "postfix/smtp", "pid": 811},
        "message": MESSAGE,
    },
    "a program at the start": {
        "timestamp": "2026-11-16T09:00:05Z",
        "message": f"postfix/smtp[811]: {MESSAGE}",
    },
    "whole line": {"timestamp": 1794819605123, "message": f"{HEAD}{BOUNCED}"},
    "loki line": {"labels": {"job": "mail"}, "timestamp": "2026-11-16T09:00:05Z", "line": f"{HEAD}{BOUNCED}"},
}
PAIR = ["1794819605000000000", f"{HEAD}{BOUNCED}"]
#: Documents that hold records.
DOCUMENTS = {
    "cloudwatch": {"events": [RECORDS["whole line"]], "nextForwardToken": "f/1"},
    "subscription": {
        "messageType": "DATA_MESSAGE",
        "logGroup": "mail",
        "logEvents": [{"id": "1", **RECORDS["whole line"]}],
    },
    "loki push": {"streams": [{"stream": {"job": "mail"}, "values": [PAIR]}]},
    "loki query": {
        "status": "success",
        "data": {"resultType": "streams", "result": [{"stream": {}, "values": [PAIR]}]},
    },
    "loki of a journal": {
        "streams": [{"stream": {"syslog_identifier": "postfix/smtp"}, "values": [[PAIR[0], MESSAGE]]}]
    },
    "search": {"hits": {"total": 1, "hits": [{"_index": "mail", "_source": RECORDS["elastic"]}]}},
}


@each("kind", IDS)
def test_each_kind_is_known(kind: LogKind) -> None:
    head = sample(kind)
    assert log_kind(head) == kind
    assert log_kind(head[:-20]) == kind
    assert log_kind(b"\xef\xbb\xbf\r\n" + head.replace(b"\n", b"\r\n")) == kind


@each(
    "kind, line",
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


@each(
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


@each(
    "head",
    [
        "",
        "postfix/smtp[811]: ",
        "2026/11/16 09:00:05 mta1 postfix/smtp[811]: ",
        "2026 Nov 16 09:00:05 mta1 postfix-out/smtp[811]: ",
        "Mon Nov 16 09:00:05 2026 mta1 postfix/smtp[811]: ",
        "Nov 16 09:00:05 <mail.info> mta1 postfix/smtp[811]: ",
    ],
)
def test_lines_of_postfix_are_known_behind_any_stamp_and_none(head: str) -> None:
    deferred = (
        f"{head}4XyZ1k2VQcz: to=<ann@shop.example>, relay=none, dsn=4.4.1, status=deferred (time-out)\n"
    )
    text = f"{head}4XyZ1k2VQcy: {BOUNCED}{deferred}"
    assert log_kind(text.encode()) == "postfix"
    found = read("postfix", text)
    assert outcomes(found) == [("1", "bounce", "kai@corp.example.net"), ("2", "delayed", "ann@shop.example")]
    assert found[0].diagnostic.startswith("554 5.7.1 Service unavailable")
    assert found[0].time == ("2026-11-16T09:00:05Z" if "09:00" in head else None)


@each("form", WRAPPED)
def test_logs_in_records_of_another_logger(form: str) -> None:
    text = WRAPPED[form]
    assert log_kind(text.encode()) == "postfix"
    (reply,) = read("postfix", text)
    assert outcomes([reply]) == [("6" if form == "export" else "1", "bounce", "kai@corp.example.net")]
    assert reply.time == "2026-11-16T09:00:05Z"


@each("name", RECORDS)
@each("form", ["lines", "sequence"])
def test_records_a_line_whatever_their_fields_are_called(name: str, form: str) -> None:
    mark = "\x1e" if form == "sequence" else ""  # RFC 7464
    text = f"{mark}{json.dumps(RECORDS[name])}\n{mark}{json.dumps({**RECORDS[name], 'x': 1})}\n"
    assert log_kind(text.encode()) == "postfix"
    assert not spans_lines(text.encode(), "postfix")
    replies = read("postfix", text)
    assert [(reply.recipient, reply.time) for reply in replies] == [
        ("kai@corp.example.net", "2026-11-16T09:00:05Z")
    ] * 2


@each("name", [*RECORDS, *DOCUMENTS])
@each("indent", [None, 2])
def test_documents_that_hold_records(name: str, indent: int | None) -> None:
    document: object = DOCUMENTS.get(name) or [RECORDS[name]]
    text = json.dumps(document, indent=indent).encode()
    assert log_kind(text) == "postfix"
    assert spans_lines(text, "postfix")
    replies = read("postfix", b"".join(lines_in(document, "postfix")))
    assert [(reply.recipient, reply.time) for reply in replies] == [
        ("kai@corp.example.net", "2026-11-16T09:00:05Z")
    ]


@each(
    "value",
    [
        None, 7, "text", [], {}, [[]] * 9, {"message": MESSAGE},
        {"MESSAGE": None, "program": "postfix/smtp"},
        {"values": [1, [2], ["x", 3]]}, {"events": {"message": 5}},
        {"MESSAGE": [300], "program": "postfix/smtp"},
    ],
)  # fmt: skip
def test_values_that_hold_no_line(value: object) -> None:
    assert list(lines_in(value, "postfix")) == []


def test_nesting_has_a_bound() -> None:
    value: object = RECORDS["mailcow"]
    for _ in range(40):
        value = {"data": [value]}
    assert list(lines_in(value, "postfix")) == []


PMTA = {
    "type": "b", "timeLogged": "2026-11-16 09:00:05", "orig": "news@example.com",
    "rcpt": "kai@corp.example.net", "dsnStatus": "5.1.1", "dsnDiag": "smtp;550 5.1.1 User unknown",
    "bounceCat": "bad-mailbox", "dlvSourceIp": "192.0.2.25",
}  # fmt: skip


@each("form", ["json", "csv", "columns in another order"])
def test_accounting_files_of_powermta_in_all_forms(form: str) -> None:
    text = {
        "json": f"{json.dumps({**PMTA, 'type': 'd'})}\n{json.dumps(PMTA)}\n",
        "csv": f"#{','.join(PMTA)}\nd,x\n{','.join(PMTA.values())}\n",
        "columns in another order": f"{','.join(reversed(PMTA))}\n{','.join(reversed(PMTA.values()))}\n",
    }[form]
    if form != "columns in another order":
        assert log_kind(text.encode()) == "powermta"
    (reply,) = read("powermta", text)
    assert (reply.recipient, reply.status, reply.diagnostic) == (
        "kai@corp.example.net",
        "5.1.1",
        "550 5.1.1 User unknown",
    )
    assert reply.source_ip == "192.0.2.25"
    assert reply.time == "2026-11-16T09:00:05Z"
    assert list(lines_in([PMTA], "powermta")) == [json.dumps(PMTA, separators=(",", ":")).encode() + b"\n"]


def test_opensmtpd_6() -> None:
    line = (
        "Mar 22 17:56:37 mx smtpd[45037]: 8f4864084ecc48f4 mta event=delivery evpid=7077717e797a776e "
        'from=<news@example.com> to=<kai@corp.example.net> rcpt=<-> source="192.0.2.1" '
        'relay="198.51.100.33 (mx.corp.example.net)" delay=1s result="PermFail" stat="550 5.7.1 blocked"\n'
    )
    assert log_kind(line.encode()) == "opensmtpd"
    (reply,) = read("opensmtpd", line)
    assert (reply.kind, reply.recipient, reply.diagnostic) == (
        "bounce",
        "kai@corp.example.net",
        "550 5.7.1 blocked",
    )
    assert (reply.source_ip, reply.remote_mta) == ("192.0.2.1", "mx.corp.example.net")


def test_a_message_of_several_lines_is_one() -> None:
    text = json.dumps({**JOURNAL, "MESSAGE": f"4XyZ0: x\n{HEAD}{BOUNCED}"}) + "\n"
    assert read("postfix", text) == []


def test_each_kind_has_its_module_and_each_module_its_line() -> None:
    modules = {module.name for module in pkgutil.iter_modules(kinds.__path__)}
    assert modules == set(LOG_KINDS)
    for kind in LOG_KINDS:
        assert isinstance(log(kind), Log)
