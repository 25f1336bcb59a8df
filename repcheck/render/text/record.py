"""One bounce record as one line of text, for who watches them come."""

from repcheck.model.bounces import BounceRecord
from repcheck.render.clean import for_terminal
from repcheck.render.view import View, as_bytes
from repcheck.words.people import local_part, mask_addresses, mask_names

_LONGEST = 400


def record_text(record: BounceRecord, *, show_addresses: bool) -> str:
    """The record on one line with its end: when, what, whom, by whom, and the reply's own words."""
    words = [record.time or "-", _kind(record), record.recipient or "-"]
    if record.remote_mta:
        words.append(f"by {record.remote_mta}")
    if record.sender_blocked:
        about = f" ({record.blocked_subject.value})" if record.blocked_subject is not None else ""
        words.append(f"SENDER BLOCKED{about}")
    if record.cited_lists:
        words.append(f"cites {', '.join(record.cited_lists)}")
    line = f"{' '.join(words)}: {record.diagnostic}" if record.diagnostic else " ".join(words)
    if not show_addresses:
        addresses = (record.recipient or "", record.original_recipient or "")
        line = mask_addresses(mask_names(line, frozenset(map(local_part, addresses))))
    return for_terminal(line, _LONGEST) + "\n"


def _kind(record: BounceRecord) -> str:
    if record.category.value == record.kind:
        return record.kind
    how = {True: "hard ", False: "soft ", None: ""}[record.hard]
    return f"{how if record.kind == 'bounce' else ''}{record.kind} {record.category.value}"


def piece(record: BounceRecord, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return as_bytes(record_text(record, show_addresses=view.show_addresses))
