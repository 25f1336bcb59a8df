"""Bounce records as a store keeps them."""

from datetime import UTC, datetime, timedelta

from repcheck.model.bounces import BounceRecord

NOW = datetime(2026, 11, 16, 12, tzinfo=UTC)


def record(number: int = 0, days: float = 0, **more: object) -> BounceRecord:
    time = (NOW - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields: dict[str, object] = {"recipient": f"u{number}@example.org", "time": time, "diagnostic": "550 no"}
    return BounceRecord(**{"file": "-", "index": 0, "kind": "bounce", **fields, **more})  # type: ignore[arg-type]
