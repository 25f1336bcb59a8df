"""Collects every mistake of a catalog, and never tells one twice.

A value that was found wrong is spoilt: nothing that follows from it is reported again.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

import msgspec

from repcheck.catalog.document import Mistake, Way
from repcheck.catalog.shape import SHAPES, Texts
from repcheck.model.secret import MASK, without_password
from repcheck.words.text import nearest

#: In one list or provider; a file with more is beyond repair by messages.
MOST_MISTAKES = 100

S = TypeVar("S", bound=msgspec.Struct)
E = TypeVar("E", bound=StrEnum)

_UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_WRONG_TYPE = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_BEHIND_HOST = re.compile(r"(://[^/?#\s]{0,300}[/?#])\S{1,999}")
_STEP = re.compile(r"\.([a-z_]+)|\[(\d+)\]")
_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def quote(text: str) -> str:
    """The text in quotes for a message: one line, at most 60 characters, nothing unprintable.

    Of a URL only the host: it may have strayed here from a field whose value is a secret.
    """
    text = _BEHIND_HOST.sub(rf"\1{MASK}", without_password(text)) if "://" in text else text
    shown = text if len(text) <= 60 else text[:57] + "..."
    return '"' + "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in shown) + '"'


class Checker:
    """Mistakes of one catalog, in the order found."""

    def __init__(self, mistakes: tuple[Mistake, ...] = ()) -> None:
        self.mistakes = list(mistakes)
        self._spoilt = {mistake.at or mistake.way for mistake in mistakes}

    def report(self, way: Way, what: str, at: Way | None = None) -> None:
        """Note a mistake, unless the value or something around it is spoilt already.

        ``at`` is the faulty thing when it is not what the message names: a key of the mapping ``way``.
        """
        place = way if at is None else at
        if self.spoilt(place):
            return
        self._spoilt.add(place)
        self.mistakes.append(Mistake(way, what, place))

    def spoilt(self, way: Way) -> bool:
        """True when a mistake at ``way`` or around it is noted."""
        return bool(self._spoilt) and any(way[:end] in self._spoilt for end in range(len(way) + 1))

    def decode(self, value: object, shape: type[S], way: Way) -> S | None:
        """``value`` in that shape, without the parts that do not fit it; None when it is not a mapping."""
        try:
            return msgspec.convert(value, shape)
        except msgspec.ValidationError as error:
            if not isinstance(value, dict):
                self._told(error, shape, way)
                return None
        return self._decode_sick({key: _unshared(part) for key, part in value.items()}, shape, way)

    def decode_each(self, items: Iterable[object], shape: type[S], way: Way) -> Iterator[tuple[Way, S]]:
        """Those of a list that are mappings, as ``decode`` gives them, each with its way."""
        for index, item in enumerate(items):
            raw = self.decode(item, shape, (*way, index))
            if raw is not None:
                yield (*way, index), raw

    def _decode_sick(self, value: dict[str, object], shape: type[S], way: Way) -> S | None:
        """Take out what does not fit, one after the other, until the rest does."""
        for _ in range(MOST_MISTAKES):
            try:
                return msgspec.convert(value, shape)
            except msgspec.ValidationError as error:
                if not _take_out(value, self._told(error, shape, way)):
                    return None
        return None

    def _told(self, error: msgspec.ValidationError, shape: type[msgspec.Struct], way: Way) -> Way:
        """Report what msgspec says, and return the steps to the faulty value."""
        says, _, place = str(error).rpartition(" - at `$")
        says = says or str(error)
        steps: Way = tuple(m[1] or int(m[2]) for m in _STEP.finditer(place.rstrip("`")))
        if unknown := _UNKNOWN_FIELD.match(says):
            inner = next((SHAPES[s] for s in reversed(steps) if isinstance(s, str) and s in SHAPES), shape)
            steps = (*steps, unknown[1])
            near = nearest(unknown[1], inner.__struct_fields__)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            self.report((*way, *steps), "unknown field" + hint)
        elif wrong := _WRONG_TYPE.match(says):
            wanted = " or ".join(_TYPES.get(t, t) for t in wrong[1].split(" | ") if t != "null")
            self.report((*way, *steps), f"expected {wanted}, got {_TYPES.get(wrong[2], wrong[2])}")
        else:
            self.report((*way, *steps), says)
        return steps

    def need(self, value: str | None, way: Way, why: str) -> str:
        """The text; a missing or empty one is a mistake, and comes back as ""."""
        if not value:
            self.report(way, f"is missing: {why}")
        return value or ""

    def word(self, value: str | None, known: tuple[str, ...], default: str, way: Way) -> str:
        """The value when it is one of the known words; None is the default, anything else a mistake."""
        if value is None or value in known:
            return default if value is None else value
        near = nearest(value.lower(), known)
        hint = f'did you mean "{near[0]}"?' if near else "known: " + ", ".join(known)
        self.report(way, f"{quote(value)} is not known; {hint}")
        return default

    def choice(self, value: str | None, kind: type[E], default: E, way: Way) -> E:
        """As ``word``, for the members of an enumeration."""
        return kind(self.word(value, tuple(kind), default, way)) if value is not None else default

    def texts(self, value: Texts, way: Way) -> list[tuple[str, Way]]:
        """Each text with its way; a single text counts as a list of one, empty ones are mistakes."""
        if value is None:
            return []
        items = [(value, way)] if isinstance(value, str) else [(t, (*way, i)) for i, t in enumerate(value)]
        for text, place in items:
            if not text:
                self.report(place, "is empty")
        return [item for item in items if item[0]]

    def strings(self, value: Texts, way: Way) -> tuple[str, ...]:
        """As ``texts``, without the ways."""
        return tuple(text for text, _ in self.texts(value, way))


def _unshared(value: object) -> object:
    """A copy in which nothing is shared any more, so that a part can be taken out of one place alone."""
    if isinstance(value, dict):
        return {key: _unshared(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_unshared(part) for part in value]
    return value


def _take_out(value: dict[str, object], steps: Way) -> bool:
    """Remove a mapping's entry; in a list leave an empty value, so that the others keep their places.

    False when there is no such thing: a strange key can make the steps wrong.
    """
    place: object = value
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        if isinstance(place, dict) and step in place:
            if last:
                del place[step]
                return True
            place = place[step]
        elif isinstance(place, list) and isinstance(step, int) and step < len(place):
            if last:
                place[step] = {} if "rules" in steps else ""
                return True
            place = place[step]
        else:
            return False
    return False
