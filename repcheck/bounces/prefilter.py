"""Which patterns of a long table can match a text at all: by the literals that every match contains.

Most patterns of a table have nothing to do with most texts, and a search costs microseconds. So the
literals that any match must hold are read off each pattern's parse tree, and a text is looked at once,
by its groups of three letters. What is left out could not have matched; nothing else changes.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from itertools import product
from pkgutil import get_data
from typing import Any

import msgspec

from repcheck.patterns import compiled

_parser: Any = import_module("re._parser")
_codes: Any = import_module("re._constants")

#: Indexes of the package's own tables, made when it is built: reading a thousand patterns takes a while.
PREPARED = "needles.msgpack"

_GRAM = 3
_MOST = 24
_LONGEST = 12
_ENOUGH = 6
_COMMON = frozenset({
    "in", "on", "at", "by", "is", "to", "of", "or", "the", "and", "for", "with", "not", "was", "are", "has",
    "been", "from", "this", "your", "mail", "message", "user", "address", "recipient", "error", "server",
    "host",
})  # fmt: skip

#: What is escaped, a class of letters, or one that groups and parts.
_OUTSIDE = compiled(r"\\.|\[\^?\]?(?:\\.|[^\]\\]){0,400}\]|[()|]", re.DOTALL)

Exact = frozenset[str]
_WORD = "WORD"
_EMPTY: Exact = frozenset({""})


class Pattern:
    """A regular expression without case, compiled when it is first needed: most of a table never is."""

    __slots__ = ("_compiled", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._compiled: re.Pattern[str] | None = None

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, as of ``re.search``."""
        if self._compiled is None:
            self._compiled = compiled(self.source, re.IGNORECASE)
        return self._compiled.search(text)


class Folded(msgspec.Struct, frozen=True):
    """A text as needles are spelled, and its groups of three letters."""

    text: str
    grams: frozenset[str]


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """Read a text once, for any number of indexes."""
    folded = _folded(text)
    return Folded(folded, frozenset(_grams(folded)))


def _folded(text: str) -> str:
    """Two letters that a pattern without case takes for one are the same here."""
    if text.isascii():
        return text.lower()
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


def needles(pattern: str) -> frozenset[str] | None:
    """Folded literals of which each match of the pattern contains at least one; None when there are none.

    Each is at least three letters long, or all of them hold letters beyond ASCII.
    """
    exact, best = _of_sequence(_parser.parse(pattern, re.IGNORECASE))
    return _better(best, exact)


def alternatives(pattern: str) -> tuple[str, ...]:
    """The pattern cut at its outermost "|": it matches where one of them does."""
    parts: list[str] = []
    start = depth = 0
    for token in _OUTSIDE.finditer(pattern) if "|" in pattern else ():
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif token[0] == "|" and depth == 0:
            parts.append(pattern[start : token.start()])
            start = token.end()
    return (*parts, pattern[start:])


class LiteralIndex(msgspec.Struct, frozen=True):
    """A table of patterns by number: which of them may match a text.

    ``always``   patterns without needles
    ``foreign``  patterns that match no text of ASCII letters only, with needles too short to be looked up
    ``grams``    for three letters, the (needle, number of its pattern) that contain them
    """

    always: tuple[int, ...]
    foreign: tuple[int, ...]
    grams: dict[str, tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, patterns: Iterable[str]) -> "LiteralIndex":
        """Read the needles of these patterns, unless that was done when the package was built."""
        table = tuple(patterns)
        return _prepared().get(name_of(table)) or cls.read(table)

    @classmethod
    def read(cls, patterns: Iterable[str]) -> "LiteralIndex":
        """Read the needles of these patterns."""
        return cls.of_needles([needles(pattern) for pattern in patterns])

    @classmethod
    def of_needles(cls, table: Sequence[Iterable[str] | None]) -> "LiteralIndex":
        """The index for needles that are known already; None: the pattern has none."""
        always = tuple(number for number, found in enumerate(table) if found is None)
        foreign = tuple(number for number, found in enumerate(table) if found and _least(found) < _GRAM)
        usage: dict[str, int] = {}
        known = [(number, found) for number, found in enumerate(table) if found and number not in foreign]
        pairs = [(needle, number) for number, found in known for needle in sorted(found)]
        for needle, _ in pairs:
            for gram in _grams(needle):
                usage[gram] = usage.get(gram, 0) + 1
        grams: dict[str, list[tuple[str, int]]] = {}
        for needle, number in pairs:
            rarest = min(_grams(needle), key=lambda gram: (usage[gram], gram))
            grams.setdefault(rarest, []).append((needle, number))
        return cls(always, foreign, {gram: tuple(found) for gram, found in grams.items()})

    def candidates(self, folded: Folded) -> list[int]:
        """Numbers of the patterns that may match this text, in order."""
        found = set(self.always)
        if not folded.text.isascii():
            found.update(self.foreign)
        for gram in self.grams.keys() & folded.grams:
            for needle, number in self.grams[gram]:
                if number not in found and needle in folded.text:
                    found.add(number)
        return sorted(found)


class _Prepared(msgspec.Struct, frozen=True):
    """Indexes by the digest of their patterns; ``made_by`` the digest of the code that read them."""

    made_by: str
    indexes: dict[str, LiteralIndex]


def prepared(tables: Iterable[Sequence[str]]) -> bytes:
    """The content of ``PREPARED`` for these tables of patterns."""
    indexes = {name_of(table): LiteralIndex.read(table) for table in tables}
    return msgspec.msgpack.encode(_Prepared(_made_by(), indexes), order="deterministic")


@cache
def _prepared() -> dict[str, LiteralIndex]:
    try:
        return indexes_in(get_data(__package__, PREPARED) or b"")
    except OSError:  # not built yet, as in a fresh checkout
        return {}


def indexes_in(data: bytes) -> dict[str, LiteralIndex]:
    """The indexes in the content of ``PREPARED``; none if it is damaged or other code made it.

    A index is found by the digest of its patterns, so that a table that was changed since is read anew.
    """
    try:
        found = msgspec.msgpack.decode(data, type=_Prepared)
    except msgspec.DecodeError:
        return {}
    return found.indexes if found.made_by == _made_by() else {}


def _made_by() -> str:
    return hashlib.sha256(get_data(__package__, "prefilter.py") or b"").hexdigest()


def name_of(table: Sequence[str]) -> str:
    """The digest by which the index of these patterns is found."""
    return hashlib.sha256("\0".join(table).encode()).hexdigest()


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def _better(one: Exact | None, other: Exact | None) -> Exact | None:
    """The set that rules out more texts: its commonest needle is rarer, or it is smaller."""
    usable = [found for found in (one, other) if found and _is_usable(found)]
    return max(usable, key=lambda found: (min(map(_worth, found)), -len(found)), default=None)


def _is_usable(found: Exact) -> bool:
    return _least(found) >= _GRAM or not any(map(str.isascii, found))


def _least(found: Iterable[str]) -> int:
    return min(map(len, found))


def _worth(needle: str) -> int:
    """How much a needle rules out: its length, next to nothing for a word that most texts have."""
    if not needle.isascii():
        return 2 * _ENOUGH
    return 1 if needle.strip() in _COMMON else min(_ENOUGH, len(needle))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Exact | None, Exact | None]:
    """(all texts it can match, or None; the best set of needles, or None)."""
    run: Exact = _EMPTY
    best: Exact | None = None
    whole = True
    for operation, argument in _with_words(items):
        exact, inner = (argument, None) if operation is _WORD else _of_item(operation, argument)
        best = best if inner is None else _better(best, inner)
        joined = _joined(run, exact) if exact is not None else None
        if joined is not None and _may_go_on(operation, argument):
            # What repeats stands at least once behind what was before it, and before what comes.
            best, whole = _better(best, joined), False
            run = exact or _EMPTY
        elif joined is None:
            best, whole = _better(best, run), False
            run = exact or _EMPTY
        else:
            run = joined
    best = _better(best, run)
    return (run if whole else None), best


def _with_words(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Letters in a row as one item: most of most patterns."""
    letters: list[str] = []
    for operation, argument in items:
        if operation is _codes.LITERAL:
            letters.append(chr(argument))
            continue
        if letters:
            yield _WORD, frozenset({_folded("".join(letters))})
            letters = []
        yield operation, argument
    if letters:
        yield _WORD, frozenset({_folded("".join(letters))})


def _may_go_on(operation: Any, argument: Any) -> bool:
    return str(operation).endswith("_REPEAT") and argument[1] > 1


def _joined(run: Exact, exact: Exact) -> Exact | None:
    if len(run) * len(exact) > _MOST or max(map(len, run)) > _LONGEST:
        return None
    return frozenset(front + behind for front, behind in product(run, exact))


def _of_item(operation: Any, argument: Any) -> tuple[Exact | None, Exact | None]:
    name = str(operation)
    if name == "SUBPATTERN":
        return _of_sequence(argument[3])
    if name == "BRANCH":
        return _of_branches([_of_sequence(branch) for branch in argument[1]])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repeat(*argument)
    return _of_character(name, argument), None


def _of_character(name: str, argument: Any) -> Exact | None:
    if name == "LITERAL":
        return frozenset({_folded(chr(argument))})
    if name == "IN":
        return _of_class(argument)
    return _EMPTY if name in ("AT", "ASSERT", "ASSERT_NOT") else None


def _of_class(members: Sequence[tuple[Any, Any]]) -> Exact | None:
    if len(members) > 4 or any(operation is not _codes.LITERAL for operation, _ in members):
        return None
    return frozenset(_folded(chr(code)) for _, code in members)


def _of_branches(found: list[tuple[Exact | None, Exact | None]]) -> tuple[Exact | None, Exact | None]:
    exact: Exact | None = frozenset[str]()
    best: Exact | None = frozenset[str]()
    for whole, needle in found:
        exact = exact | whole if exact is not None and whole is not None else None
        best = best | needle if best is not None and needle is not None else None
    return (exact if exact and len(exact) <= _MOST else None), best


def _of_repeat(least: int, most: int, item: Any) -> tuple[Exact | None, Exact | None]:
    exact, best = _of_sequence(item)
    if exact is not None and (least, most) == (0, 1):
        return exact | _EMPTY, None
    if exact is not None and least:
        return exact, best
    return None, (best if least else None)
