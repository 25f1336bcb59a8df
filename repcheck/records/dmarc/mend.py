"""The DMARC record to publish instead of one with slips, judged against it: same policy, no address less."""

import re
from collections.abc import Iterable

from repcheck.records.dmarc.record import DmarcRecord, parse_dmarc
from repcheck.records.tags import PLAIN_TEXT, without_leftovers

#: Tags of RFC 9989 that say how mail is treated: never guessed at.
_DECIDING = ("p", "sp", "np", "adkim", "aspf", "t", "psd")
_VALUES = {"adkim": "rs", "aspf": "rs", "t": "yn", "psd": "ynu"}
_OLD_TAGS = ("pct", "rf", "ri")
_COLON = re.compile(r"[ \t]*(rua|ruf|fo)[ \t]*:[ \t]*(\S.*)", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(
    r"""(?:mailto[:=](?://)?)?((?!/)[^\s<>()\[\],;:!?"'&]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10})(![0-9]{1,20}[kmgt]?)?""",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v[ \t]*=[ \t]*dmarc[ \t]*1[ \t]*(?=[;, \t]|\Z)", re.IGNORECASE)
_COMMA = re.compile(r",[ \t]*(?=(?:p|sp|np|rua|ruf|adkim|aspf|fo|pct|rf|ri|t|psd)[ \t]*=)", re.IGNORECASE)
_LOOKS_LIKE = re.compile(
    r"dmarc|\A\W{0,3}v[ \t]*[=:][ \t]*d|\bp[ \t]*=[ \t]*(?:none|quarantine|reject)\b", re.IGNORECASE
)
#: Values of the tags that nobody reads any more: behind another one, a tag of today may be hidden.
_OLD_VALUES = {"pct": r"100", "rf": r"[a-z]{3,8}(?:[ ]*:[ ]*[a-z]{3,8})*", "ri": r"[0-9]{1,10}"}
_ADDRESS_OR_POLICY = re.compile(r"@|mailto|\A(?:none|quarantine|reject)\b", re.IGNORECASE)
_TAGS = (*_DECIDING, *_OLD_TAGS, "v", "rua", "ruf", "fo")


def looks_like_dmarc(text: str) -> bool:
    """Whether a TXT record at ``_dmarc`` was meant to be one, as far as a reader can tell."""
    return parse_dmarc(text) is None and _LOOKS_LIKE.search(text) is not None


def corrected(text: str, at: str) -> str | None:
    """A void record as its writer most likely meant it; None when that is not plain."""
    plain = without_leftovers(text).strip(" \t\"'").replace("\\;", ";").rstrip(" .\\\"'")
    match = _VERSION.search(plain)
    if match is None or (match.start() and plain[: match.start()].rstrip()[-1:] != ";"):
        return None
    rest = plain[: match.start()] + ";" + plain[match.end() :].lstrip(" \t,;")
    parts = [part.strip() for part in _COMMA.sub("; ", rest).split(";") if part.strip()]
    record = parse_dmarc("; ".join(("v=DMARC1", *parts)))
    if record is None or record.policy("p") is None:
        return None
    return _rewritten(record, at)


def mended(record: DmarcRecord, at: str) -> str | None:
    """The record with its slips written right; None: there are none, or only the owner knows what is meant.

    No policy is changed. Who got reports still does; where nobody did, postmaster of ``at`` does.
    """
    text = _rewritten(record, at)
    new = None if text is None else parse_dmarc(text)
    return None if new is None or new.tags == _unspaced(record.tags) else text


def _unspaced(tags: dict[str, str]) -> dict[str, str]:
    """Lists of addresses without the blanks that may stand in them."""
    lists = ("rua", "ruf")
    return {tag: re.sub(r" *, *", ",", value) if tag in lists else value for tag, value in tags.items()}


def _rewritten(record: DmarcRecord, at: str) -> str | None:
    """Each tag once and as it is read today; None where that could lose something that was meant."""
    tags = _once(record)
    if tags is None or record.bad_policies or _odd_values(tags) or _hides_something(tags):
        return None
    for piece in record.dropped:
        found = _COLON.fullmatch(piece)
        tag = "" if found is None else found[1].lower()
        if found is not None and (tag not in tags or tag != "fo"):
            tags[tag] = f"{tags[tag]},{found[2].strip()}" if tag in tags else found[2].strip()
        elif not _says_nothing(piece, record):
            return None
    for tag in ("rua", "ruf"):
        uris = _uris(tags.pop(tag)) if tag in tags else []
        if uris is None:
            return None
        if uris or tag == "rua":
            tags[tag] = ",".join(uris) or f"mailto:postmaster@{at}"
    kept = {tag: value for tag, value in tags.items() if tag not in (*_OLD_TAGS, "v", "p") and value}
    text = "; ".join(
        ("v=DMARC1", f"p={tags.get('p', 'none')}", *(f"{tag}={value}" for tag, value in kept.items()))
    )
    return text if _is_same(record, text) else None


def _hides_something(tags: dict[str, str]) -> bool:
    """Whether a tag that is left out, or that nobody knows, holds more than its name tells."""
    old = (
        tag in tags and re.fullmatch(value, tags[tag], re.IGNORECASE) is None
        for tag, value in _OLD_VALUES.items()
    )
    return any(old) or bool(misnamed(tags))


def misnamed(tags: dict[str, str]) -> tuple[str, ...]:
    """Tags that nobody knows and that hold an address or a policy, as ``ruua`` does."""
    return tuple(
        tag
        for tag, value in tags.items()
        if tag not in _TAGS and _ADDRESS_OR_POLICY.search(value) is not None
    )


def _once(record: DmarcRecord) -> dict[str, str] | None:
    """Each tag once: addresses of a doubled one together; None when its values contradict each other."""
    tags: dict[str, str] = {}
    for tag, value in record.pairs:
        if tag not in tags:
            tags[tag] = value
        elif tag in ("rua", "ruf"):
            tags[tag] = f"{tags[tag]},{value}"
        elif tags[tag].lower() != value.lower():
            return None
    return tags


def _odd_values(tags: dict[str, str]) -> bool:
    odd = any(tag in tags and tags[tag].lower() not in values for tag, values in _VALUES.items())
    return odd or re.fullmatch(r"[01ds](?:[ ]*:[ ]*[01ds])*", tags.get("fo", "0"), re.IGNORECASE) is None


def _says_nothing(piece: str, record: DmarcRecord) -> bool:
    """Whether a piece that is not a tag holds at most an address that gets reports anyway."""
    known = {address.lower() for address in record.reports}
    found = [match[1].lower() for match in _ADDRESS.finditer(piece)]
    return bool(found) and set(found) <= known


def _uris(value: str) -> list[str] | None:
    """The URIs of rua or ruf; None when one of them is none, and cannot be made one."""
    found: dict[str, None] = {}
    for item in filter(None, map(str.strip, value.split(","))):
        first, *noise = item.split()
        match = _ADDRESS.fullmatch(first.strip("<>"))
        if first.lower().startswith("https://") and not noise:
            found[first] = None
        elif match is not None and all(_is_noise(word, match[1]) for word in noise):
            found[f"mailto:{match[1]}{match[2] or ''}"] = None
        else:
            return None
    return list(found)


def _is_noise(word: str, address: str) -> bool:
    """Whether a word behind an address says nothing more: no other address, and no tag."""
    return "=" not in word and ("@" not in word or address in word)


def _is_right(record: DmarcRecord) -> bool:
    """Without a slip, and with somebody who gets reports."""
    slips = record.dropped or record.doubled or record.bad_policies or _odd_values(record.tags)
    return not slips and bool(record.reports) and "" not in record.tags.values()


def _is_same(old: DmarcRecord, text: str) -> bool:
    """The judgement: the new record is valid, treats mail as the old one, and reports to all it named."""
    new = parse_dmarc(text)
    if new is None or not _is_right(new) or PLAIN_TEXT.fullmatch(text) is None:
        return False
    policies: Iterable[str] = ("sp", "np")
    same = (old.policy("p") or "none") == new.policy("p") and all(
        old.policy(p) == new.policy(p) for p in policies
    )
    treated = all(old.tags.get(tag) == new.tags.get(tag) for tag in _DECIDING if tag not in ("p", "sp", "np"))
    reported = {address.lower() for address in old.reports} <= {address.lower() for address in new.reports}
    return same and treated and reported
