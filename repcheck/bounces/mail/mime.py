"""A tolerant view of a mail: header fields and text parts, whatever is broken, within fixed bounds.

The standard library's parser recurses over nested parts and keeps everything; reports come broken
(no end boundary, DSN as text/plain, CR line ends) and from strangers, so depth, number of parts and
sizes are bounded here and nothing raises.
"""

import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache

import msgspec

from repcheck.bounces.mail.html_text import strip_html
from repcheck.bounces.smtp.encoded import decode_words, text_of
from repcheck.patterns import compiled

MAX_DEPTH = 8
MAX_PARTS = 200
MAX_FIELDS = 400
MAX_FIELD = 16 * 1024
MAX_HEADER = 256 * 1024
MAX_TEXT = 256 * 1024

#: Fields with their continuation lines, which hold more than white space (RFC 5322 sections 2.2 and 2.2.3).
_FIELDS = compiled(
    r"(?:[!-9;-~]{1,76}+[ \t]{0,200}+:[^\n]*+(?:\n[ \t][ \t\r\f\v]*+[^ \t\r\f\v\n][^\n]*+)*+\n?+)*+"
)
_NEXT_FIELD = compiled(r"\n(?![ \t])")
_BLANK_LINE = compiled(rb"[ \t\r\f\v]*+(?:\n|\Z)")
_PARAM = compiled(r';\s{0,80}+([\w*.-]{1,40})\s{0,80}+=\s{0,80}+(?:"([^"]{0,200})"|([^\s;"]{1,200}))')
_TYPE = compiled(r"\s{0,20}([\w.+-]{1,60})\s{0,20}/\s{0,20}([\w.+-]{1,80})")
_LEADING_BLANK = compiled(rb"(?:[ \t]*\n)+")
_BARE_BOUNDARY = compiled(rb"^--(\S[^\n]{0,68}\S)[ \t]{0,80}\nContent-", re.MULTILINE | re.IGNORECASE)
_MIME_NOTE = compiled(rb"\s{0,20}This (?:is a|message is in) (?:multi-?part|MIME)", re.IGNORECASE)
_RETURNED_TYPES = frozenset({
    "text/rfc822-headers", "text/rfc822-header", "message/global-headers", "message/rfc822-headers",
})  # fmt: skip
_NOT_BASE64 = compiled(rb"[^A-Za-z0-9+/]")
_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news", "text/rfc822"})
_MAIL_FILE = compiled(r'\b(?:file)?name\*?(?:0\*?)?="?[^";]{1,200}?\.eml(?![\w.])', re.IGNORECASE)
_READ_TYPES = ("text/", "message/")


class Headers:
    """Header fields in order; names in lower case.

    Nobody asks for most fields, so a value is unfolded when it is asked for.
    """

    __slots__ = ("_fields", "_first")

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields = tuple(fields)
        self._first = dict(reversed(self._fields))

    def get(self, name: str) -> str:
        """The first field of that name with its encoded words decoded (RFC 2047), or an empty string."""
        return decode_words(self.raw(name))

    def raw(self, name: str) -> str:
        """The first field of that name as written, or an empty string."""
        value = self._first.get(name)
        return "" if value is None else _unfolded(value)

    def all(self, name: str) -> tuple[str, ...]:
        """Every field of that name, as written."""
        if name not in self._first:
            return ()
        return tuple([_unfolded(value) for key, value in self._fields if key == name])

    def names(self) -> Set[str]:
        """The names of all fields."""
        return self._first.keys()

    def items(self) -> Iterator[tuple[str, str]]:
        """Name and value of each field, as written."""
        return ((name, _unfolded(value)) for name, value in self._fields)

    def __contains__(self, name: str) -> bool:
        return name in self._first


class TextPart:
    """A part that holds text: its type in lower case, its own header fields, the text.

    Nobody looks at most parts of returned mails, so the text is decoded when it is first asked for.
    """

    __slots__ = ("_body", "_charset", "_text", "headers", "type")

    def __init__(self, kind: str, headers: Headers, body: bytes, charset: str) -> None:
        self.type = kind
        self.headers = headers
        self._body = body
        self._charset = charset
        self._text: str | None = None

    @property
    def text(self) -> str:
        """The decoded text, without the marks of HTML."""
        if self._text is None:
            text = text_of(_transfer_decoded(self.headers, self._body)[:MAX_TEXT], self._charset)
            self._text = strip_html(text) if self.type == "text/html" else text
        return self._text


class Message(msgspec.Struct, frozen=True):
    """A mail: header fields, type, its own text parts, and the mails inside it (returned or forwarded)."""

    headers: Headers
    type: str
    report_type: str
    parts: tuple[TextPart, ...]
    inside: tuple["Message", ...]


def parse_message(raw: bytes) -> Message:
    """The mail in these bytes; never raises, whatever they are."""
    return _message(_begun(raw), 0, _Budget())


def headers_of(raw: bytes) -> Headers:
    """The header fields alone of the mail in these bytes."""
    return _split(_begun(raw))[0]


def _begun(raw: bytes) -> bytes:
    """The mail with LF line ends, from its first line on."""
    raw = normal_lines(raw)
    blank = _LEADING_BLANK.match(raw)
    return raw[blank.end() :] if blank else raw


def normal_lines(raw: bytes) -> bytes:
    """LF line ends for LF, CRLF, CRCRLF and CR-only files; NUL bytes dropped."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in raw:
        raw = raw.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.replace(b"\0", b"") if b"\0" in raw else raw


class _Budget:
    """How many parts may still be read in this mail."""

    def __init__(self) -> None:
        self.parts = MAX_PARTS

    def spend(self) -> bool:
        self.parts -= 1
        return self.parts >= 0


def _message(raw: bytes, depth: int, budget: _Budget) -> Message:
    headers, body = _split(raw)
    kind, params = _kind(headers, body)
    parts: list[TextPart] = []
    inside: list[Message] = []
    _collect(headers, kind, params, body, (depth, budget, parts, inside))
    report_type = params.get("report-type", "").lower()
    return Message(headers, kind, report_type, tuple(parts), tuple(inside))


_Sink = tuple[int, _Budget, list[TextPart], list[Message]]


def _kind(headers: Headers, body: bytes) -> tuple[str, Mapping[str, str]]:
    """The type of a mail; one that says it is MIME in its first line only is multipart all the same."""
    if "content-type" not in headers and _MIME_NOTE.match(body):
        return "multipart/mixed", {}
    return _content_type(headers)


def _collect(headers: Headers, kind: str, params: Mapping[str, str], body: bytes, sink: _Sink) -> None:
    depth, budget, parts, inside = sink
    if depth > MAX_DEPTH or not budget.spend():
        return
    if kind.startswith("multipart/"):
        for piece in _pieces(body, params.get("boundary", "")):
            below, content = _split(piece)
            _collect(below, *_content_type(below), content, (depth + 1, budget, parts, inside))
    elif kind in _MESSAGE_TYPES or _is_mail_file(headers):
        inside.append(_message(_transfer_decoded(headers, body).lstrip(b"\n"), depth + 1, budget))
    elif kind in _RETURNED_TYPES:
        inner, _ = _split(_transfer_decoded(headers, body).lstrip(b"\n"))
        inside.append(Message(inner, kind, "", (), ()))
    elif kind.startswith(_READ_TYPES):
        parts.append(TextPart(kind, headers, body[: 2 * MAX_TEXT], params.get("charset", "")))


def _is_mail_file(headers: Headers) -> bool:
    """A part of any type whose name says that it is a mail: so some programs attach one."""
    named = headers.raw("content-disposition") + ";" + headers.raw("content-type")
    return ".eml" in named.lower() and _MAIL_FILE.search(named) is not None


def _split(raw: bytes) -> tuple[Headers, bytes]:
    """Header fields and body; the header ends at the first line that can be no part of it."""
    limit = min(len(raw), MAX_HEADER)
    end = raw.find(b"\n\n", 0, limit)
    # What is not UTF-8 comes back as it was, so that places in the text are places in the bytes.
    head = raw[: limit if end < 0 else end + 1].decode("utf-8", "surrogateescape")
    start = head.find("\n") + 1 or len(head) if head.startswith(("From ", ">From ")) else 0
    found = _FIELDS.match(head, start)
    at = found.end() if found else start
    fields = _NEXT_FIELD.split(head[start:at].removesuffix("\n"), MAX_FIELDS)[:MAX_FIELDS]
    parts = [field.partition(":") for field in fields if field]
    headers = Headers([(name.rstrip().lower(), value) for name, _, value in parts])
    if not head.isascii():
        at = len(head[:at].encode("utf-8", "surrogateescape"))
    blank = _BLANK_LINE.match(raw, at, limit)
    return headers, raw[blank.end() if blank else at :]


def _unfolded(value: str) -> str:
    """The value of a field on one line (RFC 5322 section 2.2.3); what is not UTF-8 is replaced."""
    value = value.lstrip(" \t")
    if value.isascii() and "\n" not in value:
        return value[:MAX_FIELD].strip()
    if not value.isascii():
        value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    lines = value.split("\n", MAX_FIELDS)[:MAX_FIELDS]
    return " ".join([line.strip() for line in lines])[:MAX_FIELD].strip()


def _content_type(headers: Headers) -> tuple[str, Mapping[str, str]]:
    return _type_and_params(headers.raw("content-type"))


@lru_cache(maxsize=64)  # parts of reports are of few types
def _type_and_params(value: str) -> tuple[str, Mapping[str, str]]:
    match = _TYPE.match(value)
    if match is None:
        return "text/plain", {}
    if ";" not in value:
        return f"{match[1]}/{match[2]}".lower(), {}
    params = {found[1].lower(): found[2] or found[3] or "" for found in _PARAM.finditer(value)}
    return f"{match[1]}/{match[2]}".lower(), params


def _pieces(body: bytes, boundary: str) -> Iterator[bytes]:
    """The parts between boundary lines (RFC 2046 section 5.1.1); the last one needs no end."""
    mark = boundary.encode("utf-8", "replace").rstrip()
    lines = [*_boundary_lines(body, b"--" + mark)] if mark else []
    if not lines:
        guess = _BARE_BOUNDARY.search(body)
        if guess is None:
            yield b"\n" + body
            return
        lines = [*_boundary_lines(body, b"--" + guess[1])]
    start = None
    for begin, end, last in lines:
        if start is not None:
            yield body[start:begin]
        start = None if last else end
    if start is not None:
        yield body[start:]


def _boundary_lines(body: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """(start, end, is it the closing one) of each line that is the boundary and nothing else."""
    at, count = body.find(mark), 0
    while at >= 0 and count < MAX_PARTS:
        end = body.find(b"\n", at)
        end = len(body) if end < 0 else end
        rest = body[at + len(mark) : min(end, at + len(mark) + 100)].rstrip()
        # An indented boundary line is none by RFC 2046, but mails that went through a form have them.
        if rest in (b"", b"--") and (at == 0 or body[at - 1] == 10 or body[at - 2 : at] == b"\n "):
            yield at, end + 1, rest == b"--"
            count += 1
        at = body.find(mark, at + len(mark))


def _transfer_decoded(headers: Headers, body: bytes) -> bytes:
    encoding = headers.get("content-transfer-encoding").strip().lower()
    if encoding == "quoted-printable":
        return normal_lines(binascii.a2b_qp(body))
    if encoding != "base64":
        return body
    clean = _NOT_BASE64.sub(b"", body)
    clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
    return normal_lines(binascii.a2b_base64(clean + b"=" * (-len(clean) % 4)))
