"""What the A records of a list mean, by the list's own table."""

import ipaddress

import msgspec

from repcheck.model.catalog import Code, CodeMode, ErrorCode, ReputationList, Sublist
from repcheck.model.observations import UnknownReason

_LOOPBACK_NET = 127
_LAST_OCTET = 0xFF
#: 127.0.0.1 means "listed" at a few lists and "your query was refused" at others: only a list's
#: own table can say so, never a general rule.
_LOCALHOST = 0x7F000001
#: ICANN's answer for names that collide with those of a new top level (127.0.53.53): from no list.
_COLLISION = 0x7F003535


class AnswerMeaning(msgspec.Struct, frozen=True):
    """What one answer means: sublists, or the reason why it means nothing.

    Exactly one of the two is set.
    """

    sublists: tuple[Sublist, ...] = ()
    reason: UnknownReason | None = None


def _number(address: str) -> int | None:
    try:
        return int(ipaddress.IPv4Address(address))
    except ValueError:
        return None


class CodeReader:
    """Reads the answers of one list; remembers what it has read, as answers repeat."""

    def __init__(self, entry: ReputationList) -> None:
        self._entry = entry
        self._seen: dict[tuple[str, ...], AnswerMeaning] = {}

    def read(self, records: tuple[str, ...]) -> AnswerMeaning:
        """What these A records mean together.

        One record that is an error, or lies outside 127.0.0.0/8, spoils the whole answer: its
        sender did not answer our question. Codes that the table does not know add nothing to
        those that it knows; alone they are unexpected.
        """
        reading = self._seen.get(records)
        if reading is None:
            reading = self._read(records)
            self._seen[records] = reading
        return reading

    def _read(self, records: tuple[str, ...]) -> AnswerMeaning:
        found: dict[str, Sublist] = {}
        # Resolvers rotate records; what they mean must not depend on their order.
        for record in sorted(records, key=lambda record: (len(record), record)):
            number = _number(record)
            if number is None or number >> 24 != _LOOPBACK_NET:
                return AnswerMeaning(reason=UnknownReason.UNEXPECTED_ANSWER)
            error = _error_of(self._entry.errors, number)
            if error is not None:
                return AnswerMeaning(reason=error.reason)
            found.update((sub.id, sub) for sub in _sublists_of(self._entry, number))
        if not found:
            return AnswerMeaning(reason=UnknownReason.UNEXPECTED_ANSWER)
        return AnswerMeaning(sublists=tuple(found.values()))

    def is_entry(self, records: tuple[str, ...]) -> bool:
        """Whether the records look like an entry of the list at all, code known or not.

        Test points may answer with codes that no real entry has (RFC 5782 section 5), and at a few lists
        with one that means an error in the answer to any other question.
        """
        if not records:
            return False
        if self._entry.test_points.answers and set(records) <= set(self._entry.test_points.answers):
            return True
        numbers = [_number(record) for record in records]
        return all(
            number is not None
            and number >> 24 == _LOOPBACK_NET
            and _error_of(self._entry.errors, number) is None
            for number in numbers
        )


def _error_of(errors: tuple[ErrorCode, ...], number: int) -> ErrorCode | None:
    return next((error for error in errors if error.first <= number <= error.last), None)


def _spanning(codes: tuple[Code, ...], number: int) -> list[Sublist]:
    return [code.sublist for code in codes if code.first <= number <= code.last]


def _sublists_of(entry: ReputationList, number: int) -> list[Sublist]:
    match entry.mode:
        case CodeMode.EXACT | CodeMode.RANGE:
            return _spanning(entry.codes, number)
        case CodeMode.BITMASK:
            # The bits live in 127.0.0.0/24; an answer in another network is not this list's.
            if number >> 8 != _LOCALHOST >> 8:
                return []
            bits = number & _LAST_OCTET
            return [code.sublist for code in entry.codes if code.first & bits]
        case CodeMode.ANY_127:
            known = _spanning(entry.codes, number)
            if known or number in (_LOCALHOST, _COLLISION):
                return known
            return [plain_sublist(entry)]


def plain_sublist(entry: ReputationList) -> Sublist:
    """The list as a whole, for an entry whose code says no more than "listed"."""
    return Sublist(id=entry.id, name=entry.name, meaning="listed", severity=entry.severity)
