"""Syslog as it came over TCP: each message behind its length, and no line ends (RFC 6587 section 3.4.1)."""

from repcheck.patterns import compiled
from repcheck.readers.stream import Readable, Stream, full_read

#: "MSG-LEN SP SYSLOG-MSG"; a message begins with its priority.
_FRAME = compiled(rb"(\d{1,6}) (?=<\d{1,3}>)")
_MOST = 999_999


def unframed(stream: Stream) -> Stream:
    """The messages a line each, where the stream is such a capture; else the stream as it is."""
    first = _FRAME.match(stream.head)
    if first is None:
        return stream
    behind = stream.head[first.end() + int(first[1]) :]
    if behind.strip() and not _FRAME.match(behind):
        return stream
    return Stream(_Frames(stream))


class _Frames:
    """Gives one message at a time; what follows a length that is wrong is given as it is."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._held = b""
        self._lost = False

    def read(self, size: int, /) -> bytes:
        self._fill(16)
        frame = None if self._lost else _FRAME.match(self._held)
        if frame is None:
            self._lost = True
            self._fill(size)
            given, self._held = self._held[:size], self._held[size:]
            return given
        length = frame.end() + int(frame[1])
        self._fill(length)
        message, self._held = self._held[frame.end() : length], self._held[length:]
        return message.rstrip(b"\r\n").replace(b"\n", b" ") + b"\n"

    def _fill(self, size: int) -> None:
        if len(self._held) < size:
            self._held += full_read(self._source, min(size, _MOST + 16) - len(self._held))
