"""The transcript of a session in old notices of Sendmail, which have no list of the recipients.

Each "550 <address>... text" line ends what was said of one recipient; the command (">>>") and the answer of
the remote server ("<<<") above it are that recipient's, and nobody else's.
"""

import re

import msgspec

from repcheck.bounces.addresses import ADDRESS, clean_address
from repcheck.bounces.prefilter import Sieved
from repcheck.patterns import compiled

_BEGIN = Sieved(
    r"^[ \t-]{0,12}transcript of (?:the )?session (?:follows|is)[^\n]{0,40}$", re.IGNORECASE | re.MULTILINE
)
_LISTED = compiled(r"^[ \t-]{0,12}the following addresses had", re.IGNORECASE | re.MULTILINE)
_OUTCOME = compiled(rf"[45]\d\d[ -](?:[45]\.\d{{1,3}}\.\d{{1,3}} )?<?(?P<a>{ADDRESS})>?\.\.\. ")
_COMMAND = compiled(rf"[ \t]{{0,4}}>>> RCPT To:[ \t]{{0,4}}<?(?P<a>{ADDRESS})", re.IGNORECASE)
#: The last line of an answer (RFC 5321 section 4.2.1).
_ANSWER = compiled(r"[ \t]{0,4}<<< \d\d\d ")
_MOST = 200
_MOST_LINES = 2000


class RecipientWords(msgspec.Struct, frozen=True):
    """One recipient of a free-form notice, the words that belong to it, and the address it stood for."""

    recipient: str | None
    reason: str
    original: str | None = None


def entries_of_transcript(text: str) -> tuple[RecipientWords, ...]:
    """The recipients of a notice that is only a transcript; empty for others, and where it names just one."""
    begin = _BEGIN.search(text)
    if begin is None:
        return ()
    if _LISTED.search(text):
        return _by_commands(text[begin.end() :])
    found: dict[str, RecipientWords] = {}
    said: list[str] = []
    for line in text[begin.end() :].split("\n", _MOST_LINES)[:_MOST_LINES]:
        outcome = _OUTCOME.match(line.strip())
        if outcome is None:
            said.append(line)
            continue
        own = [each for each in said if each.lstrip().startswith((">>>", "<<<"))]
        address = clean_address(outcome["a"])
        if address and len(found) < _MOST:
            found.setdefault(address.lower(), RecipientWords(address, "\n".join((*own, line))))
        said = []
    return tuple(found.values()) if len(found) > 1 else ()


def _by_commands(text: str) -> tuple[RecipientWords, ...]:
    """The answer to RCPT of each recipient, in the order of the commands: RFC 2920 lets them go together.

    Empty unless each of several recipients was refused: what was taken may fail for what stands elsewhere.
    """
    asked: list[str | None] = []
    answers: list[str] = []
    for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        command, reply = _COMMAND.match(line), _ANSWER.match(line)
        if command is not None:
            asked.append(clean_address(command["a"]))
        elif reply is not None and len(answers) < len(asked):
            answers.append(line.strip())
    refused = [one.lstrip("< ")[:1] in ("4", "5") for one in answers]
    if len(set(asked)) < 2 or len(answers) != len(asked) or not all(refused):
        return ()
    return tuple(
        RecipientWords(address, answer)
        for address, answer in zip(asked[:_MOST], answers, strict=False)
        if address
    )
