"""Records counted and gone: those that are alike in one tally, which adds up with that of other records.

Records come in an order, and some of what a cause shows are the first ones of it. So each record has its
place in that order, by which all is kept: records may be added as they are found. Digests of the parts of a
whole, merged in the order of the parts, are the digest of the whole.
"""

from collections import Counter
from collections.abc import Iterator

from repcheck.causes.counted.alike import AlikeBy, Key, sample_of
from repcheck.causes.course import Hours
from repcheck.causes.groups import customer_of
from repcheck.causes.subjects import shortened
from repcheck.causes.texts import reads_error_as_listing, sender_side
from repcheck.model.bounces import BounceRecord
from repcheck.model.mail.bounces_read import FIRST_DOMAINS, Alike, BouncesRead, Names, Recipients, number_of

MOST_TEXTS = 3
_LONGEST_TEXT = 300
_LONGEST_NAME = 320
#: Different senders that are counted: strangers may write a new one into each mail.
MOST_NAMES = 1_000


class AlikeTally:
    """What records that are alike come to.

    ``record``   one of them; ``first``: the place of the first of them
    ``number``   how many they are
    ``counted``  whether they can make a cause, so that the rest is counted
    """

    def __init__(self, record: BounceRecord, first: int, most: int | None) -> None:
        self.record = sample_of(record)
        self.first = first
        self.number = 0
        self.counted = sender_side(record)
        self.recipients: set[int] = set()
        self.domains: set[str] = set()
        self.first_seen: str | None = None
        self.last_seen: str | None = None
        self.first_domains: dict[str, int] = {}
        self.texts: dict[str, int] = {}
        self.all_misread = True
        self.classes: Counter[str] = Counter()
        self.hours = Hours()
        self.senders = Names(most)
        self.helos = Names(most)

    def add(self, record: BounceRecord, at: int) -> None:
        """One more, at that place."""
        self.number += 1
        self.first = min(self.first, at)
        if not self.counted:
            return
        recipient = record.recipient or record.original_recipient
        if recipient:
            address = recipient.strip().lower()
            self.recipients.add(number_of(address))
            _, sign, domain = address.rpartition("@")
            if sign:
                self.domains.add(domain.rstrip("."))
        named = (record.recipient or "").rpartition("@")[2].lower()
        if named:
            _keep_first(self.first_domains, named, at, FIRST_DOMAINS)
        self.classes[_class_of(record)] += 1
        if customer := customer_of(record.sender):
            self.senders.add(shortened(customer, _LONGEST_NAME), 1, at)
        if record.helo:
            self.helos.add(shortened(record.helo, _LONGEST_NAME), 1, at)
        if record.time:
            self.hours.add(record.time)
            self._seen(record.time, record.time)
        if record.diagnostic.strip() and (len(self.texts) < MOST_TEXTS or at < max(self.texts.values())):
            _keep_first(self.texts, shortened(record.diagnostic, _LONGEST_TEXT), at, MOST_TEXTS)
        self.all_misread = self.all_misread and reads_error_as_listing((record.diagnostic,))

    def _seen(self, first: str, last: str) -> None:
        self.first_seen = min(self.first_seen or first, first)
        self.last_seen = max(self.last_seen or last, last)

    def merge(self, other: "AlikeTally", behind: int) -> None:
        """Add those of records that come behind that place."""
        self.number += other.number
        self.recipients |= other.recipients
        self.domains |= other.domains
        if other.first_seen is not None and other.last_seen is not None:
            self._seen(other.first_seen, other.last_seen)
        for domain, at in other.first_domains.items():
            _keep_first(self.first_domains, domain, behind + at, FIRST_DOMAINS)
        for text, at in other.texts.items():
            _keep_first(self.texts, text, behind + at, MOST_TEXTS)
        self.all_misread = self.all_misread and other.all_misread
        self.classes.update(other.classes)
        self.hours.merge(other.hours)
        self.senders.merge(other.senders, behind)
        self.helos.merge(other.helos, behind)


class Digest:
    """All records of a run or of a part of one. ``whole``: False: a part, whose names are all kept."""

    def __init__(self, *, whole: bool = True) -> None:
        self._most = MOST_NAMES if whole else None
        self._tallies: dict[Key, AlikeTally] = {}
        self._recipients = Recipients()
        self.records = 0
        self.newest: str | None = None

    def add(self, record: BounceRecord, by: AlikeBy, at: int) -> None:
        """One more record, at that place; ``by`` is the same for all."""
        key = by(record)
        tally = self._tallies.get(key)
        if tally is None:
            tally = self._tallies[key] = AlikeTally(record, at, self._most)
        tally.add(record, at)
        self._recipients.add(record)
        self._time(record.time)
        self.records += 1

    def _time(self, time: str | None) -> None:
        if time and (self.newest is None or time > self.newest):
            self.newest = time

    def merge(self, part: "Digest", behind: int) -> None:
        """Add the records of the next part, which are digested for themselves and come behind that place."""
        for key, found in part._tallies.items():
            tally = self._tallies.get(key)
            if tally is None:
                tally = AlikeTally(found.record, behind + found.first, self._most)
                self._tallies[key] = tally
            tally.merge(found, behind)
        self._recipients.merge(part._recipients)
        self._time(part.newest)
        self.records += part.records

    def texts(self) -> Iterator[object]:
        """What strangers wrote, as far as it is kept."""
        for tally in self._tallies.values():
            yield tally.record
            for words in (tally.domains, tally.first_domains, tally.texts, tally.senders, tally.helos):
                yield from words

    @property
    def tallies(self) -> tuple[AlikeTally, ...]:
        """Those of all records, in the order of their first ones."""
        return tuple(sorted(self._tallies.values(), key=lambda tally: tally.first))

    @property
    def read(self) -> BouncesRead:
        """What reports count."""
        alike = tuple(
            Alike(tally.record, tally.number, _in_order(tally.first_domains)) for tally in self.tallies
        )
        return BouncesRead(self.records, alike, self._recipients)


def _keep_first(found: dict[str, int], text: str, at: int, most: int) -> None:
    """Keep the ``most`` different ones that come first, each with its first place."""
    found[text] = min(found.get(text, at), at)
    if len(found) > most:
        del found[max(found, key=found.__getitem__)]


def _in_order(found: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(found.items(), key=lambda item: item[1]))


def _class_of(record: BounceRecord) -> str:
    """The first figure of the reply code, else of the enhanced one; a delay without any code is temporary."""
    if record.status_code is not None:
        return str(record.status_code)[:1]
    return (record.enhanced_status or "")[:1] or ("4" if record.kind == "delayed" else "")
