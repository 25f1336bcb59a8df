"""OpenSMTPD: "mta delivery evpid=... result="PermFail" stat="..."", and its older forms."""

import re
from collections.abc import Iterator

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.logs.lines import BEFORE_PROGRAM, lines_with
from repcheck.bounces.logs.parser import Log, programs
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_EVENT = compiled(rb"[ =]delivery evpid=|(?:Ok|TempFail|PermFail|Loop|Expire) for [0-9a-f]{8}")
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


class OpensmtpdLog(QueueLog):
    """See ``LogParser``. Only deliveries are read; "failed-command" is our answer to a client."""

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        for number, _, line in lines_with(_EVENT, block, first_line):
            match = _LINE.match(line)
            reply = self._reply(match, line, number) if match else None
            if match is None or reply is None:
                continue
            envelope = match["id"] or match["old_id"]
            if reply.kind == "delayed":
                if self._waiting.deferred(envelope, reply):
                    yield reply
                continue
            self._waiting.ended(envelope)  # an envelope has one recipient
            self.sent += reply.kind == "delivered"
            if reply.kind == "bounce" or self._deliveries:
                yield reply

    def _reply(self, match: re.Match[str], line: str, number: int) -> Reply | None:
        rest = line[match.end() :]
        stat = _STAT.search(rest)
        fields = rest[: stat.start()] if stat else rest
        result = match["old"] or ((found := _RESULT.search(fields)) and found[1])
        to = _TO.search(fields)
        if not result or to is None:
            return None
        final = clean_address(to[1])
        rcpt = _RCPT.search(fields)
        original = clean_address(rcpt[1]) if rcpt else None
        sender = _FROM.search(fields)
        source, relay = _SOURCE.search(fields), _RELAY.search(fields)
        kind = _KINDS.get(result, "bounce")
        text = _unquoted(stat[1]) if stat else ""
        return Reply(
            file=f"{self._file}:{number}",
            kind=kind,
            recipient=original if original and "@" in original else final,
            original_recipient=original,
            diagnostic="" if kind == "delivered" else join_reply(text),
            remote_mta=relay[1].lower().rstrip(".") if relay else None,
            source_ip=canonical_ip(source[1]) if source else None,
            sender=sender[1] if sender else None,
            queue_id=match["id"] or match["old_id"],
            time=self._stamps.of(line),
        )


def _unquoted(text: str) -> str:
    """What stands between the first quotation mark and the last, where a text begins with one."""
    inside, mark, _ = text[1:].rpartition('"')
    return inside if mark and text.startswith('"') else text


LOG = Log(
    parser=OpensmtpdLog,
    programs=programs(
        rb"[ |](?:open)?smtpd\[\d{1,10}\]: (?:[0-9a-f]{4,32} (?:smtp|mta|mda)\b"
        rb"|(?:info|warn|smtp-in|smtp-out|relay|delivery): )",
    ),
)
