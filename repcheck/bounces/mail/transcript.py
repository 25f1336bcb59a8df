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
    if begin is None or _LISTED.search(text):
        return ()
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
