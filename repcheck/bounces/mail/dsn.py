"""Delivery status notifications (RFC 3464, RFC 6533), also broken ones: a value for each recipient block."""

import re

import msgspec

from repcheck.bounces.addresses import clean_address
from repcheck.bounces.mail.mime import Headers, Message, TextPart
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.smtp.codes import status_field
from repcheck.patterns import compiled

MAX_RECIPIENTS = 1000
_MOST_SET_IN = 64 * 1024

_DSN_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status", "text/delivery-status"})
_FIELD = compiled(r"([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)")
_START = Sieved(
    r"^(?:Reporting-MTA|Original-Recipient|Final-Recipient|X-Postfix-Queue-ID)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_RECIPIENT = compiled(r"^(?:Final|Original)-Recipient[ \t]*:", re.IGNORECASE | re.MULTILINE)
_VERDICT = compiled(r"^(?:Action|Status)[ \t]*:", re.IGNORECASE | re.MULTILINE)
# Some servers tell the answer here: "<mx.example.net #5.0.0 smtp; 554 ...>".
_SUPPLEMENT = compiled(
    r"<?(?:\S{1,255} )?(?:#\S{1,12} )?(?P<said>(?:smtp|x-[\w-]{1,30});.*?)>?\Z", re.DOTALL | re.IGNORECASE
)
# The exit status of a program that took the mail; it only looks like a reply code.
_EXIT_STATUS = compiled(r"\s*x-unix\s*;\s*\d{1,3}\s*\Z", re.IGNORECASE)
_XTEXT = compiled(r"\+(?:2B|3D)")
_QUEUE_ID = compiled(r"[0-9A-Za-z]{4,24}\Z")
_FIRST_WORD = compiled(r"[a-z]*")
_HOST = compiled(r"[\w.:-]{1,255}")
_OF_RECIPIENT = frozenset({"action", "status", "diagnostic-code", "remote-mta", "x-supplementary-info"})


class RecipientStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says of one recipient; an empty text or None: not said.

    ``action``   the first word of the Action field in lower case
    ``sender``   the envelope sender, where Postfix tells it; ``queue_id`` its name of the mail
    ``date``     Last-Attempt-Date, or the Arrival-Date of the report, as written
    ``of_group`` the original address led to several, of which this is one
    """

    final: str | None
    original: str | None
    action: str
    status: str | None
    diagnostic: str
    remote_mta: str | None
    date: str
    sender: str | None = None
    queue_id: str | None = None
    of_group: bool = False


def outcomes_of(message: Message, *, misnamed: bool) -> tuple[RecipientStatus, ...]:
    """All recipient blocks of the mail's own DSN parts, the same one only once.

    ``misnamed``: also read a DSN that stands in a part of another type, as some systems send it. Not for
    mails that are not notices: a person may quote a report.
    """
    found: list[RecipientStatus] = []
    for text in _dsn_texts(message, misnamed=misnamed):
        found += _outcomes(text)
    return tuple(_of_groups(list(dict.fromkeys(found))[:MAX_RECIPIENTS]))


def _of_groups(outcomes: list[RecipientStatus]) -> list[RecipientStatus]:
    """What failed for one member of an alias or group says nothing of the address that the sender used."""
    members: dict[str, set[str]] = {}
    for outcome in outcomes:
        if outcome.original and outcome.final:
            members.setdefault(outcome.original.lower(), set()).add(outcome.final.lower())
    if len(members) == len(outcomes):
        return outcomes
    groups = {original for original, finals in members.items() if len(finals) > 1}
    return [
        msgspec.structs.replace(each, of_group=True)
        if each.final and (each.original or "").lower() in groups
        else each
        for each in outcomes
    ]


def _dsn_texts(message: Message, *, misnamed: bool) -> list[str]:
    texts = [part.text for part in message.parts if part.type in _DSN_TYPES]
    if misnamed and not any(_RECIPIENT.search(text) for text in texts):
        texts += [text for part in message.parts if (text := _misnamed(part))]
    if not texts and ("final-recipient" in message.headers or "reporting-mta" in message.headers):
        texts = [_as_text(message.headers) + "\n\n" + "\n\n".join(part.text for part in message.parts)]
    return texts


def _misnamed(part: TextPart) -> str:
    """The DSN inside a part of another type: from its first DSN field on."""
    start = _START.search(part.text)
    if start and _RECIPIENT.search(part.text) and _VERDICT.search(part.text):
        return part.text[start.start() :]
    return ""


def _as_text(headers: Headers) -> str:
    return "\n".join(f"{name}: {value}" for name, value in headers.items())


def _outcomes(text: str) -> list[RecipientStatus]:
    common: dict[str, str] = {}
    blocks: list[dict[str, str]] = []
    for block in _blocks(text):
        if "final-recipient" in block or "original-recipient" in block:
            if blocks and not _has_final(blocks[-1]) and "original-recipient" not in block:
                blocks[-1].update(block)  # an empty line between the two recipient fields
            else:
                blocks.append(block)
        elif not _OF_RECIPIENT.isdisjoint(block) and "reporting-mta" not in block:
            if blocks and blocks[-1].keys().isdisjoint(block):
                blocks[-1].update(block)  # an empty line inside a recipient's block
            elif not blocks:
                blocks.append(block)  # a report that names no recipient
        common = {**block, **common} if not blocks else common
    return [
        _outcome(block, common) for block in blocks[:MAX_RECIPIENTS] if not _OF_RECIPIENT.isdisjoint(block)
    ]


def _has_final(block: dict[str, str]) -> bool:
    return "final-recipient" in block or not _OF_RECIPIENT.isdisjoint(block)


def _blocks(text: str) -> list[dict[str, str]]:
    """Header-like blocks divided by empty lines; the first field of a name counts."""
    blocks: list[dict[str, str]] = [{}]
    name = ""
    if text.lstrip("\n")[:1] in (" ", "\t"):
        from textwrap import dedent

        text = dedent(text[:_MOST_SET_IN])
    for line in text.split("\n"):
        if not line.strip():
            name = ""
            if blocks[-1]:
                blocks.append({})
        elif line[0] in " \t" and name:
            if len(blocks[-1][name]) < 8000:
                blocks[-1][name] += "\n" + line.strip()
        elif match := _FIELD.match(line):
            name = match[1].lower()
            if name in ("final-recipient", "reporting-mta") and name in blocks[-1]:
                blocks.append({})  # two blocks glued together without an empty line
            if name in blocks[-1]:
                name = ""
            else:
                blocks[-1][name] = match[2].strip()
    return [block for block in blocks if block]


def _outcome(block: dict[str, str], common: dict[str, str]) -> RecipientStatus:
    action = _FIRST_WORD.match(block.get("action", "").lower())
    return RecipientStatus(
        final=clean_address(block.get("final-recipient", "")),
        original=_without_xtext(clean_address(block.get("original-recipient", ""))),
        action=action[0] if action else "",
        status=status_field(block.get("status", "")),
        diagnostic=_diagnostic(block),
        remote_mta=_host(block.get("remote-mta", "")),
        date=block.get("last-attempt-date") or block.get("arrival-date") or common.get("arrival-date", ""),
        sender=clean_address(common.get("x-postfix-sender", "")),
        queue_id=queue[0] if (queue := _QUEUE_ID.match(common.get("x-postfix-queue-id", ""))) else None,
    )


def _without_xtext(address: str | None) -> str | None:
    """The address of an ORCPT that was copied as it came: RFC 3461 section 4 has "+" and "=" in hexadecimal.

    An address with another "+" was never encoded.
    """
    if address is None or address.count("+") != len(_XTEXT.findall(address)):
        return address
    return address.replace("+3D", "=").replace("+2B", "+")


def _diagnostic(block: dict[str, str]) -> str:
    said = block.get("diagnostic-code", "")
    if said and _EXIT_STATUS.match(said) is None:
        return said
    more = _SUPPLEMENT.match(block.get("x-supplementary-info", ""))
    return more["said"] if more else ""


def _host(value: str) -> str | None:
    """The name in "dns; mx.example.net (192.0.2.1, the server for the domain)", lower case."""
    name = value.split(";", 1)[-1].strip().split(" ", 1)[0].strip("[]()<>.,\n").lower()
    return name[:255] if _HOST.fullmatch(name) else None
