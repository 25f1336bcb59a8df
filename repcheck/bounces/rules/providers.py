"""Which mailbox provider or filter refused: by the words of its reply, else by the name of its mail host."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from repcheck.bounces.prefilter import Fold, LiteralIndex, Pattern, fold, outer
from repcheck.bounces.rules.judgement import WEAK, WEAK_WORDS, Judgement, bounded
from repcheck.bounces.senses.sense import ROWS
from repcheck.model.bounces import Category
from repcheck.model.catalog import Catalog, ProviderRule
from repcheck.patterns import compiled

_SIGNATURE = compiled(
    r"\[([\w#-]{1,63}(?:\.[\w-]{1,63}){2,8})(?: [^][]{1,80})?\]\.?(?: \(in reply to [^()]{1,40}\))?\s{0,8}$"
)

_USING = compiled(r"\b(?:using|by|with|at|in) ((?:[\w-]{1,63}+\.){1,8}[A-Za-z]{2,24})\b", re.IGNORECASE)

_LOOSE_WORDS = WEAK_WORDS | {"network", "spam-content"} | {row.id for row in ROWS}
_BY_CAUSE = {
    "ip-reputation": Category.BLOCKED,
    "domain-reputation": Category.BLOCKED,
    "list": Category.BLOCKED,
    "content": Category.CONTENT,
    "authentication": Category.AUTHENTICATION,
    "rate": Category.RATE_LIMITED,
    "policy": Category.POLICY,
    "dns": Category.POLICY,
}


class Providers(msgspec.Struct, frozen=True):
    """The providers of a catalog, compiled once: rules in catalog order, and whose a host ending is."""

    rules: tuple[tuple[Pattern, str, ProviderRule], ...]
    suffixes: dict[str, str]
    software: frozenset[str]
    filters: frozenset[str]
    with_hosts: frozenset[str]
    index: LiteralIndex
    fold: Fold = fold

    @classmethod
    def of(cls, catalog: Catalog) -> "Providers":
        """Compile the rules and host endings of this catalog."""
        suffixes: dict[str, str] = {}
        for entry in catalog.providers:
            for suffix in entry.mx_suffixes:
                suffixes.setdefault("." + suffix.lower().strip("."), entry.id)
        return cls(
            rules=tuple(
                (Pattern(rule.pattern), entry.id, rule) for entry in catalog.providers for rule in entry.rules
            ),
            suffixes=suffixes,
            software=frozenset(entry.id for entry in catalog.providers if entry.kind == "software"),
            filters=frozenset(entry.id for entry in catalog.providers if entry.kind == "filter"),
            with_hosts=frozenset(
                entry.id for entry in catalog.providers if entry.kind == "provider" and entry.mx_suffixes
            ),
            index=LiteralIndex.of(rule.pattern for entry in catalog.providers for rule in entry.rules),
        )

    def sources(self) -> tuple[str, ...]:
        """The patterns of all rules, in their order."""
        return tuple(pattern.source for pattern, _, _ in self.rules)

    def provider_by(self, matches: Sequence["Wording"], text: str, remote_mta: str | None) -> str | None:
        """The provider of a reply that matches these; a sure text wins over the host.

        A text that is not certain, or that every server of a make can write, tells the provider only
        where the host does not: one whose mail hosts are known did not write it under another name.
        """
        by_host = self._by_host(remote_mta) or self._by_signature(text)
        sure = [match.provider for match in matches if match.rule.certain and not self._is_make(match)]
        sure.sort(key=lambda provider: provider in self.filters)  # a provider may quote the filter it uses
        if sure and by_host not in sure:
            return sure[0]
        if by_host is not None:
            return by_host
        if named := self._by_filter_named(text):
            return named
        unsure = [
            match.provider
            for match in matches
            if not self._is_make(match) and not (remote_mta and match.provider in self.with_hosts)
        ]
        makes = [match.provider for match in matches if self._is_make(match)]
        return next(iter([*unsure, *makes]), None)

    def may_match(self, *lines: str) -> list[int]:
        """Numbers of the rules that may match one of these lines, or all of them as one text."""
        return self.index.candidates(*map(self.fold, outer(*lines)))

    def matches(self, text: str, numbers: Iterable[int] | None = None) -> list["Wording"]:
        """The rules that a reply matches: certain ones first, of these the longest match.

        A link or a greeting that stands in every reply of a provider is longer than the words that matter.
        ``numbers``  of the rules that may match, where that is known
        """
        found = []
        for number in self.may_match(text) if numbers is None else numbers:
            pattern, provider, rule = self.rules[number]
            match = pattern.search(text)
            if match:
                found.append(Wording(provider, rule, match[0]))
        found.sort(key=lambda wording: (not wording.rule.certain, -len(wording.words)))
        return found

    def _is_make(self, match: "Wording") -> bool:
        return match.provider in self.software

    def _by_signature(self, text: str) -> str | None:
        """Some servers sign their replies with their name in brackets."""
        signature = _SIGNATURE.search(text)
        return self._by_host(signature[1]) if signature else None

    def _by_filter_named(self, text: str) -> str | None:
        """The filter by whose list, in its own domain, the host says it refuses."""
        small = text.lower()
        for match in _USING.finditer(text) if any(name in small for name in self.filters) else ():
            label = match[1].lower().split(".")[-2]
            if label in self.filters:
                return label
        return None

    def _by_host(self, remote_mta: str | None) -> str | None:
        return self.suffixes.get(self.ending_of(remote_mta)) if remote_mta else None

    def ending_of(self, host: str) -> str:
        """The longest ending of this host, with its dot, that tells its provider; empty: none does."""
        name, at = "." + host.lower().strip("."), 0
        while at >= 0:
            if name[at:] in self.suffixes:
                return name[at:]
            at = name.find(".", at + 1)
        return ""


class Wording(msgspec.Struct, frozen=True):
    """A rule of a provider that a reply matches, and the words that did."""

    provider: str
    rule: ProviderRule
    words: str


def by_provider(verdict: Judgement, wording: Wording) -> Judgement:
    """What a provider is known to mean by its own wording, where ours decided nothing firm.

    A wording that is certain goes before words that many use for many things ("deferred", "spam", "policy").
    """
    category = _BY_CAUSE[wording.rule.cause]
    blocked = category is Category.BLOCKED
    # "for policy reasons" is a reason of its own, unless the provider is known to mean the sender by it.
    loose = verdict.rule in _LOOSE_WORDS and (blocked or verdict.rule != "policy")
    if verdict.sender_blocked or not (verdict.rule.startswith(WEAK) or (wording.rule.certain and loose)):
        return verdict
    return Judgement(category, False, blocked, f"provider {wording.provider}", bounded(wording.words))
