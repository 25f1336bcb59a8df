"""Prometheus Alertmanager by its API v2: what is open, with an end that outlives two passes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.alerts.web import post
from repcheck.model.secret import Secret
from repcheck.model.watch.alerts import Delivery, Dispatch, Firing


class Alertmanager:
    """Posts every open incident at each pass, and an ended one with its end.

    ``every``  time between passes: an alert that is not posted again ends after two of them by itself
    """

    def __init__(
        self,
        url: Secret,
        every: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._url = url
        self._every = every
        self._now = now

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``."""
        now = self._now()
        body = msgspec.json.encode([self._alert(firing, now) for firing in message.firing])
        headers = {"Content-Type": "application/json", "User-Agent": "repcheck"}
        url = self._url.reveal().rstrip("/") + "/api/v2/alerts"
        return await post(url, body, headers, now=now)

    def _alert(self, firing: Firing, now: datetime) -> dict[str, object]:
        """Labels are the identity of an alert: they hold no time, count or code."""
        ends = firing.ended or now + 2 * self._every
        return {
            "labels": {
                "alertname": "RepcheckListed",
                "target": firing.target,
                "list": firing.list,
                "group": firing.group or "",
                "severity": firing.severity,
            },
            "annotations": {"summary": firing.says},
            "startsAt": firing.since.astimezone(UTC).isoformat(),
            "endsAt": ends.astimezone(UTC).isoformat(),
        }
