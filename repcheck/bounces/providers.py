"""Which mailbox provider or filter refused: by the words of its reply, else by the name of its mail host."""

import re

import msgspec

from repcheck.model.catalog import Catalog, ProviderRule


class Providers(msgspec.Struct, frozen=True):
    """The providers of a catalog, compiled once: rules in catalog order, host endings longest first."""

    rules: tuple[tuple[re.Pattern[str], str, ProviderRule], ...]
    suffixes: tuple[tuple[str, str], ...]

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
        )

    def provider_of(self, text: str, remote_mta: str | None) -> str | None:
        """The catalog id of the provider that wrote this reply, or None; the text wins over the host."""
        by_text = [provider for provider, _ in self.matches(text)]
        by_host = self._by_host(remote_mta)
        if by_host in by_text or not by_text:
            return by_host
        return by_text[0]

    def matches(self, text: str) -> list[tuple[str, ProviderRule]]:
        """The rules that a reply matches, the longest match first."""
        found = []
        for pattern, provider, rule in self.rules:
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
