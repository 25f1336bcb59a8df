"""Where sources lie: files, directories, Maildirs, standard input; mailboxes on a server are told apart."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from repcheck.errors import UnreadableFile
from repcheck.files import reason
from repcheck.readers.stream import BLOCK, Stream, Warn
from repcheck.readers.unpack import unpacked

STDIN = "-"
#: The variable with the password of mailboxes on a server.
PASSWORD = "REPCHECK_IMAP_PASSWORD"  # noqa: S105


class Place:
    """A source that is not open yet.

    ``name``   the path as it was given or found; "-" for standard input
    ``given``  the user named it, so that it must be readable
    """

    def __init__(self, name: str, stdin: BinaryIO | None = None, *, given: bool = True) -> None:
        self.name = name
        self.given = given
        self._stdin = stdin

    @contextmanager
    def opened(self, warn: Warn) -> Iterator[tuple[Stream, datetime | None]]:
        """What it holds, unpacked, and when it was last written (None: cannot be known).

        Raises OSError and CannotUnpack.
        """
        if self._stdin is not None:
            yield Stream(unpacked(self._stdin, self.name, warn)), None
            # Who writes into the pipe may take it for a failure when nobody reads on.
            while self._stdin.read(BLOCK):
                pass
            return
        with Path(self.name).open("rb") as file:
            written = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            yield Stream(unpacked(file, self.name, warn)), written


def is_mailbox_url(path: str) -> bool:
    """Whether it names a mailbox on a server and no file."""
    return path.lower().startswith(("imaps://", "imap://"))


def places(path: str, skip: Warn, stdin: BinaryIO) -> Iterator[Place]:
    """All places under this path in order. ``skip`` is told of directories that cannot be read.

    Links to directories are not followed, so no loop can arise. Raises UnreadableFile for a directory
    that was given and cannot be read.
    """
    if path == STDIN:
        yield Place(STDIN, stdin)
    elif _is_directory(path):
        try:
            entries = _entries(path)
        except OSError as error:
            raise UnreadableFile(why(error), path) from error
        yield from _below(entries, skip)
    else:
        yield Place(path)


def _is_directory(path: str) -> bool:
    """Raises UnreadableFile for what can be no path (too long, a null byte, links in a circle)."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError) as error:
        raise UnreadableFile(reason(error), path) from error


def _below(entries: list["os.DirEntry[str]"], skip: Warn) -> Iterator[Place]:
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            try:
                inner = _entries(entry.path)
            except OSError as error:
                skip(f"{entry.path}: {why(error)}, skipped")
            else:
                yield from _below(inner, skip)
        elif entry.is_file():
            yield Place(entry.path, given=False)


def _entries(path: str) -> list["os.DirEntry[str]"]:
    """What is read of a directory, sorted; ``tmp`` of a Maildir holds mails that are still being written."""
    with os.scandir(path) as found:
        entries = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    folders = {one.name for one in entries if one.is_dir(follow_symlinks=False)}
    if {"cur", "new", "tmp"} <= folders:
        entries = [one for one in entries if one.name != "tmp"]
    return entries


def why(error: OSError) -> str:
    """The system's reason."""
    return (error.strerror or "cannot be read").lower()
