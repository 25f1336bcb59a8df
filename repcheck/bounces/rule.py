"""The form of a classification rule, and a table of them."""

import re

import msgspec

from repcheck.bounces.needles import Sieve, alternatives, fold
from repcheck.model.bounces import Category


class Rule(msgspec.Struct, frozen=True):
    """One wording and what it means; tables of rules are read in order, the first match decides.

    ``blocked``  what it says of the sender's reputation: True, False, or None when nobody can tell
    ``hard``     whether the address itself is bad; None: as its category says
    ``sample``   a made-up reply that must be decided by this very rule
    ``forms``    alternative patterns, each matched without case
    """

    id: str
    category: Category
    blocked: bool | None
    sample: str
    forms: tuple[str, ...]
    hard: bool | None = None


def rule(
    name: str, category: Category, blocked: bool | None, sample: str, *forms: str, hard: bool | None = None
) -> Rule:
    """A rule whose ``forms`` are alternatives, matched without case."""
    return Rule(name, category, blocked, sample, forms, hard)


class RuleTable(msgspec.Struct, frozen=True):
    """Rules in order, their forms compiled one by one."""

    forms: tuple[tuple[re.Pattern[str], Rule], ...]
    sieve: Sieve

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "RuleTable":
        """Compile these rules."""
        forms = [(part, each) for each in rules for form in each.forms for part in alternatives(form)]
        return cls(
            tuple((re.compile(part, re.IGNORECASE), each) for part, each in forms),
            Sieve.of(part for part, _ in forms),
        )

    def first(self, text: str) -> tuple[Rule, re.Match[str]] | None:
        """The first rule that matches, and what it matched."""
        for number in self.sieve.candidates(fold(text)):
            pattern, found = self.forms[number]
            match = pattern.search(text)
            if match:
                return found, match
        return None
