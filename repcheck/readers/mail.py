"""Mails out of a stream: one mail, or a mailbox (mbox).

A mailbox of any size costs the memory of one mail, and one mail is cut at ``MAX_MAIL`` bytes.
"""

import re
from _blake2 import blake2b
from collections.abc import Callable, Iterator

import msgspec

from repcheck.patterns import compiled
from repcheck.readers.stream import Stream, Warn, blocks, full_read

_MOST_HEAD = 64 * 1024
_MESSAGE_ID = compiled(rb"(?i)\nmessage-id:\s{1,80}(<[^>\s]{3,250}>)")
MAX_MAIL = 4 * 1024 * 1024
"""A report stands at the head of its mail; what is behind this many bytes is dropped."""

#: RFC 4155 appendix A: "From", sender, asctime date.
_FROM_LINE = compiled(rb"From [^\s]{1,400}+[^\n]{0,200}?\d\d?:\d\d?(?!\d)")
_MARK = b"\nFrom "
_EMLX = compiled(rb"(\d{1,9})[ \t]{0,20}\r?\n(?=[!-9;-~]{1,76}:)")
_QUOTED_FROM = compiled(rb"^>(>{0,40}+From )", re.MULTILINE)
_FIELD = compiled(rb"[!-9;-~]{1,76}[ \t]*:")
_KNOWN_FIELD = compiled(
    rb"(?im)^(?:received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to"
    rb"|x-[a-z0-9-]+|reporting-mta|final-recipient|auto-submitted|envelope-to|sender)[ \t]*:"
)


class Mail(msgspec.Struct, frozen=True):
    """One mail: ``file`` as the path was given or found ("box#3" = third of a mailbox), and its bytes."""

    file: str
    raw: bytes

    @property
    def name(self) -> str:
        """Names the mail, the same wherever it is read: its Message-ID, or a digest of its bytes."""
        head = b"\n" + self.raw[:_MOST_HEAD].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
        small = head.lower()
        found = None
        at = -1
        while found is None and (at := small.find(b"\nmessage-id:", at + 1)) >= 0:
            found = _MESSAGE_ID.match(head, at)
        return found[1].decode("latin-1") if found else blake2b(self.raw, digest_size=16).hexdigest()


def looks_like_mail(head: bytes) -> bool:
    """Header fields at the start (RFC 5322 section 2.2), perhaps behind a "From " line or empty lines."""
    if _FIELD.match(head) and _KNOWN_FIELD.match(head) and not head.startswith(b"From "):
        return True  # as nearly all begin
    if b"\0" in head[:1024] and not _KNOWN_FIELD.search(head):
        return False
    if b"\r" in head:
        head = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    length = _EMLX.match(head)
    lines = head[length.end() if length else 0 :].lstrip(b" \t\n").split(b"\n", 60)[:60]
    if lines[0].startswith(b"From "):
        return len(lines) > 1 and _begins_with_fields(lines[1:])
    return _begins_with_fields(lines)


def looks_like_mailbox(head: bytes) -> bool:
    """A mail behind the "From " line of a mailbox."""
    return head.lstrip(b"\r\n").startswith(b"From ") and looks_like_mail(head)


def _begins_with_fields(lines: list[bytes]) -> bool:
    for line in lines:
        if _FIELD.match(line):
            if _KNOWN_FIELD.match(line):
                return True
        elif not line.strip() or not line[:1].isspace():
            break
    return False


def one_mail(stream: Stream, name: str, warn: Warn) -> Iterator[Mail]:
    """The mail that the stream is."""
    raw = full_read(stream, MAX_MAIL + 1)
    if len(raw) > MAX_MAIL:
        warn(cut_warning(name))
    yield Mail(name, _without_length(raw[:MAX_MAIL]))


def _without_length(raw: bytes) -> bytes:
    """The mail in a file of Apple Mail (.emlx): its length stands before it, a list of marks behind it."""
    length = _EMLX.match(raw) if raw[:1].isdigit() else None
    if length is None:
        return raw
    end = length.end() + int(length[1])
    return raw[length.end() : end if raw.startswith(b"<?xml", end) else None]


def mailbox(
    stream: Stream, name: str, warn: Warn, begun: Callable[[], object] = lambda: None
) -> Iterator[Mail]:
    """The mails of an mbox (mboxrd, mboxo): a "From " line after an empty line, or the start, begins one.

    ``begun``  is called for each that begins, also for one that turns out to be empty
    """
    number, mail = 0, _Collector()
    for piece, begins in _split(stream):
        if begins:
            begun()
            if number:
                yield from _numbered(mail, name, number, warn)
            number, mail = number + 1, _Collector()
        if number:
            mail.add(piece)
    yield from _numbered(mail, name, max(number, 1), warn)


def _split(stream: Stream) -> Iterator[tuple[bytes, bool]]:
    """Pieces of the mailbox; True: it begins a mail, and is what follows its "From " line."""
    before = b"\n\n"  # the end of what came before, as long as the search looks back
    for block in blocks(stream):
        # In front of a line there are two characters at least, so that one rule fits all.
        data = before + block.data
        start, begins = len(before), False
        for at, end in _from_lines(data, len(before), starts=block.starts):
            yield data[start:at], begins
            start, begins = end, True
        yield data[start:], begins
        before = data[-3:]


def _from_lines(data: bytes, first: int, *, starts: bool) -> Iterator[tuple[int, int]]:
    """(start, end) of each line that begins a mail, from ``first`` on."""
    mark = data.find(_MARK, first - 1 if starts else first)
    while mark >= 0:
        at = mark + 1
        if data.endswith((b"\n\n", b"\n\r\n"), 0, at) and _FROM_LINE.match(data, at):
            end = data.find(b"\n", at) + 1
            yield at, end or len(data)
        mark = data.find(_MARK, at)


def next_mail(data: bytes, behind: int) -> int | None:
    """Where a mail of an mbox begins in these bytes, from ``behind`` on; None: nowhere, as far as they go.

    What begins there is a mailbox of its own. ``behind`` is 3 at least: so much is looked at before it.
    """
    return next(
        (at for at, end in _from_lines(data, behind, starts=True) if data[end - 1 : end] == b"\n"), None
    )


def _numbered(mail: "_Collector", name: str, number: int, warn: Warn) -> Iterator[Mail]:
    label = f"{name}#{number}"
    if mail.cut:
        warn(cut_warning(label))
    raw = mail.taken()
    if raw.strip():
        yield Mail(label, raw)


class _Collector:
    """The pieces of one mail up to MAX_MAIL bytes."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._room = MAX_MAIL
        self.cut = False

    def add(self, piece: bytes) -> None:
        if len(piece) > self._room:
            self.cut = True
            piece = piece[: self._room]
        if piece:
            self._room -= len(piece)
            self._pieces.append(piece)

    def taken(self) -> bytes:
        raw = b"".join(self._pieces)
        return _QUOTED_FROM.sub(rb"\1", raw) if b">From " in raw else raw


def cut_warning(label: str) -> str:
    """That a mail was cut at MAX_MAIL."""
    return f"{label}: larger than {MAX_MAIL // 1024 // 1024} MiB, only its head was read"
