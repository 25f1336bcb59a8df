"""Sources of bounces cut into pieces of like size: whole files, and of large mailboxes and logs ranges.

A mailbox is cut where a mail begins, so that each mail is in one range and no other. A log that can be cut
(``CutLog``) is cut where a line begins, and between two of the blocks in which one process reads it; what its
lines say of a mail rests on earlier ones, and is joined afterwards (``repcheck.bounces.logs.parts``). Others
are read whole.
"""

import io
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from repcheck.app.bounces.judging.digest import DigestManner
from repcheck.app.cluster.tasks import Task
from repcheck.bounces.logs import LogKind, cut_log, spans_lines
from repcheck.bounces.logs.wrapped import unwrapping
from repcheck.readers.formats import kind_of
from repcheck.readers.framing import unframed
from repcheck.readers.mail import looks_like_mailbox, next_mail
from repcheck.readers.packed.unpack import is_packed
from repcheck.readers.places import UnopenedSource
from repcheck.readers.received import report_kind
from repcheck.readers.stream import HEAD, Stream, block_starts

#: Bytes and files of a piece; a single file may be more.
_BYTES = 16 * 1024 * 1024
_FILES = 200
#: Bytes of a range of a mailbox, about.
RANGE = 64 * 1024 * 1024
_BEFORE = 3
_WINDOW = 1024 * 1024


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or a range of a mailbox or a log.

    ``name``   as messages have it; ``path`` from the root, by which workers find the same file
    ``given``  the user named it
    ``start``  and ``end`` of the range in bytes; ``end`` None: the whole file
    ``here``   the driver reads it, because it is not a plain file
    ``log``    it is a range of a log of this kind
    """

    name: str
    path: str
    given: bool
    start: int = 0
    end: int | None = None
    here: bool = False
    log: str | None = None


class Piece(msgspec.Struct, frozen=True):
    """Parts that one worker reads, the places they are of, and about how many bytes they are."""

    parts: tuple[Part, ...]
    places: tuple[UnopenedSource, ...]
    size: int = 0


def pieces_of(
    places: Iterable[UnopenedSource], kind: str | None, most: int = RANGE, *, logs: bool = True
) -> Iterator[Piece]:
    """All of the places, in their order. ``kind``: as ReadRequest says.

    ``most``  bytes of a range; ``logs``: False: logs are read whole
    """
    parts: list[Part] = []
    of: list[UnopenedSource] = []
    room = _BYTES
    for place in places:
        for part, size in _parts(place, kind, most, logs=logs):
            if parts and (size > room or len(parts) >= _FILES):
                yield Piece(tuple(parts), tuple(of), _BYTES - room)
                parts, of, room = [], [], _BYTES
            parts.append(part)
            of.append(place)
            room -= size
    if parts:
        yield Piece(tuple(parts), tuple(of), _BYTES - room)


def _parts(place: UnopenedSource, kind: str | None, most: int, *, logs: bool) -> Iterator[tuple[Part, int]]:
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
    starts, of_log = [0], None
    try:
        if size > most and kind in (None, "mbox"):
            starts += _mailbox_cuts(path, size, most)
        # Joining what was cut costs a fifth: many files of ordinary size are read whole, side by side.
        if size > 2 * most and len(starts) == 1 and logs:
            of_log = _log_kind(path, kind, named=place.given)
            if of_log is not None:
                starts += _log_cuts(path, size, most)
    except OSError:
        starts = [0]  # it is reported when it is read
    if len(starts) == 1:
        yield whole, size
        return
    for start, end in zip(starts, [*starts[1:], size], strict=True):
        yield msgspec.structs.replace(whole, start=start, end=end, log=of_log), end - start


def _log_kind(path: str, kind: str | None, *, named: bool) -> LogKind | None:
    """The kind of a plain log that can be cut."""
    if kind is not None and cut_log(kind) is None:
        return None
    with Path(path).open("rb") as file:
        raw = file.read(HEAD)
    stream = Stream(io.BytesIO(raw))
    # What is packed, framed, wrapped into other records or not of lines with LF alone is read whole.
    bare = not is_packed(raw) and b"\0" not in raw and b"\n" in raw and unframed(stream) is stream
    found = kind_of(stream.head, kind, named=named) if bare else None
    if found is None or cut_log(found) is None:
        return None
    return found if unwrapping(stream.head) is None and not spans_lines(stream.head, found) else None


def _log_cuts(path: str, size: int, most: int) -> Iterator[int]:
    """Where the ranges of such a log begin, but the first."""
    with Path(path).open("rb") as file:
        yield from block_starts(file, size, most)


def _mailbox_cuts(path: str, size: int, most: int) -> Iterator[int]:
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
