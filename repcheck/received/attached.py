"""The parts of a mail that may be reports: RFC 9990 sends them as an attachment, RFC 8460 as a part."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repcheck.patterns import compiled

if TYPE_CHECKING:
    from email.message import Message

#: Base64 hides what is inside a part, never the fields that tell its type and its name.
_TELLING_FIELD = compiled(rb"content-(?:type|disposition)[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*")
#: What these begin with: bytes are found faster than a pattern.
_FIELDS = b"content-"
#: What stands before a field; within a line it is only named, as in the list of a signature.
_BEFORE_FIELD = (b"", b"\n", b"\r")
#: In the type of a bounce (RFC 3464), whose attachments are those of the mail that came back.
_OF_BOUNCE = b"delivery-status"
#: What stands in such a field of a report. "*": the name is encoded or cut into pieces (RFC 2231).
_MARKS = (b"zip", b"xml", b"tlsrpt", b".gz", b".json", b"*")
_MOST_PARTS = 50
_TYPES = frozenset(
    {
        "application/gzip", "application/x-gzip", "application/zip", "application/x-zip-compressed",
        "application/xml", "text/xml", "application/tlsrpt+json", "application/tlsrpt+gzip",
    }
)  # fmt: skip
_NAMES = (".xml", ".gz", ".zip", ".json", ".gzip")


def parts_of(raw: bytes) -> Iterator[bytes]:
    """The content of each part that is a report by its type or its name, decoded but still packed."""
    if not _may_hold_one(raw.lower()):
        return
    from email import message_from_bytes

    for number, part in enumerate(message_from_bytes(raw).walk()):
        if number >= _MOST_PARTS:
            return
        if _may_be_one(part):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                yield content


def _may_hold_one(small: bytes) -> bool:
    """False for a mail that need not be taken apart: nearly all are not reports."""
    fields = _telling_fields(small)
    first = next(fields, b"")
    if _OF_BOUNCE in first:
        return False
    told = b"\n".join((first, *fields))
    return any(mark in told for mark in _MARKS)


def _telling_fields(small: bytes) -> Iterator[bytes]:
    """The fields of the mail and its parts that tell a type or a name, in order."""
    at = small.find(_FIELDS)
    while at >= 0:
        field = _TELLING_FIELD.match(small, at) if small[at - 1 : at] in _BEFORE_FIELD else None
        if field is not None:
            yield field[0]
        at = small.find(_FIELDS, at + len(_FIELDS) if field is None else field.end())


def _may_be_one(part: "Message[str, str]") -> bool:
    if part.is_multipart():
        return False
    if part.get_content_type() in _TYPES:
        return True
    name = part.get_filename()
    return isinstance(name, str) and name.lower().endswith(_NAMES)
