"""Which words of a notice are about which of the recipients that it names.

A notice of several recipients gives each its own reason, or all of them one. What was said of another must
never count: it makes a good address bad.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from repcheck.bounces.addresses import ADDRESS
from repcheck.bounces.smtp.codes import enhanced_status, join_reply, reply_code
from repcheck.patterns import compiled

MAX_REASON = 4000
#: Letters that words must have to be a reason.
LEAST = 8

_ADDRESS = compiled(ADDRESS)
ENTRY = compiled(rf"^[ \t]*<(?P<a>(?:{ADDRESS}))>", re.MULTILINE)
_NUMBERED = r"(?:\(?\d{1,3}[.)][ \t]{1,4})?"
ALONE = compiled(
    rf"^[ \t]*{_NUMBERED}(?:(?:smtp:|rfc822;|-- )?['\"]?(?P<a>{ADDRESS})['\"]?"
    rf"|\"[^\"\n]{{1,64}}\"[ \t]<(?P<b>{ADDRESS})>)[ \t]*+[:;]?[ \t]*+$",
    re.MULTILINE | re.IGNORECASE,
)
LINE = compiled(
    rf"^[ \t*-]*{_NUMBERED}(?:smtp:|rfc822;)?['\"<\[]?(?P<a>{ADDRESS})['\">\]]?(?:[ \t]{{0,40}}[:;,(]"
    r"|[ \t]{1,40}-|\.\.\.|[ \t]{2,40}(?=\w)|[ \t]{1,40}\.{2,}"
    r"|[ \t](?=on (?:\d|\w{3}, \d)|\d{3} |invalid address))",
    re.MULTILINE | re.IGNORECASE,
)
_LABEL = compiled(r"(?:rcpt|recipient|to|user)=(?=[^@=]{1,64}@)", re.IGNORECASE)
_GLUED = compiled(
    r"[\u2e80-\u9fff\uac00-\ud7af\uff01-\uffee\u0e00-\u0e7f]{1,64}(?=[\x21-\x7e]{1,64}@[\x21-\x7e]{1,255}\Z)"
)
_INDENT = 80
_WORD = compiled(r"\w")
_CODE_BEGINS = compiled(r"^[\s<>#*|-]{0,12}(?:\S{1,80} )?#?(?:[45]\d\d[ -]|[45]\.\d{1,3}\.\d)", re.MULTILINE)
_EMPTY_LINE = compiled(r"\n[ \t]{0,20}\n")
#: The line goes on with nothing but signs, and the next one is empty.
_SET_OFF = compiled(r"[ \t:;,.>'\"]{0,20}\n[ \t]{0,20}\n")
_AROUND_REASON = " \t\n:;,.>"


def address_of(match: re.Match[str]) -> str:
    """The address that a form found, without what only stands before it."""
    value: str = next(value for value in match.groups() if value)
    # A script without spaces may go on right into an address of ASCII.
    glued = _LABEL.match(value) or (None if value.isascii() else _GLUED.match(value))
    return value if glued is None else value[glued.end() :]


def lines_with_address(text: str) -> list[int]:
    """Where the lines begin that hold an address: a pattern is tried there, and not at each letter."""
    starts: list[int] = []
    at = text.find("@")
    while at >= 0:
        starts.append(text.rfind("\n", 0, at) + 1)
        end = text.find("\n", at)
        at = text.find("@", end) if end >= 0 else -1
    return starts


def line_start(text: str, at: int) -> int:
    """Where the line begins that this place is in; behind it where the place is the end of a line."""
    return at + 1 if text[at : at + 1] == "\n" else text.rfind("\n", 0, at) + 1


def heading(text: str, recipients: Iterable[str | None]) -> str:
    """The words in front of the line that first names one of these recipients; all, where none is named."""
    return _heading(text, frozenset(filter(None, recipients)))


@lru_cache(maxsize=4)  # asked for each recipient of a notice
def _heading(text: str, recipients: frozenset[str]) -> str:
    small = text.lower()
    if len(small) != len(text):  # some capital letter has two small ones
        small = text
    first = min((at for one in recipients if (at := small.find(one.lower())) >= 0), default=None)
    return text if first is None else text[: line_start(text, first)]


def reason_for(text: str, address: str, others: frozenset[str] = frozenset()) -> str:
    """The words of a notice behind the place that names this address, up to the next one.

    Where it has no words of its own there, they are all of them; with ``others``, the recipients of a
    notice of several, only those in front of the first that it names.
    """
    start = _named_at(text, address)
    if start is None:
        return (_heading(text, others) if others else text)[:MAX_REASON]
    end = len(text)
    lines = [at for at in lines_with_address(text) if at >= start]
    for form in (LINE, ALONE, ENTRY):
        for at in lines:
            other = form.match(text, at, end) if at < end else None
            if other and address_of(other).lower() != address.lower():
                end = line_start(text, other.start())
                break
    behind = text[start:end].strip(_AROUND_REASON)
    if len(behind) >= LEAST:
        return behind[:MAX_REASON]
    return (f"{_heading(text, others)}{behind}" if others else text)[:MAX_REASON]


def _named_at(text: str, address: str) -> int | None:
    """The end of the first mention of an address that begins a line."""
    lowered = text.lower()
    if len(lowered) != len(text):  # some capital letter has two small ones
        lowered = text
    wanted = address.lower()
    at = lowered.find(wanted)
    while at >= 0:
        front = lowered[max(0, at - _INDENT) : at].rpartition("\n")
        end = at + len(wanted)
        begins = bool(front[1]) or at <= _INDENT
        if begins and front[2].strip(" \t") in ("", "<") and not _WORD.match(lowered, end):
            return end
        at = lowered.find(wanted, end)
    return None


def reasons_in_turn(text: str, named: Sequence[tuple[str, int, int]]) -> list[str]:
    """The words for each place that names a recipient, in order: those up to the next place.

    ``named``  address, where its place begins, and where its words do

    An address alone on its line with another below it shares the words below the last of them. Where the
    words stand right above the addresses, and nothing right below, they are about those below. Lines that
    name another recipient of the notice are that one's.
    """
    starts = [line_start(text, at) for _, at, _ in named]
    above = _reasons_above(text, named, starts)
    if above:
        return above
    ends = [max(begin, start) for (_, _, begin), start in zip(named, starts[1:], strict=False)]
    ends.append(len(text))
    several = frozenset(address.lower() for address, _, _ in named)
    reasons: list[str] = []
    below = ""
    for (address, _, begin), end in zip(reversed(named), reversed(ends), strict=True):
        said = text[begin:end]
        words = _without_lines_of(said, several - {address.lower()}).strip(_AROUND_REASON)
        if not words and said.isspace():
            words = _without_lines_of(below, several - {address.lower()}).strip(_AROUND_REASON)
        else:
            below = said if said.lstrip(" \t:;,.>").startswith("\n") else ""
        reasons.append(words[:MAX_REASON])
    return _without_footer(reasons[::-1])


def first_words(reason: str) -> str:
    """The first paragraph of what stands behind the only recipient: what is below advises, mostly.

    All of it where a line below begins with a code, and the first paragraph has none.
    """
    first = _EMPTY_LINE.split(reason, maxsplit=1)[0].rstrip()
    if len(first) < LEAST or len(first) == len(reason):
        return reason
    coded = reply_code(join_reply(first)) is not None or enhanced_status(first) is not None
    return first if coded or not _CODE_BEGINS.search(reason, len(first)) else reason


def _without_footer(reasons: list[str]) -> list[str]:
    """Without what stands below the words of the last one, where all others have one paragraph."""
    *others, last = reasons
    first = _EMPTY_LINE.split(last, maxsplit=1)[0].rstrip()
    if any(others) and not any(map(_EMPTY_LINE.search, others)) and len(first) >= LEAST:
        return [*others, first]
    return reasons


def _without_lines_of(words: str, others: frozenset[str]) -> str:
    """The words without the lines that name only other recipients."""
    if "@" not in words or not others:
        return words
    return "\n".join([line for line, named in _lines_named(words) if not named or not named <= others])


@lru_cache(maxsize=2)  # words that many recipients share are asked for with each
def _lines_named(words: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each line with the addresses in it, in small letters."""
    return tuple(
        (
            line,
            frozenset(match[0].lower() for match in _ADDRESS.finditer(line)) if "@" in line else frozenset(),
        )
        for line in words.split("\n")
    )


def _reasons_above(text: str, named: Sequence[tuple[str, int, int]], starts: Sequence[int]) -> list[str]:
    """The words for each place where they stand above it, as headings do; empty where they do not.

    All words between two places then begin below an empty line and end right above the second, as those above
    the first do; and no reply is below the last.
    """
    before = text[: starts[0]]
    gaps = [text[begin:start] for (_, _, begin), start in zip(named, starts[1:], strict=False)]
    told = [gap for gap in gaps if gap.strip(_AROUND_REASON)]
    if not told or not all(_SET_OFF.match(gap) and not _ends_empty(gap) for gap in told):
        return []
    below = text[named[-1][2] :]
    if not before.strip() or _ends_empty(before) or reply_code(join_reply(below)) is not None:
        return []
    reasons = [before.rstrip().rpartition("\n\n")[2].strip(_AROUND_REASON)[:MAX_REASON]]
    for gap in gaps:
        words = gap.strip(_AROUND_REASON)[:MAX_REASON]
        reasons.append(words or reasons[-1])
    return reasons


def _ends_empty(text: str) -> bool:
    """Whether an empty line is at the end of these lines."""
    return text.rstrip(" \t").removesuffix("\n").rstrip(" \t").endswith("\n")
