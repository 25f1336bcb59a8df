"""The JSON values at the beginning of a file, which may end in the middle of anything."""

import re
from collections.abc import Iterator

import msgspec

from repcheck.patterns import compiled

_MOST_VALUES = 50
_DEEPEST = 64
_TOKEN = compiled(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{}\[\],]', re.DOTALL)
_CLOSER = {b"{": b"}", b"[": b"]"}


def first_values(head: bytes) -> Iterator[object]:
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
