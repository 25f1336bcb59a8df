"""Which lists a run asks: ``--lists standard,-surbl-multi``."""

from repcheck.catalog.checker import nearest
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog, ListKind, ReputationList
from repcheck.model.observations import Severity

ALL = "all"
STANDARD = "standard"
OPTION = "--lists"


def select_lists(catalog: Catalog, selection: str | None) -> tuple[ReputationList, ...]:
    """The chosen lists in catalog order; None chooses every enabled one.

    ``selection`` is words with commas or blanks between. A word is the id of a list, a tag, ``standard``,
    ``all``, a kind or a severity; ``-word`` takes lists away and ``+word`` adds some. When the first word
    has a sign, it begins with all enabled lists. Only its own id chooses a list that is not enabled.
    Raises BadOption for a word that names nothing, and when nothing is left.
    """
    chosen = {entry.id for entry in catalog.lists if entry.enabled}
    if selection is None:
        return tuple(entry for entry in catalog.lists if entry.id in chosen)
    words = selection.replace(",", " ").split()
    if words and words[0][0] not in "+-":
        chosen = set()
    for word in words:
        found = _named(catalog, word.lstrip("+-").casefold(), word)
        chosen = chosen - found if word.startswith("-") else chosen | found
    if not words or not chosen:
        raise BadOption(f'"{selection}" chooses no list', OPTION)
    return tuple(entry for entry in catalog.lists if entry.id in chosen)


def _named(catalog: Catalog, word: str, written: str) -> set[str]:
    found = {
        entry.id
        for entry in catalog.lists
        if entry.id == word
        or (entry.enabled and (word == ALL or word in (*entry.tags, entry.kind, entry.severity)))
    }
    if found or word in _fixed_words():
        return found
    known = {entry.id for entry in catalog.lists}.union(*(entry.tags for entry in catalog.lists))
    tags_of_disabled = {tag for entry in catalog.lists for tag in entry.tags}
    if word in tags_of_disabled:
        return set()
    near = nearest(word, tuple(sorted(known | _fixed_words())), most=3)
    hint = "nearest: " + ", ".join(near) if near else 'see "repcheck lists"'
    raise BadOption(f'unknown list "{written}"; {hint}', OPTION)


def _fixed_words() -> set[str]:
    return {ALL, STANDARD, *ListKind, *Severity}
