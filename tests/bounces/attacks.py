"""Every pattern of the bounce package, and texts that each of them would work hardest on."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import msgspec

import repcheck.bounces
from repcheck.bounces.cite import ListNames
from repcheck.bounces.needles import Pattern
from repcheck.bounces.providers import Providers
from repcheck.catalog.load import load_catalog

_parser: Any = importlib.import_module("re._parser")

MISMATCH = "\x01"
_MANY = 8


def all_patterns() -> dict[str, re.Pattern[Any]]:
    """Where it stands -> the pattern: module constants with all they hold, and what a catalog makes."""
    found: dict[str, re.Pattern[Any]] = {}
    for info in pkgutil.walk_packages(repcheck.bounces.__path__, "repcheck.bounces."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(_held(value)):
                found[f"{info.name}.{name}[{number}]"] = pattern
    catalog = load_catalog()
    for name, value in (("words", ListNames.of(catalog)), ("providers", Providers.of(catalog))):
        for number, pattern in enumerate(_held(value)):
            found[f"{name}[{number}]"] = pattern
    distinct = {(pattern.pattern, pattern.flags): name for name, pattern in reversed(found.items())}
    return {name: found[name] for name in distinct.values()}


def _held(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Pattern):
        yield re.compile(value.source, re.IGNORECASE)
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _held(item)
    elif isinstance(value, dict):
        yield from _held(list(value.values()))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _held(getattr(value, name))


def attacks(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Texts of about ``size`` letters: what leads to a repeat, the repeated part many times, a mismatch."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(
        text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    whole = _sample(tree)
    seen = set()
    for before, part in _repeats(tree, ""):
        for base in (part, before + part, whole[:-1], part + before, part + whole[:-1]):
            if not base or base in seen:
                continue
            seen.add(base)
            times = size // len(base) + 1
            yield before + base * times + MISMATCH
            yield base * times + MISMATCH
    if whole:
        yield whole * (size // len(whole) + 1) + MISMATCH


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """(what leads to it, the repeated part) for each part that may be repeated many times, inner ones too."""
    for operation, argument in tree:
        name = str(operation)
        if name.endswith("_REPEAT"):
            _, most, item = argument
            if most > _MANY:
                for part in _variants(item):
                    yield before, part
            yield from _repeats(item, before)
        elif name == "SUBPATTERN":
            yield from _repeats(argument[3], before)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(argument, before)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeats(branch, before)
        before += _of(name, argument)


def _variants(tree: Any) -> Iterator[str]:
    """Samples of a repeated part: one for each branch in it, or a few letters of its class."""
    if len(tree) == 1:
        name, argument = str(tree[0][0]), tree[0][1]
        if name == "SUBPATTERN":
            yield from _variants(argument[3])
            return
        if name == "BRANCH":
            for branch in argument[1]:
                yield _sample(branch)
            return
        if name == "IN":
            yield from _letters(argument)
            return
    yield _sample(tree)


def _sample(tree: Any) -> str:
    return "".join(_of(str(operation), argument) for operation, argument in tree)


def _of(name: str, argument: Any) -> str:
    """The shortest text that this item takes, once where it may be left out."""
    if name == "BRANCH":
        return _sample(argument[1][0])
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sample(argument[3] if name == "SUBPATTERN" else argument)
    if name.endswith("_REPEAT"):
        least, most, item = argument
        return _sample(item) * int(max(least, min(1, most)))
    if name == "LITERAL":
        return chr(int(argument))
    return _one_of(name, argument)


def _one_of(name: str, argument: Any) -> str:
    if name == "IN":
        return next(_letters(argument), "")
    if name == "NOT_LITERAL":
        return "b" if argument == ord("a") else "a"
    return "a" if name == "ANY" else ""


def _letters(members: Any) -> Iterator[str]:
    """Letters that a class takes: of its own, and of those that many classes share."""
    source = re.compile(_class(members))
    shown = [chr(argument) for operation, argument in members if str(operation) == "LITERAL"]
    shown += [chr(argument[0]) for operation, argument in members if str(operation) == "RANGE"]
    for letter in dict.fromkeys([*"a1 .-@<:", *shown[:2]]):
        if source.fullmatch(letter):
            yield letter


_CATEGORIES = {
    "DIGIT": r"\d",
    "NOT_DIGIT": r"\D",
    "SPACE": r"\s",
    "NOT_SPACE": r"\S",
    "WORD": r"\w",
    "NOT_WORD": r"\W",
}


def _class(members: Any) -> str:
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
