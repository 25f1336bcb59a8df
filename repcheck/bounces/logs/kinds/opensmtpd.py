"""OpenSMTPD: "mta delivery evpid=... result="PermFail" stat="..."", and its older forms."""

from collections.abc import Iterator

import msgspec

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.logs.lines import BEFORE_PROGRAM, lines_with
from repcheck.bounces.logs.parser import programs
from repcheck.bounces.logs.parts import CutLog, JoinedLog, LogPart
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_EVENT = compiled(rb"delivery evpid=")
#: The older form. A pattern that begins with a fixed text is ten times as fast.
_OLD = compiled(rb" for [0-9a-f]{8}")
_EITHER = compiled(rb"delivery evpid=| for [0-9a-f]{8}")
_LINE = compiled(
    BEFORE_PROGRAM + r"(?:smtpd|opensmtpd)\[\d{1,10}\]: "
    r"(?:[0-9a-f]{4,32} (?:mta|mda|mda-lmtp) (?:event=)?delivery evpid=(?P<id>[0-9a-f.]{2,32}) "
    r"|(?:smtp-out|relay|delivery|mda|mta|queue|scheduler): (?P<old>Ok|TempFail|PermFail|Loop|Expire) "
    r"for (?P<old_id>[0-9a-f]{8,32}): )"
)
_TO = compiled(r"(?:^|[ ,])to=<([^<>]{0,400})>")
_FROM = compiled(r"(?:^|[ ,])from=<([^<>]{0,320})>")
_RCPT = compiled(r"[ ,]rcpt=<([^<>]{2,400})>")
_RESULT = compiled(r" result=\"?(Ok|TempFail|PermFail|Loop|Expired?)\b")
_STAT = compiled(r"[ ,]stat=(.*)")
_SOURCE = compiled(r"[ ,]source=\"?\[?([0-9A-Fa-f.:]{2,60})")
_RELAY = compiled(r"[ ,]relay=\"?(?:\[?[0-9A-Fa-f.:]{2,60}\]? )?\(?([\w.-]{1,255})\)?")
_KINDS: dict[str, RecordKind] = {"Ok": "delivered", "TempFail": "delayed"}


class _EnvelopeLine(msgspec.Struct, frozen=True):
    """One line: ``to`` and the other fields, and what stands behind them."""

    envelope: str
    result: str
    to: str
    fields: str
    stat: str


class OpensmtpdLog(QueueLog):
    """See ``LogParser``. Only deliveries are read; "failed-command" is our answer to a client."""

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        pattern = _EITHER if _OLD.search(block) else _EVENT
        for number, _, line in lines_with(pattern, block, first_line):
            told = _delivery(line)
            if told is None:
                continue
            if told.result == "TempFail":
                yield from self._deferred(told.envelope, self._reply(told, line, number))
                continue
            self._left(told.envelope)  # it has one recipient
            self.sent += told.result == "Ok"
            if told.result != "Ok" or self._deliveries:
                yield self._reply(told, line, number)
            else:
                self._stamps.pass_over(line)

    def _reply(self, told: _EnvelopeLine, line: str, number: int) -> Reply:
        fields = told.fields
        final = clean_address(told.to)
        rcpt = _RCPT.search(fields)
        original = clean_address(rcpt[1]) if rcpt else None
        sender = _FROM.search(fields)
        source, relay = _SOURCE.search(fields), _RELAY.search(fields)
        kind = _KINDS.get(told.result, "bounce")
        return Reply(
            file=f"{self._file}:{number}",
            kind=kind,
            recipient=original if original and "@" in original else final,
            original_recipient=original,
            diagnostic="" if kind == "delivered" else join_reply(_unquoted(told.stat)),
            remote_mta=relay[1].lower().rstrip(".") if relay else None,
            source_ip=canonical_ip(source[1]) if source else None,
            sender=sender[1] if sender else None,
            queue_id=told.envelope,
            time=self._stamps.of(line),
        )


def _delivery(line: str) -> _EnvelopeLine | None:
    match = _LINE.match(line)
    if match is None:
        return None
    rest = line[match.end() :]
    stat = _STAT.search(rest)
    fields = rest[: stat.start()] if stat else rest
    result = match["old"] or ((found := _RESULT.search(fields)) and found[1])
    to = _TO.search(fields)
    if not result or to is None:
        return None
    return _EnvelopeLine(match["id"] or match["old_id"], result, to[1], fields, stat[1] if stat else "")


def _unquoted(text: str) -> str:
    """What stands between the first quotation mark and the last, where a text begins with one."""
    inside, mark, _ = text[1:].rpartition('"')
    return inside if mark and text.startswith('"') else text


class OpensmtpdPart(LogPart, OpensmtpdLog):
    """See ``LogPart``."""


class OpensmtpdJoined(JoinedLog, OpensmtpdLog):
    """See ``JoinedLog``."""


LOG = CutLog(
    parser=OpensmtpdLog,
    part=OpensmtpdPart,
    joined=OpensmtpdJoined,
    programs=programs(
        rb"[ |](?:open)?smtpd\[\d{1,10}\]: (?:[0-9a-f]{4,32} (?:smtp|mta|mda)\b"
        rb"|(?:info|warn|smtp-in|smtp-out|relay|delivery): )",
    ),
)
