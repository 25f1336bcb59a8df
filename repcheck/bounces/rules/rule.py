"""The form of a classification rule, and a table of them."""

import msgspec

from repcheck.bounces.prefilter import Form, LiteralIndex, fold, parts_of
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


class RuleMatch(msgspec.Struct, frozen=True):
    """The rule that decides, and where in the text its words stand."""

    rule: Rule
    start: int
    end: int


class RuleTable(msgspec.Struct, frozen=True):
    """Rules in order, their forms one by one."""

    forms: tuple[tuple[Form, Rule], ...]
    index: LiteralIndex

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "RuleTable":
        """Read these rules; a form is compiled when a text first needs it."""
        whole = [(form, each) for each in rules for form in each.forms]
        cut = parts_of([form for form, _ in whole])
        forms = [(part, each) for (_, each), parts in zip(whole, cut, strict=True) for part in parts]
        return cls(
            tuple((Form(part), each) for part, each in forms), LiteralIndex.of(part for part, _ in forms)
        )

    def first(self, text: str, without: frozenset[Category] = frozenset()) -> RuleMatch | None:
        """The first rule that matches; rules of the categories ``without`` are left out."""
        kept = fold(text)
        for number in self.index.candidates(kept):
            form, rule = self.forms[number]
            match = None if rule.category in without else form.place(text, kept.text)
            if match:
                return RuleMatch(rule, match.start(), match.end())
        return None
