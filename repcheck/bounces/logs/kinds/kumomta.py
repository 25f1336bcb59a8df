"""KumoMTA: one JSON object a line."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from repcheck.bounces.addresses import canonical_ip, clean_address
from repcheck.bounces.logs.hints import KUMOMTA, hint
from repcheck.bounces.logs.lines import all_lines
from repcheck.bounces.logs.parser import Log
from repcheck.bounces.logs.queue import QueueLog
from repcheck.bounces.logs.stamps import of_epoch
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.model.bounces import RecordKind
from repcheck.patterns import compiled

_KINDS: dict[str, RecordKind] = {
    "Bounce": "bounce", "AdminBounce": "bounce", "Expiration": "bounce", "OOB": "bounce",
    "TransientFailure": "delayed", "Feedback": "feedback", "Delivery": "delivered",
}  # fmt: skip
_MAX_RECIPIENTS = 1000


class _Type(msgspec.Struct):
    type: str = ""


class KumomtaLog(QueueLog):
    """See ``LogParser``. "Rejection" is our answer to others, and gives no record."""

    def __init__(self, file: str, *, now: datetime, deliveries: bool = False) -> None:
        super().__init__(file, now=now, deliveries=deliveries)
        self._type = msgspec.json.Decoder(_Type)
        self._whole = msgspec.json.Decoder(dict[str, Any])

    def feed(self, block: bytes, first_line: int) -> Iterator[Reply]:
        """See ``LogParser``."""
        for number, line in all_lines(block, first_line):
            try:
                kind = _KINDS.get(self._type.decode(line).type)
                event = self._whole.decode(line) if kind else {}
            except (ValueError, RecursionError):  # no JSON, or another's
                continue
            if kind is None:
                continue
            for recipient in _recipients(event, kind):
                reply = self._reply(event, kind, recipient, number)
                yield from self._told(str(event.get("id") or number), reply)

    def _told(self, message: str, reply: Reply) -> Iterator[Reply]:
        if reply.kind == "delayed":
            if self._waiting.deferred(message, reply):
                yield reply
            return
        before = self._waiting.settled(message, reply.recipient)
        self.sent += reply.kind == "delivered"
        if reply.kind == "bounce" and before is not None and reply.status in (None, "5.4.7", "4.4.7"):
            # the event has only its age: what the last try was answered says why
            words = {"diagnostic": before.diagnostic, "more": reply.diagnostic}
            yield msgspec.structs.replace(reply, status=before.status, hint=before.hint, **words)
        elif reply.kind != "delivered" or self._deliveries:
            yield reply

    def _reply(self, event: dict[str, Any], kind: RecordKind, recipient: str, number: int) -> Reply:
        response = _part(event, "response")
        status = _enhanced(_part(response, "enhanced_code"))
        report = _part(event, "feedback_report")
        told = kind in ("bounce", "delayed")
        about = f"Feedback-Type: {report.get('feedback_type') or 'abuse'}"[:200] if kind == "feedback" else ""
        return Reply(
            file=f"{self._file}:{number}",
            kind=kind,
            recipient=clean_address(recipient),
            status=status if told else None,
            diagnostic=_words(response, status) if told else about,
            hint=hint("kumomta", KUMOMTA, _text(event.get("bounce_classification"))) if told else None,
            remote_mta=_host(_part(event, "peer_address").get("name")),
            source_ip=_source(_text(_part(event, "source_address").get("address")))
            or canonical_ip(_text(report.get("source_ip"))),
            sender=_text(event.get("sender"))[:320] or None,
            queue_id=_text(event.get("id"))[:100] or None,
            time=self._time(event.get("timestamp")),
            suppressed=event.get("type") == "AdminBounce",  # whoever runs it gave the mail up; no server did
        )

    def _time(self, value: object) -> str | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return of_epoch(value)
        return self._stamps.of(_text(value))


def _recipients(event: dict[str, Any], kind: RecordKind) -> list[str]:
    """One or many; a feedback report names whom it is about in its own fields."""
    found: object = event.get("recipient")
    if kind == "feedback":
        found = _part(event, "feedback_report").get("original_rcpt_to") or found
    many = found if isinstance(found, list) else [found]
    return [_text(one) for one in many[:_MAX_RECIPIENTS]] or [""]


def _part(event: dict[str, Any], name: str) -> dict[str, Any]:
    value = event.get(name)
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _enhanced(code: dict[str, Any]) -> str | None:
    parts = [code.get(name) for name in ("class", "subject", "detail")]
    if all(isinstance(part, int) and 0 <= part <= 999 for part in parts) and parts[0] in (2, 4, 5):
        return ".".join(str(part) for part in parts)
    return None


def _words(response: dict[str, Any], status: str | None) -> str:
    """The reply as the server wrote it: KumoMTA takes its codes away from its text."""
    text, code = _text(response.get("content")), response.get("code")
    if status and not text.startswith(status):
        text = f"{status} {text}"
    if isinstance(code, int) and 200 <= code <= 599 and not text.startswith(str(code)):
        text = f"{code} {text}"
    return join_reply(text)


def _host(name: object) -> str | None:
    return _text(name)[:255].lower().rstrip(".") or None


def _source(address: str) -> str | None:
    """The address in "192.0.2.25:41000" or "[2001:db8::25]:41000"."""
    host, _, port = address.rpartition(":")
    return canonical_ip(host.strip("[]") if port.isdigit() and host else address) or canonical_ip(address)


_RECORD = compiled(
    rb"\"type\":\s?\"(?:Reception|Delivery|Bounce|TransientFailure|Expiration|AdminBounce|OOB|Feedback"
    rb"|Rejection|Delayed|DeferredInjectionRebind|AdminRebind)\""
)
_RECORD_FIELD = compiled(rb"\"(?:egress_source|egress_pool|peer_address|nodeid|bounce_classification)\":")


def _in_json(head: bytes) -> bool:
    return bool(_RECORD.search(head) and _RECORD_FIELD.search(head))


LOG = Log(parser=KumomtaLog, in_json=_in_json, wrapped=False)
