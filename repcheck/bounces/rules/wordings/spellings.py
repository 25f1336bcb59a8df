"""How the lists of a catalog are spelled in replies: zone, host, page, name, or a list of an operator."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from repcheck.model.catalog import Catalog, ListKind, ReputationList

_DISTINCT = 5
_BETWEEN = r"[\s:/_-]{1,3}+"
#: Operators whose look-up pages and names stand in replies, for lists that a catalog may not carry.
OPERATORS: tuple[tuple[str, str], ...] = tuple(
    (pattern, zone)
    for zone, pattern in {
        "dnsbl.sorbs.net": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}sorbs\.net(?![\w-])|(?-i:\bSORBS\b)",
        "ix.dnsbl.manitu.net": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}manitu\.net(?![\w-])|\bNiX ?Spam\b",
        "csi.cloudmark.com": r"\bcsi\.cloudmark\.com|\bcloudmark sender intelligence|\bcm-csi-v\d",
        "ipcheck.proofpoint.com": r"\bipcheck\.proofpoint\.com|\bproofpoint\.com/dnsbl-lookup"
        r"|\bproofpoint dynamic reputation",
        "ipremoval.sms.symantec.com": r"\bipremoval\.sms\.symantec\.com"
        r"|\bsymantec (?:global )?(?:bad senders|reputation)",
        "ers.trendmicro.com": r"\bers\.trendmicro\.com|\bmail-abuse\.(?:com|org)\b"
        r"|\btrend ?micro (?:rbl|email reputation|ip reputation)"
        r"|\bERS-(?:RBL|QIL|DUL)\b",
        "talosintelligence.com": r"\btalosintelligence\.com|\bsenderbase\.org|(?-i:\bSenderBase\b)"
        r"|\btalos (?:intelligence|reputation)|(?-i:\bSBRS\b)",
        "senderscore.org": r"\bsenderscore\.(?:org|com|net)/(?:rtbl|blocklistlookup|lookup)",
        "trustedsource.org": r"\btrustedsource\.org|(?-i:\bTrustedSource\b)",
        "fortiguard.com": r"\bfortiguard\.com"
        r"|\b(?:blocked|listed|rejected|denied) (?:by|in|on|using) fortiguard\b"
        r"|\bfortiguard[\w -]{0,30}(?:block|black|ip|reputation"
        r"|antispam)",
        "matrix.spfbl.net": r"\bmatrix\.spfbl\.net",
        "sip.invaluement.com": r"\bivmSIP\b|\binvaluement\b",
        "bl.mailspike.net": r"\bmailspike\.(?:net|org|io|com)\b",
        "bl.spamcop.net": r"(?<![\w@.-])(?:www\.)?spamcop\.net(?![\w-])",
        "b.barracudacentral.org": r"\bbarracuda ?central\b|(?-i:\bBRBL\b)",
        "psbl.surriel.com": r"(?-i:\bPSBL\b)",
        "dnsbl.njabl.org": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}njabl\.org",
        "dnsbl.ahbl.org": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}ahbl\.org",
        "relays.ordb.org": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}ordb\.org",
        "dnsbl.cobion.com": r"\bdnsbl\.cobion\.com",
        "spamrl.com": r"(?<![\w@.-])(?:[\w-]{1,30}\.){0,4}spamrl\.com",
    }.items()
)


class Spelling(msgspec.Struct, frozen=True):
    """One spelling of a list and how exactly it says which list of an operator: ``rank`` 0 its zone,
    1 a name of its own ("Spamhaus CSS"), 2 a page or host, 3 the bare name of the operator.
    """

    text: str
    form: Literal["host", "page", "word"]
    rank: int
    place: int
    list: str
    keyed: bool


def spellings_of(entry: ReputationList, place: int) -> Iterator[Spelling]:
    """Those of one list, at its ``place`` in the catalog; none of a list that only allows or scores."""
    if entry.kind in (ListKind.ALLOW, ListKind.SCORE):
        return
    zone = entry.zone.lower()
    keyed = "{key}" in zone
    if "." in zone and " " not in zone:
        yield Spelling(zone.replace("{key}", "").strip("."), "host", 0, place, entry.id, keyed)
    for alias in entry.aliases:
        plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", alias.strip().lower())
        if " " in alias or "." not in alias:
            if _names_something(alias):
                bare = alias.strip().lower() == family_of(entry)
                yield Spelling(alias.strip(), "word", 3 if bare else 1, place, entry.id, keyed=False)
        elif "." in plain:
            yield Spelling(
                plain,
                "page" if "/" in plain else "host",
                2,
                place,
                entry.id,
                keyed or ".dq.spamhaus." in plain,
            )


class ListOfOperator(msgspec.Struct, frozen=True):
    """A list whose id is "operator-list", of an operator that has several; ``list`` its id."""

    operator: str
    sublist: str
    place: int
    list: str


def sublists_of(catalog: Catalog) -> tuple[ListOfOperator, ...]:
    """Those of the catalog, in its order."""
    parts = [(entry.id.partition("-"), entry) for entry in catalog.lists if "-" in entry.id]
    counts = Counter(operator for (operator, _, _), _ in parts)
    kept = [
        (operator, sublist.replace("-", " "), entry.id)
        for (operator, _, sublist), entry in parts
        if counts[operator] > 1
        and len(operator) >= _DISTINCT
        and entry.kind not in (ListKind.ALLOW, ListKind.SCORE)
    ]
    return tuple(
        ListOfOperator(operator, sublist, place, name) for place, (operator, sublist, name) in enumerate(kept)
    )


def sublist_pattern(one: ListOfOperator) -> str:
    """The two words in any spelling: "SPAMHAUS SBL-XBL", "spamhaus.org/zen/"."""
    words = rf"(?:{_BETWEEN}[^\W_]{{1,16}}+){{0,2}}?{_BETWEEN}"
    return rf"(?<![\w@-]){re.escape(one.operator)}(?:\.\w{{2,4}})?{words}{re.escape(one.sublist)}(?![\w.])"


def _names_something(alias: str) -> bool:
    """False for a phrase of plain lower-case words ("poor reputation"): it describes, it names nobody."""
    return len(alias) > 2 and (" " not in alias.strip() or any(not c.islower() for c in alias if c != " "))


def is_short(text: str) -> bool:
    """A name of a few capital letters, which in small ones is a word or nothing."""
    return len(text) <= 6 and text == text.upper()


def word_pattern(text: str) -> str:
    """The spelling as a whole word, outside host names and ids; short ones in their own case only."""
    pattern = re.escape(text).replace(r"\ ", r"[ _-]")
    before = r"(?<![\w.@=-])" if is_short(text) else r"(?<![\w.@])"
    whole = before + pattern + r"(?![\w@=]|[.-]\w)"
    return f"(?-i:{whole})" if is_short(text) else whole


def family_of(entry: ReputationList) -> str:
    """Lists of one operator: naming one of them exactly says what its bare name meant."""
    return entry.id.split("-", 1)[0]
