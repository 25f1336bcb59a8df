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

    ``software``  as in IncidentWatch
    """

    @classmethod
    def of(cls, catalog: Catalog) -> "OwnMail":
        """One that knows this catalog's providers."""
        return cls(frozenset(one.id for one in catalog.providers if one.kind == "software"))

    def __init__(self, software: frozenset[str] = frozenset()) -> None:
        self._scattered = 0
        self._reasons: Counter[str] = Counter()
        self._watch = IncidentWatch(software)

    def ours(self, records: Iterable[BounceRecord]) -> Iterator[BounceRecord]:
        """The records that count."""
        for record in records:
            if record.backscatter:
                self._scattered += 1
                if len(self._reasons) < _MOST_REASONS:
                    self._reasons.update(record.backscatter_why)
            else:
                self._watch.add(record)
                yield record

    @property
    def backscatter(self) -> Backscatter:
        """What was kept back so far."""
        return Backscatter(self._scattered, dict(self._reasons.most_common()))

    @property
    def incidents(self) -> tuple[RefusalIncident, ...]:
        """The incidents among what was let through so far."""
        return self._watch.incidents()
