"""The form of a classification rule."""

import re

import msgspec

from repcheck.model.bounces import Category


class Rule(msgspec.Struct, frozen=True):
    """One wording and what it means; tables of rules are read in order, the first match decides.

    ``blocked``  what it says of the sender's reputation: True, False, or None when nobody can tell
    ``hard``     whether the address itself is bad; None: as its category says
    ``sample``   a made-up reply that must be decided by this very rule
    """

    id: str
    category: Category
    blocked: bool | None
    pattern: re.Pattern[str]
    sample: str
    hard: bool | None = None


def rule(
    name: str, category: Category, blocked: bool | None, sample: str, *forms: str, hard: bool | None = None
) -> Rule:
    """A rule whose ``forms`` are alternatives, matched without case."""
    return Rule(name, category, blocked, re.compile("|".join(forms), re.IGNORECASE), sample, hard)
