"""A message as the sinks get it."""

from datetime import UTC, datetime, timedelta

from repcheck.model.watch.alerts import Dispatch, Firing

NOW = datetime(2026, 11, 1, 10, 30, tzinfo=UTC)

MESSAGE = Dispatch(
    id="0123456789abcdef",
    thread="fedcba9876543210",
    at=NOW,
    subject="[repcheck] LISTED high: 192.0.2.10 on Example BL",
    text="192.0.2.10 is listed on Example BL since 10:30 UTC.\nFirst: close the account that spammed.\n",
    document='{"schema":"repcheck.monitor/1","changes":[]}',
    firing=(
        Firing(
            target="192.0.2.10", list="example-bl", group="pool-a", severity="high", since=NOW, says="listed"
        ),
        Firing(
            target="192.0.2.11",
            list="example-bl",
            group=None,
            severity="low",
            since=NOW - timedelta(days=1),
            ended=NOW,
        ),
    ),
)
