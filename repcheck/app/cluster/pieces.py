"""Sources of bounces cut into pieces of like size: whole files, and of large mailboxes ranges.

A log is never cut: what it says of a mail rests on what it said before (the sender, the first deferral, the
year). A mailbox is cut where a mail begins, so that each mail is in one range and no other.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from repcheck.app.bounces.judging.digest import DigestManner
from repcheck.app.cluster.tasks import Task
from repcheck.readers.mail import looks_like_mailbox, next_mail
from repcheck.readers.places import UnopenedSource
from repcheck.readers.received import report_kind
from repcheck.readers.stream import HEAD

#: Bytes and files of a piece; a single file may be more.
_BYTES = 16 * 1024 * 1024
_FILES = 200
#: Bytes of a range of a mailbox, about.
RANGE = 64 * 1024 * 1024
_BEFORE = 3
_WINDOW = 1024 * 1024


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or a range of a mailbox.

    ``name``   as it is told; ``path`` from the root, by which workers find the same file
    ``given``  the user named it
    ``start``  and ``end`` of the range in bytes; ``end`` None: the whole file
    ``here``   it is no plain file, so the driver reads it
    """

    name: str
    path: str
    given: bool
    start: int = 0
    end: int | None = None
    here: bool = False


class Piece(msgspec.Struct, frozen=True):
    """Parts that one worker reads, and the places they are of."""

    parts: tuple[Part, ...]
    places: tuple[UnopenedSource, ...]


def pieces_of(places: Iterable[UnopenedSource], kind: str | None, most: int = RANGE) -> Iterator[Piece]:
    """All of the places, in their order. ``kind``: as ReadRequest says; ``most``: bytes of a range."""
    parts: list[Part] = []
    of: list[UnopenedSource] = []
    room = _BYTES
    for place in places:
        for part, size in _parts(place, kind, most):
            if parts and (size > room or len(parts) >= _FILES):
                yield Piece(tuple(parts), tuple(of))
                parts, of, room = [], [], _BYTES
            parts.append(part)
            of.append(place)
            room -= size
    if parts:
        yield Piece(tuple(parts), tuple(of))


def _parts(place: UnopenedSource, kind: str | None, most: int) -> Iterator[tuple[Part, int]]:
    """The parts of a place, each with its bytes."""
    # Not resolved: a link is followed when it is opened, as the driver itself would.
    path = os.path.abspath(place.name)  # noqa: PTH100 - as above
    whole = Part(name=place.name, path=path, given=place.given)
    try:
        about = Path(path).stat()
    except (OSError, ValueError):
        about = None
    if about is None or not stat.S_ISREG(about.st_mode):
        yield msgspec.structs.replace(whole, here=True), 0
        return
    size = about.st_size
    starts = [0, *_cuts(path, size, most)] if size > most and kind in (None, "mbox") else [0]
    if len(starts) == 1:
        yield whole, size
        return
    for start, end in zip(starts, [*starts[1:], size], strict=True):
        yield msgspec.structs.replace(whole, start=start, end=end), end - start


def _cuts(path: str, size: int, most: int) -> Iterator[int]:
    """Where the ranges of a plain mailbox begin, but the first."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
        # Packed ones, and those with something else in front, are read whole.
        if not head.startswith(b"From ") or not looks_like_mailbox(head) or report_kind(head) is not None:
            return
        wanted = most
        while wanted < size:
            at = _next(file.fileno(), wanted)
            if at is None:
                return
            yield at
            wanted = max(at, wanted) + most


def _next(file: int, wanted: int) -> int | None:
    """Where the first mail begins from there on."""
    start = wanted - _BEFORE
    while window := os.pread(file, _WINDOW, start):
        found = next_mail(window, _BEFORE)
        if found is not None:
            return start + found
        if len(window) < _WINDOW:
            return None
        start += _WINDOW // 2
    return None


class PieceTask(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker is given.

    ``inputs``  what it judges by, pickled; the others as ReadRequest says
    ``digest``  how records are digested; None: each of them is wanted
    """

    version: str
    parts: tuple[Part, ...]
    inputs: bytes
    now: float
    kind: str | None
    deliveries: bool
    digest: DigestManner | None = None


def task_of(number: int, piece: Piece, task: PieceTask) -> Task:
    """The piece as a task; ``task`` with what is the same for all."""
    payload = msgspec.msgpack.encode(msgspec.structs.replace(task, parts=piece.parts))
    return Task(number=number, payload=payload)
