"""Which service wrote a file, from its first bytes, which may end in the middle of anything."""

import re
from itertools import islice

from repcheck.bounces.events.vendors import EventKind, kind_of
from repcheck.bounces.events.wrapping import form_json, unwrapped
from repcheck.bounces.json_head import first_values

_MOST_BYTES = 64 * 1024
_MOST_EVENTS = 500
_BOM = b"\xef\xbb\xbf"


def event_kind(head: bytes) -> EventKind | None:
    """The service whose events begin with ``head`` (64 KiB are looked at), or None: no events that are known.

    An object, an array, JSON lines, or Mandrill's form body. The first event of a known shape tells it.
    """
    head = head[:_MOST_BYTES].removeprefix(_BOM).lstrip()
    if head.startswith(b"mandrill_events="):
        posted = form_json(re.sub(rb"%.?$", b"", head.partition(b"&")[0])).lstrip()
        return "mandrill" if posted.startswith((b"[", b"{")) else None
    if not head.startswith((b"{", b"[")):
        return None
    for value in first_values(head):
        for event, kind in islice(unwrapped(value), _MOST_EVENTS):
            if found := kind or kind_of(event):
                return found
    return None
