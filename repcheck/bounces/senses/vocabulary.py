"""The words that replies are made of, sorted by what they mean: stems, so that each inflection is met.

Texts come here as ``plain_words`` makes them: without accents, "@" for a mail address, "N" for an IPv4
address. A stem is matched at the beginning of a word; one that ends with "\\b" is a whole word. Scripts
that write no spaces between words (``joined``) are matched anywhere. A line break parts two stems.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from repcheck.bounces.prefilter import Form, LiteralIndex, Pattern, fold
from repcheck.bounces.senses.appliances import APPLIANCES
from repcheck.bounces.senses.languages.abroad import ABROAD
from repcheck.bounces.senses.languages.claims_abroad import CLAIMS_ABROAD
from repcheck.bounces.senses.languages.further import FURTHER
from repcheck.bounces.senses.languages.joined import JOINED
from repcheck.bounces.senses.languages.reasons_abroad import REASONS_ABROAD
from repcheck.bounces.senses.languages.refusals_abroad import REFUSALS_ABROAD
from repcheck.bounces.senses.languages.ways_abroad import WAYS_ABROAD
from repcheck.bounces.senses.rarer import RARER
from repcheck.bounces.senses.reasons import REASONS
from repcheck.bounces.senses.stems import STEMS
from repcheck.patterns import compiled


class _Stems(msgspec.Struct, frozen=True):
    """Some stems of one class."""

    name: str
    form: Form


def _lines(stems: str) -> Iterator[str]:
    return filter(None, map(str.strip, stems.splitlines()))


#: "ue" for "u" with dots, where a word of German says that it is that.
_WRITTEN_OUT = compiled(r"([aouAOU])e(?!u)")
_IN_GERMAN = compiled(
    r"\b(?:nicht|kein\w{0,2}|ist|sind|wurde|wird|fuer|ueber|der|die|das|des|und|zu|zur|von|mit|ihre?\w?|wegen"
    r"|bitte|ohne|\w{0,12}ung(?:en)?|\w{0,16}(?:gueltig|zulaess|schluess|noetig|moeglich|anhaeng|empfaeng"
    r"|groesse|adresse|pruefung)\w{0,8})\b",
    re.IGNORECASE,
)
_WORD_BEGINS = r"(?<![\w-])"
_TABLES = (
    (STEMS, _WORD_BEGINS),
    (REASONS, _WORD_BEGINS),
    (APPLIANCES, _WORD_BEGINS),
    (RARER, _WORD_BEGINS),
    (ABROAD, _WORD_BEGINS),
    (REASONS_ABROAD, _WORD_BEGINS),
    (REFUSALS_ABROAD, _WORD_BEGINS),
    (WAYS_ABROAD, _WORD_BEGINS),
    (CLAIMS_ABROAD, _WORD_BEGINS),
    (FURTHER, _WORD_BEGINS),
    (JOINED, ""),
)

#: A line of the tables each, so that a text without any stem of a line is not searched for it.
_WORDS = tuple(
    _Stems(name, Form(before + f"(?:{line})"))
    for table, before in _TABLES
    for name, stems in table.items()
    for line in _lines(stems)
)


@lru_cache(maxsize=256)  # many replies are of the same few sentences
def classes_in(sentence: str) -> frozenset[str]:
    """The classes of whose words at least one stands here."""
    found: set[str] = set()
    kept = fold(sentence)
    for number in _index().candidates(kept):
        words = _WORDS[number]
        if words.name not in found and words.form.place(sentence, kept.text):
            found.add(words.name)
    if sentence.isascii() and _WRITTEN_OUT.search(sentence) and _IN_GERMAN.search(sentence):
        found |= classes_in(_WRITTEN_OUT.sub(r"\1", sentence))
    return frozenset(found)


def has_class(sentence: str, name: str) -> bool:
    """Whether a word of this class stands here."""
    kept = fold(sentence)
    words = (_WORDS[number] for number in _index().candidates(kept))
    return any(each.form.place(sentence, kept.text) for each in words if each.name == name)


def patterns_of(name: str) -> tuple[Pattern, ...]:
    """The patterns of the words of one class."""
    return tuple(Pattern(words.form.source) for words in _WORDS if words.name == name)


def word_sources() -> tuple[str, ...]:
    """The patterns of all words, in their order."""
    return tuple(words.form.source for words in _WORDS)


@cache
def _index() -> LiteralIndex:
    return LiteralIndex.of(word_sources())
