"""Bounce records as JSON Lines."""

from repcheck.model.bounces import BounceRecord
from repcheck.render.json.render import record_line
from repcheck.render.view import View


def piece(record: BounceRecord, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return record_line(record)
