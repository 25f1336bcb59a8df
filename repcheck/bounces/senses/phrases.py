"""Which words for the belongings of a sender, or for things, may stand in a text."""

import re
from functools import cache, lru_cache
from typing import Literal

from repcheck.bounces.prefilter import LiteralIndex, Pattern, fold
from repcheck.bounces.senses.owners import BY_ROLE, OWNED, YOU_BLOCKED, YOURS
from repcheck.bounces.senses.things import BESIDE, CREDENTIALS, THING
from repcheck.bounces.senses.vocabulary import patterns_of

Kind = Literal["owned", "yours", "role", "you", "thing", "beside", "person", "credentials"]

_TABLES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("owned", OWNED),
    ("yours", YOURS),
    ("role", BY_ROLE),
    ("you", YOU_BLOCKED),
    ("thing", (THING,)),
    ("beside", BESIDE),
    ("credentials", CREDENTIALS),
)
_PHRASES: tuple[tuple[Kind, Pattern], ...] = (
    *((kind, Pattern(source)) for kind, sources in _TABLES for source in sources),
    *(("person", words) for words in patterns_of("person")),
)


def phrase_sources() -> tuple[str, ...]:
    """The patterns of all phrases, in their order."""
    return tuple(pattern.source for _, pattern in _PHRASES)


@lru_cache(maxsize=256)
def _phrases_in(text: str) -> tuple[tuple[Kind, Pattern], ...]:
    return tuple(_PHRASES[number] for number in _index().candidates(fold(text)))


def phrases_in(text: str, *kinds: Kind) -> tuple[Pattern, ...]:
    """The patterns of these kinds that may match within the text."""
    return tuple(pattern for kind, pattern in _phrases_in(text) if kind in kinds)


def found_in(phrases: tuple[Pattern, ...], words: str) -> re.Match[str] | None:
    """The first match of the first of them that stands there."""
    return next(filter(None, (phrase.search(words) for phrase in phrases)), None)


def without(phrases: tuple[Pattern, ...], words: str, instead: str) -> str:
    """The words with another one instead of each of these."""
    for phrase in phrases:
        words = phrase.fit_for(words).sub(instead, words)
    return words


@cache
def _index() -> LiteralIndex:
    return LiteralIndex.of(phrase_sources())
