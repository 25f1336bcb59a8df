"""The parts of a mail that may be reports: RFC 9990 sends them as an attachment, RFC 8460 as a part."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

#: A mail without any of these holds no report, and is not taken apart. Base64 hides what is inside a part,
#: never its header.
_MARKS = (b"zip", b"tlsrpt", b".xml", b"/xml", b"<feedback", b".gz")
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
    small = raw.lower()
    if not any(mark in small for mark in _MARKS):
        return
    from email import message_from_bytes

    for number, part in enumerate(message_from_bytes(raw).walk()):
        if number >= _MOST_PARTS:
            return
        if _may_be_one(part):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                yield content


def _may_be_one(part: "Message[str, str]") -> bool:
    if part.is_multipart():
        return False
    if part.get_content_type() in _TYPES:
        return True
    name = part.get_filename()
    return isinstance(name, str) and name.lower().endswith(_NAMES)
