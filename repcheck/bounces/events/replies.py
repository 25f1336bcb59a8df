"""From one decoded JSON value of any service to the replies in it."""

from _blake2 import blake2b  # as hashlib has it, whose import loads OpenSSL
from collections.abc import Iterable, Iterator

from repcheck.bounces.events.vendors import EventKind, kind_of, vendor
from repcheck.bounces.events.wrapping import unwrapped
from repcheck.bounces.reply.judge import Reply

_MOST_REMEMBERED = 100_000


class OnlyNew:
    """Lets each event through once, over all documents of a run, in bounded memory (some 10 MB).

    Services send an event again when the first answer did not reach them, mostly within a day.
    """

    def __init__(self, most: int = _MOST_REMEMBERED) -> None:
        self._most = most
        self._seen: dict[bytes, None] = {}

    def of(self, replies: Iterable[Reply]) -> Iterator[Reply]:
        """The replies whose event was not seen before; those without a name all pass."""
        for reply in replies:
            if reply.event is None or self._is_new(reply.event):
                yield reply

    def _is_new(self, name: str) -> bool:
        digest = blake2b(name.encode("utf-8", "replace"), digest_size=12).digest()
        if digest in self._seen:
            return False
        self._seen[digest] = None
        if len(self._seen) > self._most:
            del self._seen[next(iter(self._seen))]
        return True


def replies_of_event(file: str, document: object, kind: EventKind | None = None) -> tuple[Reply, ...]:
    """The replies of one decoded JSON value: an event, an array of events, or what a service wraps them in.

    ``kind`` forces a service; None: the wrapping or shape of each event decides. An event of no known shape,
    or that tells no outcome (sent, opened, clicked), gives nothing. At most 100,000 events; what the document
    holds twice is read once (over several documents: ``OnlyNew``). Never raises, whatever the value is.
    """
    return tuple(OnlyNew().of(_all(file, document, kind)))


def _all(file: str, document: object, kind: EventKind | None) -> Iterator[Reply]:
    for event, wrapped in unwrapped(document):
        if known := kind or wrapped or kind_of(event):
            yield from vendor(known).replies(file, event)
