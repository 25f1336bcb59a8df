"""What a log has said of messages that are still in the queue: bounded, the longest unheard goes first."""

from collections import OrderedDict
from collections.abc import Iterable

from repcheck.bounces.reply.judge import Reply

MAX_WAITING = 50_000


class Waiting:
    """The deferred recipients of each queued message.

    A deferral is written at each try; only the first is reported. ``most``: bound on the recipients kept;
    a deferral that fell out is reported again when it comes again.
    """

    def __init__(self, most: int | None = None) -> None:
        self._messages: OrderedDict[str, dict[str | None, Reply]] = OrderedDict()
        self._count = 0
        self.most = MAX_WAITING if most is None else most
        self.peak = 0

    def deferred(self, message: str, reply: Reply) -> bool:
        """Keep this deferral as the last one of its recipient; True when it is the first."""
        recipients = self._messages.setdefault(message, {})
        self._messages.move_to_end(message)
        is_first = reply.recipient not in recipients
        recipients[reply.recipient] = reply
        self._count += is_first
        self.peak = max(self.peak, self._count)
        while self._count > self.most:
            self._count -= len(self._messages.popitem(last=False)[1])
        return is_first

    def __len__(self) -> int:
        """Recipients."""
        return self._count

    def of(self, message: str) -> dict[str | None, Reply]:
        """The last deferrals of those who wait for it."""
        return self._messages.get(message, {})

    @property
    def messages(self) -> OrderedDict[str, dict[str | None, Reply]]:
        """All that waits, what was heard of last at the end."""
        return self._messages

    def hear(self, message: str, replies: Iterable[Reply]) -> None:
        """Take in the deferrals that another part of the log gave."""
        for reply in replies:
            self.deferred(message, reply)

    def settled(self, message: str, recipient: str | None) -> Reply | None:
        """This recipient is done with: its last deferral, or None."""
        recipients = self._messages.get(message)
        reply = recipients.pop(recipient, None) if recipients else None
        self._count -= reply is not None
        if not recipients:
            self._messages.pop(message, None)
        return reply

    def ended(self, message: str) -> tuple[Reply, ...]:
        """The message has left the queue: the last deferrals of those who did not get it."""
        recipients = self._messages.pop(message, None)
        if recipients is None:
            return ()
        replies = tuple(recipients.values())
        self._count -= len(replies)
        return replies
