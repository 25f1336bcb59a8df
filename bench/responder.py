"""A name server for measurements: a plain socket loop that holds up the asking side as little as it can.

Every zone below it is a blocklist with the test entries of RFC 5782 section 5 and about one address in a
hundred; everything else does not exist. Started as a process of its own it prints its port, answers until
its stdin closes, and then prints how many questions came.
"""

import socket
import sys
import threading
import zlib
from collections.abc import Iterator
from functools import lru_cache

LOOPBACK = "127.0.0.1"
HEADER_SIZE = 12
#: What the kernel grants of it is enough; a question that finds no room is asked again.
_RECEIVE_BUFFER = 8 * 1024 * 1024
_LARGEST_QUESTION = 512

_OCTETS = 4
_TEST_POINT = b"\x012\x010\x010\x03127"
_NO_TEST_POINT = b"\x011\x010\x010\x03127"
_A, _TXT = b"\x00\x01", b"\x00\x10"

# Flags after the id of an answer: QR, AA, RD as nearly all questions have it, RA (RFC 1035 4.1.1).
_FOUND = b"\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00"
_ABSENT = b"\x85\x83\x00\x01\x00\x00\x00\x01\x00\x00"
_NAME = b"\xc0\x0c"  # a pointer to the question's name (RFC 1035 4.1.4)
_CLASS_TTL = b"\x00\x01\x00\x00\x01\x2c"


def _record(code: bytes, data: bytes) -> bytes:
    return _NAME + code + _CLASS_TTL + len(data).to_bytes(2) + data


_TEXT = b"made up for a measurement"
_RECORDS = {
    _A: _record(_A, bytes((127, 0, 0, 2))),
    _TXT: _record(_TXT, bytes((len(_TEXT),)) + _TEXT),
}
_NUMBERS = b"".join(number.to_bytes(4) for number in (1, 7200, 7200, 604_800, 300))


@lru_cache
def _start_of(zone: int) -> bytes:
    """The SOA record of the zone whose name begins there in the question, as lists send it (RFC 2308 2.1)."""
    name = (0xC000 | zone).to_bytes(2)
    numbers = name + name + _NUMBERS
    return name + b"\x00\x06" + _CLASS_TTL + len(numbers).to_bytes(2) + numbers


def is_listed(octets: bytes) -> bool:
    """Whether an address is on every list: ``octets`` its four labels as they stand in a question."""
    if octets in (_TEST_POINT, _NO_TEST_POINT):
        return octets == _TEST_POINT
    return zlib.crc32(octets) % 100 == 0


def octet_labels(address: str) -> bytes:
    """The labels that ``is_listed`` wants of an IPv4 address (RFC 5782 section 2.1)."""
    return b"".join(bytes((len(part),)) + part.encode() for part in reversed(address.split(".")))


def answer(question: bytes) -> bytes:
    """The answer to a question without additional records."""
    end = HEADER_SIZE
    for _ in range(_OCTETS):
        end += question[end] + 1
    asked = question[HEADER_SIZE:]
    if is_listed(question[HEADER_SIZE:end]):
        record = _RECORDS.get(question[-4:-2])
        if record is not None:  # a reverse name has the same labels, and no PTR here
            return question[:2] + _FOUND + asked + record
    return question[:2] + _ABSENT + asked + _start_of(end)


def _questions(sock: socket.socket) -> Iterator[tuple[bytes, tuple[str, int]]]:
    """What comes in, until an empty datagram does."""
    while True:
        question, client = sock.recvfrom(_LARGEST_QUESTION)
        if not question:
            return
        if len(question) > HEADER_SIZE + _OCTETS:
            yield question, client


def _end_with_stdin(port: int) -> None:
    sys.stdin.buffer.read()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"", (LOOPBACK, port))


def serve() -> int:
    """Answer until stdin closes; the number of questions."""
    asked = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
        sock.bind((LOOPBACK, 0))
        port = sock.getsockname()[1]
        print(port, flush=True)
        threading.Thread(target=_end_with_stdin, args=(port,), daemon=True).start()
        for question, client in _questions(sock):
            asked += 1
            sock.sendto(answer(question), client)
    return asked


if __name__ == "__main__":
    print(serve())
