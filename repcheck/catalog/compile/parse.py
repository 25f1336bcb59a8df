"""The text of a catalog file, or of one of providers, as a checked value, or every mistake in it at once."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.dead_section import compile_dead
from repcheck.catalog.compile.lists import compile_list
from repcheck.catalog.compile.providers import compile_provider
from repcheck.catalog.document import Mistake, Way, YamlDocument, compose, line_of, read_document
from repcheck.catalog.shape import RawCatalog, RawDead, RawList, RawProvider, RawProviders
from repcheck.errors import BadCatalog
from repcheck.model.catalog import Catalog, DeadList, Provider, ReputationList
from repcheck.words.text import nearest

VERSION = 1
#: Lines of a BadCatalog; the rest is only counted.
MOST_LINES = 200

_Raw = TypeVar("_Raw", bound=msgspec.Struct)
_Made = TypeVar("_Made")


def parse_catalog(data: bytes, name: str, patterns: bool = True) -> Catalog:
    """The catalog in ``data``; ``name`` stands for the file in messages.

    ``patterns`` False leaves out that the providers' patterns are tried on their samples.
    Raises as ``load_catalog``.
    """
    document = read_document(data, name)
    check = Checker(document.mistakes)
    lists, providers, dead = _compile(document.value, check, patterns)
    if check.mistakes:
        raise BadCatalog(mistake_lines(document, check.mistakes, name))
    return Catalog(source=name, lists=lists, providers=providers, dead=dead)


def parse_providers(data: bytes, name: str, patterns: bool = True) -> tuple[Provider, ...]:
    """The providers in a file that holds nothing else. As ``parse_catalog``; ``uses`` may name any list."""
    document = read_document(data, name)
    check = Checker(document.mistakes)
    raw = check.decode(without_own_keys(document.value), RawProviders, ()) or RawProviders()
    check_version(raw.version, check)
    if not raw.providers:
        check.report(("providers",), "is missing: a file of providers needs at least one")
    providers = _providers(raw.providers, check, None, patterns)
    _check_unique((), providers, (), check)
    if check.mistakes:
        raise BadCatalog(mistake_lines(document, check.mistakes, name))
    return providers


def _compile(
    value: object, check: Checker, patterns: bool
) -> tuple[tuple[ReputationList, ...], tuple[Provider, ...], tuple[DeadList, ...]]:
    raw = check.decode(without_own_keys(value), RawCatalog, ())
    if raw is None:
        return (), (), ()
    check_version(raw.version, check)
    if not raw.lists:
        check.report(("lists",), "is missing: a catalog needs at least one list")
    lists = _each(raw.lists, "lists", RawList, check, compile_list)
    ids = frozenset(entry.id for entry in lists)
    providers = _providers(raw.providers, check, ids, patterns)
    dead = _each(raw.dead, "dead", RawDead, check, compile_dead)
    _check_unique(lists, providers, dead, check)
    _check_parts(lists, check)
    return lists, providers, dead


def without_own_keys(value: object) -> object:
    """A document without the top-level keys that are the user's own ("x-...")."""
    if not isinstance(value, dict):
        return value
    return {key: part for key, part in value.items() if not key.startswith("x-")}


def check_version(version: int | None, check: Checker) -> None:
    """The format's version is there and is this one."""
    if version is None:
        check.report(("version",), f"is missing: this format is version: {VERSION}")
    elif version != VERSION:
        check.report(("version",), f"{version} is not known to this repcheck, only {VERSION}")


def _each(
    items: list[Any] | None,
    part: str,
    shape: type[_Raw],
    check: Checker,
    compile_one: Callable[[_Raw, Checker, Way], _Made],
) -> tuple[_Made, ...]:
    """The entries of a part. One that fits no mapping takes its place: later ones keep their numbers."""
    result = []
    for index, item in enumerate(items or []):
        way: Way = (part, index)
        result.append(compile_one(check.decode(item, shape, way) or shape(), check, way))
    return tuple(result)


def _providers(
    items: list[Any] | None, check: Checker, ids: frozenset[str] | None, patterns: bool
) -> tuple[Provider, ...]:
    def compile_one(raw: RawProvider, check: Checker, way: Way) -> Provider:
        return compile_provider(raw, check, way, ids, patterns)

    return _each(items, "providers", RawProvider, check, compile_one)


def _check_unique(
    lists: tuple[ReputationList, ...],
    providers: tuple[Provider, ...],
    dead: tuple[DeadList, ...],
    check: Checker,
) -> None:
    """No id twice, and no text that means two lists: a bounce that cites it would be counted wrong."""
    # A word of --lists may mean a living list or a dead one: these share their ids.
    named = [(("lists", index), entry.id) for index, entry in enumerate(lists)]
    named += [(("dead", index), entry.id) for index, entry in enumerate(dead)]
    _check_ids(named, check)
    _check_ids([(("providers", index), entry.id) for index, entry in enumerate(providers)], check)
    owners: dict[str, int] = {}
    for index, entry in enumerate(lists):
        for place, alias in enumerate(entry.aliases):
            owner = owners.setdefault(alias.casefold(), index)
            if owner != index:
                what = f"{quote(alias)} already means lists[{owner}]"
                check.report(("lists", index, "aliases", place), what)


def _check_ids(named: list[tuple[tuple[str, int], str]], check: Checker) -> None:
    first_use: dict[str, tuple[str, int]] = {}
    for way, entry_id in named:
        first = first_use.setdefault(entry_id, way)
        if entry_id and first != way:
            check.report((*way, "id"), f'"{entry_id}" is there twice, first in {first[0]}[{first[1]}]')


def _check_parts(lists: tuple[ReputationList, ...], check: Checker) -> None:
    """A list that is part of another one names a list of this file, which is part of none itself."""
    wholes = {entry.id for entry in lists if entry.part_of is None}
    for index, entry in enumerate(lists):
        if entry.part_of is not None and entry.part_of not in wholes:
            near = nearest(entry.part_of, tuple(sorted(wholes)))
            hint = f'; did you mean "{near[0]}"?' if near else ""
            what = f"{quote(entry.part_of)} is part of another list itself{hint}"
            check.report(("lists", index, "part_of"), what)


def mistake_lines(document: YamlDocument, mistakes: list[Mistake], name: str) -> tuple[str, ...]:
    """One line for each mistake, in the order of the file."""
    root = document.root
    if root is None:
        try:
            # JSON may be indented with tabs, YAML may not; inside of JSON strings they cannot stand.
            root = compose(document.text.replace("\t", " "), name)
        except BadCatalog:
            root = None  # JSON that is not YAML: the fields are named all the same
    found = [(line_of(root, m.way if m.at is None else m.at), m) for m in mistakes]
    found.sort(key=lambda pair: pair[0])
    lines = [f"{name}:{line}: {_field(m.way)}{m.what}" for line, m in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(f"{name}: and {len(found) - MOST_LINES} mistakes more")
    return tuple(lines)


def _field(way: Way) -> str:
    """("lists", 3, "codes") -> "lists[3].codes: "; nothing for the file as a whole."""
    text = ""
    for step in way:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("_", "").replace("-", "").isalpha() and step.isascii() and len(step) < 40:
            text += f".{step}" if text else step
        else:
            text += f"[{quote(step)}]"
    return f"{text}: " if text else ""
