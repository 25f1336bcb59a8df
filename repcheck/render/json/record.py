"""Bounce records as JSON Lines."""

import msgspec

from repcheck.model.bounces import BounceRecord
from repcheck.render.encoding import encoded
from repcheck.render.view import View


def record_line(record: BounceRecord) -> bytes:
    """One bounce record as a line of its own."""
    if record.diagnostic:
        return encoded(record)
    return encoded({**msgspec.structs.asdict(record), "diagnostic": None})


def piece(record: BounceRecord, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return record_line(record)
