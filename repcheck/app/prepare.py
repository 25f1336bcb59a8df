"""What is made when the package is built, so that no start need make it: ``python -m repcheck.app.prepare``.

The built-in catalog, compiled, and the needles of all patterns of bounces. Both are found by digests of what
they were made from: where a file or a pattern was changed since, they are not used.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from repcheck.bounces.rules import prefilter
from repcheck.bounces.rules.cite import ListNames
from repcheck.bounces.rules.classify import form_sources
from repcheck.bounces.rules.providers import Providers
from repcheck.catalog.cache import PREPARED, CatalogCache
from repcheck.catalog.load import load_catalog, prepared_catalog


def prepare() -> tuple[Path, ...]:
    """Write both files into the package; their paths."""
    patterns = Path(prefilter.__file__).with_name(prefilter.PREPARED)
    patterns.write_bytes(prepared_patterns())
    PREPARED.write_bytes(prepared_catalog(CatalogCache(PREPARED.parent, prepared=None)))
    return PREPARED, patterns


def prepared_patterns() -> bytes:
    """What the package keeps of the patterns of bounces."""
    return prefilter.prepared(_tables())


def _tables() -> Iterator[Sequence[str]]:
    catalog = load_catalog()
    yield form_sources()
    yield Providers.of(catalog).sources()
    yield from ListNames.of(catalog).sources()


if __name__ == "__main__":
    prepare()
