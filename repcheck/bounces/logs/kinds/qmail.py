"""qmail-send: "delivery 17: failure: ..." joined with "starting delivery 17: msg 9 to remote a@x"."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.logs.lines import lines_with
from repcheck.bounces.logs.parser import Log, programs
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.bounces.smtp.phase import phase_of
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_EVENT = compiled(rb"delivery \d|end msg \d")
_LINE = compiled(
    r"(?:@[0-9a-f]{16,32} "
    r"|(?:(?!: ).){0,200}?\bqmail(?:-send)?(?:\[\d{1,10}\])?: (?:\d{9,11}(?:\.\d{1,9})? )?"
    r"|\d{9,11}(?:\.\d{1,9})? |.{0,120}\| |[\dT:.,Z+ -]{10,60} )?"
    r"(?:starting delivery (?P<start>\d{1,12}): msg (?P<message>\d{1,20}) "
    r"to (?:remote|local) (?P<to>\S{1,600})"
    r"|delivery (?P<end>\d{1,12}): (?P<result>failure|deferral|success): (?P<text>.*)"
    r"|end msg (?P<gone>\d{1,20})$)"
)
# A slash is a line end where qmail-remote's own sentences or another line of a reply begin, else a slash.
_LINE_END = compiled(r"/(?=Remote_host_said:|Giving_up_on_|I'm_not_going_to_try_again|[245]\d\d[-_])|/$")
_SAID = compiled(r"Remote host said: ")
_BEHIND = compiled(r"\n(?:Giving up on |I'm not going to try again)")
_REMOTE = compiled(
    r"(?:Connected to )?([0-9A-Fa-f.:]{7,45}) (?:does not like|failed after|but )|Giving up on (\S{7,45})\."
)
_KINDS: dict[str, RecordKind] = {"failure": "bounce", "deferral": "delayed", "success": "delivered"}
_MAX_OPEN = 10_000


class _Delivery(msgspec.Struct, frozen=True):
    message: str
    recipient: str | None


class QmailLog(QueueLog):
    """See ``LogParser``. A result whose start was not seen has no recipient."""

    def __init__(self, file: str, *, now: datetime, deliveries: bool = False) -> None:
        super().__init__(file, now=now, deliveries=deliveries)
        self._open: OrderedDict[str, _Delivery] = OrderedDict()

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        for number, _, line in lines_with(_EVENT, block, first_line):
            match = _LINE.match(line)
            if match is None:
                continue
            if match["start"]:
                self._open[match["start"]] = _Delivery(match["message"], clean_address(match["to"]))
                if len(self._open) > _MAX_OPEN:
                    self._open.popitem(last=False)
            elif match["end"]:
                yield from self._result(match, line, number)
            else:
                self._waiting.ended(match["gone"])

    def _result(self, match: re.Match[str], line: str, number: int) -> Iterator[Reply]:
        delivery = self._open.pop(match["end"], _Delivery(f"delivery {match['end']}", None))
        kind = _KINDS[match["result"]]
        text = _LINE_END.sub("\n", match["text"]).replace("_", " ")
        said = _SAID.search(text)
        remote = _REMOTE.search(text)
        reply = Reply(
            file=f"{self._file}:{number}",
            kind=kind,
            recipient=delivery.recipient,
            diagnostic="" if kind == "delivered" else join_reply(_words(text)),
            more=join_reply(text) if said and kind != "delivered" else "",
            remote_mta=(remote[1] or remote[2]) if remote else None,
            phase=phase_of(text) if kind != "delivered" else None,
            time=self._stamps.of(line),
        )
        if kind == "delayed":
            if self._waiting.deferred(delivery.message, reply):
                yield reply
            return
        self._waiting.settled(delivery.message, reply.recipient)
        self.sent += kind == "delivered"
        if kind == "bounce" or self._deliveries:
            yield reply


def _words(text: str) -> str:
    """The remote server's own words, or what qmail says itself."""
    said = _SAID.search(text)
    return _BEHIND.split(text[said.end() :], maxsplit=1)[0] if said else text


LOG = Log(
    parser=QmailLog,
    programs=programs(
        rb"(?:[ :]|^)(?:new msg|info msg|end msg|starting delivery|status: local) \d"
        rb"|(?:[ :]|^)delivery \d{1,12}: (?:success|failure|deferral): ",
    ),
)
