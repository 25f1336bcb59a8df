"""Logs of mail servers: which server wrote one, and what became of each recipient. No file is read here."""

from datetime import datetime

from repcheck.bounces.logs.exim import EximLog
from repcheck.bounces.logs.kind import log_kind
from repcheck.bounces.logs.kumomta import KumomtaLog
from repcheck.bounces.logs.opensmtpd import OpensmtpdLog
from repcheck.bounces.logs.others import other_log
from repcheck.bounces.logs.parser import LogKind, LogParser
from repcheck.bounces.logs.postfix import PostfixLog
from repcheck.bounces.logs.powermta import PowermtaLog
from repcheck.bounces.logs.qmail import QmailLog
from repcheck.bounces.logs.sendmail import SendmailLog
from repcheck.bounces.logs.wrapped import MaybeWrapped, lines_in, spans_lines

__all__ = ["LogKind", "LogParser", "lines_in", "log_kind", "other_log", "parser_for", "spans_lines"]


def parser_for(kind: LogKind, file: str, *, now: datetime, deliveries: bool = False) -> LogParser:
    """A parser for one log, whose blocks it must be fed in order.

    ``file``        put before the line number in each reply ("mail.log:17")
    ``now``         for stamps without a year; aware. Stamps without a zone are taken as UTC
    ``deliveries``  also give what was delivered; else it is only counted
    """
    match kind:
        case "powermta":
            return PowermtaLog(file, now=now, deliveries=deliveries)
        case "kumomta":
            return KumomtaLog(file, now=now, deliveries=deliveries)
        case "postfix":
            inner: LogParser = PostfixLog(file, now=now, deliveries=deliveries)
        case "exim":
            inner = EximLog(file, now=now, deliveries=deliveries)
        case "sendmail":
            inner = SendmailLog(file, now=now, deliveries=deliveries)
        case "opensmtpd":
            inner = OpensmtpdLog(file, now=now, deliveries=deliveries)
        case "qmail":
            inner = QmailLog(file, now=now, deliveries=deliveries)
    return MaybeWrapped(inner)
