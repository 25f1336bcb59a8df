"""Which service wrote a file, told by its first bytes, which may end in the middle of anything."""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from repcheck.bounces.events.vendors import EventKind, kind_of
from repcheck.bounces.events.wrapping import form_json, unwrapped

_MOST_BYTES = 64 * 1024
_MOST_VALUES = 50
_MOST_EVENTS = 500
_DEEPEST = 64
_BOM = b"\xef\xbb\xbf"
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{}\[\],]', re.DOTALL)
_CLOSER = {b"{": b"}", b"[": b"]"}


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
    for value in _values(head):
        for event, kind in islice(unwrapped(value), _MOST_EVENTS):
            if found := kind or kind_of(event):
                return found
    return None


def _values(head: bytes) -> Iterator[object]:
    """The JSON values at the start of ``head``; of one that is cut off, what came in whole."""
    for _ in range(_MOST_VALUES):
        head = head.lstrip()
        if not head.startswith((b"{", b"[")):
            return
        whole, length = _whole(head)
        try:
            yield msgspec.json.decode(whole)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return
        head = head[length:]


def _whole(head: bytes) -> tuple[bytes, int]:
    """The first value of ``head`` and its length; one that is cut off ends at its last comma, closed."""
    open_ones: list[bytes] = []
    cut, closers = 0, b""
    for token in _TOKEN.finditer(head):
        mark = token[0]
        if mark in (b"{", b"["):
            open_ones.append(_CLOSER[mark])
            if len(open_ones) > _DEEPEST:
                break
            if len(open_ones) == 1:
                cut, closers = token.end(), _CLOSER[mark]
        elif mark in (b"}", b"]"):
            if open_ones.pop() != mark:
                break
            if not open_ones:
                return head[: token.end()], token.end()
        elif mark == b",":
            cut, closers = token.start(), b"".join(reversed(open_ones))
    return head[:cut] + closers, len(head)
