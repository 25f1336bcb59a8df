"""From the bytes of a mail to bounce records: the door of this package."""

import re
from collections.abc import Callable
from functools import partial

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.dates import utc_time
from repcheck.bounces.mail.backscatter import backscatter
from repcheck.bounces.mail.dsn import outcomes_of
from repcheck.bounces.mail.forwarded import of_forwarded
from repcheck.bounces.mail.mime import MAX_DEPTH, Headers, Message, headers_of, parse_message
from repcheck.bounces.mail.notice_signs import is_answer
from repcheck.bounces.mail.notices import entries_of, is_notice, notice_text
from repcheck.bounces.mail.other_mail import (
    feedback_records,
    is_automatic_reply,
    is_challenge,
    is_feedback,
    is_rejection,
    receipt_recipient,
    says_reply,
)
from repcheck.bounces.mail.outcomes import (
    Context,
    JudgedBy,
    is_report,
    numbered,
    record_of_outcome,
    records_of_entries,
)
from repcheck.bounces.mail.returned import with_sender
from repcheck.bounces.mail.said import remote_in, reply_in
from repcheck.bounces.mail.transcript import RecipientWords
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.bounces.smtp.codes import MAX_DIAGNOSTIC, join_reply
from repcheck.model.bounces import BounceRecord, Category, RecordKind
from repcheck.model.keys import mask_keys
from repcheck.patterns import compiled

_REPLY_SEEN = 500
#: Exchange keeps a copy of a mail so: what is around it names all its recipients, and no failure.
_JOURNAL = "x-ms-journal-report"
_FIELD_BEGUN = compiled(r"^[\w-]{2,40}:[ \t]", re.MULTILINE)


def records_of(
    file: str, raw: bytes, knowledge: Knowledge, memo: Callable[[Reply], BounceRecord] | None = None
) -> tuple[BounceRecord, ...]:
    """The records of one mail, in the order its report names the recipients; empty for an ordinary mail.

    ``file`` is put into each record. Never raises, whatever the bytes are.
    ``memo``  judges by the same knowledge, and remembers over many mails; None: each reply is judged anew
    """
    judged_by = JudgedBy(memo or partial(judge, knowledge=knowledge), knowledge.own)
    return _of_message(parse_message(raw), file, judged_by, 0)


def record_of_reply(text: str, knowledge: Knowledge) -> BounceRecord:
    """What a bare reply says ("550 5.7.1 ... blocked using ..."), pasted without the mail around it."""
    diagnostic = join_reply(reply_in(text)) or join_reply(text)
    return judge(Reply(file="pasted text", diagnostic=diagnostic, remote_mta=remote_in(text)), knowledge)


def _of_message(message: Message, file: str, judged_by: JudgedBy, depth: int) -> tuple[BounceRecord, ...]:
    context = _context(message, file, judged_by)
    if _JOURNAL in message.headers:
        return _of_enclosed(context, depth)
    # A postmaster who forwards a notice is a person, too.
    if is_answer(message.headers) and not message.report_type:
        passed_on = _of_enclosed(context, depth) or _of_forwarded(context)
        if passed_on:
            return passed_on
    for read in _READERS:
        found = read(context)
        if found is not None:
            return _wrapped_report(found, context, depth) or _with_origin(
                with_sender(found, context.returned), context
            )
    return _of_enclosed(context, depth) or _of_forwarded(context)


def _context(message: Message, file: str, judged_by: JudgedBy) -> Context:
    text, behind = notice_text(message)
    return Context(file, message, text, _returned_headers(message, behind), judged_by)


def _of_enclosed(context: Context, depth: int) -> tuple[BounceRecord, ...]:
    """The records of all reports that a letter brings as mails of their own."""
    if depth >= MAX_DEPTH:
        return ()
    found = [
        record
        for inner in context.message.inside
        for record in _of_message(inner, context.file, context.judged_by, depth + 1)
        if record.kind != "autoreply"
    ]
    return numbered(found)


def _of_forwarded(context: Context) -> tuple[BounceRecord, ...]:
    """The records of the notices that a letter holds in its text: those with a recipient and a code."""

    def read(mail: Message) -> list[BounceRecord]:
        inner = _context(mail, context.file, context.judged_by)
        for reader in (_read_dsn, _read_notice):
            found = [record for record in reader(inner) or () if _is_proved(record)]
            if found:
                return found
        return []

    return numbered(of_forwarded(context.message, read))


def _is_proved(record: BounceRecord) -> bool:
    refused = (record.status_code or 0) >= 400 or (record.enhanced_status or "")[:1] in ("4", "5")
    return refused and bool(record.recipient) and record.kind in ("bounce", "delayed")


def _wrapped_report(
    found: tuple[BounceRecord, ...], context: Context, depth: int
) -> tuple[BounceRecord, ...]:
    """The records of the report inside of a notice that names nobody: gateways wrap reports of others."""
    if depth >= MAX_DEPTH or not found or any(record.recipient for record in found):
        return ()
    for inside in context.message.inside:
        if is_report(inside):
            inner = _of_message(inside, context.file, context.judged_by, depth + 1)
            if any(record.recipient for record in inner):
                return inner
    return ()


def _with_origin(records: tuple[BounceRecord, ...], context: Context) -> tuple[BounceRecord, ...]:
    own = context.judged_by.own
    origin = None if own is None else backscatter(context.returned, own)
    if origin is None or origin.foreign is None:
        return records
    return tuple(
        msgspec.structs.replace(record, backscatter=origin.foreign, backscatter_why=origin.reasons)
        for record in records
    )


_Reader = Callable[[Context], tuple[BounceRecord, ...] | None]


def _read_feedback(context: Context) -> tuple[BounceRecord, ...] | None:
    return feedback_records(context.file, context.message) if is_feedback(context.message) else None


def _read_receipt(context: Context) -> tuple[BounceRecord, ...] | None:
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
    return records_of_entries(context, entries)


def _read_dsn(context: Context) -> tuple[BounceRecord, ...] | None:
    text = context.text
    report = context.message.report_type == "delivery-status"
    outcomes = outcomes_of(context.message, misnamed=report or is_notice(context.message, text))
    if not outcomes:
        return None
    named = [address for outcome in outcomes for address in (outcome.final, outcome.original) if address]
    several = frozenset(named) if len(outcomes) > 1 else frozenset[str]()
    nameless = any(not (outcome.final or outcome.original) for outcome in outcomes)
    wordless = bool(several) and any(not outcome.diagnostic for outcome in outcomes)
    entries = entries_of(context.message, text) if nameless or wordless else ()
    return numbered([record_of_outcome(context, outcome, several, entries) for outcome in outcomes])


def _read_event(context: Context) -> tuple[BounceRecord, ...] | None:
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
    return numbered([context.judged_by.judge(reply) for reply in replies]) if replies else None


def _read_notice(context: Context) -> tuple[BounceRecord, ...] | None:
    message = context.message
    if is_challenge(message, context.text):
        return (_plain(context, "challenge", Category.CHALLENGE),)
    if says_reply(message) or not is_notice(message, context.text):
        return None
    return records_of_entries(context, entries_of(message, context.text))


def _read_reply(context: Context) -> tuple[BounceRecord, ...] | None:
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


def _plain(context: Context, kind: RecordKind, category: Category) -> BounceRecord:
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
