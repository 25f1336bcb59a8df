"""What the monitor remembers, as JSON: ``repcheck.status/1``, ``repcheck.history/1``, ``repcheck.mutes/1``,
``repcheck.requests/1``. Times are RFC 3339 in UTC, spans are seconds."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from repcheck.model.watch.outbox import Mute, Request
from repcheck.model.watch.remembered import Day, History, StandingListing, Status
from repcheck.render.json.render import encoded

_DAYS = {Day.LISTED: "#", Day.NOT_LISTED: ".", Day.NOT_WATCHED: " "}


def render_status_json(found: Status, version: str, exit_code: int) -> bytes:
    """``repcheck.status/1``."""
    last = found.last
    return _written(
        "repcheck.status/1",
        version,
        {
            "at": _at(found.at),
            "exit_code": exit_code,
            "age": found.age.value,
            "last_pass": None if last is None else {
                "at": _at(last.started),
                "seconds_ago": _seconds(found.at - last.started),
                "exit_code": last.exit_code,
            },
            "every_seconds": _seconds(found.every),
            "targets": found.extent.targets,
            "lists": found.extent.lists,
            "pairs": found.extent.pairs,
            "open": [_listing(one) for one in found.listings],
            "unknown": [{"target": pair.target, "list": pair.list} for pair in found.unheard],
            "mutes": [_mute(one) for one in found.mutes],
            "messages_waiting": found.waiting,
        },
    )  # fmt: skip


def _listing(one: StandingListing) -> dict[str, Any]:
    asked = one.asked
    return {
        "target": one.pair.target,
        "list": one.pair.list,
        "group": one.group,
        "severity": one.standing.severity.value,
        "sublists": list(one.standing.sublists),
        "since": _at(one.since),
        "counts": one.counts,
        "muted": None if one.muted is None else _mute(one.muted),
        "removal": None if asked is None else {"asked": _at(asked.asked), "note": asked.note},
        "usual_wait": one.usual,
        "flapping": one.flapping,
        "unknown_since": _at(one.unknown_since),
    }


def render_history_json(found: History, version: str) -> bytes:
    """``repcheck.history/1``.

    ``days`` has a letter a day, the last one today: ``#`` listed, ``.`` no listing seen, blank before that.
    """
    pairs = [
        {
            "target": one.pair.target,
            "list": one.pair.list,
            "group": one.group,
            "since": _at(one.since),
            "times": one.times,
            "median_seconds": _seconds(one.median),
            "days": "".join(_DAYS[day] for day in one.days),
            "listings": [
                {"from": _at(each.begin), "to": _at(each.end), "closed": each.left} for each in one.incidents
            ],
        }
        for one in found.pairs
    ]
    about = {"at": _at(found.at), "median_seconds": _seconds(found.median), "pairs": pairs}
    return _written("repcheck.history/1", version, about)


def render_mutes_json(mutes: Iterable[Mute], version: str) -> bytes:
    """``repcheck.mutes/1``: those that were set or ended."""
    return _written("repcheck.mutes/1", version, {"mutes": [_mute(one) for one in mutes]})


def render_requests_json(requests: Iterable[Request], version: str) -> bytes:
    """``repcheck.requests/1``: those that were noted."""
    noted = [
        {"target": one.target, "list": one.list, "asked": _at(one.asked), "note": one.note}
        for one in requests
    ]
    return _written("repcheck.requests/1", version, {"requests": noted})


def _mute(mute: Mute) -> dict[str, Any]:
    return {
        "target": mute.target,
        "list": mute.list,
        "since": _at(mute.since),
        "until": _at(mute.until),
        "ended": _at(mute.ended),
        "reason": mute.reason,
    }


def _at(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds())


def _written(schema: str, version: str, about: dict[str, Any]) -> bytes:
    return encoded({"schema": schema, "version": version, **about})
