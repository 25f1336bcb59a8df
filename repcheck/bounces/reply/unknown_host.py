"""A name that was not found: the domain of the recipient, or only a host that the domain names.

That the domain does not exist says that every address in it is bad. A mail host without an address, or
without one of the family that was asked for (RFC 3596), is a fault in the DNS of the domain or in the
sender's own resolver or network, and the addresses are as good as ever.
"""

import re

from repcheck.bounces.prefilter import Sieved

_NAME = r"(?P<name>(?:[\w-]{1,63}+\.){1,10}[A-Za-z][\w-]{1,62})"
_WORDS = (
    rf"\bname service error for name={_NAME}\.? type=",
    rf"\bname server: {_NAME}\.?: host not found",
    rf"\bany host named {_NAME}",
    rf"\b(?:getaddrinfo|lookup|resolve|host|mx|exchanger) (?:of |for |name )?[\"'<(]?{_NAME}\.?[\"'>)]?"
    r"[ :,(]{1,3}(?:could |was |is |has |does )?(?:no[t ]|unknown|nxdomain|name or service)",
)
_FORMS = tuple(Sieved(words, re.IGNORECASE) for words in _WORDS)
_ANY_FORM = Sieved("|".join(_WORDS).replace("?P<name>", "?:"), re.IGNORECASE)


def names_host(words: str) -> bool:
    """Whether these words name a host that could not be looked up."""
    return _ANY_FORM.search(words) is not None


def is_other_host(words: str, domains: frozenset[str]) -> bool:
    """Whether what could not be found is a host, and not one of these ``domains`` of the recipient.

    With no ``domains`` nobody can tell, and the answer is False.
    """
    for form in _FORMS:
        match = form.search(words)
        if match:
            return bool(domains and match["name"].lower() not in domains)
    return False
