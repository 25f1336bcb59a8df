"""What is made when the package is built, so that no start need make it: ``python -m repcheck.app.prepare``.

The built-in catalog, compiled; the needles of all patterns of bounces; and the code of all patterns. Each is
found by what it was made from: where a file or a pattern was changed since, it is not used.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import msgspec

from repcheck import patterns
from repcheck.bounces import prefilter
from repcheck.bounces.meanings.explain import text_sources
from repcheck.bounces.rules.cite import ListNames
from repcheck.bounces.rules.deciding import RULES, form_sources
from repcheck.bounces.rules.providers import Providers
from repcheck.bounces.senses.phrases import phrase_sources
from repcheck.bounces.senses.vocabulary import word_sources
from repcheck.catalog.cache import PREPARED, CatalogCache
from repcheck.catalog.load import load_catalog, prepared_catalog
from repcheck.model.catalog import Catalog

#: Rooms and modules that hold patterns and need little to be imported: those of any check, those of bounces.
_OF_CHECKS = (
    "repcheck.model",
    "repcheck.words",
    "repcheck.records",
    "repcheck.targets",
    "repcheck.catalog.keys",
    "repcheck.causes",
    "repcheck.advice",
    "repcheck.render.clean",
    "repcheck.render.letters.text",
    "repcheck.render.ranges",
)
_OF_BOUNCES = ("repcheck.bounces", "repcheck.readers", "repcheck.received")


_AnyPattern = re.Pattern[Any] | prefilter.Pattern


def prepare() -> tuple[Path, ...]:
    """Write all files into the package; their paths."""
    nowhere = CatalogCache(None)
    PREPARED.write_bytes(prepared_catalog(nowhere))
    catalog = load_catalog(None, nowhere)
    needles = Path(prefilter.__file__).with_name(prefilter.PREPARED)
    needles.write_bytes(prepared_needles(catalog))
    codes = [Path(patterns.__file__).parent / file for file in patterns.PREPARED]
    for file, data in zip(codes, prepared_patterns(catalog), strict=True):
        file.write_bytes(data)
    return PREPARED, needles, *codes


def prepared_needles(catalog: Catalog) -> bytes:
    """What the package keeps of the tables of patterns; ``catalog`` is the built-in one."""
    forms = [form for rule in RULES for form in rule.forms]
    return prefilter.prepared(_tables(catalog), (single.pattern.pattern for single in sieved()), forms)


def sieved() -> Iterator[prefilter.Sieved]:
    """The single patterns that are tried only where one of their needles stands."""
    return (value for value in _of_modules(_OF_BOUNCES) if isinstance(value, prefilter.Sieved))


def prepared_patterns(catalog: Catalog) -> tuple[bytes, ...]:
    """What the package keeps of the patterns themselves, in the files of ``patterns.PREPARED``."""
    forms, words, *others = _tables(catalog)
    of_tables = [*map(prefilter.Form, chain(forms, words)), *map(prefilter.Pattern, chain(*others))]
    of_bounces = [*of_tables, *_of_modules(_OF_BOUNCES)]
    with_twin = [pattern for pattern in of_bounces if isinstance(pattern, prefilter.Pattern)]
    alone = [pattern for pattern in of_bounces if isinstance(pattern, re.Pattern)]
    return (
        patterns.prepared(map(_as_compiled, _of_modules(_OF_CHECKS))),
        patterns.prepared([*alone, *(pattern.twin for pattern in with_twin)]),
        patterns.prepared(pattern.pattern for pattern in with_twin),
    )


def _tables(catalog: Catalog) -> Iterator[Sequence[str]]:
    yield form_sources()
    yield word_sources()
    yield text_sources()
    yield phrase_sources()
    yield Providers.of(catalog).sources()
    yield ListNames.of(catalog).sources()


def _of_modules(rooms: Iterable[str]) -> Iterator[_AnyPattern]:
    for room in map(import_module, rooms):
        within = walk_packages(getattr(room, "__path__", ()), f"{room.__name__}.")
        for module in (room, *(import_module(found.name) for found in within)):
            for value in vars(module).values():
                yield from _held(value)


def patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    """The patterns that a constant holds, however deep."""
    return map(_as_compiled, _held(value))


def _as_compiled(pattern: _AnyPattern) -> re.Pattern[Any]:
    return pattern.pattern if isinstance(pattern, prefilter.Pattern) else pattern


def _held(value: object) -> Iterator[_AnyPattern]:
    if isinstance(value, re.Pattern | prefilter.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for item in value:
            yield from _held(item)
    elif isinstance(value, dict):
        yield from _held(tuple(value.values()))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _held(getattr(value, name))


if __name__ == "__main__":
    prepare()
