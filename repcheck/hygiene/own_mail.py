"""What every run does with records while they are read: other people's mail is told apart."""

from collections.abc import Iterable, Iterator

from repcheck.hygiene.incidents import IncidentWatch
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.model.mail.bounces_read import Names
from repcheck.model.mail.hygiene import Backscatter, RefusalIncident

#: Different reasons that are counted; a spam run comes from very many addresses.
_MOST_REASONS = 1000


class OwnMail:
    """Lets records of the user's own mail through, counts the others, and watches for incidents.

    ``software`` and ``whole``  as in IncidentWatch
    """

    @classmethod
    def of(cls, catalog: Catalog, *, whole: bool = True) -> "OwnMail":
        """One that knows this catalog's providers."""
        return cls(frozenset(one.id for one in catalog.providers if one.kind == "software"), whole=whole)

    def __init__(self, software: frozenset[str] = frozenset(), *, whole: bool = True) -> None:
        self._scattered = 0
        self._reasons = Names(_MOST_REASONS if whole else None)
        self._watch = IncidentWatch(software, whole=whole)

    def ours(self, records: Iterable[BounceRecord]) -> Iterator[BounceRecord]:
        """The records that count."""
        for at, record in enumerate(records):
            if self.is_ours(record, at):
                yield record

    def is_ours(self, record: BounceRecord, at: int) -> bool:
        """Whether the record counts, which has that place among all."""
        if not record.backscatter:
            self._watch.add(record, at)
            return True
        self._scattered += 1
        for why in record.backscatter_why:
            self._reasons.add(why, 1, at)
        return False

    def merge(self, part: "OwnMail", behind: int) -> None:
        """Add what was told apart in the next part of the records, which come behind that place."""
        self._scattered += part._scattered
        self._reasons.merge(part._reasons, behind)
        self._watch.merge(part._watch, behind)

    def texts(self) -> Iterator[str]:
        """What strangers wrote, as far as it is kept."""
        yield from self._reasons
        yield from self._watch.texts()

    @property
    def backscatter(self) -> Backscatter:
        """What was kept back so far."""
        return Backscatter(self._scattered, dict(self._reasons.counts(_MOST_REASONS).most_common()))

    @property
    def incidents(self) -> tuple[RefusalIncident, ...]:
        """The incidents among what was let through so far."""
        return self._watch.incidents()
