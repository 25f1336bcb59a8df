"""Postfix: "QUEUEID: to=<...>, relay=..., dsn=..., status=bounced (text)" of its delivery agents."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.logs.lines import BEFORE_PROGRAM, lines_with
from repcheck.bounces.logs.parser import programs
from repcheck.bounces.logs.parts import CutLog, JoinedLog, LogPart, PartEnd
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.logs.senders import Removals
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.bounces.smtp.phase import phase_of
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_REFUSED = b" refused to talk to me: "
_FAILURES = rb", status=(?:bounced|deferred|expired|force-expired)\b"
_DELIVERIES = rb", status=(?:bounced|deferred|expired|force-expired|sent)\b"
# Where nobody refused to talk, and where somebody did. Refusals are rare, and a pattern that begins with a
# fixed text is ten times as fast.
_OF_FAILURES = compiled(_FAILURES), compiled(_FAILURES + b"|" + _REFUSED)
_OF_DELIVERIES = compiled(_DELIVERIES), compiled(_DELIVERIES + b"|" + _REFUSED)
_SENT = b", status=sent ("
# What a content filter on this host takes and hands back is logged a second time.
_HANDED_ON = compiled(
    rb"relay=(?:localhost|127\.0\.0\.1|::1)?\[(?:127\.0\.0\.1|::1)\]:\d{1,5}, [^\n(]{0,300}status=sent "
    rb"\([^\n]{0,400}queued as "
)
# From the start of the line on: a logged header or HELO may hold a whole line of somebody's making.
_HEAD = compiled(
    BEFORE_PROGRAM + r"(?P<program>[\w.-]{1,64}(?:/[\w.-]{1,64}){1,4})\[\d{1,10}\]: "
    r"(?:\[ID \d{1,10} [\w.]{1,40}\] )?(?P<queue>[0-9A-Za-z]{4,24})"
)
_HEAD_5424 = compiled(
    r"(?:.{0,100}?[ |])??(?:<\d{1,3}>)?1 \S{1,40} \S{1,255} "
    r"(?P<program>[\w.-]{1,64}(?:/[\w.-]{1,64}){1,4}) \d{1,10} \S{1,32} "
    r"(?:-|(?:\[[^\]]{0,200}\]){1,4}) (?:\ufeff)?(?P<queue>[0-9A-Za-z]{4,24})"
)
#: A line without its head: only what delivers says so (journalctl -o cat).
_HEADLESS = compiled(r"(?P<queue>[0-9A-Za-z]{6,24})(?=: to=<)")
_MAX_HEAD = 600
_INBOUND = frozenset({"smtpd", "postscreen", "verify"})
_DSN = compiled(r", dsn=([245]\.\d{1,3}\.\d{1,3})(?=,)")
_KINDS: dict[str, RecordKind] = {"bounced": "bounce", "deferred": "delayed", "sent": "delivered"}
_STATUS = compiled(r", status=(bounced|deferred|sent) \(")
_RELAY = compiled(r"([\w.:-]{1,255})\[(?:IPv6:)?[0-9A-Fa-f.:]{2,60}\](?=[:,])")
_SAID = compiled(r"\bhost ([^\s\[]{1,255})\[[^\]\s]{1,100}\](?::\d{1,5})? (said|refused to talk to me): ")
_IN_REPLY_TO = compiled(r"\(in reply to [\w ]{1,40}\)$")
# An error of the operating system: what it means for the recipient, the status says better.
_MAILBOX = compiled(r"delivery failed to |cannot (?:update|open|append|create) |maildir delivery failed")
MAX_REFUSALS = 10_000


class Event(msgspec.Struct, frozen=True):
    """One line of a queued message: ``rest`` is what stands behind "QUEUEID: "."""

    queue: str
    rest: str


class PostfixLog(QueueLog):
    """See ``LogParser``. Refusals of others' mail (smtpd, postscreen, milters) give no records.

    A host that "refused to talk to me" is reported with the next outcome of the same message, which names the
    recipient; when the next host takes the message, nothing has failed.
    """

    senders_apart = True

    def __init__(self, file: str, *, now: datetime, deliveries: bool = False) -> None:
        super().__init__(file, now=now, deliveries=deliveries)
        self._events, self._with_refusals = _OF_DELIVERIES if deliveries else _OF_FAILURES
        self._refusals: OrderedDict[str, str] = OrderedDict()

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        text = block.decode("latin-1")  # its octets: a place in it is one in the block
        self._senders.note(text, first_line)
        if sent := block.count(_SENT):
            self.sent += sent - sum(1 for _ in _HANDED_ON.finditer(block))
        gone = Removals(text)
        heard: dict[str, int] = {}
        pattern = self._with_refusals if _REFUSED in block else self._events
        for number, at, line in lines_with(pattern, block, first_line):
            event = _event(line)
            if event is None:
                continue
            if event.queue in gone.queues:
                if self._remembers(event.queue) and gone.within(event.queue, heard.get(event.queue, 0), at):
                    self._forget(event.queue)
                heard[event.queue] = at
            if event.rest.startswith("to=<"):
                yield from self._outcome(event, line, number)
            elif event.rest.startswith("host "):
                self._refused(event)
            elif event.rest.startswith("from=<") and event.rest.endswith("expired, returned to sender"):
                yield from self._expired(event.queue, f"{self._file}:{number}", self._stamps.of(line))
        if gone.queues:
            self._forget_all(gone, heard)

    def _remembers(self, queue: str) -> bool:
        """Whether anything is forgotten when it leaves the queue."""
        return queue in self._waiting.messages or queue in self._refusals

    def _forget_all(self, gone: Removals, heard: Mapping[str, int]) -> None:
        """These left the queue. Lines of one moment may stand in any order: only now their block is read."""
        for queue in [*(self._waiting.messages.keys() & gone.queues), *(self._refusals.keys() & gone.queues)]:
            if gone.within(queue, heard.get(queue, 0)):
                self._forget(queue)
        self._senders.forget(gone.queues)

    def _forget(self, queue: str) -> None:
        self._waiting.ended(queue)
        self._refusals.pop(queue, None)

    def _refused(self, event: Event) -> None:
        self._refusals[event.queue] = event.rest
        if len(self._refusals) > MAX_REFUSALS:
            self._refusals.popitem(last=False)

    def _outcome(self, event: Event, line: str, number: int) -> Iterable[Reply]:
        found = _STATUS.search(event.rest)
        reply = self._reply(event, found, line, number) if found else None
        if reply is None:
            return ()
        return (self._deferred if reply.kind == "delayed" else self._settled)(event.queue, reply)

    def _refusal(self, queue: str) -> str:
        """What the host said that refused to talk, about this message; empty where none did."""
        return self._refusals.get(queue, "")

    def _reply(self, event: Event, found: re.Match[str], line: str, number: int) -> Reply | None:
        rest, status = event.rest, found[1]
        to_end = rest.find(">, ", 4)
        relay_at = rest.find(", relay=", to_end)
        if to_end < 0 or relay_at < 0:
            return None
        final = clean_address(rest[4:to_end])
        aliased = rest.startswith("orig_to=<", to_end + 3)
        original = clean_address(rest[to_end + 12 : relay_at]) if aliased else None
        dsn = _DSN.search(rest, relay_at, found.end())
        relay = _RELAY.match(rest, relay_at + len(", relay="))
        # without its last ")" the line was cut by the logger
        text = rest[found.end() :].rstrip().removesuffix(")").strip()
        reply = _words(text) if status != "sent" else ("", "", None)
        earlier = self._refusal(event.queue) if status != "sent" and not reply[1] else ""
        return Reply(
            file=f"{self._file}:{number}",
            kind=_KINDS[status],
            recipient=original if original and ("@" in original or not final) else final,
            original_recipient=original,
            final_recipient=final if original else None,
            status=dsn[1] if dsn else None,
            diagnostic=reply[0],
            more=reply[1] or (join_reply(earlier) if earlier else ""),
            remote_mta=reply[2] or (relay[1].lower() if relay else None),
            sender=self._senders.of(event.queue, number),
            queue_id=event.queue,
            time=self._stamps.of(line),
            phase=phase_of(text) if status != "sent" else None,
        )


def _event(line: str) -> Event | None:
    """The queue id and what is said of it; None for a line that no sending part of Postfix wrote."""
    match = _HEAD.match(line, 0, _MAX_HEAD) or _HEAD_5424.match(line, 0, _MAX_HEAD)
    if match is None:
        headless = _HEADLESS.match(line)
        return None if headless is None else Event(headless["queue"], line[headless.end() + 2 :])
    if not line.startswith(": ", match.end()):
        return None
    if match["program"].rpartition("/")[2] in _INBOUND:
        return None
    return Event(match["queue"], line[match.end() + 2 :])


def _words(text: str) -> tuple[str, str, str | None]:
    """The words as Postfix's report states them, more that it says, and the host whose words they are."""
    said = _SAID.search(text, 0, 400) if " said: " in text or "refused to talk" in text else None
    if said is None:
        words = join_reply(text)
        return ("", words, None) if _MAILBOX.match(words) else (words, "", None)
    host = said[1].lower().rstrip(".")[:255]
    asked = text.rfind("(in reply to ", said.end())
    words = join_reply(text[said.end() : asked if asked >= 0 and _IN_REPLY_TO.match(text, asked) else None])
    return words, join_reply(text) if said[2].startswith("refused") else "", host


class PostfixPart(LogPart, PostfixLog):
    """Lines of one moment stand in any order: what left the queue within a block is known behind it."""

    births = (": client=", ": uid=", ": message-id=", ": resent-message-id=")

    def __init__(self, file: str, *, now: datetime) -> None:
        super().__init__(file, now=now)
        self._cleared: set[str] = set()
        self._unrefused: set[str] = set()
        self._most_refusals = 0

    @property
    def end(self) -> PartEnd:
        """See ``LogPart``."""
        most = (*super().end.most[:2], self._most_refusals)
        return msgspec.structs.replace(
            super().end, refusals=dict(self._refusals), unrefused=self._unrefused, most=most
        )

    def _forget_all(self, gone: Removals, heard: Mapping[str, int]) -> None:
        super()._forget_all(gone, heard)
        self._removed.update(gone.queues)
        for queue in self._done.keys() & gone.queues:
            del self._done[queue]
        self._cleared.clear()  # they are among those that were removed

    def _remembers(self, queue: str) -> bool:
        return queue not in self._cleared or super()._remembers(queue)

    def _forget(self, queue: str) -> None:
        super()._forget(queue)
        self._cleared.add(queue)

    def _is_new(self, queue: str) -> bool:
        return queue in self._cleared or super()._is_new(queue)

    def _refused(self, event: Event) -> None:
        super()._refused(event)
        self._most_refusals = max(self._most_refusals, len(self._refusals))

    def _refusal(self, queue: str) -> str:
        if queue not in self._refusals and queue not in self._cleared and queue not in self._removed:
            self._unrefused.add(queue)
        return super()._refusal(queue)


class PostfixJoined(JoinedLog, PostfixLog):
    """With what hosts said that refused to talk."""

    def fits(self, end: PartEnd) -> bool:
        """See ``JoinedLog``."""
        known = len(self._refusals) + end.most[2] <= MAX_REFUSALS
        return known and end.unrefused.isdisjoint(self._refusals) and super().fits(end)

    def joined(self, end: PartEnd, before: int) -> None:
        """See ``JoinedLog``."""
        super().joined(end, before)
        for queue in self._refusals.keys() & end.removed:
            self._refusals.pop(queue)
        self._refusals.update(end.refusals)


LOG = CutLog(
    parser=PostfixLog,
    part=PostfixPart,
    joined=PostfixJoined,
    programs=programs(
        rb"\bpostfix[\w.-]{0,40}/[\w/-]{2,60}(?:\[\d{1,10}\]: | \d{1,10} )",
        rb"^[0-9A-Za-z]{6,24}: to=<[^\s<>]{1,320}>, (?:orig_to=<[^\s<>]{1,320}>, )?relay=",
        # under a name of its owner's choice (syslog_name)
        rb"/(?:smtpd?|lmtp|qmgr|cleanup|pickup|local|virtual|pipe|error|bounce)\[\d{1,10}\]: ",
    ),
)
