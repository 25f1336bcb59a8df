"""Macro strings (RFC 7208 section 7): read once, expanded for one message."""

import re
from collections.abc import Mapping

import msgspec

from repcheck.errors import MacroError
from repcheck.patterns import compiled

#: An expanded name may be so long (RFC 7208 7.3); what is longer loses labels from the left.
LONGEST_NAME = 253
#: Nobody sends a text as long as this; a record that makes one of a few macros is not followed.
LONGEST_TEXT = 65_536

_LONGEST_LABEL = 63
_TOKEN = compiled(
    r"%\{(?P<letter>[slodipvhcrt])(?P<keep>[0-9]*)(?P<reverse>r?)(?P<delimiters>[-.+,/_=]*)\}"
    r"|%(?P<escape>[%_-])"
    r"|(?P<literal>[!-$&-~]+)"
    r"|(?P<space> +)",
    re.IGNORECASE,
)
_ESCAPES = {"%": "%", "_": " ", "-": "%20"}
#: Macros of the explanation alone (RFC 7208 7.2).
_EXPLAINING = frozenset("crt")
_MACRO_AT_END = compiled(r"(?:%\{[^{}%]*\}|%[%_-])\Z")
_TOP_LABEL = compiled(r"(?![0-9]+\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ASKABLE = compiled(r"[ -\[\]-~]+")
#: More right-hand parts than any name or sender has.
_ALL_PARTS = 100_000


class MacroExpansion(msgspec.Struct, frozen=True):
    """One ``%{...}``: ``keep`` right-hand parts (0: all), after reversal, split at ``delimiters``.

    ``letter`` is lower case; ``escaped`` when it was written in upper case (URL escaping, RFC 7208 7.3).
    """

    letter: str
    keep: int = 0
    reverse: bool = False
    delimiters: str = "."
    escaped: bool = False


class MacroString(msgspec.Struct, frozen=True):
    """``text`` as written, and its parts: plain text or an Expansion."""

    text: str
    parts: tuple[str | MacroExpansion, ...]

    @property
    def letters(self) -> frozenset[str]:
        """The macro letters it uses, lower case."""
        return frozenset(part.letter for part in self.parts if isinstance(part, MacroExpansion))


def parse_macros(text: str, *, explaining: bool = False) -> MacroString:
    """A macro-string; with ``explaining`` an explain-string, which may hold spaces and three more letters.

    Raises MacroError.
    """
    parts: list[str | MacroExpansion] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or (match["space"] is not None and not explaining):
            raise MacroError(f"{text[at : at + 20]!r} is not allowed here")
        parts.append(_part(match, explaining))
        at = match.end()
    return MacroString(text, tuple(parts))


def _part(match: re.Match[str], explaining: bool) -> str | MacroExpansion:
    if match["letter"] is None:
        escape = match["escape"]
        return match[0] if escape is None else _ESCAPES[escape]
    letter = match["letter"]
    if letter.lower() in _EXPLAINING and not explaining:
        raise MacroError(f"%{{{letter}}} may only stand in an explanation text")
    digits = match["keep"].lstrip("0")
    if match["keep"] and not digits:
        raise MacroError(f"{_short(match[0])} keeps no part")
    keep = int(digits or 0) if len(digits) < 6 else _ALL_PARTS
    return MacroExpansion(
        letter=letter.lower(),
        keep=keep,
        reverse=bool(match["reverse"]),
        delimiters=match["delimiters"] or ".",
        escaped=letter.isupper(),
    )


def parse_domain_spec(text: str) -> MacroString:
    """A domain-spec: ends in a macro, or in a top label below another one (RFC 7208 7.1).

    Raises MacroError.
    """
    if not text:
        raise MacroError("a domain is missing")
    spec = parse_macros(text)
    if _MACRO_AT_END.search(text) is None:
        _, dot, top = text.removesuffix(".").rpartition(".")
        if not dot or not _TOP_LABEL.fullmatch(top):
            raise MacroError(f"{_short(text)} is not a full domain name")
    return spec


def expand(macros: MacroString, values: Mapping[str, str]) -> str:
    """The text for one message; ``values`` has each letter it uses. Raises MacroError when it is endless."""
    pieces: list[str] = []
    size = 0
    for part in macros.parts:
        piece = part if isinstance(part, str) else _expanded(part, values[part.letter])
        size += len(piece)
        if size > LONGEST_TEXT:
            raise MacroError("the expanded text is too long")
        pieces.append(piece)
    return "".join(pieces)


def _expanded(expansion: MacroExpansion, value: str) -> str:
    parts = [value]
    if expansion.keep or expansion.reverse or expansion.delimiters != ".":
        parts = re.split(f"[{re.escape(expansion.delimiters)}]", value)
    if expansion.reverse:
        parts.reverse()
    if expansion.keep:
        parts = parts[-expansion.keep :]
    text = ".".join(parts)
    return _url_escaped(text) if expansion.escaped else text


def _url_escaped(text: str) -> str:
    octets = text.encode("utf-8", "surrogateescape")
    return "".join(chr(octet) if octet in _UNRESERVED else f"%{octet:02X}" for octet in octets)


def as_name(text: str) -> str | None:
    """An expanded domain-spec as a name to ask for, lower case; None when no question can carry it."""
    name = text.removesuffix(".")
    while len(name) > LONGEST_NAME:
        _, dot, name = name.partition(".")
        if not dot:
            return None
    labels = name.split(".")
    if _ASKABLE.fullmatch(name) is None or not all(0 < len(label) <= _LONGEST_LABEL for label in labels):
        return None
    return name.lower()


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
