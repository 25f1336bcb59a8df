"""The text of a report out of the bytes that came, repaired as far as its meaning stays the same.

Reports in the wild have no XML header, or a wrong one, bytes that are not UTF-8, a bare "&", and other text
in front of the root. What a document type could declare never takes effect: the text begins at the root,
and entities other than the five of XML are plain text.
"""

import codecs
import re

from repcheck.patterns import compiled

#: Of a report, unpacked. A larger one is refused.
MOST_BYTES = 50 * 1024 * 1024
_HEAD = 64 * 1024
_ROOT = compiled(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?feedback(?=[\s>/])", re.IGNORECASE)
_ROOT_NAME = b"feedback"
_ENCODING = compiled(rb"<\?xml[^>]{1,80}?encoding\s{0,4}=\s{0,4}[\"']([A-Za-z0-9._-]{1,32})[\"']")
#: What no XML document may hold (XML 1.0 section 2.2).
_FORBIDDEN = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE_AMPERSAND = compiled(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_KNOWN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252"})


def holds_report(head: bytes) -> bool:
    """Whether bytes that begin so are an aggregate report."""
    first = _narrow(head[:_HEAD])
    return _ROOT_NAME in first.lower() and _ROOT.search(first) is not None


def report_text(raw: bytes) -> str | None:
    """The text from the root on; None when there is no root."""
    narrow = _narrow(raw)
    root = _ROOT.search(narrow)
    if root is None:
        return None
    declared = _ENCODING.search(narrow, 0, root.start())
    named = "" if declared is None else declared[1].decode("ascii").lower()
    text = narrow[root.start() :].decode(named if named in _KNOWN else "utf-8", "replace")
    return _BARE_AMPERSAND.sub("&amp;", _FORBIDDEN.sub("\ufffd", text))


def _narrow(raw: bytes) -> bytes:
    """UTF-16 with its byte order mark as UTF-8."""
    wide = _WIDE.get(raw[:2])
    return raw if wide is None else raw[2:].decode(wide, "replace").encode("utf-8", "replace")
