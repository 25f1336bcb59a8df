"""Exim's main log: "** address ...: text" failed, "==" deferred, "=>" and "->" delivered."""

from collections.abc import Iterable, Iterator

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.logs.lines import lines_with
from repcheck.bounces.logs.parser import programs
from repcheck.bounces.logs.parts import CutLog, JoinedLog, LogPart
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.bounces.smtp.phase import phase_of
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_KINDS: dict[str, RecordKind] = {"**": "bounce", "==": "delayed"}
# "**", "==", "=>", "->", ">>" and "Completed", and some that are none: ten times as fast as these alone, and
# each line is looked at in any case.
_EVENT = compiled(rb" [*=>C-](?:[*=>] |ompleted)")
# The id stands right behind the stamp (and "[pid]"): the same inside a logged subject is somebody's text.
_LINE = compiled(
    r"(?P<head>[^=]{0,200}?)(?P<id>[0-9A-Za-z]{6}-[0-9A-Za-z]{5,11}-[0-9A-Za-z]{2,4}) "
    r"(?:(?P<flag>\*\*|==|=>|->|>>) |Completed)"
)
_STAMPED = compiled(
    r"(?:\d\d:\d\d:\d\d(?:\.\d{1,6})? (?:[+-]\d{4} )?|exim[\w.-]{0,40}(?:\[\d{1,10}\])?: )(?:\[\d{1,10}\] )?$"
)
_ADDRESSES = compiled(
    r"(?P<final>\"[^\"]{1,64}\"@[^\s:]{1,255}|[^\s:<>]{1,400}|<>)(?: \([^)]{0,400}\)){0,3}"
    r"(?: <(?P<original>[^<>]{0,400})>)?(?=[ :]|$)"
)
_FIELD = compiled(
    r" (?:[A-Z][A-Za-z]{0,4}=(?:\"[^\"]{0,600}\"|<[^>]{0,400}>|[^\s:\"<]{1,400}(?::[^\s:]{1,200}){0,20})"
    r"|\[[0-9A-Fa-f.:]{2,60}\](?::\d{1,5})?|defer \(-?\d{1,4}\)|\(\S{1,255}\))"
)
#: With the selector "sender_on_delivery".
_SENDER = compiled(r" F=<([^<>]{0,320})>")
_HOST = compiled(r" H=(\S{1,255})")
# What Exim writes before the words of the remote server.
_REMOTE = compiled(
    r"\b(?:SMTP error from remote mail server|LMTP error)[^\n]{0,60}?"
    r"(?: (?:MAIL FROM|RCPT TO):<[^>\n]{0,400}>)?[^:\n]{0,80}: (?:host \S{1,255} \[[^\]\s]{2,60}\]: )?"
    r"(?=[245]\d\d\b)"
)
_GIVEN_UP = compiled(r"retry time(?:out exceeded| not reached)|all hosts (?:have been failing|for)")


class EximLog(QueueLog):
    """See ``LogParser``. What Exim rejected ("rejected RCPT") gives no record: it is mail of others."""

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        for number, _, line in lines_with(_EVENT, block, first_line):
            match = _LINE.match(line)
            if match is None or not _STAMPED.search(match["head"]):
                continue
            if match["flag"] is None:
                self._left(match["id"])
                continue
            rest = line[match.end() :]
            if match["flag"] not in _KINDS and not self._matters(match["id"]):
                self._stamps.pass_over(line)
                self.sent += _ADDRESSES.match(rest) is not None
                continue
            reply = self._reply(match["flag"], rest)
            if reply is not None:
                where = f"{self._file}:{number}"
                reply = msgspec.structs.replace(
                    reply, file=where, queue_id=match["id"], time=self._stamps.of(line)
                )
                yield from self._told(match["id"], reply)

    def _told(self, message: str, reply: Reply) -> Iterable[Reply]:
        if reply.kind == "delayed":
            return self._deferred(message, reply)
        if reply.kind == "delivered":
            self.sent += 1
            told = self._settled(message, reply)
            return told if self._deliveries else ()
        given_up = _GIVEN_UP.search(reply.diagnostic) is not None and not reply.more
        return (self._given_up if given_up else self._settled)(message, reply)

    def _reply(self, flag: str, rest: str) -> Reply | None:
        who = _ADDRESSES.match(rest)
        if who is None:
            return None
        at = who.end()
        while field := _FIELD.match(rest, at):
            at = field.end()
        host = _HOST.search(rest, who.end(), at)
        sender = _SENDER.search(rest, who.end(), at)
        text = rest[at + 2 :] if rest.startswith(": ", at) else rest[at:].strip()
        final, original = clean_address(who["final"]), clean_address(who["original"] or "")
        named = original if original and ("@" in original or not final) else final
        kind = _KINDS.get(flag, "delivered")
        return Reply(
            file="",
            kind=kind,
            recipient=named,
            original_recipient=original,
            diagnostic="" if kind == "delivered" else _words(text),
            remote_mta=host[1].lower().rstrip(".") if host else None,
            sender=sender[1] if sender else None,
            phase=phase_of(text) if kind != "delivered" else None,
        )


def _words(text: str) -> str:
    r"""The remote server's own words, else all; Exim writes the line ends of a reply as "\n"."""
    text = text.replace("\\n", "\n")
    remote = _REMOTE.search(text)
    return join_reply(text[remote.end() :] if remote else text)


class EximPart(LogPart, EximLog):
    """See ``LogPart``."""

    births = (" <= ",)

    def _is_new(self, queue: str) -> bool:
        return super()._is_new(queue) or self._is_born(queue)


class EximJoined(JoinedLog, EximLog):
    """See ``JoinedLog``."""


LOG = CutLog(
    parser=EximLog,
    part=EximPart,
    joined=EximJoined,
    programs=programs(
        rb"\d\d:\d\d:\d\d(?:\.\d{1,6})? (?:[+-]\d{4} )?(?:\[\d{1,10}\] )?"
        rb"(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{5,11}-[0-9A-Za-z]{2,4} |(?:Start|End) queue run|exim \d\.\d"
        rb"|(?:H=|no host name|SMTP |TLS |Warning: )[^\n]{0,300}(?:rejected|refused|lost|error|from)\b)",
        rb"[ |]exim[\w.-]{0,20}(?:\[\d{1,10}\])?: ",
    ),
)
