"""The SMTP command that a reply answers, which bounds what the reply can be about (RFC 5321 section 3).

Until RCPT TO no recipient has been named: a greeting, or an answer to EHLO, AUTH or MAIL FROM, can be about
the client, its name, the sender or the server, and never about a mailbox, whatever its words are. Reports
and logs say which command it was in the words of the sending system.
"""

import re
from typing import Literal

from repcheck.bounces.prefilter import Sieved
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

#: "(in reply to end of DATA command)": the group that matched is the phase.
_IN_REPLY = Sieved(
    r"\b(?:in reply to|in response to|after|while sending|while performing) (?:the )?(?:pipelined )?"
    r"(?:(?:end of |sending )?(?P<data>DATA|BDAT)\b|(?P<rcpt>RCPT)\b|(?P<mail>MAIL)(?: FROM\b|:)"
    r"|(?P<connect>HELO|EHLO|LHLO|STARTTLS|AUTH)\b)",
    re.IGNORECASE,
)
#: Other words of sending systems.
_FORMS: dict[Phase, Sieved] = {
    "connect": Sieved(
        r"\brefused to talk to me\b|\binitial (?:server )?greeting\b|\bafter initial connection\b"
        r"|\bbut greeting failed\b|\bbut my name was rejected\b|\bdid not like our (?:greeting|helo|ehlo)\b",
        re.IGNORECASE,
    ),
    "mail": Sieved(r"\bbut (?:the )?sender was rejected\b|\bdid not like our MAIL\b", re.IGNORECASE),
    "data": Sieved(
        r"\bafter I sent the message\b|\bfailed on DATA command\b|\bdid not like our DATA\b", re.IGNORECASE
    ),
    "rcpt": Sieved(r"\bdoes not like recipient\b|\bdid not like our RCPT\b", re.IGNORECASE),
}
#: A command in the transcript of a session; the last one is the one that failed.
_COMMAND = compiled(r">>> ?(HELO|EHLO|LHLO|STARTTLS|AUTH|MAIL|RCPT|DATA|BDAT)\b", re.IGNORECASE)
_OF_COMMAND: dict[str, Phase] = {"MAIL": "mail", "RCPT": "rcpt", "DATA": "data", "BDAT": "data"}


def phase_of(words: str) -> Phase | None:
    """The phase in which this was said, by what the sending system wrote around it; None: it does not say."""
    told = {match.lastgroup for match in _IN_REPLY.finditer(words)}
    said = next((phase for phase, form in _FORMS.items() if phase in told or form.search(words)), None)
    if said is None and ">>>" in words:
        commands = _COMMAND.findall(words)
        return _OF_COMMAND.get(commands[-1].upper(), "connect") if commands else None
    return said
