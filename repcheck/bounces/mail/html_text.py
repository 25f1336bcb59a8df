"""The text of a notice that was written in HTML."""

import re

from repcheck.patterns import compiled

_HTML_HIDDEN = compiled(r"<(/?)(?:style|script|head)\b[^<>]{0,500}>", re.IGNORECASE)
#: Behind these is an empty line.
_HTML_PARAGRAPH = compiled(r"</(?:p|h\d|table)\b[^<>]{0,500}>|<hr\b[^<>]{0,500}>", re.IGNORECASE)
# A cell of a table is a line of its own: what stands beside it is another thing.
_HTML_BREAK = compiled(r"<(?:br|/div|/tr|/li|t[dh]|d[td]|/?blockquote|/?pre)\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_AS_WRITTEN = compiled(r"<(/?)pre\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_TAG = compiled(r"</?[A-Za-z!][^<>]{0,2000}>")


def strip_html(text: str) -> str:
    """The text a reader of the HTML sees, roughly; addresses in links that are not shown are left out."""
    from html import unescape

    text = _HTML_BREAK.sub("\n", _HTML_PARAGRAPH.sub("\n\n", _without_hidden(_lines_joined(text))))
    return unescape(_HTML_TAG.sub("", text)).replace("\xa0", " ")


def _lines_joined(text: str) -> str:
    """With the lines joined, but where HTML shows them as they are written."""
    kept, start, written = [], 0, False
    for match in _HTML_AS_WRITTEN.finditer(text):
        piece = text[start : match.start()]
        kept.append(piece if written else piece.replace("\n", " "))
        kept.append(match[0].replace("\n", " "))
        start, written = match.end(), not match[1]
    piece = text[start:]
    return "".join([*kept, piece if written else piece.replace("\n", " ")])


def _without_hidden(text: str) -> str:
    """Without style sheets, scripts and the head; one pass, whatever is left open."""
    kept, start, hidden = [], 0, False
    for match in _HTML_HIDDEN.finditer(text):
        if not hidden:
            kept.append(text[start : match.start()])
        start, hidden = match.end(), not match[1]
    if not hidden:
        kept.append(text[start:])
    return " ".join(kept)
