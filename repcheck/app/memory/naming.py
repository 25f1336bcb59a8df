"""Targets and lists as a user names them, as the memory knows them."""

from collections.abc import Iterable

from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog
from repcheck.model.watch.monitor import Pair
from repcheck.targets.parse import parse_target, quoted
from repcheck.words.text import nearest

#: Addresses of a range that is named.
MOST_OF_A_RANGE = 1024


def named_targets(word: str) -> tuple[str, ...]:
    """The canonical spelling of a target, or of each address of a range. Raises BadTarget."""
    return tuple(target.value for target in parse_target(word, max_hosts=MOST_OF_A_RANGE))


def named_list(word: str, catalog: Catalog, known: Iterable[Pair]) -> str:
    """The id of a list that is named by its id or zone; one that is remembered need not be in the catalog.

    Raises BadOption.
    """
    wanted = word.casefold().removesuffix(".")
    entry = catalog.list_by_id(wanted)
    if entry is not None:
        return entry.id
    for each in catalog.lists:
        if each.zone and each.zone.casefold() == wanted:
            return each.id
    remembered = {pair.list for pair in known}
    if wanted in remembered:
        return wanted
    ids = tuple(sorted(remembered | {each.id for each in catalog.lists}))
    near = nearest(wanted, ids)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    raise BadOption(f"there is no list {quoted(word)}{hint}", "LIST")
