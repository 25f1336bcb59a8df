"""Which lists a run asks: ``--lists standard,-surbl-multi``."""

from repcheck.catalog.dead_lists import DeadLists
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog, ListKind, ReputationList
from repcheck.model.observations import Severity
from repcheck.words.text import nearest

ALL = "all"
EXTENDED = "extended"
STANDARD = "standard"
#: Lists with this tag are asked when they are named, or with "all".
RARE = "rare"
OPTION = "--lists"


def select_lists(catalog: Catalog, selection: str | None) -> tuple[ReputationList, ...]:
    """The chosen lists in catalog order; None chooses ``extended``.

    ``selection`` is words with commas or blanks between. A word is the id or zone of a list, a tag,
    ``standard``, ``extended`` (every enabled list but those with the tag "rare"), ``all`` (every enabled
    one), a kind or a severity; ``-word`` takes lists away and ``+word`` adds some. When the first word
    has a sign, it begins with ``extended``. Only its own id or zone chooses a list that is not enabled. A
    dead list is never chosen (``dead_warnings`` says so). Raises BadOption for a word that names
    nothing, for a list that cannot be asked at all, and when nothing is left.
    """
    dead_lists = DeadLists(catalog)
    alive = tuple(entry for entry in catalog.lists if dead_lists.of_list(entry) is None)
    chosen = {entry.id for entry in alive if _answers_to(entry, EXTENDED)}
    if selection is None:
        return tuple(entry for entry in alive if entry.id in chosen)
    words = selection.replace(",", " ").split()
    if words and words[0][0] not in "+-":
        chosen = set()
    for word in words:
        name = word.lstrip("+-").casefold()
        found = {entry.id for entry in alive if _is_called(entry, name) or _answers_to(entry, name)}
        if not found:
            _must_be_known(catalog, dead_lists, name, word)
        chosen = chosen - found if word.startswith("-") else chosen | found
    lists = tuple(entry for entry in alive if entry.id in chosen)
    if not words or not lists:
        raise BadOption(f'"{selection}" chooses no list', OPTION)
    _must_be_askable(lists)
    return lists


def _is_called(entry: ReputationList, word: str) -> bool:
    """Whether ``word`` is its id, or its zone: a bounce names the zone and never the id."""
    return word == entry.id or word.removesuffix(".") == (entry.zone or "").casefold()


def _answers_to(entry: ReputationList, word: str) -> bool:
    """Whether the set that ``word`` means takes this list in."""
    if not entry.enabled:
        return False
    if word == EXTENDED:
        return RARE not in entry.tags
    return word == ALL or word in (*entry.tags, entry.kind, entry.severity)


def _must_be_askable(lists: tuple[ReputationList, ...]) -> None:
    for entry in lists:
        if not entry.asks:
            raise BadOption(
                f'"{entry.id}" cannot be asked: it has no public zone and is only known from bounces', OPTION
            )


def _must_be_known(catalog: Catalog, dead_lists: DeadLists, word: str, written: str) -> None:
    """A word that chooses nothing today may still mean something: a set, a sleeping list, a dead one."""
    if word in _fixed_words() or dead_lists.find(word) is not None:
        return
    tags = {tag for entry in catalog.lists for tag in entry.tags}
    known = tags | {entry.id for entry in catalog.lists}
    if word in known or any(_is_called(entry, word) for entry in catalog.lists):
        return
    near = nearest(word, tuple(sorted(known | _fixed_words())), most=3)
    hint = "nearest: " + ", ".join(near) if near else 'see "repcheck lists"'
    raise BadOption(f'unknown list "{written}"; {hint}', OPTION)


def _fixed_words() -> set[str]:
    return {ALL, EXTENDED, STANDARD, *ListKind, *Severity}
