"""The letters that the parts of a pattern begin with, take and end with, read off its parse tree.

Sets of letters are bits over ``ALPHABET``, which has a letter of each kind that the patterns tell apart.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

_parser: Any = import_module("re._parser")
codes: Any = import_module("re._constants")

_LONGEST_LEAD = 16
#: A letter of each kind that the patterns tell apart, and all that they name.
ALPHABET = [chr(code) for code in (*range(0x180), *range(0x400, 0x460), 0x661, 0x2019, 0x2028, 0x212A)]
ALPHABET += "\u3042\u4e3b\u4ef6\u65e8\u9898\u984c\ufeff\uff1a\u00b7"
_ALL = (1 << len(ALPHABET)) - 1

Node = tuple[Any, Any]
#: Letters as the bits of a number, in the order of the alphabet of one pattern.
Letters = int


class Follow(NamedTuple):
    """What may come after a node: with which letters, and whether it can fail at all."""

    letters: Letters
    may_fail: bool


SUCCESS = Follow(0, may_fail=False)


class Tree:
    """One pattern as a tree, and what its parts may begin and end with, in texts of ``size`` letters."""

    def __init__(self, pattern: re.Pattern[Any], size: int) -> None:
        self.size = size
        source = pattern.pattern
        self.bytes = isinstance(source, bytes)
        text = source.decode("latin-1") if isinstance(source, bytes) else source
        self.flags = pattern.flags & ~re.UNICODE if self.bytes else pattern.flags
        self.tree: list[Node] = list(_parsed(text, int(self.flags)))
        self.all = _ALL
        kept = self.flags & (re.IGNORECASE | re.DOTALL | re.ASCII) | (re.ASCII if self.bytes else 0)
        # as a number: this class is asked for letters a million times, and flags are slow
        self._kept = int(kept)
        self.word = self.letters_of(r"\w")
        self.newline = self.letters_of(r"\n")

    def letters_of(self, source: str) -> Letters:
        return _letters_of(source, self._kept)

    def letter(self, node: Node) -> Letters | None:
        """The letters that a node of one letter takes; None for any other node."""
        operation, argument = node
        if operation is codes.LITERAL:
            return _same_letter(argument, self._kept)
        if operation is codes.NOT_LITERAL:
            return _ALL & ~_same_letter(argument, self._kept)
        if operation is codes.ANY:
            return self.letters_of(".")
        if operation is codes.IN:
            return self.letters_of(class_source(argument))
        return None

    def follow(self, nodes: Sequence[Node], after: Follow) -> Follow:
        """With which letters these nodes may begin, when ``after`` comes behind them."""
        letters = 0
        for place, node in enumerate(nodes):
            first, may_be_empty = self.first(node)
            if node[0] in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
                rest = self.follow(nodes[place + 1 :], after)
                allowed = rest.letters if rest.may_fail else self.all
                return Follow(letters | (allowed & first), may_fail=True)
            letters |= first
            if not may_be_empty:
                return Follow(letters, may_fail=True)
        return Follow(letters | after.letters, after.may_fail) if after.may_fail else SUCCESS

    def first(self, node: Node) -> tuple[Letters, bool]:  # noqa: PLR0911 - one for each kind of node
        """(the letters a node may begin with, whether it may be empty)."""
        operation, argument = node
        one = self.letter(node)
        if one is not None:
            return one, False
        if operation in REPEATS:
            least, _, item = argument
            begins, empty = self.first_of(item)
            return begins, empty or least == 0
        if operation is codes.BRANCH:
            each = [self.first_of(branch) for branch in argument[1]]
            return _union(begins for begins, _ in each), any(empty for _, empty in each)
        if operation is codes.SUBPATTERN:
            return self.first_of(argument[3])
        if operation is codes.ATOMIC_GROUP:
            return self.first_of(argument)
        if operation is codes.AT:
            at_end = {codes.AT_END: self.newline, codes.AT_END_STRING: 0}
            return at_end.get(argument, self.all), True
        if operation is codes.ASSERT and argument[0] > 0:
            begins, empty = self.first_of(argument[1])
            return (self.all if empty else begins), True
        if operation is codes.ASSERT_NOT and argument[0] > 0 and len(argument[1]) == 1:
            return self.all & ~(self.letter(argument[1][0]) or 0), True
        return self.all, True  # what looks back, and a reference back

    def first_of(self, nodes: Iterable[Node]) -> tuple[Letters, bool]:
        letters = 0
        for node in nodes:
            begins, empty = self.first(node)
            if node[0] is codes.AT and node[1] in (codes.AT_END, codes.AT_END_STRING):
                return letters | begins, False
            if node[0] in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
                continue
            letters |= begins
            if not empty:
                return letters, False
        return letters, True

    def lead(self, nodes: Iterable[Node]) -> list[Letters]:  # noqa: C901 - one for each kind of node
        """The letters that must stand there first, place by place, as far as that is sure."""
        found: list[Letters] = []
        for node in nodes:
            operation, argument = node
            one = self.letter(node)
            if one is not None:
                found.append(one)
            elif operation is codes.SUBPATTERN:
                inner = self.lead(argument[3])
                found += inner
                if len(inner) != width_of(argument[3]):
                    break
            elif operation in REPEATS and argument[0] >= 1:
                found += self.lead(argument[2])
                if argument[0] != argument[1] or argument[0] > 1:
                    break
            elif operation is codes.BRANCH:
                each = [self.lead(branch) for branch in argument[1]]
                shortest = min(map(len, each))
                found += [_union(lead[place] for lead in each) for place in range(shortest)]
                if any(width_of(branch) != shortest for branch in argument[1]):
                    break
            elif operation not in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
                break
            if len(found) >= _LONGEST_LEAD:
                break
        return found[:_LONGEST_LEAD]

    def hits(self, nodes: Sequence[Node], ends: int) -> int:
        """At how many of so many neighbouring places these nodes can get beyond their first letters."""
        for place, (operation, argument) in enumerate(nodes):
            if operation is codes.BRANCH:
                rest = list(nodes[place + 1 :])
                return min(ends, sum(self.hits([*branch, *rest], ends) for branch in argument[1]))
            if operation is codes.SUBPATTERN and width_of(argument[3]) is None:
                return self.hits([*argument[3], *nodes[place + 1 :]], ends)
            if operation not in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
                break
        lead = self.lead(nodes)
        apart = next(
            (
                by
                for by in range(1, len(lead))
                if all(one & other for one, other in zip(lead, lead[by:], strict=False))
            ),
            max(1, len(lead)),
        )
        return -(-ends // apart)

    def last(self, node: Node, before: Letters) -> Letters:  # noqa: PLR0911 - one for each kind
        """What the last letter of a node may be; the letter before it where it may be empty."""
        operation, argument = node
        one = self.letter(node)
        if one is not None:
            return one
        if operation in REPEATS:
            inner = self.last_of(argument[2], self.all)
            return inner | (before if argument[0] == 0 else 0)
        if operation is codes.BRANCH:
            return _union(self.last_of(branch, before) for branch in argument[1])
        if operation in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            return self.last_of(argument[3] if operation is codes.SUBPATTERN else argument, before)
        if node == (codes.AT, codes.AT_BEGINNING):
            return self.newline if self.flags & re.MULTILINE else 0
        if node == (codes.AT, codes.AT_BEGINNING_STRING):
            return 0
        if operation is codes.ASSERT and argument[0] < 0:
            return before & self.last_of(argument[1], self.all)
        if operation is codes.ASSERT_NOT and argument[0] < 0 and len(argument[1]) == 1:
            one = self.letter(argument[1][0])
            return before & ~one if one is not None else before
        return before

    def last_of(self, nodes: Iterable[Node], before: Letters) -> Letters:
        for node in nodes:
            before = self.last(node, before)
        return before

    def taken(self, nodes: Iterable[Node]) -> Letters:
        """Every letter that is taken anywhere in these nodes."""
        letters = 0
        for node in nodes:
            operation, argument = node
            one = self.letter(node)
            if one is not None:
                letters |= one
            elif operation in REPEATS:
                letters |= self.taken(argument[2])
            elif operation is codes.BRANCH:
                letters |= _union(map(self.taken, argument[1]))
            elif operation is codes.SUBPATTERN:
                letters |= self.taken(argument[3])
            elif operation is codes.ATOMIC_GROUP:
                letters |= self.taken(argument)
            elif operation is codes.GROUPREF:
                letters = self.all
        return letters


@cache
def _parsed(text: str, flags: int) -> Any:
    """The tree of a pattern; nobody changes it, and each pattern is read for texts of several sizes."""
    return _parser.parse(text, flags)


@cache
def _same_letter(code: int, flags: int) -> Letters:
    return _letters_of(re.escape(chr(code)), flags)


@cache
def _letters_of(source: str, flags: int) -> Letters:
    one = re.compile(source, flags)
    return sum(1 << place for place, letter in enumerate(ALPHABET) if one.fullmatch(letter))


REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def _union(several: Iterable[Letters]) -> Letters:
    found = 0
    for letters in several:
        found |= letters
    return found


def exclude(one: list[Letters], other: list[Letters]) -> bool:
    """No text begins with both."""
    return any(not here & there for here, there in zip(one, other, strict=False))


def width_of(nodes: Any) -> int | None:
    """How many letters these nodes take, when that is one number."""
    least, most = nodes.getwidth()
    return int(least) if least == most else None


_CATEGORIES = {
    "DIGIT": r"\d",
    "NOT_DIGIT": r"\D",
    "SPACE": r"\s",
    "NOT_SPACE": r"\S",
    "WORD": r"\w",
    "NOT_WORD": r"\W",
}


def class_source(members: Any) -> str:
    """A parsed class of letters as it is written."""
    inside = ""
    for operation, argument in members:
        name = str(operation)
        if name == "NEGATE":
            inside = "^" + inside
        elif name == "LITERAL":
            inside += re.escape(chr(argument))
        elif name == "RANGE":
            inside += f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
        else:
            inside += _CATEGORIES[str(argument).removeprefix("CATEGORY_")]
    return f"[{inside}]"
