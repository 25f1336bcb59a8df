"""A row for each bounce record, with addresses in full."""

from repcheck.model.bounces import BounceRecord
from repcheck.render.tables.rows import Rows, flag_cell, text_cell
from repcheck.render.view import View

COLUMNS = (
    "file", "index", "kind", "time", "recipient", "category", "status_code", "enhanced_status", "hard",
    "sender_blocked", "blocked", "cited_lists", "provider", "remote_mta", "source_ip", "sender", "helo",
    "queue_id", "service", "rule", "diagnostic",
)  # fmt: skip


def opening(_: View) -> bytes:
    """See ``repcheck.render.formats``."""
    rows = Rows()
    rows.add(COLUMNS)
    return rows.taken()


def piece(record: BounceRecord, _: View) -> bytes:
    """See ``repcheck.render.formats``."""
    rows = Rows()
    rows.add(
        (
            text_cell(record.file),
            record.index,
            record.kind,
            record.time,
            text_cell(record.recipient),
            record.category.value,
            record.status_code,
            text_cell(record.enhanced_status),
            flag_cell(record.hard),
            flag_cell(record.sender_blocked),
            None if record.blocked_subject is None else text_cell(record.blocked_subject.value),
            text_cell(" ".join(record.cited_lists)),
            text_cell(record.provider),
            text_cell(record.remote_mta),
            text_cell(record.source_ip),
            text_cell(record.sender),
            text_cell(record.helo),
            text_cell(record.queue_id),
            text_cell(record.esp),
            text_cell(record.rule),
            text_cell(record.diagnostic),
        )
    )
    return rows.taken()
