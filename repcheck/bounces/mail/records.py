"""From the bytes of a mail to bounce records: the door of this package."""

import re
from collections.abc import Callable
from functools import partial

import msgspec

from repcheck.bounces.addresses import ADDRESS, clean_address
from repcheck.bounces.dates import utc_time
from repcheck.bounces.mail.backscatter import backscatter
from repcheck.bounces.mail.dsn import RecipientStatus, outcomes_of
from repcheck.bounces.mail.mime import MAX_DEPTH, Headers, Message, headers_of, parse_message
from repcheck.bounces.mail.notices import entries_of, is_notice, notice_text, own_addresses, reason_for
from repcheck.bounces.mail.other_mail import (
    feedback_records,
    is_automatic_reply,
    is_challenge,
    is_feedback,
    is_rejection,
    receipt_recipient,
    says_reply,
)
from repcheck.bounces.mail.returned import envelope_sender, sending_ip, single_recipient, with_sender
from repcheck.bounces.mail.said import remote_in, reply_in
from repcheck.bounces.mail.transcript import RecipientWords
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.bounces.smtp.codes import MAX_DIAGNOSTIC, join_reply
from repcheck.bounces.smtp.phase import phase_of
from repcheck.bounces.smtp.plain import bare_letters
from repcheck.model.bounces import BounceRecord, Category, RecordKind
from repcheck.model.keys import mask_keys
from repcheck.model.mail.own_senders import Own
from repcheck.patterns import compiled

_DELIVERED = frozenset({"delivered", "relayed", "expanded", "deliverable", "success"})
_DELAYED = frozenset({"delayed", "delay", "deferred"})
# Words of no notice of a final failure, in small letters, as the next two.
_STILL_TRYING = Sieved(
    r"this is a warning (?:message )?only|do not need to re-?send|no action is required on your part"
    r"|only a temporary failure|will (?:be retried|retry for|keep (?:re)?trying|continue (?:trying|to try))"
    r"|delivery incomplete|not yet been delivered|delivery is delayed|delivery attempts will continue"
)
_DELAY_TEXT = Sieved(
    r"this is a warning|warning only|has been delayed|delivery (?:has been )?delayed"
    r"|message delayed|delayed mail|still (?:being re|undelivered|trying)|do not need to send"
    r"|no action is required|temporarily delayed|is delayed for|\bwird weiter versucht|sera retente"
    r"|noch nicht zugestellt|retarde|retrasad|atrasad|ritardat|vertraagd|задержан|延迟|遅延"
)
_FINAL_TEXT = compiled(r"giving up|permanent|could not be delivered|gave up|no further|failed permanently")
_GENERATED = Sieved(rf"\bgenerated (?:by|from) <?({ADDRESS})")
_FIELD_BEGUN = compiled(r"^[\w-]{2,40}:[ \t]", re.MULTILINE)
_OF_MAILBOX = compiled(r"5\.[12]\.[1-9]")
_LOOKED_AT = 8000
_GENERIC_DIAGNOSTIC = 25
_REPLY_SEEN = 500


class _Manner(msgspec.Struct, frozen=True):
    """What judges replies, and what the user's own mails are known by."""

    judge: Callable[[Reply], BounceRecord]
    own: Own | None


class _Context(msgspec.Struct, frozen=True):
    """What all records of one mail share."""

    file: str
    message: Message
    text: str
    returned: Headers
    manner: _Manner


def records_of(
    file: str, raw: bytes, knowledge: Knowledge, memo: Callable[[Reply], BounceRecord] | None = None
) -> tuple[BounceRecord, ...]:
    """The records of one mail, in the order its report names the recipients; empty for an ordinary mail.

    ``file`` is put into each record. Never raises, whatever the bytes are.
    ``memo``  judges by the same knowledge, and remembers over many mails; None: each reply is judged anew
    """
    manner = _Manner(memo or partial(judge, knowledge=knowledge), knowledge.own)
    return _of_message(parse_message(raw), file, manner, 0)


def record_of_reply(text: str, knowledge: Knowledge) -> BounceRecord:
    """What a bare reply says ("550 5.7.1 ... blocked using ..."), pasted without the mail around it."""
    diagnostic = join_reply(reply_in(text)) or join_reply(text)
    return judge(Reply(file="pasted text", diagnostic=diagnostic, remote_mta=remote_in(text)), knowledge)


def _of_message(message: Message, file: str, manner: _Manner, depth: int) -> tuple[BounceRecord, ...]:
    text, behind = notice_text(message)
    context = _Context(file, message, text, _returned_headers(message, behind), manner)
    for read in _READERS:
        found = read(context)
        if found is not None:
            return _wrapped_report(found, context, depth) or _with_origin(
                with_sender(found, context.returned), context
            )
    if depth < MAX_DEPTH:
        for inner in message.inside:
            found = _of_message(inner, file, manner, depth + 1)
            if any(record.kind != "autoreply" for record in found):
                return found
    return ()


def _wrapped_report(
    found: tuple[BounceRecord, ...], context: _Context, depth: int
) -> tuple[BounceRecord, ...]:
    """The records of the report inside of a notice that names nobody: gateways wrap reports of others."""
    if depth >= MAX_DEPTH or not found or any(record.recipient for record in found):
        return ()
    for inside in context.message.inside:
        if _is_report(inside):
            inner = _of_message(inside, context.file, context.manner, depth + 1)
            if any(record.recipient for record in inner):
                return inner
    return ()


def _with_origin(records: tuple[BounceRecord, ...], context: _Context) -> tuple[BounceRecord, ...]:
    own = context.manner.own
    origin = None if own is None else backscatter(context.returned, own)
    if origin is None or origin.foreign is None:
        return records
    return tuple(
        msgspec.structs.replace(record, backscatter=origin.foreign, backscatter_why=origin.reasons)
        for record in records
    )


_Reader = Callable[[_Context], tuple[BounceRecord, ...] | None]


def _read_feedback(context: _Context) -> tuple[BounceRecord, ...] | None:
    return feedback_records(context.file, context.message) if is_feedback(context.message) else None


def _read_receipt(context: _Context) -> tuple[BounceRecord, ...] | None:
    """A read receipt (RFC 8098) is not a delivery report, unless it says that the mail was rejected."""
    message = context.message
    if message.report_type != "disposition-notification":
        return None
    if not is_rejection(message, context.text):
        return ()
    named = receipt_recipient(message)
    entries = entries_of(message, context.text)
    if named is not None:
        entries = (RecipientWords(named, context.text),)
    return _numbered([_from_entry(context, entry, alone=False) for entry in entries])


def _read_dsn(context: _Context) -> tuple[BounceRecord, ...] | None:
    text = context.text
    report = context.message.report_type == "delivery-status"
    outcomes = outcomes_of(context.message, misnamed=report or is_notice(context.message, text))
    if not outcomes:
        return None
    nameless = [outcome for outcome in outcomes if not (outcome.final or outcome.original)]
    entries = entries_of(context.message, text) if nameless else ()
    return _numbered([_from_outcome(context, outcome, text, entries) for outcome in outcomes])


def _read_event(context: _Context) -> tuple[BounceRecord, ...] | None:
    """An event of a sending service that came as a mail: its JSON is the text, perhaps with a footer."""
    start = context.text.lstrip()
    if not start.startswith(("{", "[")):
        return None
    import json

    from repcheck.bounces.events.replies import replies_of_event

    try:
        # Systems on the way break lines at 998 letters (RFC 5321 section 4.5.3.1.6), also inside of strings.
        document, _ = json.JSONDecoder().raw_decode(start.replace("\n", ""))
    except (ValueError, RecursionError):
        return None
    replies = replies_of_event(context.file, document)
    return _numbered([context.manner.judge(reply) for reply in replies]) if replies else None


def _read_notice(context: _Context) -> tuple[BounceRecord, ...] | None:
    message = context.message
    if is_challenge(message, context.text):
        return (_plain(context, "challenge", Category.CHALLENGE),)
    if says_reply(message) or not is_notice(message, context.text):
        return None
    entries = entries_of(message, context.text)
    return _numbered([_from_entry(context, entry, alone=len(entries) == 1) for entry in entries])


def _read_reply(context: _Context) -> tuple[BounceRecord, ...] | None:
    if not is_automatic_reply(context.message):
        return None
    record = _plain(context, "autoreply", Category.AUTO_REPLY)
    # That an address is given up often stands in the text only.
    said = " ".join((record.diagnostic, *context.text[:_REPLY_SEEN].split()))
    return (msgspec.structs.replace(record, diagnostic=mask_keys(said)[:MAX_DIAGNOSTIC].strip()),)


_READERS: tuple[_Reader, ...] = (
    _read_feedback,
    _read_receipt,
    _read_dsn,
    _read_event,
    _read_notice,
    _read_reply,
)


def _numbered(records: list[BounceRecord]) -> tuple[BounceRecord, ...]:
    unique = dict.fromkeys(records) if len(records) > 1 else records
    replace = msgspec.structs.replace
    return tuple(replace(one, index=index) if index else one for index, one in enumerate(unique))


def _plain(context: _Context, kind: RecordKind, category: Category) -> BounceRecord:
    headers = context.message.headers
    return BounceRecord(
        file=context.file,
        index=0,
        kind=kind,
        category=category,
        recipient=clean_address(headers.get("from")),
        time=utc_time(headers.get("date")),
        diagnostic=mask_keys(headers.get("subject"))[:MAX_DIAGNOSTIC],
    )


def _returned_headers(message: Message, text: str) -> Headers:
    if message.inside:
        return message.inside[0].headers
    start = _FIELD_BEGUN.search(text)
    if start is None:
        return Headers()
    return headers_of(text[start.start() :].encode("utf-8", "replace"))


def _from_outcome(
    context: _Context, outcome: RecipientStatus, text: str, entries: tuple[RecipientWords, ...]
) -> BounceRecord:
    recipient = outcome.original or outcome.final
    if recipient and recipient.startswith(("/", "|")):
        recipient = _generator(text)  # delivered to a file or program on behalf of an address
    entry = entries[0] if entries and recipient is None else None
    if entry:
        recipient = entry.recipient or _only_recipient(context)
    if outcome.original and "@" not in outcome.original and outcome.final:
        recipient = outcome.final
    diagnostic = join_reply(outcome.diagnostic)
    reason = join_reply(reply_in(entry.reason if entry else _own_reason(text, outcome)))
    if not diagnostic and not _names_mailbox(outcome.status):
        diagnostic, reason = reason, ""
    reply = Reply(
        file=context.file,
        kind=_kind_of_action(outcome, text),
        recipient=recipient,
        original_recipient=outcome.original,
        final_recipient=outcome.final,
        status=outcome.status,
        diagnostic=diagnostic,
        more=reason,
        remote_mta=outcome.remote_mta,
        source_ip=sending_ip(context.returned),
        sender=outcome.sender or envelope_sender(context.returned),
        queue_id=outcome.queue_id,
        time=utc_time(outcome.date) or _own_time(context),
    )
    return context.manner.judge(reply)


def _names_mailbox(status: str | None) -> bool:
    """A status of the address or mailbox (RFC 3463 sections 3.2, 3.3): no footer of a notice knows better."""
    return status is not None and _OF_MAILBOX.match(status) is not None


def _generator(text: str) -> str | None:
    """The address that a file or program stands for, as Exim writes it; None: there is none."""
    match = _GENERATED.search(text)
    return clean_address(match[1]) if match else None


def _own_time(context: _Context) -> str | None:
    return utc_time(context.message.headers.get("date"))


def _own_reason(text: str, outcome: RecipientStatus) -> str:
    small = text.lower()
    for address in (outcome.final, outcome.original):
        if address and address.lower() in small:
            return reason_for(text, address)
    return text


def _kind_of_action(outcome: RecipientStatus, text: str) -> RecordKind:
    if outcome.action in _DELIVERED:
        return "delivered"
    if outcome.action in _DELAYED:
        return "delayed"
    if not outcome.action and (outcome.status or "").startswith("2"):
        return "delivered"
    if not outcome.action and (outcome.status or "").startswith("4") and _is_delay(text):
        return "delayed"
    return "bounce"


def _is_delay(text: str) -> bool:
    text = bare_letters(text[:_LOOKED_AT]).lower()
    if _STILL_TRYING.search(text):
        return True
    return _DELAY_TEXT.search(text) is not None and _FINAL_TEXT.search(text) is None


def _from_entry(context: _Context, entry: RecipientWords, *, alone: bool) -> BounceRecord:
    """``alone``: the notice names nobody else, so that all it says is about this recipient."""
    subject = context.message.headers.get("subject")
    text = context.text
    diagnostic = join_reply(reply_in(entry.reason)) or join_reply(text)
    reply = Reply(
        file=context.file,
        kind="delayed" if _is_delay(subject + "\n" + text) else "bounce",
        recipient=entry.original or entry.recipient or _only_recipient(context),
        final_recipient=entry.recipient,
        original_recipient=entry.original,
        diagnostic=diagnostic,
        phase=phase_of(entry.reason),
        more=join_reply(text) if alone or len(diagnostic) < _GENERIC_DIAGNOSTIC else "",
        remote_mta=remote_in(entry.reason),
        source_ip=sending_ip(context.returned),
        sender=envelope_sender(context.returned),
        time=_own_time(context),
    )
    return context.manner.judge(reply)


def _is_report(message: Message) -> bool:
    return message.report_type == "delivery-status" or is_notice(message, notice_text(message)[0])


def _only_recipient(context: _Context) -> str | None:
    """The one recipient of the returned mail; where that is a report, its recipient is our own address."""
    if any(_is_report(inside) for inside in context.message.inside):
        return None
    return single_recipient(context.returned, own_addresses(context.message.headers))
