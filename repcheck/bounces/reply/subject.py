"""What a refusal complains of: an IP address, a domain, a sender or a URL, read from the reply alone."""

import re

from repcheck.bounces.addresses import ADDRESS, addresses_in
from repcheck.bounces.prefilter import Sieved
from repcheck.model.bounces import Subject
from repcheck.patterns import compiled

_DOMAIN = r"(?P<value>(?:[\w-]{1,63}+\.){1,10}[A-Za-z][\w-]{1,62})"
_SENDER_FORMS = tuple(
    Sieved(form, re.IGNORECASE)
    for form in (
        rf"\b(?:blocked|banned|blacklisted) senders?\b\W{{0,3}}<?(?P<value>{ADDRESS})",
        rf"\b(?:sender|from|mail from)\b(?: address)?[: \[<(]{{1,4}}(?P<value>{ADDRESS})[\]>)]?(?: is"
        rf"| was| has been)?"
        r"[^.;\n]{0,20}\b(?:blocked|banned|blacklisted|listed)",
    )
)
_DOMAIN_FORMS = tuple(
    Sieved(form, re.IGNORECASE)
    for form in (
        rf"\bquery/(?:domain|lookup)/{_DOMAIN}",
        rf"\b(?:sender|sending|helo|ehlo|from|your|the"
        rf"|sender's) domain(?: name)?[: \[<('\"]{{1,4}}{_DOMAIN}",
        rf"\bdomain[: \[<('\"]{{1,4}}{_DOMAIN}[\]>)'\"]? (?:is|was|has been|listed|blocked|blacklisted)",
        rf"\b(?:sender"
        rf"|from)(?: address)?[: \[<(]{{1,4}}[\w!#$%&'*+/=?^`{{|}}~.-]{{1,64}}@{_DOMAIN}[\]>)]?"
        rf" (?:is )?(?:blocked|listed|rejected) (?:using|in|by)",
    )
)
_ABOUT_DOMAIN = Sieved(
    r"reputation of the sending domain|domain reputation|helo domain is|sending domain"
    r"|sender'?s? domain",
    re.IGNORECASE,
)
_URL = Sieved(
    r"\b(?:url|uri|link|web ?site)\b[^\n]{0,30}?(?P<value>https?://[^\s<>\"']{4,200})", re.IGNORECASE
)
_LISTED = compiled(r"list|block", re.IGNORECASE)
# Addresses that are the refusing server's, its resolver's, or that of the host we reached.
_NOT_SENDER = Sieved(
    r"(?:\bconnected to|\bgiving up on|\bconnect(?:ion|ing)? to|\b(?:dns|resolver|name ?server)(?: server)?"
    r"(?: ip)?(?: address)?:?|/returnc/(?:pub|vol)/?) ?\[?[0-9A-Fa-f.:]{3,45}\]?/?"
    r"|(?<![\w.])[0-9A-Fa-f.:]{3,45} (?:does not like recipient|failed after I|did not like our)",
    re.IGNORECASE,
)
# An address of which something is said goes before one that only stands there.
_BLAMED = compiled(
    r"\b(?:client(?: host| ip| address)?|(?:your|sending|sender'?s?|source|connecting|client|remote"
    r"|originating)"
    r" (?:ip(?: address)?|address|server|host|mta)(?: is| was)?|ip(?: address)?|(?:mail|connections?"
    r"|messages?"
    r"|access|spam) from|from|ip)[ :=]{1,3}[\[(<\"']{0,2}(?P<a>[0-9A-Fa-f.:]{3,45})"
    r"|(?<![\w.:])(?P<b>[0-9A-Fa-f.:]{3,45})[\])]? (?:is |was |has been |got )?(?:listed|blocked|blacklisted"
    r"|banned|found|defined|rejected|refused|in |on )",
    re.IGNORECASE,
)


def sender_addresses(text: str) -> tuple[str, ...]:
    """The IP addresses in a reply that may be the sender's, the one that is blamed first."""
    text = _NOT_SENDER.sub(" ", text)
    found = addresses_in(text)
    if len(found) < 2:
        return found
    blamed = [ip for match in _BLAMED.finditer(text) for ip in addresses_in(match["a"] or match["b"] or "")]
    return tuple(dict.fromkeys([*(ip for ip in blamed if ip in found), *found]))


def blocked_subject(
    text: str, *, sender_blocked: bool | None, remote_ips: frozenset[str] = frozenset()
) -> Subject | None:
    """The blocked thing with its value in canonical spelling; None when the reply does not name it.

    ``remote_ips`` are addresses of the refusing server itself, which stand in many replies.
    """
    if sender_blocked is False:
        match = _URL.search(text)
        listed = match and _LISTED.search(text)
        return Subject("url", match["value"].rstrip(".,;)")) if match and listed else None
    if not sender_blocked:
        return None
    for form in _DOMAIN_FORMS:
        match = form.search(text)
        if match:
            return Subject("domain", match["value"].lower())
    for form in _SENDER_FORMS:
        match = form.search(text)
        if match:
            return Subject("sender", match["value"].lower())
    if _ABOUT_DOMAIN.search(text):
        return None
    ips = [ip for ip in sender_addresses(text) if ip not in remote_ips]
    return Subject("ip", ips[0]) if ips else None
