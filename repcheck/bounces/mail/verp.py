"""The recipient inside the address to which a notice was sent (VERP), for notices that name nobody.

"bounce+kai=example.net@lists.example", "news-return-7-kai=example.net@...", "b.kai=example.net.42@...": a
word for bounces is there, perhaps numbers, and the recipient with "=" for "@". Tags of one's own server
(BATV, SRS) look alike and hold the sender.
"""

from repcheck.bounces.addresses import ADDRESS
from repcheck.bounces.mail.mime import Headers
from repcheck.patterns import compiled

_WORDS = frozenset({"bounce", "bounces", "return", "returns", "error", "errors", "verp", "ndr", "dsn", "b"})
_SENDERS = ("prvs=", "btv1=", "srs0", "srs1")
_ADDRESS = compiled(ADDRESS)
_SEPARATOR = compiled(r"([-+._=]{1,2})")
_NUMBER = compiled(r"[0-9]{1,20}|(?=[a-f]{0,39}[0-9])[0-9a-f]{4,40}")
# SendGrid writes four digits of a hash behind the number of the customer.
_HASH = compiled(r"[0-9a-f]{4}")
_DOMAIN = compiled(r"(?=.{4,253}\Z)(?:[a-z0-9_-]{1,63}\.){1,10}[a-z][a-z0-9-]{1,62}")
_WRITTEN_TO = ("x-original-to", "delivered-to", "envelope-to", "to")
_SEEN = 1000
_LONGEST_LOCAL = 64


def verp_recipient(headers: Headers) -> str | None:
    """The recipient that the address of this notice stands for; None: it stands for nobody."""
    for name in _WRITTEN_TO:
        value = headers.get(name)[:_SEEN]
        match = _ADDRESS.search(value) if "=" in value else None
        found = None if match is None else _recipient(match[0].lower().rpartition("@")[0])
        if found is not None:
            return found
    return None


def _recipient(tagged: str) -> str | None:
    front, _, domain = tagged.rpartition("=")
    pieces = _SEPARATOR.split(domain)
    while len(pieces) > 2 and pieces[-1].isdigit():
        del pieces[-2:]
    domain = "".join(pieces)
    if tagged.startswith(_SENDERS) or _DOMAIN.fullmatch(domain) is None:
        return None
    pieces = _SEPARATOR.split(front)
    word = next((at for at, piece in enumerate(pieces) if piece in _WORDS), None)
    if word is None:
        return None
    begin = word + 2
    while begin < len(pieces) and _NUMBER.fullmatch(pieces[begin]):
        begin += 2
    if begin > word + 2 and begin + 2 < len(pieces) and _HASH.fullmatch(pieces[begin]):
        begin += 2
    local = "".join(pieces[begin:])
    return f"{local}@{domain}" if 0 < len(local) <= _LONGEST_LOCAL else None
