"""Sendmail: "QUEUEID: to=<...>, ..., dsn=..., stat=..." of sm-mta and the other names it runs under."""

import re
from collections.abc import Iterator

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.logs.lines import BEFORE_PROGRAM, lines_with
from repcheck.bounces.logs.parser import programs
from repcheck.bounces.logs.parts import CutLog, JoinedLog, LogPart
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_EVENT = compiled(rb", stat=|: Cannot send message (?:for|within) ")
_LINE = compiled(
    BEFORE_PROGRAM + r"(?:sm-[\w-]{2,20}|sendmail[\w.-]{0,20})\[\d{1,10}\]: "
    r"(?:\[ID \d{1,10} [\w.]{1,40}\] )?(?P<queue>[0-9A-Za-z]{4,24}): "
    r"(?:to=(?P<to>.*)|.{0,80}Cannot send message (?:for|within) \d)"
)
_TO = compiled(r"(.*?), (?:ctladdr|delay|xdelay|mailer|pri|relay|dsn|reply|stat)=")
_RELAY = compiled(r", relay=([\w.:-]{1,255})\.? \[")
_LOOPBACK = compiled(r", relay=(?:\S{1,255} )?\[(?:127\.0\.0\.1|(?:IPv6:)?(?:0:0:0:0:0:0:0|:):1)\]")
_DSN = compiled(r", dsn=([245]\.\d{1,3}\.\d{1,3})(?=,)")
_REPLY = compiled(r", reply=(.{1,2000}?), (?:stat|dsn)=")
_HAS_CODE = compiled(r"[245]\d\d[ -]")
_SENT = compiled(r"sent\b", re.IGNORECASE)
_DEFERRED = compiled(r"(?:deferred|please try again later|service temporarily unavailable)\b", re.IGNORECASE)
_OPEN = compiled(r"queued\b|headers too large|\s*$", re.IGNORECASE)
_MAX_RECIPIENTS = 1000
#: It does not say that a mail left the queue; so its sender is known for that many lines. A count of lines is
#: the same wherever the log is cut.
SENDER_LINES = 300_000


class SendmailLog(QueueLog):
    """See ``LogParser``. What rulesets and milters reject gives no record: it is mail of others."""

    senders_apart = True
    sender_lines = SENDER_LINES

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        self._senders.note(block.decode("latin-1"), first_line)
        for number, _, line in lines_with(_EVENT, block, first_line):
            match = _LINE.match(line)
            if match is None:
                continue
            where = f"{self._file}:{number}"
            if match["to"] is None:
                yield from self._expired(match["queue"], where, self._stamps.of(line))
                continue
            stat = match["to"].partition(", stat=")[2]
            if _SENT.match(stat) and not self._matters(match["queue"]):
                self._stamps.pass_over(line)
                self.sent += 0 if _LOOPBACK.search(match["to"]) else len(_recipients(match["to"]))
                continue
            outcome = _reply(match["to"], stat)
            if outcome is not None:
                outcome = msgspec.structs.replace(
                    outcome,
                    file=where,
                    sender=self._senders.of(match["queue"], number),
                    queue_id=match["queue"],
                    time=self._stamps.of(line),
                )
                yield from self._told(match["queue"], outcome, match["to"])

    def _told(self, queue: str, reply: Reply, fields: str) -> Iterator[Reply]:
        for name in _recipients(fields):
            one = msgspec.structs.replace(reply, recipient=clean_address(name))
            if one.kind == "delayed":
                yield from self._deferred(queue, one)
                continue
            told = self._settled(queue, one)
            self.sent += one.kind == "delivered"
            if one.kind == "bounce" or self._deliveries:
                yield from told


def _recipients(fields: str) -> list[str]:
    to = _TO.match(fields)
    return to[1].split(",")[:_MAX_RECIPIENTS] if to else []


def _reply(fields: str, stat: str) -> Reply | None:
    """The outcome of all recipients of one line; None when there is none yet."""
    dsn = _DSN.search(fields)
    kind = _kind(stat, dsn[1] if dsn else "")
    if kind is None or (kind == "delivered" and _LOOPBACK.search(fields)):
        return None  # handed to the daemon on this host, which tells the outcome itself
    answer = _REPLY.search(fields)
    words = answer[1] if answer and _HAS_CODE.match(answer[1]) else stat
    relay = _RELAY.search(fields)
    return Reply(
        file="",
        kind=kind,
        status=dsn[1] if dsn else None,
        diagnostic="" if kind == "delivered" else join_reply(_DEFERRED_MARK.sub("", words, count=1)),
        more=join_reply(stat) if words is not stat else "",
        remote_mta=relay[1].lower().rstrip(".") if relay else None,
    )


_DEFERRED_MARK = compiled(r"Deferred: ")


def _kind(stat: str, dsn: str) -> RecordKind | None:
    if _SENT.match(stat):
        return "delivered"
    if _OPEN.match(stat):
        return None
    if _DEFERRED.match(stat) or dsn.startswith("4"):
        return "delayed"
    return "bounce"


class SendmailPart(LogPart, SendmailLog):
    """The line that names the sender is a mail's first, and stands once."""

    def _comes(self, queue: str) -> bool:
        return queue in self._senders

    def _is_new(self, queue: str) -> bool:
        return super()._is_new(queue) or self._is_born(queue)


class SendmailJoined(JoinedLog, SendmailLog):
    """See ``JoinedLog``."""


LOG = CutLog(
    parser=SendmailLog,
    part=SendmailPart,
    joined=SendmailJoined,
    programs=programs(
        rb"[ |](?:sm-(?:mta|que|msp)[\w-]{0,20}|sendmail[\w.-]{0,20})\[\d{1,10}\]: ",
    ),
)
