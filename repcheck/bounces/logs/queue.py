"""What the readers of queue logs begin with."""

from datetime import datetime

from repcheck.bounces.logs.senders import QueueSenders
from repcheck.bounces.logs.stamps import Stamps
from repcheck.bounces.logs.waiting import Waiting


class QueueLog:
    """The state of one log: what was delivered, the year of its stamps, what waits in the queue.

    ``file``        put before the line number in each reply ("mail.log:17")
    ``now``         for stamps without a year; aware. Stamps without a zone are taken as UTC
    ``deliveries``  also give what was delivered; else it is only counted
    """

    def __init__(self, file: str, *, now: datetime, deliveries: bool = False) -> None:
        self.sent = 0
        self._file = file
        self._stamps = Stamps(now)
        self._deliveries = deliveries
        self._waiting = Waiting()
        self._senders = QueueSenders()
