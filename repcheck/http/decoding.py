"""What a service answered, as values: by content type and shape, not by its word alone."""

from typing import TypeVar

import msgspec

from repcheck.http.service import HttpResponse
from repcheck.model.observations import UnknownReason
from repcheck.model.sources import Trouble

T = TypeVar("T")

JSON = frozenset({"application/json", "text/json"})
#: Brackets that may be open at one time: no service nests deeper, and a decoder pays for each.
_DEEPEST = 64


def decoded(reply: HttpResponse, shape: type[T], types: frozenset[str] = JSON) -> T | Trouble:
    """The JSON body in that shape. Any other content type, and any other shape, is an unexpected answer.

    A sign-in page that comes with status 200 is neither empty nor "nothing found".
    """
    if reply.content_type not in types and not reply.content_type.endswith("+json"):
        kind = "a web page" if reply.content_type == "text/html" else "no JSON"
        return unexpected(f"it answered with {kind} (status {reply.status})")
    return decoded_body(reply.body, shape)


def decoded_body(body: bytes, shape: type[T]) -> T | Trouble:
    """The same of a body whose kind is known."""
    if _too_deep(body):
        return unexpected("its JSON is nested too deep")
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # The text of the error may hold a stranger's words.
        return unexpected("its JSON is not what this service answers" if body else "its answer is empty")


def _too_deep(body: bytes) -> bool:
    depth, inside, escaped = 0, False, False
    if body.count(b"[") + body.count(b"{") <= _DEEPEST:
        return False
    for octet in body:
        if escaped:
            escaped = False
        elif inside:
            escaped, inside = octet == 0x5C, octet != 0x22
        elif octet == 0x22:
            inside = True
        elif octet in b"[{":
            depth += 1
            if depth > _DEEPEST:
                return True
        elif octet in b"]}":
            depth -= 1
    return False


def unexpected(saw: str) -> Trouble:
    """An answer that is not what this service gives: ``saw`` says how."""
    return Trouble(UnknownReason.UNEXPECTED_ANSWER, saw)
