"""Where the notice ends and the returned mail begins, and what may be learned from the returned mail.

Everything behind the mark belongs to the mail that came back: its spam headers name lists and its
Received lines name filters, and none of that is a reason of the refusal.
"""

import re
from functools import lru_cache

import msgspec

from repcheck.bounces.addresses import ADDRESS, addresses_in, clean_address
from repcheck.bounces.mail.mime import Headers
from repcheck.bounces.prefilter import Sieved
from repcheck.bounces.reply.own_address import of_own_address
from repcheck.model.bounces import BounceRecord, Signature
from repcheck.model.keys import mask_keys
from repcheck.patterns import compiled

_RULED = compiled(
    r"[-=_*+#~ ]{2,60}+(?![^\n]{0,40}\b(?:not need|need not|warning|information)\b)"
    r"[^\n]{0,30}\b(?:original|copy of|returned? (?:mail|message|content)|unsent"
    r"|undelivered|non-?delivered"
    r"|your message|header of|message (?:text|headers?|follows|body|contents?)|headers? (?:follow|of)"
    r"|forwarded"
    r"|below this line|mensaje|mensagem|messaggio|bericht|message d'origine|originalnachricht"
    r"|urspr(?:ue|ü)ngliche|included|сообщение|原始邮件|元のメッセージ)(?:\b|(?<=[\u3040-\u9fff]))"
    r"|-{4,60}\s{0,8}(?:return|message|begin|start|attached)[^\n]{0,30}$|-{2,8} ?(?:enclosed"
    r"|included)[^\n]{0,60}copy",
    re.IGNORECASE,
)
_SAID = compiled(
    r"original message(?: headers| follows|:)"
    r"|(?:the|your|a copy of the|included is a copy of the|here is (?:a copy of )?(?:the|your)"
    r"|text of the|below is)"
    r"[^\n]{0,20}\b(?:original|returned|undelivered|first \d{1,6} lines of the) (?:message|mail"
    r"|e-?mail)\b[^\n]{0,40}"
    r"(?:follows|below|:|headers?)$"
    r"|the (?:header|text|body|beginning) of (?:the|your) (?:original|message|mail)"
    r"|reporting[^\n]{0,40}original mail"
    r"|ursprüngliche nachricht|en-t[êe]tes? d(?:e message|u message)",
    re.IGNORECASE,
)
_FIELD = compiled(
    r"return-path: ?<|received: ?(?:from|by|\(qmail)|message-id: ?<|mime-version: ?1\.0"
    r"|x-[a-z-]{2,40}: |dkim-signature:",
    re.IGNORECASE,
)
_SHOWN = compiled(r"message-id:|return-path:", re.IGNORECASE)
_RULES = "-=_*+#~"
#: Fields, perhaps folded, and an empty line.
_SHOWN_FIRST = compiled(r"(?:[A-Za-z][\w-]{1,40}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}){1,60}+\n")
_REFUSAL = compiled(r"(?<![\w.])(?:[45]\d\d[ -]|[45]\.\d{1,3}\.\d)")
_SAID_SEEN = 1000
_BY = compiled(r"\sby\s")
_ADDRESS = compiled(ADDRESS)
_MAILBOX = compiled(rf"<?({ADDRESS})")
#: A name of two labels or more, as it is asked for; selectors may have one (RFC 6376 section 3.1).
_HOST = compiled(r"(?=.{4,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,20}")
_SELECTOR = compiled(r"(?=.{1,180}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,8}")
#: Sendmail and Postfix write what HELO said first; Exim and qmail write it as helo= or (HELO name).
_RECEIVED_FROM = compiled(r"\s*from\s+([\w.-]{1,255})", re.IGNORECASE)
_HELO = Sieved(r"\b(?:helo|ehlo)[= ]{1,2}<?([\w.-]{1,255})", re.IGNORECASE)
_MOST_SIGNATURES, _FIELD_SEEN, _FROM_SEEN = 8, 4000, 2000
_LINE_SEEN = 200
_LEAST = 40


def split_returned(text: str) -> tuple[str, str]:
    """A notice's own text, and the returned mail behind the first mark (empty when there is no mark).

    Fields that are shown before anybody is named are the mail's, too; what is below them is not.
    """
    start = 0
    for line in text.split("\n"):
        if is_mark(line[:_LINE_SEEN]) and len(text[:start].strip()) >= _LEAST:
            begin = text.rfind("\n\n", 0, start) + 2
            end = _end_of_shown(text, begin)
            if end is None or end <= start:
                return text[:start], text[start:]
            own, returned = split_returned(f"{text[:begin]}\n{text[end:]}")
            return own, text[begin:end] + returned
        start += len(line) + 1
    return text, ""


def _end_of_shown(text: str, start: int) -> int | None:
    """Where the notice goes on behind fields that it shows first, with an address and a refusal; or None."""
    match = _SHOWN_FIRST.match(text, start)
    if match is None or "@" in text[:start]:
        return None
    said = text[match.end() :].split("\n\n", 1)[0][:_SAID_SEEN]
    return match.end() if "@" in said and _REFUSAL.search(said) else None


def is_mark(line: str) -> bool:
    """True for a line that begins the returned mail: a ruled heading, a sentence that says so, a field."""
    words = line.strip(" \t>")
    if not words:
        return False
    if not words[0].isalpha():
        return words[0] in _RULES and _RULED.match(words) is not None
    if ":" in words and _FIELD.match(words):
        # Some notices show a few fields of the mail, set in, before they say what happened to it.
        return not (line[0] in " \t" and _SHOWN.match(words)) or _SAID.match(words) is not None
    return _SAID.match(words) is not None


def sending_ip(returned: Headers) -> str | None:
    """The address the mail came from by its newest Received line that has a routable one (RFC 5321 4.4)."""
    _, found = _newest_hop(returned)
    return found[-1] if found else None


@lru_cache(maxsize=4)  # it is asked for each recipient, and for HELO
def _newest_hop(returned: Headers) -> tuple[str, tuple[str, ...]]:
    """Who handed the mail over by the newest Received line with a routable address, and its addresses."""
    for value in returned.all("received")[:20]:
        sender = _BY.split(value, maxsplit=1)[0]
        found = addresses_in(sender)
        if found:
            return sender, found
    return "", ()


def envelope_sender(returned: Headers) -> str | None:
    """The envelope sender of the returned mail: "" for the null one (RFC 5321 4.5.5); None: not shown."""
    for name in ("return-path", "x-envelope-from", "x-envelope-sender", "envelope-from"):
        value = returned.get(name).strip()
        if value:
            return "" if value == "<>" else clean_address(mask_keys(value))
    return None


def with_sender(records: tuple[BounceRecord, ...], returned: Headers) -> tuple[BounceRecord, ...]:
    """With what the returned mail shows of its sender: From, its signatures, HELO."""
    author, signed, helo = header_from(returned), signatures(returned), helo_given(returned)
    if not (author or signed or helo):
        return records
    return tuple(
        msgspec.structs.replace(
            of_own_address(record, author), header_from=author, signatures=signed, helo=record.helo or helo
        )
        if record.kind in ("bounce", "delayed")
        else record
        for record in records
    )


def header_from(returned: Headers) -> str | None:
    """The domain of From, which DMARC judges (RFC 9989 section 4.3); None where it is not one alone."""
    values = returned.all("from")
    if len(values) != 1:
        return None
    found = {
        address.rpartition("@")[2].lower().rstrip(".") for address in _MAILBOX.findall(values[0][:_FROM_SEEN])
    }
    name = found.pop() if len(found) == 1 else ""
    return name if _is_host(name) else None


def signatures(returned: Headers) -> tuple[Signature, ...]:
    """The domains and selectors of its DKIM signatures, each once, in the order they stand there."""
    found: dict[Signature, None] = {}
    for value in returned.all("dkim-signature")[:_MOST_SIGNATURES]:
        tags: dict[str, str] = {}
        for part in value[:_FIELD_SEEN].split(";"):
            name, _, text = part.partition("=")
            # White space may stand anywhere in a folded value (RFC 6376 section 3.2).
            tags.setdefault(name.strip().lower(), "".join(text.split()).lower().rstrip("."))
        domain, selector = tags.get("d", ""), tags.get("s", "")
        if _is_host(domain) and _SELECTOR.fullmatch(selector):
            found[Signature(domain, selector)] = None
    return tuple(found)


def helo_given(returned: Headers) -> str | None:
    """The name in HELO or EHLO by the newest Received line that shows one with a routable address."""
    sender, _ = _newest_hop(returned)
    name = (_HELO.search(sender) or _RECEIVED_FROM.match(sender) or (None, ""))[1].lower().rstrip(".")
    return name if _is_host(name) else None


def _is_host(name: str) -> bool:
    """Whether it is a name that anybody may be asked about, so that no key of a list stands in it."""
    return _HOST.fullmatch(name) is not None and mask_keys(name) == name


def single_recipient(returned: Headers, own: frozenset[str] = frozenset()) -> str | None:
    """The recipient of the returned mail when it has exactly one: the last resort for terse notices.

    ``own`` are addresses (lower case) that cannot be it, since the notice went to them.
    """
    for name in ("x-failed-recipients", "x-original-to", "x-envelope-to", "delivered-to", "to"):
        found = {match[0].lower() for match in _ADDRESS.finditer(" ".join(returned.all(name))[:4000])}
        if len(found) == 1:
            return None if found & own else clean_address(found.pop())
    return None
