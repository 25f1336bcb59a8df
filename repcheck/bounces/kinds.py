"""Mails that are no delivery failure: automatic replies, challenges, feedback reports, receipts."""

import re

from repcheck.bounces.addresses import addresses_in, clean_address
from repcheck.bounces.mime import Message
from repcheck.model.bounces import BounceRecord, Category

_REPLY_SUBJECT = re.compile(
    r"^\W*(?:auto(?:matic|mated)?[ -]?(?:reply|response|respon(?:der|se))|auto:|out of (?:the )?office"
    r"|away from|vacation|on vacation|abwesen|automatische antwort"
    r"|r[ée]ponse automatique|absence|risposta automatica|fuori ufficio|respuesta autom[áa]tica"
    r"|resposta autom[áa]tica|fuera de (?:la )?oficina|automatisch antwoord|afwezig"
    r"|автоответ|autosvar|automatyczna odpowied|odpowied[źz] automatyczna|autoodpowied|自動(?:返信|応答)"
    r"|自动(?:回复|答复)|i am (?:currently )?(?:out|away)|ooo\b|auto[- ]?reply)",
    re.IGNORECASE,
)
_SYSTEM = re.compile(r"mailer-daemon|postmaster|mail delivery", re.IGNORECASE)
_THANKS = re.compile(r"\W{0,20}(?:re: )?thank(?:s| you) for (?:you\b|your|contacting|writing)", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"requires? (?:your )?(?:confirmation|verification)|approve yourself|boxbe|spamarrest"
    r"|challenge[- ]response|verify (?:that )?you(?:'re| are) (?:a )?(?:human|real)"
    r"|confirm (?:your|that your) (?:e-?mail|message|address) (?:by|to be delivered)"
    r"|not on my (?:approved|guest) list|please (?:click|reply)[^.\n]{0,60}to (?:deliver|release) your",
    re.IGNORECASE,
)
_FEEDBACK_FIELD = re.compile(r"^([A-Za-z-]{2,60})[ \t]*:[ \t]*(.*)$", re.MULTILINE)


def is_challenge(message: Message, text: str) -> bool:
    """A request to prove oneself before the mail is delivered: an answer, not an ordinary mail that asks."""
    headers = message.headers
    answer = any(
        name in headers for name in ("in-reply-to", "references", "auto-submitted", "x-failed-recipients")
    )
    if (
        not answer
        and headers.get("return-path") != "<>"
        and not headers.get("subject").lower().startswith("re:")
    ):
        return False
    return _CHALLENGE.search(message.headers.get("subject") + "\n" + text[:8000]) is not None


def says_reply(message: Message) -> bool:
    """The subject says that it is an automatic reply, and no mail system wrote it."""
    return _REPLY_SUBJECT.match(message.headers.get("subject")) is not None and not _SYSTEM.search(
        message.headers.get("from")
    )


def is_automatic_reply(message: Message) -> bool:
    """RFC 3834 section 5 and its forerunners. Failure notices carry these fields too, and are told before."""
    headers = message.headers
    if headers.get("auto-submitted").lower().startswith(("auto-replied", "auto-generated (vacation")):
        return True
    if any(
        name in headers
        for name in ("x-autoreply", "x-autorespond", "x-ms-exchange-inbox-rules-loop", "x-autoresponde")
    ):
        return True
    if headers.get("precedence").lower() in ("auto_reply", "auto-reply"):
        return True
    if headers.get("return-path") == "<>" and _THANKS.match(headers.get("subject")):
        return True
    vacation = headers.get("x-apple-action").upper() == "VACATION"
    return vacation or _REPLY_SUBJECT.match(headers.get("subject")) is not None


def is_feedback(message: Message) -> bool:
    """An abuse report (RFC 5965), or the old form of Hotmail's, which has no report part."""
    return bool(_reports(message)) or "x-hmxmroriginalrecipient" in _all_headers(message)


def _all_headers(message: Message) -> frozenset[str]:
    own = {name for name, _ in message.headers.fields}
    return frozenset(own | {name for inner in message.inside for name, _ in inner.headers.fields})


def _reports(message: Message) -> list[str]:
    return [part.text for part in message.parts if part.type == "message/feedback-report"]


def feedback_records(file: str, message: Message) -> tuple[BounceRecord, ...]:
    """One record for each feedback report of the mail."""
    reports = _reports(message) or [""]
    return tuple(_feedback(file, index, text, message) for index, text in enumerate(reports[:100]))


def _feedback(file: str, index: int, text: str, message: Message) -> BounceRecord:
    fields: dict[str, str] = {}
    for match in _FEEDBACK_FIELD.finditer(text[: 64 * 1024]):
        fields.setdefault(match[1].lower(), match[2].strip())
    ips = addresses_in(fields.get("source-ip", ""))
    about = f"Feedback-Type: {fields.get('feedback-type', 'abuse')}"
    return BounceRecord(
        file=file,
        index=index,
        kind="feedback",
        category=Category.FEEDBACK,
        recipient=_complaining(fields, message),
        source_ip=ips[0] if ips else None,
        diagnostic=about[:200],
    )


def _complaining(fields: dict[str, str], message: Message) -> str | None:
    for name in ("original-rcpt-to", "removal-recipient", "original-recipient", "final-recipient"):
        address = clean_address(fields.get(name, ""))
        if address:
            return address
    inner = next((mail.headers for mail in message.inside), message.headers)
    return clean_address(inner.get("x-hmxmroriginalrecipient")) or clean_address(inner.get("to"))
