"""The SMTP command that a reply answers, which bounds what the reply can be about (RFC 5321 section 3).

Until RCPT TO no recipient has been named: a greeting, or an answer to EHLO, AUTH or MAIL FROM, can be about
the client, its name, the sender or the server, and never about a mailbox, whatever its words are. Reports
and logs say which command it was in the words of the sending system.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
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

#: "(in reply to end of DATA command)" and other words of sending systems: the group that matched tells.
_SAID = Sieved(
    r"\b(?:(?:in reply to|in response to|after|while sending|while performing) (?:the )?(?:pipelined )?"
    r"(?:(?:end of |sending )?(?P<in_data>DATA|BDAT)\b|(?P<in_rcpt>RCPT)\b|(?P<in_mail>MAIL)(?: FROM\b|:)"
    r"|(?P<in_connect>HELO|EHLO|LHLO|STARTTLS|AUTH)\b)"
    r"|(?P<connect>refused to talk to me|initial (?:server )?greeting|after initial connection"
    r"|but greeting failed|but my name was rejected|did not like our (?:greeting|helo|ehlo))\b"
    r"|(?P<mail>but (?:the )?sender was rejected|did not like our MAIL)\b"
    r"|(?P<data>after I sent the message|failed on DATA command|did not like our DATA)\b"
    r"|(?P<rcpt>does not like recipient|did not like our RCPT)\b)",
    re.IGNORECASE,
)
#: One of them begins each match, and none stands inside another: where none is, no pattern is tried.
_OPENERS = (
    "in re", "after ", "while ", "refused to talk", "initial ", "but ", "did not like", "failed on ",
    "does not like",
)  # fmt: skip
#: Of several that a text names, the first here.
_PHASES: tuple[Phase, ...] = ("connect", "mail", "data", "rcpt")
#: A command in the transcript of a session; the last one is the one that failed.
_COMMAND = compiled(r">>> ?(HELO|EHLO|LHLO|STARTTLS|AUTH|MAIL|RCPT|DATA|BDAT)\b", re.IGNORECASE)
_OF_COMMAND: dict[str, Phase] = {"MAIL": "mail", "RCPT": "rcpt", "DATA": "data", "BDAT": "data"}


@lru_cache(maxsize=8)  # of one reply it is asked several times
def phase_of(words: str) -> Phase | None:
    """The phase in which this was said, by what the sending system wrote around it; None: it does not say."""
    told = {str(match.lastgroup).removeprefix("in_") for match in _matches(words)}
    said = next((phase for phase in _PHASES if phase in told), None) if told else None
    if said is None and ">>>" in words:
        commands = _COMMAND.findall(words)
        return _OF_COMMAND.get(commands[-1].upper(), "connect") if commands else None
    return said


def _matches(words: str) -> Iterable[re.Match[str]]:
    """All of the pattern's; to try it at each place of a text costs ten times as much."""
    if not words.isascii():  # a letter may be another in small
        return _SAID.finditer(words)
    small, found = words.lower(), []
    for opener in _OPENERS:
        at = small.find(opener)
        while at >= 0:
            if match := _SAID.twin.match(words, at):
                found.append(match)
            at = small.find(opener, at + 1)
    return found
