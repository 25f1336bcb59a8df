"""One record for each recipient that a report or a notice names: its own words, and those about all."""

from collections.abc import Callable

import msgspec

from repcheck.bounces.addresses import ADDRESS, clean_address
from repcheck.bounces.dates import utc_time
from repcheck.bounces.mail.dsn import RecipientStatus
from repcheck.bounces.mail.mime import Headers, Message
from repcheck.bounces.mail.notice_signs import says_delay
from repcheck.bounces.mail.notices import is_notice, notice_text, own_addresses
from repcheck.bounces.mail.reasons import first_words, heading, reason_for
from repcheck.bounces.mail.returned import envelope_sender, sending_ip, single_recipient
from repcheck.bounces.mail.said import remote_in, reply_in
from repcheck.bounces.mail.transcript import RecipientWords
from repcheck.bounces.mail.verp import verp_recipient
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.reply.judge import Reply
from repcheck.bounces.smtp.codes import join_reply
from repcheck.bounces.smtp.phase import phase_of
from repcheck.model.bounces import BounceRecord, RecordKind
from repcheck.model.mail.own_senders import Own
from repcheck.patterns import compiled

_DELIVERED = frozenset({"delivered", "relayed", "expanded", "deliverable", "success"})
_DELAYED = frozenset({"delayed", "delay", "deferred"})
_GENERATED = Sieved(rf"\bgenerated (?:by|from) <?({ADDRESS})")
_OF_MAILBOX = compiled(r"5\.[12]\.[1-9]")
_GENERIC_DIAGNOSTIC = 25


class JudgedBy(msgspec.Struct, frozen=True):
    """What judges replies, and what the user's own mails are known by."""

    judge: Callable[[Reply], BounceRecord]
    own: Own | None


class Context(msgspec.Struct, frozen=True):
    """What all records of one mail share."""

    file: str
    message: Message
    text: str
    returned: Headers
    judged_by: JudgedBy


def numbered(records: list[BounceRecord]) -> tuple[BounceRecord, ...]:
    """The records of one mail with their numbers, each only once; some may bear those of a mail within."""
    replace = msgspec.structs.replace
    bare = [replace(one, index=0) if one.index else one for one in records]
    unique = dict.fromkeys(bare) if len(bare) > 1 else bare
    return tuple(replace(one, index=index) if index else one for index, one in enumerate(unique))


def record_of_outcome(
    context: Context, outcome: RecipientStatus, several: frozenset[str], entries: tuple[RecipientWords, ...]
) -> BounceRecord:
    """The record of one recipient block of a report.

    ``several``  the recipients of a report of more than one; empty: it has one
    ``entries``  whom the text names, and its words for each, where a block names nobody or has no words
    """
    text = context.text
    recipient = outcome.original or outcome.final
    if recipient and recipient.startswith(("/", "|")):
        recipient = _generator(text)  # delivered to a file or program on behalf of an address
    entry = entries[0] if entries and recipient is None else None
    if entry:
        recipient = entry.recipient or only_recipient(context)
    if outcome.final and (outcome.of_group or (outcome.original and "@" not in outcome.original)):
        recipient = outcome.final
    diagnostic = join_reply(outcome.diagnostic)
    reason = join_reply(reply_in(entry.reason if entry else _own_reason(text, outcome, several, entries)))
    if not diagnostic and not _names_mailbox(outcome.status):
        diagnostic, reason = reason, "" if several else join_reply(text)
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
    return context.judged_by.judge(reply)


def _names_mailbox(status: str | None) -> bool:
    """A status of the address or mailbox (RFC 3463 sections 3.2, 3.3): no footer of a notice knows better."""
    return status is not None and _OF_MAILBOX.match(status) is not None


def _generator(text: str) -> str | None:
    """The address that a file or program stands for, as Exim writes it; None: there is none."""
    match = _GENERATED.search(text)
    return clean_address(match[1]) if match else None


def _own_time(context: Context) -> str | None:
    return utc_time(context.message.headers.get("date"))


def _own_reason(
    text: str, outcome: RecipientStatus, several: frozenset[str], entries: tuple[RecipientWords, ...]
) -> str:
    """The words of the notice that are about this recipient."""
    own = {address.lower() for address in (outcome.final, outcome.original) if address}
    told = next((each for each in entries if (each.recipient or "").lower() in own), None)
    if several and told is not None:
        return told.reason
    small = text.lower()
    for address in (outcome.final, outcome.original):
        if address and address.lower() in small:
            reason = reason_for(text, address, several)
            whole = text.startswith(reason)  # the address begins no line
            return reason if several or whole else first_words(reason)
    return heading(text, several) if several else text


def _kind_of_action(outcome: RecipientStatus, text: str) -> RecordKind:
    if outcome.action in _DELIVERED:
        return "delivered"
    if outcome.action in _DELAYED:
        return "delayed"
    if not outcome.action and (outcome.status or "").startswith("2"):
        return "delivered"
    if not outcome.action and (outcome.status or "").startswith("4") and says_delay(text):
        return "delayed"
    return "bounce"


def records_of_entries(context: Context, entries: tuple[RecipientWords, ...]) -> tuple[BounceRecord, ...]:
    """The records of a notice in free text, one for each recipient that it names."""
    text = context.text
    if len(entries) == 1:
        return numbered([_from_entry(context, entries[0], text, alone=True)])
    shared = heading(text, [entry.recipient for entry in entries])
    return numbered([_from_entry(context, entry, shared, alone=False) for entry in entries])


def _from_entry(context: Context, entry: RecipientWords, shared: str, *, alone: bool) -> BounceRecord:
    """``shared``: what the notice says of all its recipients; ``alone``: it names nobody else."""
    subject = context.message.headers.get("subject")
    diagnostic = join_reply(reply_in(entry.reason)) or join_reply(shared)
    reply = Reply(
        file=context.file,
        kind="delayed" if says_delay(subject + "\n" + context.text) else "bounce",
        recipient=entry.original or entry.recipient or only_recipient(context),
        final_recipient=entry.recipient,
        original_recipient=entry.original,
        diagnostic=diagnostic,
        phase=phase_of(entry.reason),
        more=join_reply(shared) if alone or len(diagnostic) < _GENERIC_DIAGNOSTIC else "",
        remote_mta=remote_in(entry.reason),
        source_ip=sending_ip(context.returned),
        sender=envelope_sender(context.returned),
        time=_own_time(context),
    )
    return context.judged_by.judge(reply)


def is_report(message: Message) -> bool:
    """Whether it is a report or notice itself."""
    return message.report_type == "delivery-status" or is_notice(message, notice_text(message)[0])


def only_recipient(context: Context) -> str | None:
    """The one recipient of the returned mail; where that is a report, its recipient is our own address."""
    headers = context.message.headers
    if any(is_report(inside) for inside in context.message.inside):
        return verp_recipient(headers)
    return single_recipient(context.returned, own_addresses(headers)) or verp_recipient(headers)
