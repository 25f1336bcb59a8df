"""Who sent the mails of a queue: Postfix and Sendmail say it once, in a line of its own."""

import re
from collections import OrderedDict

MAX_SENDERS = 50_000
#: What begins with a fixed text is searched many times as fast; the queue id stands in front of it.
_FROM = re.compile(rb": from=<([^>\n]{0,320})>, ")
_LONGEST_ID = 25


class Senders:
    """The envelope senders by queue id, at most ``most`` of them: those that were heard of last."""

    def __init__(self, most: int = MAX_SENDERS) -> None:
        self._most = most
        self._known: OrderedDict[str, str] = OrderedDict()

    def note(self, block: bytes) -> None:
        """Take in what these lines say."""
        for match in _FROM.finditer(block):
            front = block[max(match.start() - _LONGEST_ID, 0) : match.start()]
            queue = front.rpartition(b" ")[2].decode("ascii", "replace")
            self._known[queue] = match[1].decode("utf-8", "replace")
            self._known.move_to_end(queue)
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def of(self, queue: str) -> str | None:
        """The sender of this mail; "" is the null sender, None: not known."""
        return self._known.get(queue)
