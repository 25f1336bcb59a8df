"""Text in Markdown: markup, raw HTML, mentions and links of strangers lose their meaning.

CommonMark lets a backslash stand before each ASCII punctuation character (section 2.4).
"""

import re

_SPECIAL = re.compile(r"[\\`*_{}\[\]#!|~$^]")
#: What a chat would take for a person or a team; a zero-width space breaks it and is not seen.
_MENTION = re.compile(r"(?<![\w.+-])@(?=\w)")
_START = re.compile(r"^(?=[-+=>]+(?:\s|$)|\d+[.)](?:\s|$))")
_TICKS = re.compile("`+")


def plain(text: str) -> str:
    """``text`` as a sentence in which nothing is markup."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MENTION.sub("@&#8203;", _SPECIAL.sub(r"\\\g<0>", text))
    return _START.sub("&#8203;", text)


def cell(text: str) -> str:
    """``text`` as a cell of a table: as ``plain``, where a pipe is escaped like all else."""
    return plain(text)


def code(text: str) -> str:
    """``text`` as a code span (CommonMark 6.1), in which a pipe would end a cell of a table.

    The fence is longer than any run of backticks within.
    """
    if not text.strip():
        return ""
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest or text.startswith(" ") or text.endswith(" ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def link(url: str) -> str:
    """An autolink; the address must be safe already."""
    return f"<{url}>"
