"""The mails of a Maildir that is in use: while they are read, others take them from "new" to "cur".

A mail keeps the first part of its name, up to ":", wherever it goes (https://cr.yp.to/proto/maildir.html).
"""

import os
from pathlib import Path

NEW, CUR, TMP = "new", "cur", "tmp"
#: The three directories of a Maildir; mails in "tmp" are still being written.
MAILDIR = (NEW, CUR, TMP)


class Mails:
    """The mails of one Maildir. Raises OSError when one of its directories cannot be read.

    ``listed``  the path of each mail that is there at the start, in the order they arrived
    ``others``  what else is in its directories: links, and directories
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._places, self.others, twice = _looked(path)
        self.listed = sorted([*self._places.values(), *twice], key=os.path.basename)

    def where(self, path: str) -> str | None:
        """Where the mail lies now that was listed at this path; None when it was removed."""
        name = _unique(path)
        place = self._places.get(name)
        if place is None or not os.path.lexists(place):
            self._places, _, _ = _looked(self._path)  # of all mails: when one moves, others do
            place = self._places.get(name)
        return place


def in_maildir(path: str) -> bool:
    """Whether this directory is the "new" or "cur" of a Maildir."""
    here = Path(path).absolute()
    return here.name in (NEW, CUR) and all((here.parent / name).is_dir() for name in MAILDIR)


def _looked(path: str) -> tuple[dict[str, str], list["os.DirEntry[str]"], list[str]]:
    """Path of each mail by the part of its name that stays, what is not a mail, and mails that share a name.

    "new" is looked at first, so that none is missed that leaves it meanwhile.
    """
    found: dict[str, str] = {}
    others, twice = [], []
    for folder in (NEW, CUR):
        with os.scandir(Path(path, folder)) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if not entry.is_file(follow_symlinks=False):
                    others.append(entry)
                    continue
                former = found.get(_unique(entry.name))
                if former is not None and os.path.lexists(former):
                    twice.append(former)  # no mail that moved: somebody's own names
                found[_unique(entry.name)] = entry.path
    return found, others, twice


def _unique(path: str) -> str:
    return os.path.basename(path).partition(":")[0]  # noqa: PTH119 - millions of them
