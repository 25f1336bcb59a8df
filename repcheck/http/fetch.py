"""A file from the web or from this machine, within bounds."""

from pathlib import Path

from repcheck.errors import Unreachable
from repcheck.files import read_bounded
from repcheck.http.client import OK, SAFE, FetchLimits, get
from repcheck.model.secret import without_password

#: Seconds for the whole transfer, redirects included.
PATIENCE = 60.0
_MOST_REDIRECTS = 5


def is_url(source: str) -> bool:
    """Whether the text names something on the web, by whatever protocol, and not a file."""
    return "://" in source[:20]


async def fetch(
    source: str, most: int, *, schemes: frozenset[str] = SAFE, patience: float = PATIENCE
) -> bytes:
    """The bytes of a URL or file, ``most`` of them at most.

    Raises Unreachable or UnreadableFile for everything that goes wrong, with the reason.
    """
    if not is_url(source):
        return read_bounded(Path(source), most)
    limits = FetchLimits(octets=most, seconds=patience, redirects=_MOST_REDIRECTS)
    answer = await get(source, limits, schemes=schemes)
    if answer.status != OK:
        raise Unreachable(f"is answered {answer.status} {answer.reason}", without_password(source))
    return answer.body
