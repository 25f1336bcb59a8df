"""A pass of the monitor that has a past, for the page."""

from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.watch.monitor import ListedAs, Memory, Pair
from repcheck.model.watch.monitored import PassReport, Remembered
from repcheck.model.watch.remembered import Day, History, Incident, PairHistory
from tests.memory.domains import domain_look
from tests.render.machines import others

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def remembering() -> PassReport:
    """A pass beside its memory: one pair listed twice, one that was not heard since, one clean."""
    pair = Pair("192.0.2.0", "list-a")
    incidents = (
        Incident(begin=NOW - timedelta(days=40), end=NOW - timedelta(days=38)),
        Incident(begin=NOW - timedelta(days=1)),
    )
    days = (Day.NOT_WATCHED,) * 40 + (Day.NOT_LISTED,) * 48 + (Day.LISTED,) * 2
    past = PairHistory(pair=pair, group="pool-a", incidents=incidents, median=timedelta(days=2), days=days)
    memories = (
        Memory(pair=pair, group="pool-a", standing=ListedAs(severity=Severity.HIGH), known=True),
        Memory(pair=Pair("192.0.2.1", "list-a"), known=True, unknown_since=NOW),
        Memory(pair=Pair("192.0.2.1", "list-b"), known=True),
        Memory(pair=Pair("192.0.2.2", "list-b")),
    )
    remembered = Remembered(
        memories=memories,
        history=History(at=NOW, pairs=(past,), median=timedelta(days=2)),
        every=timedelta(minutes=15),
        domains=(domain_look("example.com", NOW),),
    )
    return msgspec.structs.replace(others.a_pass(), remembered=remembered)
