"""What bounce records come to, once they are counted and gone: how many say what, and who was written to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from repcheck.model.bounces import BounceRecord

#: At most this many of the domains of refused recipients are named.
FIRST_DOMAINS = 3


def number_of(text: str) -> int:
    """64 bits that stand for a text, the same in every process; never 0.

    Of millions of addresses two share one with a chance of one in a million, and nobody reads the address
    off it.
    """
    from hashlib import blake2b  # a check without bounces needs none of it

    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) or 1


class Names:
    """How often each name came, and where first; of ``most`` names, those that came first (None: all).

    With a bound, they are to come in order.
    """

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._found: dict[str, tuple[int, int]] = {}

    def add(self, name: str, number: int, first: int) -> None:
        """``number`` more of it, the first of them at that place."""
        known = self._found.get(name)
        if known is not None:
            self._found[name] = (known[0] + number, min(known[1], first))
        elif self._most is None or len(self._found) < self._most:
            self._found[name] = (number, first)

    def merge(self, other: "Names", behind: int = 0) -> None:
        """Those of records that come behind that place."""
        for name, (number, first) in sorted(other._found.items(), key=lambda item: item[1][1]):
            self.add(name, number, behind + first)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def counts(self, most: int) -> Counter[str]:
        """Of the ``most`` names that came first."""
        first = sorted(self._found.items(), key=lambda item: item[1][1])[:most]
        return Counter({name: number for name, (number, _) in first})


class Recipients:
    """Who was written to, as numbers: they take half the memory of addresses, and tell nobody who it was."""

    def __init__(self) -> None:
        self._recipients: set[int] = set()
        self._originals: set[int] = set()
        self._names: set[int] = set()

    def add(self, record: BounceRecord) -> None:
        """Those of one more record."""
        recipient, original = record.recipient, record.original_recipient
        if recipient is not None:
            self._note(self._recipients, recipient.lower())
        if original is not None and original != recipient:
            self._note(self._originals, original.lower())

    def _note(self, numbers: set[int], address: str) -> None:
        number = number_of(address)
        if number not in numbers:
            numbers.add(number)
            self._names.add(number_of(address.rpartition("@")[0]))

    def merge(self, other: "Recipients") -> None:
        """Those of others, too."""
        self._recipients |= other._recipients
        self._originals |= other._originals
        self._names |= other._names

    def __len__(self) -> int:
        """Different addresses, those that an alias led to and not those that were written."""
        return len(self._recipients)

    def __contains__(self, address: str) -> bool:
        """Whether mail went to this address, in lower case, or was written to it."""
        number = number_of(address)
        return number in self._recipients or number in self._originals

    def named(self, words: Iterable[str]) -> frozenset[str]:
        """Of these words, in lower case, those that are the local part of an address."""
        return frozenset(word for word in words if number_of(word) in self._names)


class Alike(NamedTuple):
    """Records that say the same of the sender, and differ in recipients, times and wordings at most.

    ``record``   one of them, without recipient, time and what names its mail
    ``number``   how many they are
    ``domains``  of recipients, the first FIRST_DOMAINS different ones, each with how-manieth record it is of
    """

    record: BounceRecord
    number: int
    domains: tuple[tuple[str, int], ...] = ()


class BouncesRead(msgspec.Struct, frozen=True):
    """All records of a run. ``alike`` can be gone through again and again, what came first first."""

    records: int
    alike: Iterable[Alike]
    recipients: Recipients

    @classmethod
    def of(cls, records: Iterable[BounceRecord]) -> "BouncesRead":
        """Of records that were kept: each for itself."""
        recipients, number = Recipients(), 0
        for record in records:
            recipients.add(record)
            number += 1
        return cls(number, _Each(records), recipients)

    @property
    def blocked(self) -> int:
        """How many say that the sender is blocked."""
        return sum(number for record, number, _ in self.alike if record.sender_blocked is True)


class _Each:
    """Records one by one."""

    def __init__(self, records: Iterable[BounceRecord]) -> None:
        self._records = records

    def __iter__(self) -> Iterator[Alike]:
        for at, record in enumerate(self._records):
            domain = (record.recipient or "").rpartition("@")[2].lower()
            yield Alike(record, 1, ((domain, at),) if domain else ())
