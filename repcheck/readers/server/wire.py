"""What an IMAP server sends, within bounds: of octets and lines for each answer, of time, and of the run.

imaplib reads a literal of any size that the server names, and a line for as long as some of it comes.
"""

import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

#: Seconds in which some of an answer must come, and in which all of it must be there.
SILENCE, ANSWER = 60.0, 600.0
#: Seconds for all that comes before the first folder: greeting, TLS and log-in.
LOG_IN = 120.0
#: Of one answer, beside the mails that were asked for.
_MOST_LINES = 50_000
_MOST_OCTETS = 4 * 1024 * 1024
_MOST_LINE = 1_000_000
#: Seconds between two looks whether the run has ended.
_SLICE = 0.5


class TooMuch(Exception):  # noqa: N818 - what the server sends is too much
    """The server goes beyond a bound, or the run has ended: why, in a few words."""


class Wire:
    """Reads one connection for imaplib. ``expect`` is to be called before each command.

    ``monotonic``  seconds of a clock that never goes back
    ``ended``      whether the run has ended, so that nothing more is waited for
    """

    def __init__(
        self, ended: Callable[[], bool] = lambda: False, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._ended = ended
        self._monotonic = monotonic
        self._held = b""
        self._socket: Any = None
        self.begin()

    def begin(self) -> None:
        """A connection is made: until the first ``expect`` one deadline goes for all of it."""
        self.expect()
        self._seconds = LOG_IN
        self._until = self._monotonic() + LOG_IN

    def expect(self, octets: int = 0) -> None:
        """Let the next answer have ``octets`` more than any answer may."""
        self._left = octets + _MOST_OCTETS
        self._lines = _MOST_LINES
        self._seconds = ANSWER
        self._until = self._monotonic() + ANSWER

    def handshake(self, socket: Any, go_on: Callable[[], None]) -> None:
        """Shake hands for TLS, as far as the server lets it in time. Raises TooMuch and OSError.

        ``go_on``  goes on with it until the socket's own time is over
        """
        waiting = socket.gettimeout()
        socket.settimeout(_SLICE)
        while True:
            self._look()
            with suppress(TimeoutError):
                go_on()
                break
        socket.settimeout(waiting)

    def _look(self) -> float:
        """The time, unless it is over."""
        if self._ended():
            raise TooMuch("the run has ended")
        now = self._monotonic()
        if now > self._until:
            raise TooMuch(f"its answer took longer than {self._seconds:g} seconds")
        return now

    def line(self, socket: Any) -> bytes:
        """One line with its end; what there is when the server closes. Raises TooMuch and OSError."""
        self._lines -= 1
        if self._lines < 0:
            raise TooMuch("its answer has too many lines")
        while (end := self._held.find(b"\n")) < 0:
            if len(self._held) > _MOST_LINE:
                raise TooMuch("its answer has a line that is too long")
            if not self._more(socket):
                end = len(self._held) - 1
                break
        line, self._held = self._held[: end + 1], self._held[end + 1 :]
        return line

    def octets(self, socket: Any, size: int) -> bytes:
        """The next ``size`` octets, fewer when the server closes. Raises TooMuch and OSError."""
        if size > self._left + len(self._held):
            raise TooMuch(f"it wants to send {size:,} octets at once")
        parts, have = [self._held], len(self._held)
        self._held = b""
        while have < size and self._more(socket):
            parts.append(self._held)
            have += len(self._held)
            self._held = b""
        data = b"".join(parts)
        self._held = data[size:]
        return data[:size]

    def _more(self, socket: Any) -> bool:
        if socket is not self._socket:
            # What came before TLS began may be anybody's (RFC 9051 section 11.1).
            self._socket, self._held = socket, b""
        data = self._received(socket)
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch("its answer is too large")
        self._held += data
        return bool(data)

    def _received(self, socket: Any) -> bytes:
        silent_until = self._monotonic() + SILENCE
        socket.settimeout(_SLICE)
        while True:
            now = self._look()
            try:
                received: bytes = socket.recv(65_536)
            except TimeoutError:
                if now > silent_until:
                    raise
            else:
                return received


def patient_context(wire: Wire) -> ssl.SSLContext:
    """The usual checks of certificates; hands are shaken by this wire."""

    class Shaking(ssl.SSLSocket):
        def do_handshake(self, block: bool = False) -> None:  # noqa: ARG002 - as the library has it
            try:
                wire.handshake(self, super().do_handshake)
            except TooMuch:
                self.close()
                raise

    context = ssl.create_default_context()
    context.sslsocket_class = Shaking
    return context


def bounded_client(library: Any, wire: Wire) -> Any:
    """The library's client class, reading by this wire from the greeting on."""

    def bounded(base: Any) -> Any:
        return type(
            "Bounded",
            (base,),
            {
                "read": lambda self, size: wire.octets(self.sock, size),
                "readline": lambda self: wire.line(self.sock),
            },
        )

    plain, tls = bounded(library.imap4.IMAP4WithTimeout), bounded(library.tls.IMAP4_TLS)

    class Client(library.IMAPClient):  # type: ignore[misc, name-defined, unused-ignore]
        """Connects as the library does."""

        def _create_IMAP4(self) -> Any:  # noqa: N802 - the library's name
            if self.ssl:
                return tls(self.host, self.port, self.ssl_context, SILENCE)
            return plain(self.host, self.port, SILENCE)

    return Client
