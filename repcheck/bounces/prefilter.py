"""Which patterns can match a text at all: by the literals that every match contains (``needles``).

Most patterns have nothing to do with most texts, and a search costs microseconds. A long table is an index
of its needles, by four octets of each: a text is taken apart into its own groups of four once, for all
tables, and only the needles of groups that it has are looked for. A single pattern is tried where one of its
needles stands. What is left out could not have matched; nothing else changes.
"""

import re
import sys
from _blake2 import blake2b  # as hashlib has it, whose import loads OpenSSL
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pkgutil import get_data

import msgspec

from repcheck.bounces.needles import alternatives, folded, needles
from repcheck.patterns import compiled

#: Indexes of the package's own tables, made when it is built: reading a thousand patterns takes a while.
PREPARED = "needles.msgpack"

_GROUP = 4
#: What stands for a dot in a name (``repcheck.bounces.smtp.plain``), so that no sentence ends there.
DOT = "·"
#: Capital letters in a pattern, and those that mean something else.
_CAPITAL = compiled(r"\\.|\(\?P|[A-Z]")
#: In a pattern without case, what begins a part with it.
_WITH_CASE = "(?-i:"


class Pattern:
    """A regular expression without case, compiled when it is first needed: most of a table never is.

    A text of ASCII is given to a twin that knows ASCII alone: it asks no table of Unicode what each letter
    is, and takes half the time. Both find the same, but that the twin takes no separator of ASCII (0x1C to
    0x1F) for white space.
    """

    __slots__ = ("_flags", "_of_ascii", "_whole", "source")

    def __init__(self, source: str, flags: int = re.IGNORECASE) -> None:
        self.source = source
        self._flags = flags
        self._whole: re.Pattern[str] | None = None
        self._of_ascii: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression for any text."""
        if self._whole is None:
            self._whole = compiled(self.source, self._flags)
        return self._whole

    @property
    def twin(self) -> re.Pattern[str]:
        """The expression for texts of ASCII; one that asks for Unicode, "(?u)", has no twin but itself."""
        if self._of_ascii is None:
            try:
                self._of_ascii = self._twin()
            except ValueError:
                self._of_ascii = self.pattern
        return self._of_ascii

    def _twin(self) -> re.Pattern[str]:
        return compiled(self.source, self._flags | re.ASCII)

    def fit_for(self, text: str) -> re.Pattern[str]:
        """That of both which is made for this text; the dot of plain words is a letter in neither."""
        if text.isascii() or text.replace(DOT, "").isascii():
            return self._of_ascii or self.twin
        return self._whole or self.pattern

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, as of ``re.search``."""
        return self.fit_for(text).search(text)


class Form(Pattern):
    """A pattern of which only the place of a match is asked. Its twin knows small letters alone.

    The engine tries each of many alternatives without case, and passes over most of them with it: that
    takes half the time once more. One that means capital letters, "(?-i:N)", has no twin but itself.
    """

    __slots__ = ()

    def _twin(self) -> re.Pattern[str]:
        if _WITH_CASE in self.source:
            raise ValueError("it means capital letters")
        small = self.source if self.source.islower() else _CAPITAL.sub(_small, self.source)
        return compiled(small, self._flags & ~re.IGNORECASE | re.ASCII)

    def place(self, text: str, small: str) -> re.Match[str] | None:
        """The first match, with the places of the text; ``small`` is the text as ``folded`` makes it."""
        fit = self.fit_for(text)
        return fit.search(text if fit is self._whole else small)


def _small(letter: re.Match[str]) -> str:
    return letter[0] if len(letter[0]) > 1 else letter[0].lower()


class Sieved(Pattern):
    """A regular expression that few texts match, asked only of those in which one of its needles stands."""

    __slots__ = ("_needles",)

    def __init__(self, source: str, flags: int = 0) -> None:
        super().__init__(source, flags)
        self._needles = _prepared().single.get(source) or needles_of(source)

    def may_match(self, text: str) -> bool:
        """False where no search can find anything."""
        small = folded(text)
        for needle in self._needles:  # noqa: SIM110 - a generator costs more than it saves here
            if needle in small:
                return True
        return False

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match that begins there or behind, as of ``re.Pattern.search``."""
        return self.fit_for(text).search(text, start) if self.may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, as of ``re.finditer``."""
        return self.fit_for(text).finditer(text) if self.may_match(text) else iter(())

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with each match replaced, as of ``re.sub``."""
        return self.fit_for(text).sub(replacement, text) if self.may_match(text) else text


def needles_of(source: str) -> tuple[str, ...]:
    """The needles of one pattern. Raises ValueError where it has none, so that nothing can be saved."""
    found = needles(source)
    if found is None:
        raise ValueError(f"nothing stands in every match of {source!r}")
    return tuple(needle for needle in sorted(found) if not any(each in needle for each in found - {needle}))


def parts_of(forms: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The alternatives of each of these patterns, unless they were told apart when the package was built."""
    return _prepared().parts.get(name_of(forms)) or tuple(map(alternatives, forms))


class Folded(msgspec.Struct, frozen=True):
    """A text as needles are spelled, and its groups of four octets, or those that can matter."""

    text: str
    groups: tuple[int, ...]


@lru_cache(maxsize=8)
def fold(text: str) -> Folded:
    """Read a text once, for any number of indexes."""
    small = folded(text)
    return Folded(small, tuple(_groups(small)))


Fold = Callable[[str], Folded]


def folding(*indexes: "LiteralIndex") -> Fold:
    """As ``fold``, for these indexes alone: of a text the groups that one of them knows are kept."""
    keys: frozenset[int] = frozenset().union(*(index.keys for index in indexes))

    @lru_cache(maxsize=8)
    def kept(text: str) -> Folded:
        small = folded(text)
        return Folded(small, tuple(keys.intersection(_groups(small))))

    return kept


def outer(*texts: str) -> list[str]:
    """The texts that stand in no other of these: what may match any of them may match one of those."""
    found: list[str] = []
    for text in sorted(texts, key=len, reverse=True):
        if not any(text in other for other in found):
            found.append(text)
    return found


def _groups(text: str) -> list[int]:
    """Each four octets of the text that follow one another, as a number. An octet is looked at four times."""
    octets = memoryview(text.encode("utf-8", "surrogatepass"))
    found: list[int] = []
    for start in range(_GROUP):
        whole = (len(octets) - start) // _GROUP * _GROUP
        if whole > 0:
            found += octets[start : start + whole].cast("I").tolist()
    return found


_Owned = tuple[str, tuple[int, ...]]
_ByGroup = dict[int, tuple[_Owned, ...]]
_OWNED = msgspec.msgpack.Decoder(tuple[_Owned, ...])


class _Unread(_ByGroup):
    """Needles by their groups, each read when it is first asked for: a run asks for few of thousands."""

    def __init__(self, packed: dict[int, msgspec.Raw]) -> None:
        super().__init__()
        self._packed = packed

    def __missing__(self, group: int) -> tuple[_Owned, ...]:
        found = self[group] = _OWNED.decode(self._packed[group])
        return found


class LiteralIndex(msgspec.Struct, frozen=True):
    """A table of patterns by number: which of them may match a text.

    ``always``  patterns without needles
    ``short``   needles of less than four octets, with the numbers of their patterns
    ``groups``  for four octets, the needles that contain them, with the numbers of their patterns
    ``keys``    the keys of ``groups``
    """

    always: frozenset[int]
    short: tuple[_Owned, ...]
    groups: _ByGroup
    keys: frozenset[int]

    @classmethod
    def of(cls, patterns: Iterable[str]) -> "LiteralIndex":
        """Read the needles of these patterns, unless that was done when the package was built."""
        table = tuple(patterns)
        kept = _prepared().indexes.get(name_of(table))
        return cls.read(table) if kept is None else kept.ready()

    @classmethod
    def read(cls, patterns: Iterable[str]) -> "LiteralIndex":
        """Read the needles of these patterns."""
        table = [needles(pattern) for pattern in patterns]
        owners: dict[str, list[int]] = {}
        for number, found in enumerate(table):
            for needle in sorted(found or ()):
                owners.setdefault(needle, []).append(number)
        usage: dict[int, int] = {}
        for needle in owners:
            for group in set(_groups(needle)):
                usage[group] = usage.get(group, 0) + 1
        short: list[_Owned] = []
        groups: dict[int, list[_Owned]] = {}
        for needle, numbers in sorted(owners.items()):
            own = _groups(needle)
            if own:
                rarest = min(own, key=lambda group: (usage[group], group))
                groups.setdefault(rarest, []).append((needle, tuple(numbers)))
            else:
                short.append((needle, tuple(numbers)))
        always = frozenset(number for number, found in enumerate(table) if found is None)
        by_group = {group: tuple(found) for group, found in sorted(groups.items())}
        return cls(always, tuple(short), by_group, frozenset(by_group))

    def candidates(self, *lines: Folded) -> list[int]:
        """Numbers of the patterns that may match these texts, joined by line breaks; in order."""
        found = set(self.always)
        for line in lines:
            text = line.text
            for needle, numbers in self.short:
                if needle in text:
                    found.update(numbers)
            for group in self.keys.intersection(line.groups):
                for needle, numbers in self.groups[group]:
                    if needle in text:
                        found.update(numbers)
        return sorted(found)


class _PreparedIndex(msgspec.Struct, frozen=True):
    """A LiteralIndex without its keys, the needles of its groups not decoded yet."""

    always: frozenset[int]
    short: tuple[_Owned, ...]
    groups: dict[int, msgspec.Raw]

    @classmethod
    def of(cls, index: LiteralIndex) -> "_PreparedIndex":
        groups = {group: msgspec.Raw(msgspec.msgpack.encode(own)) for group, own in index.groups.items()}
        return cls(index.always, index.short, groups)

    def ready(self) -> LiteralIndex:
        """The index itself."""
        return LiteralIndex(self.always, self.short, _Unread(self.groups), frozenset(self.groups))


class _PreparedNeedles(msgspec.Struct, frozen=True):
    """What was read when the package was built; ``made_by`` the digest of the code that read it.

    ``indexes``  by the digest of their patterns
    ``single``   the needles of single patterns, by their source
    ``parts``    the alternatives of patterns, by the digest of all
    """

    made_by: str = ""
    indexes: dict[str, _PreparedIndex] = {}
    single: dict[str, tuple[str, ...]] = {}
    parts: dict[str, tuple[tuple[str, ...], ...]] = {}


def prepared(tables: Iterable[Sequence[str]], single: Iterable[str], forms: Sequence[str]) -> bytes:
    """The content of ``PREPARED`` for these tables, for single patterns, and for forms that are cut."""
    indexes = {name_of(table): _PreparedIndex.of(LiteralIndex.read(table)) for table in tables}
    alone = {source: needles_of(source) for source in single}
    parts = {name_of(forms): tuple(map(alternatives, forms))}
    return msgspec.msgpack.encode(_PreparedNeedles(_made_by(), indexes, alone, parts))


@cache
def _prepared() -> _PreparedNeedles:
    try:
        return needles_in(get_data(__package__, PREPARED) or b"")
    except OSError:  # not built yet, as in a fresh checkout
        return _PreparedNeedles()


def needles_in(data: bytes) -> _PreparedNeedles:
    """The content of ``PREPARED``; nothing if it is damaged or other code made it.

    An index is found by the digest of its patterns, so that a table that was changed since is read anew.
    """
    try:
        found = msgspec.msgpack.decode(data, type=_PreparedNeedles)
    except msgspec.DecodeError:
        return _PreparedNeedles()
    return found if found.made_by == _made_by() else _PreparedNeedles()


def _made_by() -> str:
    """The code that reads needles, and the order of octets in its numbers."""
    code = (get_data(__package__, name) or b"" for name in ("needles.py", "prefilter.py"))
    return blake2b(b"\0".join((*code, sys.byteorder.encode())), digest_size=16).hexdigest()


def name_of(table: Sequence[str]) -> str:
    """The digest by which the index of these patterns is found."""
    return blake2b("\0".join(table).encode(), digest_size=16).hexdigest()
