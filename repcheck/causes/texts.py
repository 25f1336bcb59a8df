"""What a reply's text and codes complain of, as far as causes need it.

The text is the receiver's own and hostile; patterns here run over at most 2,000 characters and have no
nested repeats. "Classify by receiver and text, then by code": Gmail's 4.7.23 is a missing PTR where
RFC 7372 3.2 registers X.7.23 for SPF.
"""

import re
from collections.abc import Iterable
from typing import Literal

from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.catalog import Catalog, Provider, ProviderRule
from repcheck.patterns import compiled

#: What the records that are looked up (PTR, SPF) can explain, and what they cannot.
Topic = Literal["records", "dkim", "helo", "other"]

#: A provider's rules with their patterns, in catalog order.
CompiledRules = tuple[tuple[re.Pattern[str], ProviderRule], ...]

_LONGEST = 2000

_SENDER_SIDE = frozenset(
    {
        Category.BLOCKED,
        Category.POLICY,
        Category.AUTHENTICATION,
        Category.CONTENT,
        Category.RATE_LIMITED,
    }
)

_REVERSE = compiled(
    r"\bptr\b|\breverse[ -]?(?:dns|lookup|host ?name|name|record|mapping|resolution|pointer)"
    r"|\br-?dns\b|\bfcrdns\b|\bforward[- ]confirm|cannot find your host ?name"
    r"|\bin-addr\.arpa\b|\bip6\.arpa\b",
    re.IGNORECASE,
)
_OTHER_NAMES = compiled(r"\b(?:helo|ehlo|spf|dkim|dmarc|mx|soa)\b|from domain", re.IGNORECASE)
_SPF = compiled(
    r"\bspf\b|sender policy framework|\bdmarc\b|\bunauthenticated\b"
    r"|(?:not|isn't|is not) authenticated|\bsender authentication\b",
    re.IGNORECASE,
)
_DKIM = compiled(r"\bdkim\b|\bdomainkeys\b", re.IGNORECASE)
_HELO = compiled(
    r"\b(?:helo|ehlo)\b.{0,40}\b(?:reject|refus|invalid|bad|not|must|need|fail|does|resolv|fqdn|fully)"
    r"|\b(?:reject|refus|invalid|bad|fail|fake|forged)\w{0,6}\b.{0,40}\b(?:helo|ehlo)\b",
    re.IGNORECASE,
)
_ALIGNMENT = compiled(
    r"\bdmarc\b|\bunauthenticated\b|(?:not|isn't|is not) authenticated"
    r"|\bspf\b.{0,40}\bdkim\b|\bdkim\b.{0,40}\bspf\b",
    re.IGNORECASE,
)
_ERROR_READ_AS_LISTING = compiled(
    r"error: open resolver|spamhaus\.org/returnc/|\b127\.255\.255\.\d{1,3}\b", re.IGNORECASE
)
#: The words around an address that is not the sender's; one of the groups is the address.
_OTHERS = compiled(
    r"\b(?:host|relay|server|mx)[ =][^\s\[\]]{1,255} ?\[([0-9a-f.:]{2,45})\]"
    r"|/returnc/[a-z/]{0,20}([0-9a-f.:]{2,45})"
    r"|\b(?:resolver|nameserver|name server|dns server)s?[ :=(\[]{1,4}(?:at |is |on )?\[?([0-9a-f.:]{2,45})",
    re.IGNORECASE,
)
#: One of them stands in whatever ``_OTHERS`` finds: looking for words is far faster.
_WORDS_OF_OTHERS = ("host", "relay", "server", "mx", "returnc", "resolver")
_CODE = compiled(r"\b([245]\.\d{1,3}\.\d{1,3})\b")

_SPF_CODES = frozenset({"7.23", "7.24", "7.26", "7.509", "7.515"})
_DKIM_CODES = frozenset({"7.20", "7.21", "7.22"})


def sender_side(record: BounceRecord) -> bool:
    """True when mail was refused or put off for something on the sender's side, or without a usable word.

    A bad address (nonexistent, inactive, full, too large, undeliverable) is the recipient's side.
    """
    if record.kind not in ("bounce", "delayed") or record.suppressed:
        return False
    if record.sender_blocked is True or cited(record) or record.category in _SENDER_SIDE:
        return True
    return record.kind == "bounce" and record.category is Category.OTHER and record.hard is not True


def cited(record: BounceRecord) -> tuple[str, ...]:
    """The lists that the reply cites, each once, as ids or zones; empty names are left out."""
    names = record.cited_lists or record.cited_zones
    return tuple(dict.fromkeys(stripped for name in names if (stripped := name.strip())))


def about_reverse_name(record: BounceRecord, rule: ProviderRule | None) -> bool:
    """True when the refusal is for the reverse DNS (or another host name) of the sending address."""
    by_rule = rule is not None and rule.cause == "dns"
    if record.sender_blocked is True and record.provider is not None:
        return by_rule
    return by_rule or _reverse_by_text(record)


def reverse_name_explains(record: BounceRecord) -> bool:
    """True when a broken PTR would explain the text: the text names it, or names nothing else."""
    return _reverse_by_text(record) or not _OTHER_NAMES.search(_text(record))


def about_helo(record: BounceRecord) -> bool:
    """True when the reply complains of the name given in HELO, and of no reverse name beside it."""
    refused = record.kind in ("bounce", "delayed") and not record.suppressed
    return refused and _HELO.search(_text(record)) is not None and not _reverse_by_text(record)


def demands_alignment(record: BounceRecord) -> bool:
    """True when the refusal is for DMARC, or for mail that neither SPF nor DKIM vouches for."""
    return _ALIGNMENT.search(_text(record)) is not None or _code(record).endswith((".7.26", ".7.515"))


def about_authentication(record: BounceRecord, rule: ProviderRule | None) -> bool:
    """True when the refusal is for SPF, DKIM, DMARC or a login."""
    return record.category is Category.AUTHENTICATION or (rule is not None and rule.cause == "authentication")


def about_reputation(record: BounceRecord, rule: ProviderRule | None) -> bool:
    """True when the sender is refused for its reputation; the record's own verdict goes before the rule's."""
    if record.sender_blocked is not None:
        return record.sender_blocked
    return rule is not None and rule.cause in ("ip-reputation", "domain-reputation")


def authentication_topic(record: BounceRecord) -> Topic:
    """``records``: a missing record explains it; ``dkim``: DKIM alone is named; ``other``: TLS, a login."""
    code = _code(record).partition(".")[2]
    if _SPF.search(_text(record)):
        return "records"
    if _DKIM.search(_text(record)) or code in _DKIM_CODES:
        return "dkim"
    return "records" if code in _SPF_CODES else "other"


def reads_error_as_listing(texts: Iterable[str]) -> bool:
    """True when every text quotes a list's *error* answer as the reason: the receiver misreads that list."""
    found = [_ERROR_READ_AS_LISTING.search(text[:_LONGEST]) is not None for text in texts]
    return bool(found) and all(found)


def is_the_others(address: str, record: BounceRecord) -> bool:
    """True when a reply names this address as that of the receiver, a relay or a resolver, and as no other.

    Nobody is to ask for the removal of an address that the mail was not sent from.
    """
    if f"[{address}]" in (record.remote_mta or ""):
        return True
    text = record.diagnostic[:_LONGEST]
    mentions = text.count(address)
    lower = text.lower()
    if not mentions or not any(word in lower for word in _WORDS_OF_OTHERS):
        return False
    framed = (next(filter(None, found.groups())) for found in _OTHERS.finditer(text))
    return sum(1 for one in framed if one.lower().startswith(address.lower())) == mentions


def compiled_rules(provider: Provider) -> CompiledRules:
    """The provider's rules, ready to be matched; a pattern that is none is left out."""
    ready = []
    for rule in provider.rules:
        try:
            ready.append((compiled(rule.pattern, re.IGNORECASE), rule))
        except re.error:  # the catalog refuses such a pattern; a hand-made value must not end the run
            continue
    return tuple(ready)


class ProviderRules:
    """The compiled rules of providers, each when first needed: most runs meet few of them."""

    def __init__(self, catalog: Catalog) -> None:
        self._providers = {provider.id: provider for provider in catalog.providers}
        self._compiled: dict[str, CompiledRules] = {}

    def of(self, provider_id: str | None) -> CompiledRules:
        """Those of this provider; none of one that the catalog does not have."""
        provider = self._providers.get(provider_id) if provider_id is not None else None
        if provider is None:
            return ()
        if provider.id not in self._compiled:
            self._compiled[provider.id] = compiled_rules(provider)
        return self._compiled[provider.id]


def matching_rule(record: BounceRecord, rules: CompiledRules) -> ProviderRule | None:
    """The first rule whose pattern is found in the code or text, a certain one if there is any; or None."""
    text = f"{record.enhanced_status or ''} {_text(record)}"
    found = [rule for pattern, rule in rules if pattern.search(text)]
    return next((rule for rule in found if rule.certain), found[0] if found else None)


def _text(record: BounceRecord) -> str:
    return record.diagnostic[:_LONGEST]


def _code(record: BounceRecord) -> str:
    """The enhanced status code, from its field or else the text (RFC 3463); empty when there is none."""
    if record.enhanced_status:
        return record.enhanced_status
    found = _CODE.search(_text(record))
    return found.group(1) if found else ""


def _reverse_by_text(record: BounceRecord) -> bool:
    code = _code(record)
    if _REVERSE.search(_text(record)) or code.endswith(".7.25"):
        return True
    return code == "4.7.23" and not _SPF.search(_text(record))
