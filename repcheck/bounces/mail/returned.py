"""Where the notice ends and the returned mail begins, and what may be learned from the returned mail.

Everything behind the mark belongs to the mail that came back: its spam headers name lists and its
Received lines name filters, and none of that is a reason of the refusal.
"""

import re

from repcheck.bounces.addresses import ADDRESS, addresses_in, clean_address
from repcheck.bounces.mail.mime import Headers

_RULED = re.compile(
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
_SAID = re.compile(
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
_FIELD = re.compile(
    r"return-path: ?<|received: ?(?:from|by|\(qmail)|message-id: ?<|mime-version: ?1\.0"
    r"|x-[a-z-]{2,40}: |dkim-signature:",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"message-id:", re.IGNORECASE)
_LINE_SEEN = 200
_LEAST = 40


def split_returned(text: str) -> tuple[str, str]:
    """A notice's own text, and the returned mail behind the first mark (empty when there is no mark)."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if is_mark(text[start : min(end, start + _LINE_SEEN)]) and len(text[:start].strip()) >= _LEAST:
            return text[:start], text[start:]
        start = end + 1
    return text, ""


def is_mark(line: str) -> bool:
    """True for a line that begins the returned mail: a ruled heading, a sentence that says so, a field."""
    indented = line[:1] in (" ", "\t")
    line = line.strip(" \t>")
    first = line[:1].lower()
    if first in "-=_*+#~" and first and _RULED.match(line):
        return True
    if not first.isalpha():
        return False
    # Some notices show a few fields of the mail, set in, before they say what happened to it.
    return _SAID.match(line) is not None or (
        _FIELD.match(line) is not None and not (indented and _SHOWN.match(line))
    )


def sending_ip(returned: Headers) -> str | None:
    """The address the mail came from by its newest Received line that has a routable one (RFC 5321 4.4)."""
    for value in returned.all("received")[:20]:
        sender = re.split(r"\s+by\s+", value, maxsplit=1)[0]
        found = addresses_in(sender)
        if found:
            return found[-1]
    return None


def envelope_sender(returned: Headers) -> str | None:
    """The envelope sender of the returned mail: "" for the null one (RFC 5321 section 4.5.5); None: not"
    " shown."""
    for name in ("return-path", "x-envelope-from", "x-envelope-sender", "envelope-from"):
        value = returned.get(name).strip()
        if value:
            return "" if value == "<>" else clean_address(value)
    return None


def single_recipient(returned: Headers, own: frozenset[str] = frozenset()) -> str | None:
    """The recipient of the returned mail when it has exactly one: the last resort for terse notices.

    ``own`` are addresses (lower case) that cannot be it, since the notice went to them.
    """
    for name in ("x-failed-recipients", "x-original-to", "x-envelope-to", "delivered-to", "to"):
        found = {match[0].lower() for match in re.finditer(ADDRESS, " ".join(returned.all(name))[:4000])}
        if len(found) == 1:
            return None if found & own else clean_address(found.pop())
    return None
