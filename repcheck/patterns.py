"""Regular expressions whose compiled form was made when the package was built.

A start that reads one bounce needs three hundred patterns, one that reads a mailbox eight hundred. Python
takes each apart anew, and keeps no compiled form: a pickled pattern is its source. So the code that its
compiler makes of them is kept in ``PREPARED`` and handed to the engine, which checks it. Only the interpreter
that made it may use it; a pattern that was changed since is compiled as ever.
"""

import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr

import msgspec

_engine: Any = import_module("_sre")
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")

#: The files in this package with the code of its patterns. The first, a small one, has those that any check
#: may need; the next is read for those that are not in it, and the last for texts that are not of ASCII.
PREPARED = ("patterns.msgpack", "bounces/patterns.msgpack", "bounces/letters.msgpack")
_WORD = "I"


class CompiledPattern(msgspec.Struct, frozen=True, array_like=True):
    """What the compiler made of one pattern; ``words`` in the byte order of the machine."""

    flags: int
    words: bytes
    groups: int
    names: dict[str, int]


class _PreparedCodes(msgspec.Struct, frozen=True, array_like=True):
    made_by: str
    codes: dict[bytes, msgspec.Raw]


def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, as of ``re.compile``."""
    key = _key(source, flags)
    kept = next((found for file in PREPARED if (found := _codes(file).get(key)) is not None), None)
    if kept is None:
        return re.compile(source, flags)
    try:
        code = msgspec.msgpack.decode(kept, type=CompiledPattern)
    except msgspec.DecodeError:
        return re.compile(source, flags)
    names: list[str | None] = [None] * (code.groups + 1)
    for name, group in code.names.items():
        names[group] = name
    words = array(_WORD, code.words).tolist()
    made: re.Pattern[AnyStr] = _engine.compile(
        source, code.flags, words, code.groups, code.names, tuple(names)
    )
    return made


def prepared(patterns: Iterable[re.Pattern[Any]]) -> bytes:
    """The content of a file of ``PREPARED`` with these patterns."""
    codes: dict[bytes, msgspec.Raw] = {}
    # Many stand in several places, as what one module takes from another.
    for pattern in {(pattern.pattern, pattern.flags): pattern for pattern in patterns}.values():
        code = msgspec.Raw(msgspec.msgpack.encode(_code_of(pattern)))
        # "(?m)" in a pattern sets what its caller need not: it is found by both spellings.
        asked = pattern.flags & ~re.UNICODE.value
        for flags in (asked, asked & ~_inline_flags(pattern)):
            codes[_key(pattern.pattern, flags)] = code
    return msgspec.msgpack.encode(_PreparedCodes(_interpreter(), dict(sorted(codes.items()))))


def codes_in(data: bytes) -> dict[bytes, msgspec.Raw]:
    """The codes in the content of such a file; none if it is damaged or another interpreter made it.

    Each is still to be decoded: a run needs few of them.
    """
    try:
        found = msgspec.msgpack.decode(data, type=_PreparedCodes)
    except msgspec.DecodeError:
        return {}
    return found.codes if found.made_by == _interpreter() else {}


@cache
def _codes(file: str) -> dict[bytes, msgspec.Raw]:
    try:
        return codes_in((Path(__file__).parent / file).read_bytes())
    except OSError:  # not built yet, as in a fresh checkout
        return {}


def _interpreter() -> str:
    """What the code depends on: the release of Python, its engine, and the machine."""
    return f"{sys.version} {sys.byteorder} {_engine.MAGIC} {_engine.CODESIZE}"


def _key(source: str | bytes, flags: int) -> bytes:
    spelled = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return b"%s%d:%s" % (b"t" if isinstance(source, str) else b"b", int(flags), spelled)


def _inline_flags(pattern: re.Pattern[Any]) -> int:
    return int(_parser.parse(pattern.pattern, 0).state.flags) & ~re.UNICODE.value


def _code_of(pattern: re.Pattern[Any]) -> CompiledPattern:
    tree = _parser.parse(pattern.pattern, pattern.flags)
    flags = pattern.flags | tree.state.flags
    words = array(_WORD, map(int, _compiler._code(tree, flags)))
    return CompiledPattern(flags, words.tobytes(), tree.state.groups - 1, dict(tree.state.groupdict))
