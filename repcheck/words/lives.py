"""What to do about a list that is not as it should be."""

from repcheck.model.observations import UnknownReason
from repcheck.model.probed import ListLife, Probed
from repcheck.words.reasons import remedy_of

_SLOW = "It can be believed, but answers late. Ask a resolver that is nearer, or mirror it."
_MOVED = (
    "It has lost its name to somebody else, or your resolver rewrites answers. Try --direct; if that stays "
    "so, leave it out with --lists."
)
_GONE = "Its zone is gone. Leave it out with --lists, or disable it in repcheck.yaml."


def remedy(one: Probed) -> str | None:
    """What to do about a list that is not as it should be, in sentences about "it"; None when all is well."""
    if one.life is ListLife.SLOW:
        return _SLOW
    if one.health.reason is None:
        return None
    if one.life is ListLife.MOVED:
        return _MOVED
    if one.health.reason is UnknownReason.LIST_DEAD and one.answered_ms is not None:
        return _GONE
    return remedy_of(one.health.reason)
