"""The door to the catalog: a file in, a checked frozen value out, or every mistake at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from repcheck.catalog.cache import CatalogCache, sealed
from repcheck.catalog.checker import Checker, nearest, quote
from repcheck.catalog.compile.dead_section import compile_dead
from repcheck.catalog.compile.lists import compile_list
from repcheck.catalog.compile.providers import compile_provider
from repcheck.catalog.document import MAX_BYTES, Mistake, Way, YamlDocument, compose, line_of, read_document
from repcheck.catalog.shape import RawCatalog, RawDead, RawList, RawProvider, RawProviders
from repcheck.errors import BadCatalog, UnreadableFile
from repcheck.files import read_at_most, reason
from repcheck.model.catalog import Catalog, DeadList, Provider, ReputationList

FILE_NAME = "blocklists.yaml"
PROVIDERS_NAME = "providers.yaml"
VERSION = 1
#: Lines of a BadCatalog; the rest is only counted.
MOST_LINES = 200


def load_catalog(path: Path | None = None, cache: CatalogCache | None = None) -> Catalog:
    """The catalog in the file ``path``; None is the built-in one.

    A user's catalog also knows the dead lists of the built-in one, and its providers when it names none.
    With a ``cache``, a file that has been read and checked before is not read again.

    Raises UnreadableFile when the file is not there or is not text, and BadCatalog with one line for each
    mistake in it: ``blocklists.yaml:41: lists[3].codes: "127.0.0.999" is no IPv4 address``.
    """
    if path is not None:
        catalog = _kept(read_file(path, str(path)), str(path), cache, parse_catalog)
        return _completed(catalog, load_catalog(None, cache))
    data, providers = _built_in_files()
    return _kept(data, FILE_NAME, cache, lambda *_: _parse_built_in(data, providers), providers)


def prepared_catalog(cache: CatalogCache) -> bytes:
    """What the package keeps of its own catalog, for readers with a cache of the same code."""
    data, providers = _built_in_files()
    return sealed(_key(cache, data, FILE_NAME, providers), _parse_built_in(data, providers))


def _built_in_files() -> tuple[bytes, bytes]:
    files = ((built_in_path(), FILE_NAME), (built_in_path(PROVIDERS_NAME), PROVIDERS_NAME))
    data, providers = (read_file(path, name) for path, name in files)
    return data, providers


def _parse_built_in(data: bytes, providers: bytes) -> Catalog:
    # The built-in patterns are tried by the tests of the project, not again by every start.
    catalog = parse_catalog(data, FILE_NAME, patterns=False)
    told = parse_providers(providers, PROVIDERS_NAME, patterns=False)
    return msgspec.structs.replace(catalog, providers=told)


def _kept(
    data: bytes,
    name: str,
    cache: CatalogCache | None,
    parse: Callable[[bytes, str], Catalog],
    *made_of: bytes,
) -> Catalog:
    """The catalog in ``data``, from the cache when it has been there before.

    ``made_of`` is what else goes into it.
    """
    if cache is None:
        return parse(data, name)
    key = _key(cache, data, name, *made_of)
    catalog = cache.load(key)
    if catalog is None:
        catalog = parse(data, name)
        cache.store(key, catalog)
    return catalog


def _key(cache: CatalogCache, data: bytes, name: str, *made_of: bytes) -> str:
    return cache.key(data, name.encode(errors="surrogateescape"), *made_of)


def _completed(catalog: Catalog, built_in: Catalog) -> Catalog:
    """With what the user's catalog says nothing of: the dead lists and the providers of the built-in one."""
    taken = {entry.id for entry in catalog.lists} | {entry.id for entry in catalog.dead}
    dead = tuple(entry for entry in built_in.dead if entry.id not in taken)
    ids = {entry.id for entry in catalog.lists}
    providers = catalog.providers or tuple(
        msgspec.structs.replace(entry, uses=tuple(use for use in entry.uses if use.list in ids))
        for entry in built_in.providers
    )
    return msgspec.structs.replace(catalog, dead=(*catalog.dead, *dead), providers=providers)


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
    providers = tuple(_each_provider(raw.providers or [], check, None, patterns))
    _check_unique((), providers, (), check)
    if check.mistakes:
        raise BadCatalog(mistake_lines(document, check.mistakes, name))
    return providers


def built_in_path(name: str = FILE_NAME) -> Path:
    """Where the built-in data lie: in the installed package, or at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package, package.parent):
        if (folder / name).is_file():
            return folder / name
    raise UnreadableFile("the built-in catalog is not there: the installation is damaged", name)


def read_file(path: Path, name: str) -> bytes:
    """The bytes of a file, as far as one may be long. Raises UnreadableFile."""
    try:
        return read_at_most(path, MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"cannot be read: {reason(error)}", name) from error


def _compile(
    value: object, check: Checker, patterns: bool
) -> tuple[tuple[ReputationList, ...], tuple[Provider, ...], tuple[DeadList, ...]]:
    raw = check.decode(without_own_keys(value), RawCatalog, ())
    if raw is None:
        return (), (), ()
    check_version(raw.version, check)
    if not raw.lists:
        check.report(("lists",), "is missing: a catalog needs at least one list")
    lists = tuple(_each_list(raw.lists or [], check))
    ids = frozenset(entry.id for entry in lists)
    providers = tuple(_each_provider(raw.providers or [], check, ids, patterns))
    dead = tuple(_each_dead(raw.dead or [], check))
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


def _each_list(items: list[Any], check: Checker) -> list[ReputationList]:
    result = []
    for index, item in enumerate(items):
        way: Way = ("lists", index)
        # An item that fits no mapping still takes its place, so that later ones keep their numbers.
        raw = check.decode(item, RawList, way) or RawList()
        result.append(compile_list(raw, check, way))
    return result


def _each_provider(
    items: list[Any], check: Checker, ids: frozenset[str] | None, patterns: bool
) -> list[Provider]:
    result = []
    for index, item in enumerate(items):
        way: Way = ("providers", index)
        raw = check.decode(item, RawProvider, way) or RawProvider()
        result.append(compile_provider(raw, check, way, ids, patterns))
    return result


def _each_dead(items: list[Any], check: Checker) -> list[DeadList]:
    result = []
    for index, item in enumerate(items):
        way: Way = ("dead", index)
        raw = check.decode(item, RawDead, way) or RawDead()
        result.append(compile_dead(raw, check, way))
    return result


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
