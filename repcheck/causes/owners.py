"""Whose own list a cited name is: a provider's page, or a zone below the names of its mail hosts."""

import msgspec

from repcheck.causes.subjects import canonical
from repcheck.model.bounces import Subject
from repcheck.model.catalog import Catalog, Provider


class Owners(msgspec.Struct, frozen=True):
    """Providers by the host of their delisting page, and by the ends of their mail hosts, longest first."""

    pages: dict[str, Provider]
    hosts: tuple[tuple[str, Provider], ...]

    @classmethod
    def of(cls, catalog: Catalog) -> "Owners":
        """The owners that this catalog knows; the first provider with a page or an ending has it."""
        pages: dict[str, Provider] = {}
        for provider in catalog.providers:
            url = provider.delisting.url if provider.delisting is not None else None
            host = canonical(Subject("url", url)) if url is not None and url.startswith("http") else None
            if host is not None:
                pages.setdefault(host.value.removeprefix("www."), provider)
        hosts = [(suffix.lower(), entry) for entry in catalog.providers for suffix in entry.mx_suffixes]
        return cls(pages, tuple(sorted(hosts, key=lambda pair: -len(pair[0]))))

    def owner(self, name: str) -> Provider | None:
        """The provider whose own list this name, which no list of the catalog has, stands for; or None."""
        lower = name.lower()
        return self.pages.get(lower) or next(
            (entry for suffix, entry in self.hosts if lower.endswith(suffix)), None
        )
