"""What bounces are read from, and how."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import msgspec

from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.own_senders import Own

if TYPE_CHECKING:
    from repcheck.app.bounces.judging.digest import DigestPart, DigestTaking
    from repcheck.app.bounces.judging.workers import PathsToRead

#: Begins the file of records that services posted to ``repcheck serve``; for the monitor, all of these.
POSTED = "hook:"


class ReadsElsewhere(Protocol):
    """Reads paths elsewhere. Both raise as ``repcheck.readers.formats.read_items`` does."""

    def records(self, reading: "PathsToRead") -> Iterator[BounceRecord]:
        """The records of all paths, in their order."""
        ...

    def digests(
        self, reading: "PathsToRead", taking: "DigestTaking"
    ) -> Iterator["DigestPart | Iterator[BounceRecord]"]:
        """What they come to, part by part in their order: digested, or the records of what is read here."""
        ...


class BounceSources(msgspec.Struct, frozen=True, kw_only=True):
    """What is read, and how.

    ``paths``       files, directories, mailboxes on an IMAP server, or "-"
    ``kind``        what they are (``repcheck.readers.kinds.KINDS``); None: detected from their content
    ``jobs``        processes that judge; None: one for each core
    ``deliveries``  records of what was delivered too, where a log has them
    ``stored``      the records that earlier runs stored, before those of the paths
    ``since``       of records that are dated, only those of this moment and later ones; None: all
    ``pasted``      the text of one mail or reply, beside the paths; None: none
    ``own``         what the user sends with, to tell backscatter by; None: not said
    ``spread``      reads and judges the paths elsewhere, as ``repcheck.app.cluster.reading``; None: here
    """

    paths: tuple[str, ...] = ()
    kind: str | None = None
    jobs: int | None = None
    deliveries: bool = False
    stored: bool = False
    since: datetime | None = None
    pasted: str | None = None
    own: Own | None = None
    spread: ReadsElsewhere | None = None


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
