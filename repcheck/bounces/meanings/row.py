"""The form of an explanation: a meaning, who acts, whether to send again, what becomes of the address."""

import msgspec

from repcheck.model.bounces import Category
from repcheck.model.explained import Actor, AddressAdvice, Again


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What a bounce means and what to do about it.

    ``row``      the row that explains it: "text m365-recipient-unknown", "status 5.2.2", "category blocked"
    ``meaning``  one or two sentences
    ``actor``, ``again``, ``address``  as in Explained; ``repcheck.words.explained`` has the words
    ``fix``      what to do, one sentence a step; empty where nothing is to be done
    ``also``     the same reason in the words of Constant Contact's reports; None: it has none
    """

    row: str
    meaning: str
    actor: Actor
    again: Again
    address: AddressAdvice
    fix: tuple[str, ...] = ()
    also: str | None = None


class MeaningRow(msgspec.Struct, frozen=True, kw_only=True):
    """A code or a text, and what it means.

    ``name``     the code ("X.2.2"), or the name of the text
    ``fits``     categories of the records that it may explain; empty: any. A code that contradicts the words
                 of the reply ("5.1.1" of a blocked sender) must not explain it
    ``pattern``  what the text is known by; None: a row of a code
    ``sample``   a made-up reply that this row explains
    """

    name: str
    meaning: str
    actor: Actor
    again: Again
    address: AddressAdvice
    fix: tuple[str, ...]
    sample: str
    fits: frozenset[Category] = frozenset()
    pattern: str | None = None


def row(
    name: str,
    meaning: str,
    acts: tuple[Actor, Again, AddressAdvice],
    *fix: str,
    sample: str,
    fits: tuple[Category, ...] = (),
    pattern: str | None = None,
) -> MeaningRow:
    """A row; ``acts`` is who acts, whether to send again and what becomes of the address."""
    actor, again, address = acts
    return MeaningRow(
        name=name,
        meaning=meaning,
        actor=actor,
        again=again,
        address=address,
        fix=fix,
        sample=sample,
        fits=frozenset(fits),
        pattern=pattern,
    )
