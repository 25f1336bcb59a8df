"""Who sent the mails of a queue, and which left it: each is said once, in a line of its own."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Set
from itertools import islice

MAX_SENDERS = 100_000
_FROM = ": from=<"
_LONGEST = 340
_LONGEST_QUEUE = 40
_REMOVED = ": removed"

#: The line at which one was heard of, and its octets as Latin-1.
Sender = tuple[int, str]


class QueueSenders:
    """The envelope senders by queue id: the ``most`` that were heard of last, at most twice as many.

    A log names the sender of each mail, and few of them are asked for. So the lines of a block are only cut
    where a name begins; it is read when somebody asks, or when its mail is still in the queue at the block's
    end.

    ``lines``  for how many lines behind its own each is known; None: until its mail has left the queue
    """

    def __init__(self, lines: int | None = None, most: int | None = None) -> None:
        self.most = MAX_SENDERS if most is None else most
        self.peak = 0
        self._lines = lines
        self._known: dict[str, Sender] = {}
        self._block: dict[str, str] = {}
        self._line = self._swept = 0

    def note(self, block: str, first_line: int) -> None:
        """Take in what these lines say, the octets of a block as Latin-1."""
        if self._block:
            self.forget(frozenset())
        self._line = first_line
        if _FROM not in block:  # as most lines that come one by one
            return
        cut = block.split(_FROM)
        self._block = dict(zip(queues_at_end(cut), cut[1:], strict=False))
        self.peak = max(self.peak, len(self))
        self._bound()

    def forget(self, queues: Set[str]) -> None:
        """These mails have left the queue, with the lines that were noted last."""
        known = self._known
        for queue in known.keys() & queues:
            del known[queue]
        alike: dict[str, Sender] = {}  # many mails have the same sender, which is kept once
        for queue, said in self._block.items():
            sender = None if queue in queues else _name(said)
            if sender is not None:
                known.pop(queue, None)  # so that it is the last
                known[queue] = alike.setdefault(sender, (self._line, sender))
        self._block = {}
        self._bound()

    def _bound(self) -> None:
        if self._lines is not None and (
            len(self) > 2 * self.most or self._line - self._swept > self._lines // 8
        ):
            self._swept = self._line
            oldest = self._line - self._lines
            self._known = {queue: each for queue, each in self._known.items() if each[0] >= oldest}
        if len(self) > 2 * self.most:  # seldom: all of them are written anew
            kept = max(self.most - len(self._block), 0)
            self._known = dict(islice(self._known.items(), max(len(self._known) - kept, 0), None))

    def __contains__(self, queue: str) -> bool:
        """Whether this mail was heard of."""
        return queue in self._block or queue in self._known

    def __len__(self) -> int:
        """How many may be known, before the lines noted last are looked at."""
        return len(self._known) + len(self._block)

    @property
    def known(self) -> dict[str, Sender]:
        """All of them, those heard of last at the end."""
        self.forget(frozenset())
        return self._known

    def hear(self, known: Mapping[str, Sender], before: int) -> None:
        """Take in those that another part of the log gave, ``before``: lines of the log in front of it."""
        for queue, (line, sender) in known.items():
            self._line = max(self._line, before + line)
            self._known.pop(queue, None)
            self._known[queue] = before + line, sender
        self._bound()

    def of(self, queue: str, line: int) -> str | None:
        """The sender of this mail, as known at that line; "" is the null sender, None: not known."""
        said = self._block.get(queue)
        at, sender = self._line, None if said is None else _name(said)
        if sender is None:
            at, sender = self._known.get(queue, (line, None))
        if sender is None or (self._lines is not None and line - at > self._lines):
            return None
        return sender.encode("latin-1").decode("utf-8", "replace")


class Removals:
    """The mails that left the queue within a block. Every fifth line says so: where, of few is asked."""

    def __init__(self, text: str) -> None:
        self._heads = text.split(_REMOVED)
        self._heads.pop()
        self._queues = queues_at_end(self._heads)
        self._places: dict[str, list[int]] | None = None
        self.queues = frozenset(self._queues)

    def within(self, queue: str, start: int, end: int | None = None) -> bool:
        """Whether it left between these places, or behind the first."""
        places = self._all()[queue]
        at = bisect_left(places, start)
        return at < len(places) and (end is None or places[at] < end)

    def _all(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places, at = {}, 0
            for queue, head in zip(self._queues, self._heads, strict=True):
                self._places.setdefault(queue, []).append(at + len(head))
                at += len(head) + len(_REMOVED)
        return self._places


def queues_at_end(texts: Iterable[str]) -> list[str]:
    """The last word of each, which names a mail; one that is too long for that is cut."""
    return [text[-_LONGEST_QUEUE:].rpartition(" ")[2] for text in texts]


def _name(said: str) -> str | None:
    """The address with which this begins; None where no address ends."""
    end = said.find(">, ", 0, _LONGEST)
    return None if end < 0 else said[:end]
