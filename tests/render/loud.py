"""A made-up format: the recipients of bounce records in capitals."""

from repcheck.model.bounces import BounceRecord
from repcheck.render.view import View, as_bytes


def piece(record: BounceRecord, view: View) -> bytes:
    return as_bytes(f"{view.version} {(record.recipient or '').upper()}\n")
