"""A name server of lists that knows when each question arrived: the kernel says so, whatever else is busy."""

import socket
import struct
import threading
from collections import deque
from types import TracebackType
from typing import Self

from bench.responder import HEADER_SIZE, LOOPBACK, answer

#: SO_TIMESTAMPNS of Linux (socket(7)), and the time that comes with a datagram: seconds and nanoseconds.
_TIMESTAMPS = 35
_TIME = struct.Struct("@qq")
#: How the zones of the lists end; no other name exists (RFC 1035 4.1.1: QR, AA, RD, RA and NXDOMAIN).
_LISTS = ".example"
_NXDOMAIN = b"\x85\x83\x00\x01\x00\x00\x00\x00\x00\x00"
_BUFFER = 1 << 23


class Arrivals:
    """As a context manager it answers on loopback; ``address`` is what ``--resolver`` takes."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, str]] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._socket.setsockopt(socket.SOL_SOCKET, _TIMESTAMPS, 1)
        self._socket.bind((LOOPBACK, 0))
        self._port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self._port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ends:
            ends.sendto(b"", (LOOPBACK, self._port))
        self._thread.join()
        self._socket.close()

    def at(self, zone: str) -> list[float]:
        """When questions to this list came, in seconds."""
        return [moment for moment, name in self.seen if name.endswith(f".{zone}")]

    def most_in_a_second(self, zone: str) -> int:
        """The most questions to this list in any one second."""
        window: deque[float] = deque()
        most = 0
        for moment in sorted(self.at(zone)):
            window.append(moment)
            while window[0] <= moment - 1.0:
                window.popleft()
            most = max(most, len(window))
        return most

    def _serve(self) -> None:
        room = socket.CMSG_SPACE(_TIME.size)
        while True:
            question, told, _, client = self._socket.recvmsg(512, room)
            if not question:
                return
            seconds, nanoseconds = _TIME.unpack(told[0][2])
            name = _name(question)
            self.seen.append((seconds + nanoseconds / 1e9, name))
            self._socket.sendto(answer(question) if name.endswith(_LISTS) else _absent(question), client)


def _absent(question: bytes) -> bytes:
    return question[:2] + _NXDOMAIN + question[HEADER_SIZE:]


def _name(question: bytes) -> str:
    """The name that is asked, in lower case."""
    labels, at = [], HEADER_SIZE
    while at < len(question) and question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode("latin-1").lower())
        at += question[at] + 1
    return ".".join(labels)
