"""The SMTP command that a reply answers, which bounds what the reply can be about (RFC 5321 section 3).

Until RCPT TO no recipient has been named: a greeting, or an answer to EHLO, AUTH or MAIL FROM, can be about
the client, its name, the sender or the server, and never about a mailbox, whatever its words are. Reports
and logs say which command it was in the words of the sending system.
"""

import re
from typing import Literal

from repcheck.model.bounces import Category
from repcheck.patterns import compiled

Phase = Literal["connect", "mail", "rcpt", "data"]
"""``connect`` from the greeting to AUTH, ``mail`` MAIL FROM, ``rcpt`` RCPT TO, ``data`` DATA and its end."""

#: What no reply in these phases can be about.
IMPOSSIBLE: dict[Phase, frozenset[Category]] = {
    "connect": frozenset(
        {Category.NONEXISTENT, Category.INACTIVE, Category.MAILBOX_FULL, Category.TOO_LARGE}
    ),
    "mail": frozenset({Category.NONEXISTENT, Category.INACTIVE, Category.MAILBOX_FULL}),
}

_IN_REPLY = (
    r"\b(?:in reply to|in response to|after|while sending|while performing)"
    r" (?:the )?(?:pipelined )?"
)
_FORMS: dict[Phase, re.Pattern[str]] = {
    "connect": compiled(
        r"\brefused to talk to me\b|\binitial (?:server )?greeting\b|\bafter initial connection\b"
        rf"|{_IN_REPLY}(?:HELO|EHLO|LHLO|STARTTLS|AUTH)\b|\bbut greeting failed\b"
        r"|\bbut my name was rejected\b|\bdid not like our (?:greeting|helo|ehlo)\b",
        re.IGNORECASE,
    ),
    "mail": compiled(
        rf"{_IN_REPLY}MAIL(?: FROM\b|:)|\bbut (?:the )?sender was rejected\b|\bdid not like our MAIL\b",
        re.IGNORECASE,
    ),
    "data": compiled(
        rf"{_IN_REPLY}(?:end of |sending )?(?:DATA|BDAT)\b|\bafter I sent the message\b"
        r"|\bfailed on DATA command\b|\bdid not like our DATA\b",
        re.IGNORECASE,
    ),
    "rcpt": compiled(
        rf"{_IN_REPLY}RCPT\b|\bdoes not like recipient\b|\bdid not like our RCPT\b", re.IGNORECASE
    ),
}
#: One of these stands in whatever a form matches: most replies have none.
_SIGNS = (
    *("reply to", "response to", "after", "while ", "talk to me", "greeting", "was rejected"),
    *("not like", "data command"),
)
#: A command in the transcript of a session; the last one is the one that failed.
_COMMAND = compiled(r">>> ?(HELO|EHLO|LHLO|STARTTLS|AUTH|MAIL|RCPT|DATA|BDAT)\b", re.IGNORECASE)
_OF_COMMAND: dict[str, Phase] = {"MAIL": "mail", "RCPT": "rcpt", "DATA": "data", "BDAT": "data"}


def phase_of(words: str) -> Phase | None:
    """The phase in which this was said, by what the sending system wrote around it; None: it does not say."""
    lower = words.lower()
    said = None
    if any(sign in lower for sign in _SIGNS):
        said = next((phase for phase, form in _FORMS.items() if form.search(words)), None)
    if said is None and ">>>" in words:
        commands = _COMMAND.findall(words)
        return _OF_COMMAND.get(commands[-1].upper(), "connect") if commands else None
    return said
