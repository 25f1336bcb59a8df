"""Text that was made fit for a channel of ASCII: its octets in a charset, and encoded words (RFC 2047)."""

import binascii
import re

from repcheck.patterns import compiled

_ENCODED_WORD = compiled(
    r"=\?([\w.+-]{1,40})(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?\s]{0,300})\?=(\s{1,80}(?==\?))?"
)


def text_of(raw: bytes, charset: str) -> str:
    """Text in the charset it says; unlabelled 8-bit is UTF-8 or else Latin-1. Never fails."""
    name = charset.strip().lower()
    # UTF-16 and UTF-32 cannot stand in a text part (RFC 2046 section 4.1.2): the label is wrong.
    name = "" if name.startswith(("utf-16", "utf-32")) else name
    if raw.isascii() and not name.startswith(("iso-2022", "utf-7", "hz")):
        return raw.decode("ascii")
    if name and name not in ("us-ascii", "ascii", "utf-8", "unknown-8bit"):
        try:
            return raw.decode(name, "replace")
        except (LookupError, ValueError, TypeError):
            pass  # a charset nobody knows, or a codec that is none for text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8" if name == "utf-8" else "latin-1", "replace")


def decode_words(value: str) -> str:
    """Encoded words (RFC 2047) as text; others as they are."""
    if "=?" not in value:
        return value
    return _ENCODED_WORD.sub(_word, value)


def _word(match: re.Match[str]) -> str:
    raw = match[3].encode("ascii", "replace")
    if match[2] in "bB":
        raw = raw[: len(raw) - 1] if len(raw.rstrip(b"=")) % 4 == 1 else raw.rstrip(b"=")
        try:
            decoded = binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
        except binascii.Error:
            return match[0]
    else:
        decoded = binascii.a2b_qp(raw, header=True)
    return text_of(decoded, match[1])
