"""Where sources lie: files, directories, Maildirs, standard input; mailboxes on a server are told apart."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO, TypeAlias

from repcheck.errors import UnreadableFile
from repcheck.files import reason
from repcheck.readers.maildir import MAILDIR, Mails, in_maildir
from repcheck.readers.packed.unpack import unpacked
from repcheck.readers.stream import BLOCK, Stream, Warn

STDIN = "-"
#: How often a mail may be moved on while it is opened.
_MOST_MOVES = 5
#: The variable with the password of mailboxes on a server.
PASSWORD = "REPCHECK_IMAP_PASSWORD"  # noqa: S105


class UnopenedSource:
    """A source that is not open yet.

    ``name``   the path as it was given or found; "-" for standard input
    ``given``  the user named it, so that it must be readable
    ``moved``  says where it went when it is not there any more; None: nowhere
    """

    def __init__(
        self,
        name: str,
        stdin: BinaryIO | None = None,
        *,
        given: bool = True,
        moved: Callable[[str], str | None] | None = None,
    ) -> None:
        self.name = name
        self.given = given
        self._stdin = stdin
        self._moved = moved

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
        with self._open() as file:
            about = os.fstat(file.fileno())
            if _has_no_end(file, about):
                raise OSError(errno.EINVAL, "is a device, which has no end")
            written = datetime.fromtimestamp(about.st_mtime, UTC)
            yield Stream(unpacked(file, self.name, warn)), written

    def _open(self) -> FileIO:
        """Without a buffer, which a small file does not need: large ones are read in large pieces."""
        path: str | None = self.name
        for _ in range(_MOST_MOVES):
            try:
                return FileIO(path or self.name)
            except FileNotFoundError:
                path = self._moved(self.name) if self._moved is not None else None
                if path is None:
                    raise
        return FileIO(path or self.name)


def _has_no_end(file: FileIO, about: os.stat_result) -> bool:
    """A device such as /dev/zero or a disk; a terminal ends with Ctrl-D, and /dev/null at once."""
    if not (stat.S_ISCHR(about.st_mode) or stat.S_ISBLK(about.st_mode)) or file.isatty():
        return False
    return about.st_rdev != Path(os.devnull).stat().st_rdev


Entry: TypeAlias = "os.DirEntry[str] | UnopenedSource"


def is_mailbox_url(path: str) -> bool:
    """Whether it names a mailbox on a server and no file."""
    return path.lower().startswith(("imaps://", "imap://"))


def places(path: str, skip: Warn, stdin: BinaryIO) -> Iterator[UnopenedSource]:
    """All places under this path in order. ``skip`` gets what is there and cannot be read.

    Links to directories are not followed, so no loop can arise. Raises UnreadableFile for a directory
    that was given and cannot be read.
    """
    if path == STDIN:
        yield UnopenedSource(STDIN, stdin)
    elif _is_directory(path):
        try:
            entries = _entries(path)
        except OSError as error:
            raise UnreadableFile(reason(error), path) from error
        yield from _below(entries, skip)
    else:
        yield UnopenedSource(path)


def _is_directory(path: str) -> bool:
    """Raises UnreadableFile for what can be no path (too long, a null byte, links in a circle)."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError) as error:
        raise UnreadableFile(reason(error), path) from error


def _below(entries: Iterator[Entry], skip: Warn) -> Iterator[UnopenedSource]:
    """Depth first, by a stack of our own: directories may lie deeper than calls may be nested."""
    above = [entries]
    while above:
        entry = next(above[-1], None)
        if entry is None:
            above.pop()
        elif isinstance(entry, UnopenedSource):
            yield entry
        else:
            try:
                if entry.is_dir(follow_symlinks=False):
                    above.append(_entries(entry.path))
                elif entry.is_symlink():
                    if stat.S_ISREG(Path(entry.path).stat().st_mode):
                        yield UnopenedSource(entry.path, given=False)
                elif entry.is_file():
                    yield UnopenedSource(entry.path, given=False)
            except OSError as error:
                skip(f"{entry.path}: {reason(error)}, skipped")


def _entries(path: str) -> Iterator[Entry]:
    """What is read of a directory, sorted: mails of a Maildir at once, the rest as it is found."""
    with os.scandir(path) as found:
        entries = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    folders = {one.name for one in entries if one.is_dir(follow_symlinks=False)}
    if set(MAILDIR) <= folders:
        mails = Mails(path)
        beside = [one for one in entries if one.name not in MAILDIR]
        listed = [UnopenedSource(each, given=False, moved=mails.where) for each in mails.listed]
        return iter([*listed, *mails.others, *beside])
    if in_maildir(path):
        where = Mails(str(Path(path).absolute().parent)).where
        return (
            UnopenedSource(one.path, given=False, moved=where) if one.is_file(follow_symlinks=False) else one
            for one in entries
        )
    return iter(entries)
