"""Who sent the mails of a queue: Postfix and Sendmail say it once, in a line of its own."""

from collections.abc import Iterable, Mapping, Set
from itertools import islice

MAX_SENDERS = 50_000
_FROM = ": from=<"
_LONGEST = 340
_LONGEST_QUEUE = 40


class QueueSenders:
    """The envelope senders by queue id: the ``most`` that were heard of last, at most twice as many.

    A log names the sender of each mail, and few of them are asked for. So the lines of a block are only cut
    where a name begins; it is read when somebody asks, or when its mail is still in the queue at the block's
    end. Texts are the octets of the log as Latin-1.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = MAX_SENDERS if most is None else most
        self._known: dict[str, str] = {}
        self._block: dict[str, str] = {}

    def note(self, block: str) -> None:
        """Take in what these lines say, one or more blocks of them one after the other."""
        self.forget(frozenset())
        cut = block.split(_FROM)
        self._block = dict(zip(queues_at_end(cut), cut[1:], strict=False))
        self._bound()

    def forget(self, queues: Set[str]) -> None:
        """These mails have left the queue, with the lines that were noted last."""
        known = self._known
        for queue in known.keys() & queues:
            del known[queue]
        for queue, said in self._block.items():
            sender = None if queue in queues else _name(said)
            if sender is not None:
                known.pop(queue, None)  # so that it is the last
                known[queue] = sender
        self._block = {}
        self._bound()

    def _bound(self) -> None:
        if len(self) > 2 * self._most:  # seldom: all of them are written anew
            kept = max(self._most - len(self._block), 0)
            self._known = dict(islice(self._known.items(), max(len(self._known) - kept, 0), None))

    def __len__(self) -> int:
        """How many may be known, before the lines noted last are looked at."""
        return len(self._known) + len(self._block)

    @property
    def known(self) -> dict[str, str]:
        """All of them, those heard of last at the end."""
        self.forget(frozenset())
        return self._known

    def hear(self, known: Mapping[str, str]) -> None:
        """Take in those that another part of the log gave."""
        for queue, sender in known.items():
            self._known.pop(queue, None)
            self._known[queue] = sender

    def of(self, queue: str) -> str | None:
        """The sender of this mail; "" is the null sender, None: not known."""
        said = self._block.get(queue)
        sender = None if said is None else _name(said)
        if sender is None:
            sender = self._known.get(queue)
        return None if sender is None else sender.encode("latin-1").decode("utf-8", "replace")


def queues_at_end(texts: Iterable[str]) -> list[str]:
    """The last word of each, which names a mail; one that is too long for that is cut."""
    return [text[-_LONGEST_QUEUE:].rpartition(" ")[2] for text in texts]


def _name(said: str) -> str | None:
    """The address with which this begins; None where no address ends."""
    end = said.find(">, ", 0, _LONGEST)
    return None if end < 0 else said[:end]
