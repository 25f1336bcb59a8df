"""Who sent the mails of a queue: Postfix and Sendmail say it once, in a line of its own."""

from collections.abc import Iterable, Mapping
from itertools import islice

MAX_SENDERS = 50_000
_FROM = b": from=<"
_LONGEST = 340


class QueueSenders:
    """The envelope senders by queue id: the ``most`` that were heard of last, at most twice as many."""

    def __init__(self, most: int | None = None) -> None:
        self._most = MAX_SENDERS if most is None else most
        self._known: dict[bytes, bytes] = {}

    def note(self, block: bytes) -> None:
        """Take in what these lines say. Nothing is decoded: few of them will be asked for."""
        known, at = self._known, block.find(_FROM)
        while at >= 0:
            end = block.find(b">, ", at, at + _LONGEST)
            if end >= 0:
                queue = block[block.rfind(b" ", 0, at) + 1 : at]
                known.pop(queue, None)  # so that it is the last
                known[queue] = block[at + len(_FROM) : end]
            at = block.find(_FROM, at + len(_FROM))
        if len(known) > 2 * self._most:  # seldom: all of them are written anew
            self._known = dict(islice(known.items(), len(known) - self._most, None))

    def forget(self, queues: Iterable[bytes]) -> None:
        """These mails have left the queue."""
        for queue in queues:
            self._known.pop(queue, None)

    def __len__(self) -> int:
        return len(self._known)

    @property
    def known(self) -> dict[bytes, bytes]:
        """All of them, those heard of last at the end."""
        return self._known

    def hear(self, known: Mapping[bytes, bytes]) -> None:
        """Take in those that another part of the log gave."""
        for queue, sender in known.items():
            self._known.pop(queue, None)
            self._known[queue] = sender

    def of(self, queue: str) -> str | None:
        """The sender of this mail; "" is the null sender, None: not known."""
        sender = self._known.get(queue.encode())
        return None if sender is None else sender.decode("utf-8", "replace")
