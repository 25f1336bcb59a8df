"""The JSON document of a report, whole or in pieces."""

from collections.abc import Iterator

from repcheck.model.report import Report
from repcheck.render.encoding import encoded
from repcheck.render.json.check import around_targets, has_records
from repcheck.render.json.targets import TargetDocuments
from repcheck.render.view import Schema, View

_TARGETS = b'"targets":['
#: Targets of one piece of a document: some 100 kB, which the processor still holds when they are written.
_IN_A_PIECE = 64


def render_json(report: Report, version: str, *, schema: Schema = "repcheck.check/1") -> bytes:
    """The JSON document of ``report``, valid UTF-8 on one line with a line end behind it."""
    return b"".join(json_pieces(report, version, schema=schema))


def json_pieces(report: Report, version: str, *, schema: Schema = "repcheck.check/1") -> Iterator[bytes]:
    """The same in pieces of some targets each."""
    # No string holds these octets: there a quotation mark has a backslash before it.
    before, _, behind = encoded(around_targets(report, version, schema=schema)).partition(_TARGETS + b"]")
    yield before + _TARGETS
    documents = TargetDocuments(with_records=has_records(schema))
    for start in range(0, len(report.targets), _IN_A_PIECE):
        made = tuple([documents.of(found) for found in report.targets[start : start + _IN_A_PIECE]])
        yield (b"," if start else b"") + encoded(made)[1:-2]
    yield b"]" + behind


def shown(report: Report, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return render_json(report, view.version, schema=view.schema)


def pieces(report: Report, view: View) -> Iterator[bytes]:
    """See ``repcheck.render.formats``."""
    return json_pieces(report, view.version, schema=view.schema)
