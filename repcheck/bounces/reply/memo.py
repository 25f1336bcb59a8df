"""Replies that differ only in whom they are about are judged once: a log holds one refusal many times."""

from collections import OrderedDict

import msgspec

from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.bounces.reply.unknown_host import names_host
from repcheck.bounces.smtp.codes import MAX_DIAGNOSTIC
from repcheck.model.bounces import BounceRecord

MAX_KEPT = 4096
_SOMEBODY = "quisquis@example.invalid"
#: A host of no provider (RFC 6761 section 6.4).
_NOBODYS = ".nobody.invalid"
_CUT = tuple(_SOMEBODY[:length] for length in range(1, len(_SOMEBODY)))


class _WithoutRecipient(msgspec.Struct, frozen=True):
    """A record without a recipient, and those of its texts in which he stands."""

    record: BounceRecord
    texts: dict[str, str]


class MemoJudge:
    """``judge`` with a memory of what it said last; ``most`` bounds it.

    The recipient's address inside the reply is put aside while it is judged, and back into the record: with
    "<kai@corp.example.net>: user unknown" all who are unknown are judged. Of the remote host only the
    provider that it belongs to counts, or that it belongs to none.
    """

    def __init__(self, knowledge: Knowledge, most: int = MAX_KEPT) -> None:
        self._knowledge = knowledge
        self._most = most
        self._kept: OrderedDict[Reply, _WithoutRecipient | None] = OrderedDict()
        self._suffixes: OrderedDict[str, str] = OrderedDict()

    def __call__(self, reply: Reply) -> BounceRecord:
        """The same record as ``judge`` makes."""
        if names_host(reply.diagnostic or reply.more):
            return judge(reply, self._knowledge)  # who the name belongs to decides
        recipient = _replaceable(reply)
        asked = _anonymous(reply, recipient, self._suffix(reply.remote_mta))
        if asked in self._kept:
            kept = self._kept[asked]
        else:
            kept = self._kept[asked] = _kept(judge(asked, self._knowledge))
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return judge(reply, self._knowledge) if kept is None else _put_back(kept, reply, recipient)

    def _suffix(self, host: str | None) -> str | None:
        """What stands for the host: the ending by which its provider is known, or one of nobody's."""
        if host is None:
            return None
        if host not in self._suffixes:
            name = "." + host.lower().strip(".")
            known = (suffix for suffix, _ in self._knowledge.providers.suffixes if name.endswith(suffix))
            self._suffixes[host] = next(known, _NOBODYS)
            if len(self._suffixes) > self._most:
                self._suffixes.popitem(last=False)
        return self._suffixes[host]


def _replaceable(reply: Reply) -> str:
    """The recipient as it may stand in the reply; empty where it could be a piece of something else."""
    recipient = reply.recipient or ""
    local, _, domain = recipient.partition("@")
    words = f"{reply.diagnostic}\n{reply.more}"
    return recipient if local and "." in domain and recipient in words and _SOMEBODY not in words else ""


def _anonymous(reply: Reply, recipient: str, host: str | None) -> Reply:
    return msgspec.structs.replace(
        reply,
        file="",
        recipient=None,
        original_recipient=None,
        final_recipient=None,
        diagnostic=reply.diagnostic.replace(recipient, _SOMEBODY) if recipient else reply.diagnostic,
        more=reply.more.replace(recipient, _SOMEBODY) if recipient else reply.more,
        remote_mta=host,
        sender=None,
        helo=None,
        queue_id=None,
        time=None,
        event=None,
    )


def _kept(record: BounceRecord) -> _WithoutRecipient | None:
    """None when something was read from the address, or cut inside it, and cannot be put back."""
    subject = record.blocked_subject
    fields = ((name, getattr(record, name)) for name in record.__struct_fields__)
    texts = {name: value for name, value in fields if isinstance(value, str)}
    if (subject and _SOMEBODY in subject.value) or any(value.endswith(_CUT) for value in texts.values()):
        return None
    return _WithoutRecipient(record, {name: value for name, value in texts.items() if _SOMEBODY in value})


def _put_back(kept: _WithoutRecipient, reply: Reply, recipient: str) -> BounceRecord:
    texts = {name: text.replace(_SOMEBODY, recipient) for name, text in kept.texts.items() if recipient}
    if "diagnostic" in texts:
        texts["diagnostic"] = texts["diagnostic"][:MAX_DIAGNOSTIC]
    return msgspec.structs.replace(
        kept.record,
        **texts,
        file=reply.file,
        recipient=reply.recipient,
        original_recipient=reply.original_recipient,
        remote_mta=reply.remote_mta,
        sender=reply.sender,
        helo=reply.helo or kept.record.helo,
        queue_id=reply.queue_id,
        source_id=reply.event,
        time=reply.time,
    )
