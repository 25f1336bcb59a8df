"""One DKIM key record (RFC 6376 3.6.1, RFC 8301, RFC 8463): what it holds, and how it was meant."""

import base64
import binascii
import re
from collections.abc import Sequence

import msgspec

from repcheck.records.tags import PLAIN_TEXT, TagList, shown_text, tag_list, without_leftovers

#: SubjectPublicKeyInfo of Ed25519 (RFC 8410 4), before the 32 octets that DKIM wants alone (RFC 8463 4).
_ED25519_DER = bytes.fromhex("302a300506032b6570032100")
_ED25519_OCTETS = 32
_CAPITAL = re.compile(r"(?:\A|;)[ \t\r\n]*([VHKPST])[ \t\r\n]*=")


class KeyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """``wrong``: why verifiers do not use it; None: they do, or it is revoked.

    ``octets``  of the key, without a frame that does not belong there; empty: it is revoked, or unreadable
    ``bits``    None where there is no key to measure
    ``better``  the record to publish instead, with the same key and conditions; None: that is not plain
    """

    kind: str = "rsa"
    octets: bytes = b""
    bits: int | None = None
    testing: bool = False
    sha1_only: bool = False
    wrong: str | None = None
    better: str | None = None


def read_key(text: str) -> KeyRecord:
    """Whatever the text is; never raises."""
    found = _read(tag_list(text))
    capital = _CAPITAL.search(text)
    if found.wrong is None and capital is not None:
        says = f"{capital[1]}= is not a tag, as tags are in lower case (RFC 6376 3.2)"
        found = KeyRecord(kind=found.kind, wrong=says)
    if found.wrong is None:
        return found
    cleaned = without_leftovers(text).replace('"', "").strip(" '").replace("\\;", ";")
    for tags in (tag_list(text), tag_list(cleaned)):
        better = _rewritten(tags)
        if better is not None and better != text and _read(tag_list(better)).wrong is None:
            return msgspec.structs.replace(found, better=better)
    return found


def _read(found: TagList) -> KeyRecord:
    tags = found.tags
    kind = tags.get("k", "rsa").lower()
    made = KeyRecord(
        kind=kind,
        testing="y" in _list(tags.get("t", "")),
        sha1_only=set(_list(tags.get("h", "sha256"))) == {"sha1"},
    )
    wrong = _form(found)
    if wrong is not None:
        return msgspec.structs.replace(made, wrong=wrong)
    text = "".join(tags["p"].split())
    octets = _decoded(text)
    if octets is None:
        return msgspec.structs.replace(made, wrong=_cut(text) or "its p= is not base64")
    bits = _bits(kind, octets)
    if octets and bits is None:
        return msgspec.structs.replace(made, wrong=_unfit(kind, octets, text))
    return msgspec.structs.replace(made, octets=octets, bits=bits)


def _form(found: TagList) -> str | None:
    """What is wrong before the key is looked at."""
    tags = found.tags
    if found.dropped:
        return f'"{shown_text(found.dropped[0], 40)}" in it does not have the form tag=value'
    if found.doubled:
        return f"{found.doubled[0]}= stands twice, which makes the record invalid (RFC 6376 3.2)"
    if "p" not in tags:
        return "it is not a DKIM key record: it has no p="
    if "v" in tags and (found.pairs[0] != ("v", "DKIM1")):
        return "v=DKIM1 has to stand first, in just these letters (RFC 6376 3.6.1)"
    if not {"*", "email"} & set(_list(tags.get("s", "*"))):
        return f"s={shown_text(tags['s'], 40)} says that it is not for mail (RFC 6376 3.6.1)"
    return None


def _rewritten(found: TagList) -> str | None:
    """The tags with v first, the key without its frame; None when they contradict each other."""
    tags = dict(found.pairs)
    if found.dropped or len(set(found.pairs)) != len(tags) or tags.get("v", "DKIM1").upper() != "DKIM1":
        return None
    octets = _decoded("".join(tags.get("p", "").split()))
    if not octets:
        return None
    kind = tags.get("k", "rsa").lower()
    if octets.startswith(_ED25519_DER) and len(octets) == len(_ED25519_DER) + _ED25519_OCTETS:
        kind, octets = "ed25519", octets[len(_ED25519_DER) :]
    rest = {tag: value for tag, value in tags.items() if tag not in ("v", "k", "p")}
    rest = {"v": "DKIM1", "k": kind, **rest, "p": base64.b64encode(octets).decode()}
    better = "; ".join(f"{tag}={value}" for tag, value in rest.items())
    return better if PLAIN_TEXT.fullmatch(better) and not _runs_on(octets) else None


def _runs_on(octets: bytes) -> bool:
    """Whether something follows the key, as where it was pasted twice."""
    try:
        content, rest = _element(octets, 0x30)
    except ValueError:
        return False
    return bool(content and rest)


def _list(value: str) -> Sequence[str]:
    return [part.strip().lower() for part in value.split(":")]


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _unfit(kind: str, octets: bytes, text: str) -> str:
    if octets.startswith(_ED25519_DER):
        return "its p= holds an Ed25519 key in DER; DKIM wants k=ed25519 and the 32 octets alone (RFC 8463 4)"
    return (_cut(text) if kind == "rsa" else None) or f"its p= holds no {shown_text(kind, 20)} key"


def _cut(text: str) -> str | None:
    """That the key ends before its own length, as when only the first string of it was published."""
    octets = _decoded(text[: len(text) // 4 * 4])
    if not octets or octets[0] != 0x30 or len(octets) < 6 or octets[1] not in (0x81, 0x82):
        return None
    count = octets[1] & 0x7F
    whole = 2 + count + int.from_bytes(octets[2 : 2 + count])
    if len(octets) >= whole:
        return None
    return f"its key is cut short: {len(octets)} of {whole} octets are there"


def _bits(kind: str, octets: bytes) -> int | None:
    if kind == "ed25519":
        return 256 if len(octets) == _ED25519_OCTETS else None
    return _modulus_bits(octets) if kind == "rsa" else None


def _modulus_bits(octets: bytes) -> int | None:
    """Bits of the modulus in a SubjectPublicKeyInfo, or in a bare PKCS#1 key as some publish it."""
    try:
        content, _ = _element(octets, 0x30)
        if content[:1] == b"\x30":
            _, rest = _element(content, 0x30)
            bit_string, _ = _element(rest, 0x03)
            content, _ = _element(bit_string[1:], 0x30)
        modulus, _ = _element(content, 0x02)
    except ValueError:
        return None
    return int.from_bytes(modulus).bit_length()


def _element(octets: bytes, tag: int) -> tuple[bytes, bytes]:
    """Content of the first DER element, which must have this tag, and what follows it. Raises ValueError."""
    if len(octets) < 2 or octets[0] != tag:
        raise ValueError("another element")
    size, start = octets[1], 2
    if size & 0x80:
        count = size & 0x7F
        start += count
        size = int.from_bytes(octets[2:start])
        if not 0 < count <= 4:
            raise ValueError("a length that no key has")
    if len(octets) < start + size:
        raise ValueError("cut short")
    return octets[start : start + size], octets[start + size :]
