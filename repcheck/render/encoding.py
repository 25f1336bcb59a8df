"""Any value as JSON that may be printed: valid UTF-8 that no terminal or CI system obeys."""

import re
from typing import Any

import msgspec

from repcheck.render.clean import for_json

#: Only within strings can they stand: what is around strings is ASCII.
_CONTROL = re.compile(rb"\x7f|\xc2[\x80-\x9f]")


def encoded(value: Any) -> bytes:
    """Any document as JSON on one line with a line end behind it: valid UTF-8, without control characters."""
    # Nearly all text is valid, and looking for the rest beforehand would cost more than the encoding.
    try:
        document = msgspec.json.encode(value)
    except UnicodeEncodeError:
        document = msgspec.json.encode(_valid(value))
    # The log of a CI system obeys "##vso[...]" and "##[...]" wherever they stand in a line; in a string of
    # JSON any character may be escaped (RFC 8259 section 7).
    if b"#" in document:
        document = document.replace(b"##[", b"#\\u0023[").replace(b"##vso[", b"#\\u0023vso[")
    # RFC 8259 section 7 lets DEL and the C1 controls stand as they are; a terminal would obey them.
    if b"\x7f" in document or b"\xc2" in document:
        document = _CONTROL.sub(lambda octets: b"\\u%04x" % octets[0][-1], document)
    return document + b"\n"


def _valid(value: Any) -> Any:
    """``value`` with all its text valid; only what has a fault is looked into and copied."""
    if not isinstance(value, str | msgspec.Struct | dict | tuple | list):
        return value
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return _mended(value)
    return value


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return for_json(value)
    if isinstance(value, msgspec.Struct):
        fields = {name: _valid(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    if isinstance(value, dict):
        return {_valid(key): _valid(item) for key, item in value.items()}
    return tuple([_valid(item) for item in value])
