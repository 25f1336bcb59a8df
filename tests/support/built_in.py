"""The catalogs of the package, read once for all tests that only look at them."""

import functools

from repcheck.bounces.reply.judge import Knowledge
from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.load import load_catalog
from repcheck.demo import demo_catalog
from repcheck.model.catalog import Catalog

#: Keeps nothing, and has what was prepared from the files as they are: a quarter of a second each time.
_CACHE = CatalogCache(None)


@functools.cache
def built_in_catalog() -> Catalog:
    """As ``load_catalog()``; frozen, so that no test can change it for the others."""
    return load_catalog(None, _CACHE)


@functools.cache
def the_demo_catalog() -> Catalog:
    """As ``load_catalog(demo_catalog())``."""
    return load_catalog(demo_catalog(), _CACHE)


@functools.cache
def built_in_knowledge() -> Knowledge:
    """What the built-in catalog knows of replies, compiled once."""
    return Knowledge.of(built_in_catalog())
