"""The built-in catalog, read once for all tests that only look at it: it takes a quarter of a second."""

import functools

from repcheck.bounces.reply.judge import Knowledge
from repcheck.catalog.load import load_catalog
from repcheck.model.catalog import Catalog


@functools.cache
def built_in_catalog() -> Catalog:
    """As ``load_catalog()``; frozen, so that no test can change it for the others."""
    return load_catalog()


@functools.cache
def built_in_knowledge() -> Knowledge:
    """What the built-in catalog knows of replies, compiled once."""
    return Knowledge.of(built_in_catalog())
