"""The text of a notice that was written in HTML."""

import re

from repcheck.patterns import compiled

_HTML_HIDDEN = compiled(r"<(/?)(?:style|script|head)\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_BREAK = compiled(r"<(?:br|/p|/div|/tr|/li|/h\d|/table|hr)\b[^<>]{0,500}>", re.IGNORECASE)
_HTML_TAG = compiled(r"</?[A-Za-z!][^<>]{0,2000}>")


def strip_html(text: str) -> str:
    """The text a reader of the HTML sees, roughly; addresses in links that are not shown are left out."""
    from html import unescape

    text = _HTML_BREAK.sub("\n", _without_hidden(text.replace("\n", " ")))
    return unescape(_HTML_TAG.sub("", text)).replace("\xa0", " ")


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
