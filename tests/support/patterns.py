"""Every pattern of the package."""

import functools
import re
from typing import Any

from repcheck.app.prepare import patterns_in
from repcheck.bounces.rules.cite import ListNames
from repcheck.bounces.rules.providers import Providers
from tests.support.built_in import built_in_catalog
from tests.support.modules import modules


@functools.cache
def all_patterns() -> dict[str, re.Pattern[Any]]:
    """Where it stands -> the pattern: module constants with all they hold, and what a catalog makes."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                found[f"{module.__name__}.{name}[{number}]"] = pattern
    catalog = built_in_catalog()
    for name, value in (("words", ListNames.of(catalog)), ("providers", Providers.of(catalog))):
        for number, pattern in enumerate(patterns_in(value)):
            found[f"{name}[{number}]"] = pattern
    distinct = {(pattern.pattern, pattern.flags): name for name, pattern in reversed(found.items())}
    return {name: found[name] for name in distinct.values()}
