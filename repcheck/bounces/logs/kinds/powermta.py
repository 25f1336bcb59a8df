"""PowerMTA accounting files: CSV whose header line (also "#type,...") names the columns, or JSON lines."""

import csv
from collections.abc import Iterator
from datetime import datetime

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.logs.hints import POWERMTA, hint
from repcheck.bounces.logs.lines import all_lines, lines_with
from repcheck.bounces.logs.parser import Log
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.logs.wrapped import decoded
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply, status_field
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

# The columns that PowerMTA writes by default, for a log that is read from its middle.
_USUAL = (
    "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat,srcType,srcMta,"
    "dlvType,dlvSourceIp,dlvDestinationIp,dlvEsmtpAvailable,dlvSize,vmta,jobId,envId,queue,vmtaPool"
)
_KINDS: dict[str, RecordKind] = {
    "b": "bounce", "rb": "bounce", "t": "delayed", "tq": "delayed", "f": "feedback", "feedback": "feedback",
    "d": "delivered",
}  # fmt: skip
_ANY = compiled(rb"[^\n]")
# Where the type is the first column, what was received, and what was delivered, needs no look.
_FAILURES = compiled(rb"(?m)^\"?(?:b|rb|t|tq|f|feedback|#?type)\"?,")
_DELIVERIES = compiled(rb"(?m)^\"?(?:b|rb|t|tq|f|feedback|#?type|d)\"?,")
_DELIVERED = compiled(rb"(?m)^\"?d\"?,")
_MTA = compiled(r"([\w.:-]{1,255})")


class PowermtaLog(QueueLog):
    """See ``LogParser``. Types b and rb are bounces, t and tq delays, f feedback reports, d deliveries."""

    def __init__(self, file: str, *, now: datetime, deliveries: bool = False) -> None:
        super().__init__(file, now=now, deliveries=deliveries)
        self._columns = _columns(_USUAL.split(","))

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        if block.lstrip()[:1] == b"{":
            yield from self._of_json(block, first_line)
            return
        # A header in the block may move the type away from the front, so each line of it is looked at.
        front = self._columns.get("type") == 0 and b"timeLogged" not in block
        if front:
            self.sent += sum(1 for _ in _DELIVERED.finditer(block))
        pattern = (_DELIVERIES if self._deliveries else _FAILURES) if front else _ANY
        for number, _, line in lines_with(pattern, block, first_line):
            row = _row(line.removeprefix("#"))
            if "type" in row and ("rcpt" in row or "timeLogged" in row):
                self._columns = _columns(row)
                continue
            reply = self._reply(row, number)
            if reply is None:
                continue
            self.sent += reply.kind == "delivered" and not front
            if self._is_told(reply, row):
                yield reply

    def _of_json(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """One object a line, its fields named as the columns."""
        for number, line in all_lines(block, first_line):
            record = decoded(line)
            if not isinstance(record, dict):
                continue
            self._columns = _columns(list(record))
            row = [value if isinstance(value, str) else "" for value in record.values()]
            reply = self._reply(row, number)
            if reply is not None:
                self.sent += reply.kind == "delivered"
                if self._is_told(reply, row):
                    yield reply

    def _is_told(self, reply: Reply, row: list[str]) -> bool:
        if reply.kind == "delivered":
            return self._deliveries
        # No queue id is among the columns: the second in which a message was taken must do.
        message = "\n".join(self._field(row, name) for name in ("timeQueued", "orig", "jobId", "envId"))
        if reply.kind == "delayed":
            return self._waiting.deferred(message, reply)
        self._waiting.settled(message, reply.recipient)
        return True

    def _reply(self, row: list[str], number: int) -> Reply | None:
        kind = _KINDS.get(self._field(row, "type"))
        if kind is None:
            return None
        told = kind in ("bounce", "delayed")
        recipient = self._field(row, "rcpt") or self._field(row, "origRcptTo")
        original = clean_address(self._field(row, "orcpt"))
        mta = _MTA.match(self._field(row, "dsnMta"))
        return Reply(
            file=f"{self._file}:{number}",
            kind=kind,
            recipient=original if original and "@" in original else clean_address(recipient),
            original_recipient=original,
            status=status_field(self._field(row, "dsnStatus")) if told else None,
            diagnostic=self._words(row, kind),
            more=self._field(row, "dsnStatus")[:200] if told else "",
            hint=hint("powermta", POWERMTA, self._field(row, "bounceCat")) if told else None,
            remote_mta=mta[1].lower().rstrip(".") if mta else None,
            source_ip=canonical_ip(self._field(row, "dlvSourceIp") or self._field(row, "sourceIp")),
            sender=self._field(row, "orig")[:320] or None,
            queue_id=self._field(row, "envId")[:100] or None,
            time=self._stamps.of(self._field(row, "timeLogged")),
        )

    def _words(self, row: list[str], kind: RecordKind) -> str:
        if kind == "feedback":
            return f"Feedback-Type: {self._field(row, 'feedbackType') or 'abuse'}"[:200]
        return "" if kind == "delivered" else join_reply(self._field(row, "dsnDiag"))

    def _field(self, row: list[str], name: str) -> str:
        place = self._columns.get(name, len(row))
        return row[place].strip() if place < len(row) else ""


def _columns(names: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        found.setdefault(name.strip(), place)
    return found


def _row(line: str) -> list[str]:
    """The fields of one line; what is not CSV is split at its commas."""
    try:
        return next(csv.reader([line.replace("\0", "")]), [])
    except csv.Error:
        return line.split(",")


_HEADER = compiled(rb"\"?#?type\"?,[\w\",-]{0,4000}\r?$")
_LINE = compiled(
    rb"\"?(?:b|rb|t|tq|f|d|r)\"?,\"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4}\"?,"
)  # fmt: skip
_JSON = compiled(rb"\"type\":\s?\"(?:b|rb|t|tq|f|d|r)\"")
_JSON_FIELD = compiled(rb"\"(?:dsnStatus|dsnDiag|bounceCat|dlvSourceIp|vmta|timeLogged)\":")


def _in_json(head: bytes) -> bool:
    return bool(_JSON.search(head) and _JSON_FIELD.search(head))


def _in_first_line(line: bytes) -> bool:
    return bool(_LINE.match(line) or (_HEADER.match(line) and b"rcpt" in line.lower()))


LOG = Log(parser=PowermtaLog, in_json=_in_json, in_first_line=_in_first_line, wrapped=False)
