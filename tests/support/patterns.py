"""Every pattern of the package."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from repcheck.bounces.rules.cite import ListNames
from repcheck.bounces.rules.prefilter import Pattern
from repcheck.bounces.rules.providers import Providers
from repcheck.catalog.load import load_catalog
from tests.support.modules import modules


def all_patterns() -> dict[str, re.Pattern[Any]]:
    """Where it stands -> the pattern: module constants with all they hold, and what a catalog makes."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(_held(value)):
                found[f"{module.__name__}.{name}[{number}]"] = pattern
    catalog = load_catalog()
    for name, value in (("words", ListNames.of(catalog)), ("providers", Providers.of(catalog))):
        for number, pattern in enumerate(_held(value)):
            found[f"{name}[{number}]"] = pattern
    distinct = {(pattern.pattern, pattern.flags): name for name, pattern in reversed(found.items())}
    return {name: found[name] for name in distinct.values()}


def _held(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Pattern):
        yield re.compile(value.source, re.IGNORECASE)
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _held(item)
    elif isinstance(value, dict):
        yield from _held(list(value.values()))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _held(getattr(value, name))
