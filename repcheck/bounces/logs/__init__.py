"""Logs of mail servers: which server wrote one, and what became of each recipient. No file is read here.

``recognise`` tells the kind; ``kinds/`` holds a reader for each; ``wrapped`` and ``shipped`` take off what
containers and log shippers put around the lines; ``parts`` joins what was read of a log in parts.
"""

from datetime import datetime

from repcheck.bounces.log_kinds import LOG_KINDS
from repcheck.bounces.logs.others import other_log
from repcheck.bounces.logs.parser import LogKind, LogParser
from repcheck.bounces.logs.parts import CutLog
from repcheck.bounces.logs.recognise import log, log_kind
from repcheck.bounces.logs.wrapped import MaybeWrapped, lines_in, spans_lines

__all__ = [
    "LogKind",
    "LogParser",
    "cut_log",
    "lines_in",
    "log_kind",
    "other_log",
    "parser_for",
    "spans_lines",
]


def parser_for(kind: LogKind, file: str, *, now: datetime, deliveries: bool = False) -> LogParser:
    """A parser for one log, whose blocks it must be fed in order.

    ``file``        put before the line number in each reply ("mail.log:17")
    ``now``         for stamps without a year; aware. Stamps without a zone are taken as UTC
    ``deliveries``  also give what was delivered; else it is only counted
    """
    found = log(kind)
    parser = found.parser(file, now=now, deliveries=deliveries)
    return MaybeWrapped(parser) if found.wrapped else parser


def cut_log(kind: str | None) -> CutLog | None:
    """How logs of this kind are read in parts; None: they are read whole, or the kind is not one of a log."""
    found = log(kind) if kind in LOG_KINDS else None
    return found if isinstance(found, CutLog) else None
