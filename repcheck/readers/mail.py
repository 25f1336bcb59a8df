"""Reading mails from files: one mail in a file, mbox, Maildir, directories, standard input.

Everything streams: a mailbox of any size costs the memory of one mail, and one mail is cut at
``MAX_MAIL`` bytes. What a file is, is told by its content, never by its name.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from repcheck.errors import UnreadableFile

MAX_MAIL = 4 * 1024 * 1024
"""A report stands at the head of its mail; what is behind this many bytes is dropped."""

_CHUNK = 256 * 1024
_MAX_LINE = 64 * 1024
_SNIFF = 64 * 1024
_FROM_LINE = re.compile(rb"From \S+.*\d\d:\d\d")  # RFC 4155 appendix A: "From", sender, asctime date
_QUOTED_FROM = re.compile(rb">+From ")
_FIELD = re.compile(rb"[!-9;-~]{1,76}[ \t]*:")
_KNOWN_FIELD = re.compile(
    rb"(?im)^(?:received|return-path|from|to|subject|date|message-id|mime-version|content-type|delivered-to"
    rb"|x-[a-z0-9-]+|reporting-mta|final-recipient|auto-submitted|envelope-to|sender)[ \t]*:"
)
_BOM = b"\xef\xbb\xbf"

Warn = Callable[[str], None]


class Mail(msgspec.Struct, frozen=True):
    """One mail: ``file`` as the path was given or found ("box#3" = third of a mailbox), and its bytes."""

    file: str
    raw: bytes


def read_mails(paths: Sequence[str], warn: Warn, stdin: BinaryIO | None = None) -> Iterator[Mail]:
    """All mails of the paths in order; "-" is ``stdin`` (default: the process's own).

    ``warn`` gets one line for each file that holds no mail, cannot be read or was cut.
    Raises UnreadableFile for a path that was given and is missing or unreadable.
    """
    for path in paths:
        if path == "-":
            yield from _from_stream(stdin or sys.stdin.buffer, "-", warn)
        elif Path(path).is_dir():
            yield from _from_directory(path, warn)
        else:
            yield from _from_given_file(path, warn)


def _from_given_file(path: str, warn: Warn) -> Iterator[Mail]:
    try:
        with Path(path).open("rb") as stream:
            yield from _from_stream(stream, path, warn)
    except OSError as error:
        raise UnreadableFile(_why(error), path) from error


def _from_directory(path: str, warn: Warn) -> Iterator[Mail]:
    """Files below a directory, sorted; links to directories are not followed, so no loop can arise."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableFile(_why(error), path) from error
    for entry in _maildir(entries) or entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            try:
                yield from _from_directory(entry.path, warn)
            except UnreadableFile as error:
                warn(f"{error.where}: {error.what}, skipped")
        elif entry.is_file():
            yield from _from_found_file(entry.path, warn)


def _maildir(entries: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
    """``cur`` and ``new`` of a Maildir; ``tmp`` holds mails that are still being written."""
    by_name = {entry.name: entry for entry in entries if entry.is_dir(follow_symlinks=False)}
    if not {"cur", "new", "tmp"} <= by_name.keys():
        return []
    return [entry for entry in entries if entry.name != "tmp"]


def _from_found_file(path: str, warn: Warn) -> Iterator[Mail]:
    try:
        with Path(path).open("rb") as stream:
            yield from _from_stream(stream, path, warn)
    except OSError as error:
        warn(f"{path}: {_why(error)}, skipped")


def _from_stream(stream: BinaryIO, name: str, warn: Warn) -> Iterator[Mail]:
    lines = _Lines(stream)
    head = lines.head()
    if not head.strip():
        return
    if not _looks_like_mail(head):
        warn(f"{name}: no mail in it, skipped")
        return
    if head.lstrip(b"\r\n").startswith(b"From "):
        yield from _mailbox(lines, name, warn)
        return
    mail = _Collector()
    for line in lines:
        mail.add(line)
        if mail.cut:
            break
    if mail.cut:
        warn(f"{name}: larger than {MAX_MAIL // 1024 // 1024} MiB, only its head was read")
    yield Mail(name, mail.taken())


def _mailbox(lines: "_Lines", name: str, warn: Warn) -> Iterator[Mail]:
    """mbox in the mboxrd and mboxo forms: a "From " line after an empty line (or the start) begins a mail."""
    number, after_empty, mail = 0, True, _Collector()
    for line, whole in lines.marked():
        if whole and after_empty and line.startswith(b"From ") and _FROM_LINE.match(line):
            if number:
                yield from _numbered(mail, name, number, warn)
            number, mail = number + 1, _Collector()
        elif number:
            mail.add(line[1:] if whole and _QUOTED_FROM.match(line) else line)
        after_empty = whole and not line.strip(b"\r\n")
    yield from _numbered(mail, name, max(number, 1), warn)


def _numbered(mail: "_Collector", name: str, number: int, warn: Warn) -> Iterator[Mail]:
    label = f"{name}#{number}"
    if mail.cut:
        warn(f"{label}: larger than {MAX_MAIL // 1024 // 1024} MiB, only its head was read")
    raw = mail.taken()
    if raw.strip():
        yield Mail(label, raw)


class _Collector:
    """The lines of one mail up to MAX_MAIL bytes."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._room = MAX_MAIL
        self.cut = False

    def add(self, line: bytes) -> None:
        if len(line) > self._room:
            self.cut = True
            line = line[: self._room]
        if line:
            self._room -= len(line)
            self._lines.append(line)

    def taken(self) -> bytes:
        return b"".join(self._lines)


class _Lines:
    """Lines of a stream, with LF, CRLF or CR ends, in pieces of at most _MAX_LINE bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._first = b""
        self._cr_only = False

    def head(self) -> bytes:
        """The first bytes, to tell what the stream holds; they are still read as lines afterwards."""
        self._first = self._stream.read(_SNIFF)
        self._cr_only = b"\n" not in self._first and b"\r" in self._first
        return self._first.removeprefix(_BOM)

    def __iter__(self) -> Iterator[bytes]:
        for line, _ in self.marked():
            yield line

    def marked(self) -> Iterator[tuple[bytes, bool]]:
        """(piece, begins a line) for each line or piece of a line that is too long."""
        rest, whole = self._first.removeprefix(_BOM), True
        while True:
            chunk = self._stream.read(_CHUNK)
            if self._cr_only:
                chunk = chunk.replace(b"\r\n", b"\r")
            *complete, rest = (rest + chunk).split(b"\r" if self._cr_only else b"\n")
            for line in complete:
                yield line + b"\n", whole
                whole = True
            if len(rest) > _MAX_LINE:
                yield rest, whole
                rest, whole = b"", False
            if not chunk:
                break
        if rest:
            yield rest, whole


def _looks_like_mail(head: bytes) -> bool:
    """Header fields at the start (RFC 5322 section 2.2), perhaps behind a "From " line or empty lines."""
    if b"\0" in head[:1024] and not _KNOWN_FIELD.search(head):
        return False
    lines = head.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b" \t\n").split(b"\n", 60)[:60]
    if lines[0].startswith(b"From "):
        return len(lines) > 1 and _begins_with_fields(lines[1:])
    return _begins_with_fields(lines)


def _begins_with_fields(lines: list[bytes]) -> bool:
    fields: list[bytes] = []
    for line in lines:
        if _FIELD.match(line):
            fields.append(line)
        elif not line.strip() or not line[:1].isspace():
            break
    return bool(fields) and _KNOWN_FIELD.search(b"\n".join(fields)) is not None


def _why(error: OSError) -> str:
    return (error.strerror or "cannot be read").lower()
