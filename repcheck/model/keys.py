"""Keys of lists in texts of others: found by their place in a name, and masked.

A customer's key stands in the names that are asked: KEY.zen.dq.spamhaus.net. Receivers quote such
names in their replies, their own keys and the reader's with them.
"""

import re

from repcheck.model.secret import MASK
from repcheck.patterns import compiled

#: Zones that nobody is answered in without a key, which stands before them: Spamhaus DQS and Abusix.
_KEYED = {
    r"[a-z-]{2,20}\.dq\.spamhaus\.(?:net|org)": "spamhaus",
    r"[a-z-]{2,20}\.mail\.abusix\.zone": "abusix",
}
#: Zones that a key may stand before: SpamRATS, Invaluement, SURBL, URIBL's data feed, Trend Micro.
_ZONES = {
    r"(?:all|dyna|noptr|spam|auth)\.spamrats\.com": "spamrats",
    r"(?:sip|sip24|uri|sip-24)\.invaluement\.com": "invaluement",
    r"(?:multi|ph|mw|abuse|cr|dq|rbl|[a-z]{2,10}\.dq)\.surbl\.org": "surbl",
    r"(?:df|[a-z]{2,10}\.df)\.uribl\.com": "uribl",
    r"[rq]\.mail-abuse\.(?:com|org)": "mail-abuse",
}
_OPERATORS = (*_KEYED.values(), *_ZONES.values())
#: Letters and digits as long as keys are; one that holds neither is a word or a number.
_KEY = r"(?=[a-z_-]{0,40}+\d)(?=[\d_-]{0,40}+[a-z])[a-z0-9_-]{8,63}"
_END = r"(?![a-z0-9-]|\.[a-z0-9])"
_KNOWN = compiled(
    rf"(?<![a-z0-9_-])(?:(?!\d{{1,3}}\.)[a-z0-9_-]{{4,63}}(?=\.(?:{'|'.join(_KEYED)}){_END})"
    rf"|{_KEY}(?=\.(?:{'|'.join(_ZONES)}){_END}))",
    re.IGNORECASE,
)
#: A label as long as the keys of operators that are not known here, with more of the name behind it.
_RUN = compiled(r"(?<![a-z0-9_-])[a-z0-9]{20,63}(?=\.[a-z0-9])", re.IGNORECASE)
#: The end of such a label; a dot is found faster than a run of letters.
_END_OF_RUN = compiled(r"\.(?<=[a-z0-9]{20}.)(?=[a-z0-9])", re.IGNORECASE)
#: What a question about an address begins with; in an SPF record a macro stands for it (RFC 7208 7.2).
_REVERSED = compiled(
    r"(?:(?<![a-z0-9_.-])(?:(?:\d{1,3}\.){4}|(?:[0-9a-f]\.){32})|%\{ir\}\.)\Z", re.IGNORECASE
)
_NAME = compiled(r"(?:\.[a-z0-9-]{1,63}){1,8}", re.IGNORECASE)
_LISTISH = compiled(
    r"[a-z0-9-]{0,20}(?:rbl|dnsbl|uribl|surbl|dnswl)[a-z0-9-]{0,20}|[a-z]{0,3}bl\d?|zen|dq|dul|combined"
    r"|black(?:list)?s?|block(?:list)?s?|white(?:list)?|reputation",
    re.IGNORECASE,
)
#: A key in the query of a link, by the name of its parameter.
_NAMES_IN_LINK = ("key=", "token=", "secret=", "dqs=", "auth=")
_IN_LINK = compiled(
    rf"(?<=[?&;])((?:[a-z]{{2,12}}[_-]?)?(?:{'|'.join(_NAMES_IN_LINK)}))[^\s&;#\"'<>()\[\]]{{6,200}}",
    re.IGNORECASE,
)
#: Characters before a label in which a reversed IPv6 address would stand, and letters and digits that a key
#: has of each.
_BEFORE, _OF_EACH = 65, 3


def mask_keys(text: str) -> str:
    """``text`` with keys of lists in the names that it quotes replaced by ``***``.

    A key is known by where it stands: below the zone of an operator whose lists have keys, as a label that
    looks like one (20 letters and digits, mixed) in a question about an address or before the name of a
    list, or as the parameter of a link that is called a key. What looks like a key elsewhere, as the name
    of a host or the number of a message, stays.
    """
    lower = text.lower()
    for operator in _OPERATORS:
        if operator in lower:
            text = _KNOWN.sub(MASK, text)
            break
    if "=" in text and any(name in lower for name in _NAMES_IN_LINK):
        text = _IN_LINK.sub(rf"\g<1>{MASK}", text)
    return _RUN.sub(_masked, text) if _END_OF_RUN.search(text) else text


def _masked(match: re.Match[str]) -> str:
    label, text = match[0], match.string
    digits = sum(character.isdigit() for character in label)
    if not _OF_EACH <= digits <= len(label) - _OF_EACH:
        return label
    if _REVERSED.search(text, max(0, match.start() - _BEFORE), match.start()) is not None:
        return MASK
    name = _NAME.match(text, match.end())
    zone = name[0].split(".")[1:-1] if name is not None else []
    return MASK if any(_LISTISH.fullmatch(part) for part in zone) else label
