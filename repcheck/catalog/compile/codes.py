"""Code tables: from "127.0.0.4-127.0.0.7" in a file to spans of 32-bit integers.

Three spellings name addresses: one address, a span of addresses ("127.0.0.4-127.0.0.7"), and a span in
one octet ("127.0.2-15.3"), for lists that put two facts into one answer.
"""

import re

from repcheck.model.catalog import ErrorCode
from repcheck.model.observations import UnknownReason

Span = tuple[int, int]

LOOPBACK: Span = (0x7F000000, 0x7FFFFFFF)
#: Answers from here on are errors at every list: Spamhaus began with it, others followed.
RESERVED: Span = (0x7FFFFF00, 0x7FFFFFFF)
_OCTET = re.compile(r"0|[1-9][0-9]{0,2}")
BITS = (1, 2, 4, 8, 16, 32, 64, 128)

_COMMON_ERRORS = (
    (0x7FFFFFFC, UnknownReason.LIST_UNHEALTHY, "typing error in the zone name"),
    (0x7FFFFFFE, UnknownReason.RESOLVER_BLOCKED, "the list refuses public or open resolvers"),
    (0x7FFFFFFF, UnknownReason.OVER_QUOTA, "too many questions for the free service"),
)


def parse_address(text: str) -> int | None:
    """A dotted quad as integer; None when it is none (leading zeros and other spellings included)."""
    octets = text.split(".") if len(text) <= 15 else ()
    if len(octets) != 4:
        return None
    value = 0
    for octet in octets:
        if not _OCTET.fullmatch(octet) or int(octet) > 255:
            return None
        value = value << 8 | int(octet)
    return value


def read_spans(text: str) -> tuple[Span, ...] | str:
    """The addresses that ``text`` names; a text in return says what is wrong with it."""
    address = parse_address(text)
    if address is not None:
        return _inside(((address, address),))
    if "-" not in text:
        return "is not an IPv4 address"
    first, _, last = text.partition("-")
    start, end = parse_address(first.strip()), parse_address(last.strip())
    if start is not None and end is not None:
        return _inside(((start, end),)) if start <= end else "ends before it starts"
    return _read_octet_span(text)


def _read_octet_span(text: str) -> tuple[Span, ...] | str:
    octets = text.split(".")
    places = [place for place, octet in enumerate(octets) if "-" in octet]
    if len(octets) != 4 or len(places) != 1:
        return "is neither an IPv4 address nor a range of them"
    place = places[0]
    first, _, last = octets[place].partition("-")
    start = parse_address(".".join([*octets[:place], first, *octets[place + 1 :]]))
    end = parse_address(".".join([*octets[:place], last, *octets[place + 1 :]]))
    if start is None or end is None:
        return "is neither an IPv4 address nor a range of them"
    if start > end:
        return "ends before it starts"
    if place == 3:
        return _inside(((start, end),))
    step = 1 << 8 * (3 - place)
    return _inside(tuple((value, value) for value in range(start, end + 1, step)))


def _inside(spans: tuple[Span, ...]) -> tuple[Span, ...] | str:
    if spans[0][0] < LOOPBACK[0] or spans[-1][1] > LOOPBACK[1]:
        return "is outside 127.0.0.0/8"
    return spans


def read_bit(text: str) -> tuple[Span, ...] | str:
    """The bit that "4" or "127.0.0.4" names, as a span of one; a text says what is wrong."""
    if text.isascii() and text.isdigit() and len(text) <= 3:
        bit = int(text)
    else:
        address = parse_address(text)
        if address is None:
            return "is neither a bit nor an IPv4 address"
        bit = address - LOOPBACK[0]
    return ((bit, bit),) if bit in BITS else "is not one bit of the last octet (1, 2, 4 ... 128)"


def overlapping(span: Span, others: dict[Span, str]) -> str | None:
    """The name of the first of ``others`` that shares an address with ``span``; None when none does."""
    if not others:
        return None
    return next(
        (name for (first, last), name in others.items() if span[0] <= last and first <= span[1]), None
    )


def with_common_errors(own: tuple[ErrorCode, ...]) -> tuple[ErrorCode, ...]:
    """The list's own errors, and for the rest of 127.255.255.0/24 what every list means by it."""
    taken = sorted((error.first, error.last) for error in own if error.last >= RESERVED[0])
    if not taken:
        return own + _ALL_COMMON
    added: list[ErrorCode] = []
    for error in _ALL_COMMON:
        start = error.first
        for first, last in taken:
            if last < start or first > error.last:
                continue
            if first > start:
                added.append(ErrorCode(start, first - 1, error.reason, error.meaning))
            start = last + 1
        if start <= error.last:
            added.append(ErrorCode(start, error.last, error.reason, error.meaning))
    return (*own, *added)


def _all_common() -> tuple[ErrorCode, ...]:
    entries: list[ErrorCode] = []
    start = RESERVED[0]
    for address, reason, meaning in _COMMON_ERRORS:
        if start < address:
            unclear = "an error answer without a known meaning"
            entries.append(ErrorCode(start, address - 1, UnknownReason.UNEXPECTED_ANSWER, unclear))
        entries.append(ErrorCode(address, address, reason, meaning))
        start = address + 1
    return tuple(entries)


_ALL_COMMON = _all_common()
