"""The answer in one sentence, what is unknown beside it, and how long it holds."""

from collections.abc import Sequence
from datetime import timedelta

from repcheck.model.observations import ListHealth
from repcheck.render.html.parts import Headline
from repcheck.render.html.veil import Veil
from repcheck.render.moments import ONE_RUN_LASTS, later, moment
from repcheck.render.sheet.sheet import LEVEL_WORDS, Sheet
from repcheck.words.text import and_more, count, span

#: Nothing is wrong as far as is known, and not all of it is.
_NOT_ALL_KNOWN = "Nothing found, not all known"
_NAMED = 4


def verdict_of(sheet: Sheet, unknown: str, veil: Veil, lasts: timedelta | None = None) -> Headline:
    """The verdict of a result.

    ``unknown``  what is not known, in a sentence; empty: nothing
    ``lasts``    how long it holds; None: as long as that of a single run
    """
    word = _NOT_ALL_KNOWN if sheet.level == "ok" and unknown else LEVEL_WORDS[sheet.level]
    lasts = ONE_RUN_LASTS if lasts is None else lasts
    until = later(sheet.started, lasts)
    sentence = veil.text(sheet.headline, 600)
    return Headline(
        level="unknown" if word == _NOT_ALL_KNOWN else sheet.level,
        word=word,
        sentence=_begun(sentence),
        unknown=unknown,
        at=moment(sheet.started),
        stale=f"{until} ({span(lasts)} after it was asked)",
    )


def _begun(sentence: str) -> str:
    """With a capital, unless it begins with a name or an address, which keeps its spelling."""
    first, _, _ = sentence.partition(" ")
    return f"{sentence[:1].upper()}{sentence[1:]}" if first.isalpha() else sentence


def unknown_lists(lists: Sequence[ListHealth], unknown: int, asked: int, veil: Veil) -> str:
    """Which lists left how much unknown, the weightiest first; empty where all answered."""
    if not unknown:
        return ""
    silent = sorted((one for one in lists if one.answered < one.asked), key=lambda one: -one.severity.rank)
    said = f"{unknown:,} of {count(asked, 'answer')} unknown, which does not mean clean"
    if not silent:
        return f"{said}."
    named = and_more([veil.name(one.name or one.list) for one in silent], _NAMED)
    return f"{said}: {named} (worst: {silent[0].severity.value})."
