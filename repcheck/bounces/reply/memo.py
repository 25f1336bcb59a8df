"""Replies that differ only in whom they are about are judged once: a log holds one refusal many times."""

from collections import OrderedDict

import msgspec

from repcheck.bounces.reply.judge import Hint, Knowledge, Reply, judge
from repcheck.bounces.reply.own_address import of_own_address
from repcheck.bounces.reply.unknown_host import names_host
from repcheck.bounces.rules.judgement import MAX_WORDS
from repcheck.bounces.smtp.codes import MAX_DIAGNOSTIC
from repcheck.bounces.smtp.phase import Phase
from repcheck.model.bounces import BounceRecord, RecordKind
from repcheck.patterns import compiled

MAX_KEPT = 4096
_SOMEBODY = "quisquis@example.invalid"
#: A host of no provider (RFC 6761 section 6.4).
_NOBODYS = ".nobody.invalid"
_REPLACEABLE = compiled(r"[0-9A-Za-z.+=-]{1,64}@[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){1,9}")
_GOOGLES = " - gsmtp"
#: Google ends each reply with an id of its own: letters and digits in which no rule looks for anything.
_ID = compiled(
    r"(?<= )(?=[0-9-]{0,30}[A-Za-z])(?=[A-Za-z-]{0,30}\d)(?:[0-9A-Za-z]{10,32}-)?[0-9A-Za-z]{10,32}"
    r"(?:\.\d{1,4})?(?= - gsmtp(?![\w-]))"
)
_SOME = "z9z8z7z6z5"
#: As much of it as the id has letters stands for one: rules count the letters between words.
_SOME_ID = _SOME * 8


class _Aside(msgspec.Struct, frozen=True):
    """What is put aside of a reply, and what stands for it."""

    said: str
    instead: str


class _Blank(msgspec.Struct, frozen=True):
    """A record without what was put aside, and those of its texts in which that stands."""

    record: BounceRecord
    texts: dict[str, str]


#: What a judgement depends on: of a reply that which is not only carried over into the record.
_Asked = tuple[RecordKind, str | None, str, str, str | None, Phase | None, Hint | None, bool, str | None]


class MemoJudge:
    """``judge`` with a memory of what it said last; ``most`` bounds it.

    The recipient's address inside the reply is put aside while it is judged, and back into the record: with
    "<kai@corp.example.net>: user unknown" all who are unknown are judged. So is the id at the end of Google's
    replies. Of the remote host only the provider that it belongs to counts, or that it belongs to none.
    """

    def __init__(self, knowledge: Knowledge, most: int = MAX_KEPT) -> None:
        self._knowledge = knowledge
        self._most = most
        self._kept: OrderedDict[_Asked, _Blank | None] = OrderedDict()
        self._suffixes: OrderedDict[str, str] = OrderedDict()

    def __call__(self, reply: Reply) -> BounceRecord:
        """The same record as ``judge`` makes."""
        if names_host(reply.diagnostic or reply.more):
            return judge(reply, self._knowledge)  # who the name belongs to decides
        aside = _put_aside(reply)
        asked = _asked(reply, aside, self._suffix(reply.remote_mta))
        if asked in self._kept:
            kept = self._kept[asked]
        else:
            kept = self._kept[asked] = _kept(judge(_anonymous(asked), self._knowledge), aside)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if kept is None:
            return judge(reply, self._knowledge)
        return of_own_address(_put_back(kept, reply, aside))

    def _suffix(self, host: str | None) -> str | None:
        """What stands for the host: the ending by which its provider is known, or one of nobody's."""
        if host is None:
            return None
        if host not in self._suffixes:
            self._suffixes[host] = self._knowledge.providers.ending_of(host) or _NOBODYS
            if len(self._suffixes) > self._most:
                self._suffixes.popitem(last=False)
        return self._suffixes[host]


def _replaceable(reply: Reply) -> str:
    """The recipient as it may stand in the reply; empty where it could be a piece of something else.

    So could one with a "_", as rules take the words on both sides of it for two.
    """
    recipient = reply.recipient
    if recipient is None or _REPLACEABLE.fullmatch(recipient) is None:
        return ""
    words = f"{reply.diagnostic}\n{reply.more}"
    return recipient if recipient in words and f"_{recipient}" not in words and _SOMEBODY not in words else ""


def _put_aside(reply: Reply) -> tuple[_Aside, ...]:
    """In this order; they are put back in the other."""
    recipient = _replaceable(reply)
    aside = (_Aside(recipient, _SOMEBODY),) if recipient else ()
    if _GOOGLES not in reply.diagnostic:
        return aside
    found = _ID.search(_without(reply.diagnostic, aside))
    if found is None or _SOME in f"{reply.diagnostic}\n{reply.more}":
        return aside
    return (*aside, _Aside(found[0], _SOME_ID[: len(found[0])]))


def _without(text: str, aside: tuple[_Aside, ...]) -> str:
    for one in aside:
        text = text.replace(one.said, one.instead)
    return text


def _asked(reply: Reply, aside: tuple[_Aside, ...], host: str | None) -> _Asked:
    return (
        reply.kind,
        reply.status,
        _without(reply.diagnostic, aside),
        _without(reply.more, aside),
        host,
        reply.phase,
        reply.hint,
        reply.suppressed,
        reply.esp,
    )


def _anonymous(asked: _Asked) -> Reply:
    kind, status, diagnostic, more, host, phase, hint, suppressed, esp = asked
    return Reply(
        file="",
        kind=kind,
        status=status,
        diagnostic=diagnostic,
        more=more,
        remote_mta=host,
        phase=phase,
        hint=hint,
        suppressed=suppressed,
        esp=esp,
    )


def _kept(record: BounceRecord, aside: tuple[_Aside, ...]) -> _Blank | None:
    """None when something read from what was put aside, or cut in or behind it, cannot be put back."""
    if not aside:
        return _Blank(record, {})
    subject = record.blocked_subject
    fields = zip(record.__struct_fields__, msgspec.structs.astuple(record), strict=True)
    texts = {name: value for name, value in fields if isinstance(value, str)}
    for one in aside:
        cut = tuple(one.instead[:length] for length in range(1, len(one.instead)))
        if (subject and one.instead in subject.value) or any(value.endswith(cut) for value in texts.values()):
            return None
    used = {name: text for name, text in texts.items() if any(one.instead in text for one in aside)}
    return None if len(used.get("words", "")) >= MAX_WORDS else _Blank(record, used)


def _put_back(kept: _Blank, reply: Reply, aside: tuple[_Aside, ...]) -> BounceRecord:
    texts = dict(kept.texts)
    for one in reversed(aside):
        texts = {name: text.replace(one.instead, one.said) for name, text in texts.items()}
    if "diagnostic" in texts:
        texts["diagnostic"] = texts["diagnostic"][:MAX_DIAGNOSTIC]
    if "words" in texts:
        texts["words"] = texts["words"][:MAX_WORDS]
    return msgspec.structs.replace(
        kept.record,
        **texts,
        file=reply.file,
        recipient=reply.recipient,
        original_recipient=reply.original_recipient,
        remote_mta=reply.remote_mta,
        source_ip=kept.record.source_ip or reply.source_ip,
        sender=reply.sender,
        helo=reply.helo or kept.record.helo,
        queue_id=reply.queue_id,
        source_id=reply.event,
        time=reply.time,
    )
