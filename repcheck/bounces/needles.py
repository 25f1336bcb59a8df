"""The literals that every match of a pattern contains, read off its parse tree.

Why they may be trusted: of a sequence, each part stands in every match, so any literal of any part does; of
alternatives, one of the literals of each; of a repeat, those of its item if it comes at least once; of what
looks around and of classes of many letters, none. Letters are folded, so that whatever a pattern without
case takes for one letter is one here, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import product
from typing import Any

from repcheck.patterns import compiled

_parser: Any = import_module("re._parser")
_codes: Any = import_module("re._constants")

_LEAST = 3
_MOST = 24
_LONGEST = 12
_ENOUGH = 10
_COMMON = frozenset({
    "in", "on", "at", "by", "is", "to", "of", "or", "the", "and", "for", "with", "not", "was", "are", "has",
    "been", "from", "this", "your", "mail", "message", "user", "address", "recipient", "error", "server",
    "host", "mailbox", "account",
})  # fmt: skip

#: What many refusals say.
_USUAL = frozenset({"rejected", "refused", "denied", "blocked", "access", "delivery", "failed"})
#: What is escaped, a class of letters, or one that groups and parts.
_OUTSIDE = compiled(r"\\.|\[\^?\]?(?:\\.|[^\]\\]){0,400}\]|[()|]", re.DOTALL)

Exact = frozenset[str]
_WORD = "WORD"
_EMPTY: Exact = frozenset({""})


def folded(text: str) -> str:
    """Two letters that a pattern without case takes for one are the same here."""
    if text.isascii():
        return text.lower()
    return text.replace("\u0130", "i").replace("\u0131", "i").casefold()


def needles(pattern: str) -> frozenset[str] | None:
    """Folded literals of which each match of the pattern contains at least one; None when there are none.

    Each has at least three octets, and none a line break: lines may be looked at one by one.
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


def _better(one: Exact | None, other: Exact | None) -> Exact | None:
    """The set that rules out more texts: its commonest needle is rarer, or it is smaller."""
    usable = [found for found in (one, other) if found and _is_usable(found)]
    return max(usable, key=lambda found: (min(map(_worth, found)), -len(found)), default=None)


def _is_usable(found: Exact) -> bool:
    return all(
        len(needle.encode("utf-8", "surrogatepass")) >= _LEAST and "\n" not in needle for needle in found
    )


def _worth(needle: str) -> int:
    """How much a needle rules out: its length, but less for what many refusals say, or most texts."""
    if not needle.isascii():
        return 2 * _ENOUGH
    word = needle.strip()
    if word in _COMMON:
        return 1
    return 4 if word in _USUAL else min(_ENOUGH, len(needle))


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
            yield _WORD, frozenset({folded("".join(letters))})
            letters = []
        yield operation, argument
    if letters:
        yield _WORD, frozenset({folded("".join(letters))})


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
    if name == "ATOMIC_GROUP":
        return _of_sequence(argument)
    if name == "BRANCH":
        return _of_branches([_of_sequence(branch) for branch in argument[1]])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repeat(*argument)
    return _of_character(name, argument), None


def _of_character(name: str, argument: Any) -> Exact | None:
    if name == "LITERAL":
        return frozenset({folded(chr(argument))})
    if name == "IN":
        return _of_class(argument)
    return _EMPTY if name in ("AT", "ASSERT", "ASSERT_NOT") else None


def _of_class(members: Sequence[tuple[Any, Any]]) -> Exact | None:
    if len(members) > 4 or any(operation is not _codes.LITERAL for operation, _ in members):
        return None
    return frozenset(folded(chr(code)) for _, code in members)


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
