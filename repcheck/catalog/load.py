"""The door to the catalog: a file in, a checked frozen value out, or every mistake at once.

What has been read before comes from the cache; the compiler is imported only for what has not.
"""

from pathlib import Path

import msgspec

from repcheck.catalog.cache import CatalogCache
from repcheck.catalog.files import FILE_NAME, PROVIDERS_NAME, built_in_path, read_file
from repcheck.model.catalog import Catalog


def load_catalog(path: Path | None = None, cache: CatalogCache | None = None) -> Catalog:
    """The catalog in the file ``path``; None is the built-in one.

    A user's catalog also knows the dead lists of the built-in one, and its providers when it names none.
    With a ``cache``, what has been read and checked before is not read again.

    Raises UnreadableFile when the file is not there or is not text, and BadCatalog with one line for each
    mistake in it: ``blocklists.yaml:41: lists[3].codes: "127.0.0.999" is no IPv4 address``.
    """
    if path is not None:
        return catalog_in(read_file(path, str(path)), str(path), cache)
    if cache is None:
        return _parse_built_in(*_built_in_files())
    made_of = cache.made_of(_built_in_paths())
    catalog = cache.load(made_of)
    if catalog is None:
        data = _built_in_files()
        catalog = cache.prepared(*data) or _parse_built_in(*data)
        cache.store(made_of, catalog)
    return catalog


def catalog_in(data: bytes, name: str, cache: CatalogCache | None = None) -> Catalog:
    """The same of a file that was read; ``name`` stands for it in messages. Raises as ``load_catalog``."""
    if cache is None:
        return _completed(_parse(data, name), load_catalog())
    # What the built-in one adds is kept with it, so that one need not be read as well.
    made_of = cache.made_of(_built_in_paths(), data)
    catalog = cache.load(made_of)
    if catalog is None:
        catalog = _completed(_parse(data, name), load_catalog(None, cache))
        cache.store(made_of, catalog)
        return catalog
    # The same file under another name, as in a fresh checkout, is the same catalog.
    return msgspec.structs.replace(catalog, source=name)


def prepared_catalog(cache: CatalogCache) -> bytes:
    """What the package keeps of its own catalog, for readers with a cache of the same code."""
    data = _built_in_files()
    return cache.sealed(_parse_built_in(*data), *data)


def _built_in_paths() -> tuple[Path, Path]:
    return built_in_path(), built_in_path(PROVIDERS_NAME)


def _built_in_files() -> tuple[bytes, bytes]:
    data, providers = _built_in_paths()
    return read_file(data, FILE_NAME), read_file(providers, PROVIDERS_NAME)


def _parse(data: bytes, name: str) -> Catalog:
    from repcheck.catalog.compile.parse import parse_catalog

    return parse_catalog(data, name)


def _parse_built_in(data: bytes, providers: bytes) -> Catalog:
    from repcheck.catalog.compile.parse import parse_catalog, parse_providers

    # The built-in patterns are tried by the tests of the project, not again by every start.
    catalog = parse_catalog(data, FILE_NAME, patterns=False)
    told = parse_providers(providers, PROVIDERS_NAME, patterns=False)
    return msgspec.structs.replace(catalog, providers=told)


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
