"""What every run does with records while they are read: other people's mail is told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator

from repcheck.hygiene.incidents import IncidentWatch
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
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
        self._reasons: Counter[str] = Counter()
        self._most = _MOST_REASONS if whole else None
        self._watch = IncidentWatch(software, whole=whole)

    def ours(self, records: Iterable[BounceRecord]) -> Iterator[BounceRecord]:
        """The records that count."""
        for record in records:
            if record.backscatter:
                self._scattered += 1
                for why in record.backscatter_why:
                    self._count(why, 1)
            else:
                self._watch.add(record)
                yield record

    def _count(self, why: str, number: int) -> None:
        if why in self._reasons or self._most is None or len(self._reasons) < self._most:
            self._reasons[why] += number

    def merge(self, part: "OwnMail") -> None:
        """Add what was told apart in the next part of the records."""
        self._scattered += part._scattered
        for why, number in part._reasons.items():
            self._count(why, number)
        self._watch.merge(part._watch)

    def texts(self) -> Iterator[str]:
        """What strangers wrote, as far as it is kept."""
        yield from self._reasons
        yield from self._watch.texts()

    @property
    def backscatter(self) -> Backscatter:
        """What was kept back so far."""
        return Backscatter(self._scattered, dict(self._reasons.most_common()))

    @property
    def incidents(self) -> tuple[RefusalIncident, ...]:
        """The incidents among what was let through so far."""
        return self._watch.incidents()
