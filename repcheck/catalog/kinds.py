"""Which kind of file somebody wrote: a catalog, providers alone, or a configuration."""

from typing import Literal

from repcheck.catalog.document import read_document

_OF_CONFIG = frozenset(
    {"disable", "enable", "change", "targets", "alerts", "ping", "bounces", "store", "serve"}
)


def kind_of(data: bytes, name: str) -> Literal["catalog", "providers", "config"]:
    """By the fields at its top; a file that could be any of them is a catalog.

    Raises UnreadableFile when it is not text, BadCatalog when it is not YAML.
    """
    value = read_document(data, name).value
    fields = set(value) if isinstance(value, dict) else set()
    if fields & _OF_CONFIG:
        return "config"
    if "providers" in fields and "lists" not in fields:
        return "providers"
    return "catalog"
