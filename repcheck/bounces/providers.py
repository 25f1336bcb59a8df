"""Which mailbox provider or filter refused: by the words of its reply, else by the name of its mail host."""

import re

import msgspec

from repcheck.bounces.needles import Sieve, fold
from repcheck.model.catalog import Catalog, ProviderRule


class Providers(msgspec.Struct, frozen=True):
    """The providers of a catalog, compiled once: rules in catalog order, host endings longest first."""

    rules: tuple[tuple[re.Pattern[str], str, ProviderRule], ...]
    suffixes: tuple[tuple[str, str], ...]
    software: frozenset[str]
    sieve: Sieve

    @classmethod
    def of(cls, catalog: Catalog) -> "Providers":
        """Compile the rules and host endings of this catalog."""
        suffixes = [
            ("." + suffix.lower().strip("."), entry.id)
            for entry in catalog.providers
            for suffix in entry.mx_suffixes
        ]
        return cls(
            rules=tuple(
                (re.compile(rule.pattern, re.IGNORECASE), entry.id, rule)
                for entry in catalog.providers
                for rule in entry.rules
            ),
            suffixes=tuple(sorted(suffixes, key=lambda pair: -len(pair[0]))),
            software=frozenset(entry.id for entry in catalog.providers if entry.kind == "software"),
            sieve=Sieve.of(rule.pattern for entry in catalog.providers for rule in entry.rules),
        )

    def provider_of(self, text: str, remote_mta: str | None) -> str | None:
        """The catalog id of the provider that wrote this reply, or None; a sure text wins over the host.

        A text that is not certain, or that every server of a make can write, tells the provider only
        where the host does not.
        """
        matches = self.matches(text)
        by_host = self._by_host(remote_mta)
        sure = [p for p, rule in matches if rule.certain and p not in self.software]
        if sure and by_host not in sure:
            return sure[0]
        if by_host is not None:
            return by_host
        unsure = [p for p, _ in matches if p not in self.software]
        return next(iter([*unsure, *(p for p, _ in matches)]), None)

    def matches(self, text: str) -> list[tuple[str, ProviderRule]]:
        """The rules that a reply matches, the longest match first."""
        found = []
        for number in self.sieve.candidates(fold(text)):
            pattern, provider, rule = self.rules[number]
            match = pattern.search(text)
            if match:
                found.append((len(match[0]), provider, rule))
        found.sort(key=lambda item: -item[0])
        return [(provider, rule) for _, provider, rule in found]

    def _by_host(self, remote_mta: str | None) -> str | None:
        if not remote_mta:
            return None
        host = "." + remote_mta.lower().strip(".")
        return next((provider for suffix, provider in self.suffixes if host.endswith(suffix)), None)
