"""The remote server's own words inside a notice, and whose they are."""

import re

from repcheck.bounces.prefilter import Sieved
from repcheck.patterns import compiled

_REMOTE_HOST = Sieved(r"\bhost ([\w-]{1,63}(?:\.[\w-]{1,63}){1,10}\.?)\s?\[", re.IGNORECASE)
_SAID = Sieved(
    r"(?:\bhost [^\s\[]{1,255} ?\[[\w.:]{2,60}\](?=:)|\bsaid|\bresponded with|\bremote host said"
    r"|\bserver (?:returned|was|replied)|<<<|rcpt to:?\s?<[^>\n]{1,320}>"
    r"|\bthe reason(?: given)?(?: was)?|\breason)"
    r"[: ]{1,3}(?=[^\n]{0,120}?[245]\d\d)",
    re.IGNORECASE,
)
# "552 kai@... mailbox full" on a line of its own, below a heading.
_REPLY_LINE = compiled(
    r"^-{3,60}[^\n]{0,60}\n[ \t]{0,8}(?P<reply>[45]\d\d[ -](?=[#\w<\"'\[(]))", re.MULTILINE
)
#: The remote server took it; what the sending system complains of is in its own words.
_TAKEN = compiled(r"2\d\d\b")


def reply_in(reason: str) -> str:
    """The remote server's own words inside a notice ("host mx said: 550 ..."), or all of it."""
    joined = " ".join(reason.split())
    match = _SAID.search(joined)
    if match and not _TAKEN.match(joined, match.end()):
        return joined[match.end() :]
    line = _REPLY_LINE.search(reason)
    return " ".join(reason[line.start("reply") :].split()) if line else joined


def remote_in(reason: str) -> str | None:
    """The remote host in "host mx.example.net [192.0.2.1]: ..."."""
    match = _REMOTE_HOST.search(reason)
    return match[1].lower().rstrip(".") if match else None
