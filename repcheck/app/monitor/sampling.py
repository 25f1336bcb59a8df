"""A message that shows what a real one looks like."""

from datetime import datetime, timedelta

from repcheck.app.monitor.delivering import dispatch_of
from repcheck.app.monitor.telling import encoded
from repcheck.model.watch.alerts import Dispatch
from repcheck.model.watch.monitored import ChangeEntry, Coverage, Document
from repcheck.model.watch.outbox import Outgoing


def sample(sink: str, now: datetime, token: str) -> Dispatch:
    """A made-up listing. ``token`` makes its id its own, so that no receiver takes it for a repeat."""
    change = ChangeEntry(
        target="192.0.2.10",
        list="example-bl",
        before="clean",
        to="listed",
        at=now,
        severity="high",
        reason="a test by repcheck alerts test: nothing is listed",
        key=f"test-{token}",
        group="test",
        since=now - timedelta(minutes=1),
        name="Example BL",
        step="Find out what sends unwanted mail, and stop it.",
        url="https://bl.example.com/remove",
    )
    document = Document(at=now, changes=(change,), coverage=Coverage(1, 1, 1))
    name = f"test-{token}"
    return dispatch_of(
        Outgoing(id=name, sink=sink, thread=name, body=encoded(document), created=now, due=now)
    )
