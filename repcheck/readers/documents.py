"""JSON values out of a stream: one document, an array, JSON lines, or a form that holds JSON.

An array is given element by element, so that one of any length costs the memory of one element.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from repcheck.bounces.events import form_document
from repcheck.patterns import compiled
from repcheck.readers.stream import BLOCK, Stream, full_read

#: Of one object, or one line.
MAX_DOCUMENT = 8 * 1024 * 1024

#: A string, which holds no line end (RFC 8259 section 7), with its end when it has one; or what opens and
#: closes. A string without an end is one token, so that no letter is looked at for each mark before it.
_TOKEN = compiled(rb'"(?:[^"\\\n]++|\\.)*+(?P<end>"?)|[{}\[\]]')
_FORM = b"mandrill_events="
_BETWEEN = b" \t\r\n,[]"
_OPEN, _CLOSE = (b"{", b"["), (b"}", b"]")

#: Takes what is wrong, in a few words.
Complain = Callable[[str], None]


def documents(stream: Stream, complain: Complain) -> Iterator[Any]:
    """Each value: objects, and the elements of arrays that span lines. ``complain`` hears of what is none."""
    if stream.head.lstrip().startswith(_FORM):
        for line in _lines(stream, complain):
            yield from _form(line, complain)
    elif _is_lines(stream.head):
        for line in _lines(stream, complain):
            yield from _decoded(line, complain)
    else:
        for text in _objects(stream, complain):
            yield from _decoded(text, complain)


def _is_lines(head: bytes) -> bool:
    """Whether each line is a value of its own: the first one is, or the second one behind a torn first."""
    first, _, rest = head.lstrip().partition(b"\n")
    second, whole, _ = rest.partition(b"\n")
    if _is_value(first):
        return True
    return first[:1] not in (b"{", b"[") and bool(whole) and _is_value(second)


def _is_value(line: bytes) -> bool:
    return line[:1] in (b"{", b"[") and bool(list(_decoded(line, lambda _: None)))


def _decoded(text: bytes, complain: Complain) -> Iterator[Any]:
    try:
        yield msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Texts of mails are not always valid UTF-8, and those who log events do not look.
        try:
            yield msgspec.json.decode(text.decode("utf-8", "replace").replace("\0", ""))
        except (msgspec.DecodeError, RecursionError):
            complain("what is not JSON")


def _form(line: bytes, complain: Complain) -> Iterator[Any]:
    found = form_document(line)
    if found is None:
        complain("what is not JSON")
    else:
        yield found


def _lines(stream: Stream, complain: Complain) -> Iterator[bytes]:
    """Lines that are not blank; one that is larger than MAX_DOCUMENT is left out."""
    parts: list[bytes] = []
    size = 0

    def line() -> Iterator[bytes]:
        if size > MAX_DOCUMENT:
            complain("a line that is too long")
        elif text := b"".join(parts).strip():
            yield text

    while chunk := full_read(stream, BLOCK):
        *ended, last = chunk.split(b"\n")
        for piece in ended:
            size += len(piece)
            parts.append(piece if size <= MAX_DOCUMENT else b"")
            yield from line()
            parts, size = [], 0
        size += len(last)
        if size <= MAX_DOCUMENT:
            parts.append(last)
    yield from line()


def _objects(stream: Stream, complain: Complain) -> Iterator[bytes]:
    """The outermost objects, whatever arrays and line ends are around and between them."""
    splitter = _Splitter(complain)
    while chunk := full_read(stream, BLOCK):
        yield from splitter.take(chunk)
    splitter.end()


class _Splitter:
    """Finds where objects begin and end, without decoding them."""

    def __init__(self, complain: Complain) -> None:
        self._complain = complain
        self._data = b""
        self._at = 0  # what is in front of it was looked at
        self._start = 0  # of the object that is open, or of what follows the last one
        self._depth = 0
        self._too_large = False

    def take(self, chunk: bytes) -> Iterator[bytes]:
        """The objects that end with this chunk."""
        self._data += chunk
        for token in _TOKEN.finditer(self._data, self._at):
            found = token[0]
            if token["end"] == b"" and self._data.find(b"\n", token.end()) < 0:
                self._at = token.start()  # its end is still to come
                break
            if found in _OPEN:
                self._opened(found, token.start())
            elif found in _CLOSE and self._depth:
                self._depth -= 1
                if not self._depth:
                    if not self._too_large:
                        yield self._data[self._start : token.end()]
                    self._start, self._too_large = token.end(), False
        else:
            self._at = len(self._data)
        self._forget()

    def _opened(self, found: bytes, at: int) -> None:
        if self._depth:
            self._depth += 1
        elif found == b"{":
            if self._data[self._start : at].strip(_BETWEEN):
                self._complain("what is not JSON")
            self._start, self._depth = at, 1

    def _forget(self) -> None:
        """Drop what is not needed any more, and what is too much."""
        if self._depth == 0:
            if self._data[self._start : self._at].strip(_BETWEEN):
                self._complain("what is not JSON")
            self._start = self._at
        if self._depth and (self._too_large or len(self._data) - self._start > MAX_DOCUMENT):
            if not self._too_large:
                self._complain("an object that is too large")
            self._too_large, self._start = True, self._at
        if len(self._data) - self._at > MAX_DOCUMENT:  # a string without end
            self._complain("a string that is too long")
            self._at = len(self._data)
            self._start = self._at if self._depth == 0 or self._too_large else self._start
        self._data, self._at, self._start = self._data[self._start :], self._at - self._start, 0

    def end(self) -> None:
        """Nothing more comes."""
        if self._depth or self._data.strip(_BETWEEN):
            self._complain("a document without its end")
