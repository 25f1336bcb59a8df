"""A message that is ready to be sent, and what became of a try."""

from datetime import datetime

import msgspec


class Dispatch(msgspec.Struct, frozen=True, kw_only=True):
    """One finished message, in the forms that sinks take.

    ``id``        idempotency key: the same at each try
    ``thread``    what belongs together: messages about one incident share it
    ``first``     True: nothing of this thread was sent before
    ``at``        when the change was recorded
    ``subject``   one line; ``text`` the whole, for people; both are cleaned already
    ``document``  ``repcheck.monitor/1`` as JSON
    ``firing``    what is open now and concerns this sink, for sinks that keep a state of their own
    """

    id: str
    thread: str
    first: bool = True
    at: datetime
    subject: str
    text: str
    document: str
    firing: tuple["Firing", ...] = ()


class Firing(msgspec.Struct, frozen=True, kw_only=True):
    """One open (``ended`` None) or just ended incident."""

    target: str
    list: str
    group: str | None
    severity: str
    since: datetime
    ended: datetime | None = None
    says: str = ""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one try.

    ``taken``        the sink has the message; nothing else counts as sent
    ``permanent``    trying again cannot help (the address is gone, the request is wrong)
    ``retry_after``  seconds that the sink asks to wait; None: it did not say
    ``said``         why not, in a few cleaned words without any secret; empty when taken
    """

    taken: bool
    permanent: bool = False
    retry_after: float | None = None
    said: str = ""


TAKEN = Delivery(taken=True)
