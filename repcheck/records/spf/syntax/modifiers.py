"""Modifiers that SPF does not know: receivers pass them over (RFC 7208 6), whatever their writer meant."""

import re
from ipaddress import ip_network

from repcheck.records.spf.syntax.terms import Modifier, Term

#: Reports of failed checks (RFC 6652): the only known ones.
_REPORTS = ("ra", "rp", "rr")
_DMARC = re.compile(
    r"v=dmarc1;?|(?:n?p|sp)=(?:none|quarantine|reject);?|ru[af]=mailto:.*|(?:adkim|aspf)=[rs];?|pct=\d{1,3};?",
    re.IGNORECASE | re.DOTALL,
)
_DKIM = re.compile(r"v=dkim1;?|k=(?:rsa|ed25519);?|p=[a-z0-9+/]{40,}=*;?", re.IGNORECASE)
_PROOF = re.compile(r"[a-z0-9_-]{0,60}verif[a-z0-9_-]{0,60}=.+|ms=ms[a-z0-9]+;?", re.IGNORECASE | re.DOTALL)
#: What a name has and no other value.
_DOT = re.compile(r"[a-z0-9]\.[a-z]", re.IGNORECASE)


def home_of(text: str, domain: str) -> str | None:
    """Where a text belongs that strayed into an SPF record; None for anything else.

    Nobody sends by such a text, so leaving it out keeps nobody from sending.
    """
    if _DMARC.fullmatch(text):
        return f"the DMARC record, at _dmarc.{domain}"
    if _DKIM.fullmatch(text):
        return f"the record of a DKIM key, below _domainkey.{domain}"
    return "a TXT record of its own" if _PROOF.fullmatch(text) else None


def may_name_sender(term: Term) -> bool:
    """Whether an unknown modifier looks like a mechanism that was to let somebody send."""
    if not isinstance(term, Modifier) or term.kind != "other" or term.name in _REPORTS:
        return False
    value = term.text.partition("=")[2]
    if term.name == "v" or _DOT.search(value):
        return True
    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True
