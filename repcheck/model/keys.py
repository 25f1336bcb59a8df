"""Keys of lists in texts of others: found by their place in a name, and masked.

A customer's key stands in the names that are asked: KEY.zen.dq.spamhaus.net. Receivers quote such
names in their replies, their own keys and the reader's with them.
"""

import re

from repcheck.model.secret import MASK

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
_KNOWN = re.compile(
    rf"(?<![a-z0-9_-])(?:(?!\d{{1,3}}\.)[a-z0-9_-]{{4,63}}(?=\.(?:{'|'.join(_KEYED)}){_END})"
    rf"|{_KEY}(?=\.(?:{'|'.join(_ZONES)}){_END}))",
    re.IGNORECASE,
)
#: A label with the look of a key, behind a reversed address or before what is named like a list.
_LOOK = r"(?=(?:[a-z]*+\d){3})(?=(?:\d*+[a-z]){3})[a-z0-9]{20,63}"
_LISTISH = (
    r"(?=\.(?:[a-z0-9-]{1,63}\.){0,3}(?:[a-z0-9-]{0,20}(?:rbl|dnsbl|uribl|surbl|dnswl)[a-z0-9-]{0,20}"
    r"|[a-z]{0,3}bl\d?|zen|dq|dul|combined|black(?:list)?s?|block(?:list)?s?|white(?:list)?|reputation)\.)"
)
_UNKNOWN = re.compile(
    rf"(?<![a-z0-9_.-])(?P<reversed>(?:\d{{1,3}}\.){{4}}|(?:[0-9a-f]\.){{32}}){_LOOK}(?=\.[a-z0-9])"
    rf"|(?<![a-z0-9_-]){_LOOK}{_LISTISH}",
    re.IGNORECASE,
)
#: What every key of no known operator has, looked for first: most texts have no such run.
_RUN = re.compile(r"[A-Za-z0-9]{20}")


def mask_keys(text: str) -> str:
    """``text`` with keys of lists in the names that it quotes replaced by ``***``.

    A key is known by where it stands: below the zone of an operator whose lists have keys, or as a label
    that looks like one (20 letters and digits, mixed) in a question about an address or before the name
    of a list. What looks like a key elsewhere, as the name of a host or the number of a message, stays.
    """
    lower = text.lower()
    if any(operator in lower for operator in _OPERATORS):
        text = _KNOWN.sub(MASK, text)
    if _RUN.search(text) is not None:
        text = _UNKNOWN.sub(lambda match: (match["reversed"] or "") + MASK, text)
    return text
