"""Bounces while they are read: counted and gone, or kept as well where each of them is wanted."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from repcheck.causes.counted.alike import AlikeBy
from repcheck.causes.counted.digest import Digest
from repcheck.hygiene.own_mail import OwnMail
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.readers.spill import SpilledRecords


class DigestManner(msgspec.Struct, frozen=True):
    """How a part is digested.

    ``since``    of records that are dated, only those of this Unix time and later ones; None: all
    ``grouped``  as in AlikeBy
    """

    since: int | None = None
    grouped: bool = False


class DigestTaking(msgspec.Struct, frozen=True):
    """How parts that were digested elsewhere are taken.

    ``sound``  whether one can be taken as it is
    ``late``   adds a record to one, at its place there
    """

    manner: DigestManner
    sound: "Callable[[DigestPart], bool]"
    late: "Callable[[DigestPart, BounceRecord, int], None]"


class DigestPart:
    """What came of the records of a part: numbers, causes, a few wordings of each.

    ``size``  how many places its records had
    """

    def __init__(self, own_mail: OwnMail, digest: Digest) -> None:
        self.own_mail = own_mail
        self.digest = digest
        self.size = 0

    def merge(self, part: "DigestPart") -> None:
        """Add the next part."""
        self.own_mail.merge(part.own_mail, self.size)
        self.digest.merge(part.digest, self.size)
        self.size += part.size

    def texts(self) -> Iterator[object]:
        """All that strangers wrote and that is still in it."""
        yield from self.own_mail.texts()
        yield from self.digest.texts()


class BounceDigest:
    """All that the bounces of a run say.

    ``grouped``  as in AlikeBy
    ``keep``     keep each record, too
    ``whole``    False: it is that of a part
    """

    def __init__(
        self, catalog: Catalog, *, grouped: bool = False, keep: bool = False, whole: bool = True
    ) -> None:
        self.grouped = grouped
        self._by = AlikeBy(catalog, grouped=grouped)
        self.found = DigestPart(OwnMail.of(catalog, whole=whole), Digest(whole=whole))
        self.records = SpilledRecords() if keep else None

    @property
    def digest(self) -> Digest:
        """The user's own mail, counted."""
        return self.found.digest

    @property
    def own_mail(self) -> OwnMail:
        """What was told apart."""
        return self.found.own_mail

    def samples(self) -> Iterator[BounceRecord]:
        """Of the records that say the same of the sender one each, those that came first first."""
        return (alike.record for alike in self.digest.read.alike)

    def add_all(self, records: Iterable[BounceRecord]) -> "BounceDigest":
        """Take in all of them. Raises UnwritableFile when they are kept and the disk is full."""
        for record in records:
            self.add(record, self.found, self.found.size)
            self.found.size += 1
        return self

    def add(self, record: BounceRecord, part: DigestPart, at: int) -> None:
        """Take a record into a part, at its place there."""
        if part.own_mail.is_ours(record, at):
            part.digest.add(record, self._by, at)
            if self.records is not None:
                self.records.add(record)
