"""Which mail server wrote a log, by its first lines."""

import re
from itertools import islice

from repcheck.bounces.logs.parser import LogKind
from repcheck.bounces.logs.shipped import lines_of
from repcheck.bounces.logs.wrapped import BEGINS_JSON, unwrapping
from repcheck.bounces.mail.json_head import first_values

_HEAD = 64 * 1024
_LINES = 400
_LINE = 1000
_CLOCK = rb"\d\d:\d\d:\d\d"
_DAY = rb"\d{4}-\d\d-\d\d"
_PID = rb"(?:\[\d{1,10}\])?: "
# What a line of a log begins with, behind a container's or a pipe's prefix.
_STAMPED = re.compile(
    rb"(?:[\w.-]{1,64} {1,8}\| |\[[\w./-]{1,200}\] |[A-Z][a-z][a-z] (?=\d{4}-)"
    rb"|" + _DAY + rb"T[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) (?:stdout|stderr) [FP] )?(?:<\d{1,3}>)?"
    rb"(?:(?:1 )?" + _DAY + rb"[T ]" + _CLOCK + rb"|[A-Z][a-z][a-z] {1,2}\d{1,2} (?:\d{4} )?" + _CLOCK
    + rb" |@[0-9a-f]{16,24} |\d{9,11}\.\d{1,9} )"
)  # fmt: skip
_POWERMTA_HEADER = re.compile(rb"\"?#?type\"?,[\w\",-]{0,4000}\r?$")
_POWERMTA_LINE = re.compile(
    rb"\"?(?:b|rb|t|tq|f|d|r)\"?,\"?" + _DAY + rb" " + _CLOCK + rb"[+-]\d{4}\"?,"
)  # fmt: skip
_KUMOMTA = re.compile(
    rb"\"type\":\s?\"(?:Reception|Delivery|Bounce|TransientFailure|Expiration|AdminBounce|OOB|Feedback"
    rb"|Rejection|Delayed|DeferredInjectionRebind|AdminRebind)\""
)
_KUMOMTA_FIELD = re.compile(rb"\"(?:egress_source|egress_pool|peer_address|nodeid|bounce_classification)\":")
_POWERMTA_JSON = re.compile(rb"\"type\":\s?\"(?:b|rb|t|tq|f|d|r)\"")
_POWERMTA_FIELD = re.compile(rb"\"(?:dsnStatus|dsnDiag|bounceCat|dlvSourceIp|vmta|timeLogged)\":")
_PROGRAMS: tuple[tuple[LogKind, bytes], ...] = (
    ("postfix", rb"\bpostfix[\w.-]{0,40}/[\w/-]{2,60}(?:\[\d{1,10}\]: | \d{1,10} )"),
    # under a name of its owner's choice (syslog_name)
    ("postfix", rb"/(?:smtpd?|lmtp|qmgr|cleanup|pickup|local|virtual|pipe|error|bounce)\[\d{1,10}\]: "),
    ("sendmail", rb"[ |](?:sm-(?:mta|que|msp)[\w-]{0,20}|sendmail[\w.-]{0,20})\[\d{1,10}\]: "),
    (
        "opensmtpd",
        rb"[ |](?:open)?smtpd\[\d{1,10}\]: (?:[0-9a-f]{4,32} (?:smtp|mta|mda)\b"
        rb"|(?:info|warn|smtp-in|smtp-out|relay|delivery): )",
    ),
    (
        "exim",
        _CLOCK + rb"(?:\.\d{1,6})? (?:[+-]\d{4} )?(?:\[\d{1,10}\] )?"
        rb"(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{5,11}-[0-9A-Za-z]{2,4} |(?:Start|End) queue run|exim \d\.\d"
        rb"|(?:H=|no host name|SMTP |TLS |Warning: )[^\n]{0,300}(?:rejected|refused|lost|error|from)\b)",
    ),
    ("exim", rb"[ |]exim[\w.-]{0,20}" + _PID),
    (
        "qmail",
        rb"(?:[ :]|^)(?:new msg|info msg|end msg|starting delivery|status: local) \d"
        rb"|(?:[ :]|^)delivery \d{1,12}: (?:success|failure|deferral): ",
    ),
)
# Other programs write into the mail log too, and may fill its beginning: most run beside Postfix.
_NEIGHBOURS = re.compile(
    rb"[ |](?:dovecot|opendkim|opendmarc|amavis|spamd|rspamd|postgrey|policyd[\w-]{0,20}|postsrsd|saslauthd)"
    + _PID
)


def log_kind(head: bytes) -> LogKind | None:
    """The mail server that wrote a log which begins so; None: no log that is known.

    ``head``: the first bytes of the log, best 64 KiB; the last line may be cut. Most lines must look like
    those of a log: a mail that quotes a line of a log is none.
    """
    head = head[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ")
    first = head.partition(b"\n")[0]
    if BEGINS_JSON.match(head):
        return _of_json(head.replace(b"\x1e", b""))
    unwrap = unwrapping(head)
    if unwrap is not None:
        return _of_lines([line for _, line in unwrap.lines(head + b"\n\n", 1)][:_LINES])
    if _POWERMTA_LINE.match(first) or (_POWERMTA_HEADER.match(first) and b"rcpt" in first.lower()):
        return "powermta"
    return _of_lines(head.splitlines()[:_LINES])


def _of_json(head: bytes) -> LogKind | None:
    if _KUMOMTA.search(head) and _KUMOMTA_FIELD.search(head):
        return "kumomta"
    if _POWERMTA_JSON.search(head) and _POWERMTA_FIELD.search(head):
        return "powermta"
    found = (line for value in first_values(head) for line in lines_of(value))
    return _of_lines(list(islice(found, _LINES)))


def _of_lines(lines: list[bytes]) -> LogKind | None:
    lines = [line[:_LINE] for line in lines if line.strip()]
    stamped = [line for line in lines if _STAMPED.match(line)]
    if 2 * len(stamped) <= len(lines):
        return None
    text = b"\n".join(stamped)
    for kind, program in _PROGRAMS:
        if re.search(program, text, re.MULTILINE):
            return kind
    return "postfix" if _NEIGHBOURS.search(text) else None
