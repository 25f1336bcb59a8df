"""Whether a pasted text, not a report, can be one reply, or is a letter that only holds such words.

A reply is a few lines. A whole mail, or a page of prose, has blocked roads and full boxes in it; it reports
a refusal only where it quotes a server, or says that a mail was not delivered.
"""

import re

_LONGEST_REPLY = 600
#: The fields that a mail must or should have (RFC 5322 section 3.6).
_FIELD = re.compile(r"(?P<name>[A-Za-z-]{2,30}):")
_MAIL_FIELDS = frozenset({"subject", "date", "message-id", "sent"})
#: A server's answer, as mails quote it: with both codes, or said by somebody.
_QUOTED = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b|(?im:^status: ?[45]\.\d)"
    r"|\b(?:said|responded|replied|answered|error|response|diagnostic-code|smtp)\b"
    r"[^\n]{0,60}[^\w.][45]\d\d[ -]",
    re.IGNORECASE,
)
_NOT_DELIVERED = re.compile(
    r"\b(?:could|can|was|were|did|has|have)(?: ?not|n't)[^\n]{0,40}\bdeliver|\bundeliver"
    r"|\bdelivery (?:fail|status|error)"
    r"|\breturned to (?:the )?sender|\bmailer-daemon|\bmail delivery (?:sub)?system|did not reach"
    r"|nicht zugestellt|unzustellbar|non (?:remis|distribu)|no entregado|не доставлен|недоставл"
    r"|退信|配信できません",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\s{0,8}[45]\d\d[ -]")
#: "We are blocked, what now?": people ask, servers tell.
_QUESTION = re.compile(r"[^?]{0,400}\?\s{0,8}")
_CODE = re.compile(r"(?<![\w.])[45](?:\d\d|\.\d{1,3}\.\d{1,3})(?![\w.])")
_BULK = re.compile(
    r"\b(?:unsubscribe|newsletter|abbestellen|abmelden|desabonner|darse de baja)\b", re.IGNORECASE
)


def is_letter(text: str) -> bool:
    """True for a question, and for a mail or page of prose that quotes no server and reports no lost mail."""
    if _QUESTION.fullmatch(text) is not None and _CODE.search(text) is None:
        return True
    reply = _REPLY.match(text) is not None
    # A server may put all that it has to say on one line, however long.
    one_line = reply and "\n" not in text.strip()
    bulk = text.count("\n") > 1 and not reply and _BULK.search(text) is not None
    if not (bulk or _is_mail(text) or (len(text) > _LONGEST_REPLY and not one_line)):
        return False
    return _QUOTED.search(text) is None and (bulk or _NOT_DELIVERED.search(text) is None)


def _is_mail(text: str) -> bool:
    """A text that begins with the header of a mail: From, and a subject or a date."""
    head = re.split(r"\r?\n\r?\n", text.lstrip(), maxsplit=1)[0]
    names = {match["name"].lower() for line in head.splitlines() if (match := _FIELD.match(line))}
    return "from" in names and not names.isdisjoint(_MAIL_FIELDS)
