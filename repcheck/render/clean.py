"""Text of strangers, made harmless once, at the edge, for the sink it goes to.

TXT records, PTR names, SPF records and bounce lines are written by people we do not know. Each
sink has its own dangers, so each has its own function here, named ``for_<sink>``; a new output
format adds one beside these and cleans nowhere else.
"""

import re
import unicodedata

from repcheck.patterns import compiled

#: Letters and marks that show nothing although ``str.isprintable`` takes them for visible
#: (Default_Ignorable_Code_Point of Unicode): grapheme joiner, Hangul and Khmer fillers, selectors.
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
    + "".join(map(chr, range(0x180B, 0x1810)))
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
_LINE_END = compiled("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NO_OCTET = compiled("[\ud800-\udc7f\udd00-\udfff]")
_SURROGATE = compiled("[\ud800-\udfff]")
#: More marks on one letter than any language needs: they would run into the lines above and below.
_MOST_MARKS = 4

#: Where the commands of CI systems begin. In an IPv6 address two colons stand before none of these words.
_COMMAND = compiled(
    r"::(?=add-|debug|echo|endgroup|error|group|internal-|notice|remove-|save-|set-|stop-|warning)"
    r"|##(?=\[|vso\[)",
    re.IGNORECASE,
)

#: What spreadsheets begin a formula with, or skip before one; full-width forms are taken for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def for_terminal(text: str, limit: int | None = None, *, keep_newlines: bool = False) -> str:
    r"""``text`` for a person's screen: it can neither steer the terminal nor hide or reorder anything.

    Controls (C0, C1 and ESC), bidi overrides and other invisible characters are shown as ``\x1b`` or
    ``\u202e``; octets that are not UTF-8 as ``\x9b``. Line ends and tabs become spaces, or stay
    ``\n`` when ``keep_newlines``. ``limit``: the most characters of the result, "..." included.
    """
    if text.isascii() and text.isprintable():
        return _cut(_no_command(text), limit)
    # An escape has up to ten characters, and none is shorter than its character, so what lies behind
    # the limit can never be shown: not looking at it bounds the work.
    head = text if limit is None else text[: limit * 4 + 4]
    head = _octets_as_text(head, "backslashreplace")
    head = _LINE_END.sub("\n", head).replace("\t", " ")
    if not keep_newlines:
        head = head.replace("\n", " ")
    return _cut(_no_command(_visible(head)), limit)


def _no_command(text: str) -> str:
    """``text`` without what the log of a CI system would take for a command: a space goes into its mark.

    GitHub Actions obeys ``::error ...::`` where a line begins with it, and a long text may be broken
    anywhere; it and Azure Pipelines obey ``##[error]`` and ``##vso[...]`` anywhere in a line.
    """
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(lambda mark: f"{mark[0][0]} {mark[0][1:]}", text)


def for_json(text: str) -> str:
    """``text`` with lone surrogates made valid, so that it can be written as UTF-8 (RFC 8259 8.1).

    Octets kept as surrogate escapes are read as UTF-8 where they are UTF-8, else they become U+FFFD.
    JSON's own escapes take care of control characters.
    """
    return _octets_as_text(text, "replace")


def for_csv(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula: an apostrophe goes before it.

    Quotes and separators are the writer's task.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _octets_as_text(text: str, errors: str) -> str:
    if _SURROGATE.search(text) is None:
        return text
    octets = _NO_OCTET.sub("\ufffd", text).encode("utf-8", "surrogateescape")
    return octets.decode("utf-8", errors)


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        shown.append(_escaped(char) if marks > _MOST_MARKS else _visible_char(char))
    return "".join(shown)


def _visible_char(char: str) -> str:
    if char == "\n":
        return char
    if unicodedata.category(char) == "Zs":
        return " "
    return char if char.isprintable() and char not in _INVISIBLE else _escaped(char)


def _escaped(char: str) -> str:
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _cut(text: str, limit: int | None) -> str:
    if limit is None or len(text) <= limit:
        return text
    return text[: max(0, limit - 3)].rstrip() + "..."
