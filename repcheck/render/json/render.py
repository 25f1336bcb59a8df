"""JSON and JSON Lines for programs: UTF-8, one document or one record a line."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from repcheck.model.bounces import BounceRecord
from repcheck.model.report import Report
from repcheck.render.clean import for_json
from repcheck.render.json.check import SchemaName, around_targets, has_records
from repcheck.render.json.targets import TargetDocuments
from repcheck.render.view import View

_TARGETS = b'"targets":['
#: Targets of one piece of a document: some 100 kB, which the processor still holds when they are written.
_IN_A_PIECE = 64


def render_json(report: Report, version: str, *, schema: SchemaName = "repcheck.check/1") -> bytes:
    """The JSON document of ``report``, valid UTF-8 on one line with a line end behind it."""
    return b"".join(json_pieces(report, version, schema=schema))


def json_pieces(report: Report, version: str, *, schema: SchemaName = "repcheck.check/1") -> Iterator[bytes]:
    """The same in pieces of some targets each."""
    # No string holds these octets: there a quotation mark has a backslash before it.
    before, _, behind = encoded(around_targets(report, version, schema=schema)).partition(_TARGETS + b"]")
    yield before + _TARGETS
    documents = TargetDocuments(with_records=has_records(schema))
    for start in range(0, len(report.targets), _IN_A_PIECE):
        made = tuple([documents.of(found) for found in report.targets[start : start + _IN_A_PIECE]])
        yield (b"," if start else b"") + encoded(made)[1:-2]
    yield b"]" + behind


def record_line(record: BounceRecord) -> bytes:
    """One bounce record as a line of its own."""
    if record.diagnostic:
        return encoded(record)
    return encoded({**msgspec.structs.asdict(record), "diagnostic": None})


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


def shown(report: Report, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return render_json(report, view.version, schema=view.schema)


def pieces(report: Report, view: View) -> Iterator[bytes]:
    """See ``repcheck.render.formats``."""
    return json_pieces(report, view.version, schema=view.schema)
