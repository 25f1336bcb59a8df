"""Domains that look like a typing mistake for one of the big mailbox domains.

Every candidate is found over the words that arise when letters are left out, so a domain costs some
dozen look-ups however long the list of big domains is.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

#: Names (with their ending) from this length on may have two mistakes.
_LONG = 11
#: Names shorter than this (without their ending) have too many true neighbours: "love" is not "live".
_SHORT = 5
_LONGEST = 40


class MailboxDomains(msgspec.Struct, frozen=True):
    """The big mailbox domains, the most used first, with their words of fewer letters."""

    ranks: dict[str, int]
    shorter: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, domains: Sequence[str]) -> "MailboxDomains":
        """Prepare the domains, which are in lower case."""
        shorter: dict[str, list[str]] = {}
        for domain in domains:
            for word in _without_letters(domain):
                shorter.setdefault(word, []).append(domain)
        ranks = {domain: rank for rank, domain in enumerate(domains)}
        return cls(ranks, {word: tuple(found) for word, found in shorter.items()})

    def meant_by(self, domain: str) -> str | None:
        """The big domain that ``domain`` (lower case) is a mistake for; None: it is none, or big itself."""
        if domain in self.ranks or not 4 <= len(domain) <= _LONGEST:
            return None
        near = {found for word in _without_letters(domain) for found in self.shorter.get(word, ())}
        ranked = [
            (mistakes, self.ranks[found], found)
            for found in near
            if (mistakes := distance(domain, found)) and _plausible(domain, found, mistakes)
        ]
        return min(ranked)[2] if ranked else None


def distance(one: str, other: str) -> int:
    """Letters to insert, drop, change or swap with a neighbour (Damerau-Levenshtein, each letter once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]


def _plausible(domain: str, big: str, mistakes: int) -> bool:
    """Whether a slip of the fingers explains the difference better than another domain does."""
    if mistakes > _most_mistakes(big) or (mistakes > 1 and domain[0] != big[0]):
        return False
    name, _, ending = domain.partition(".")
    big_name, _, big_ending = big.partition(".")
    swapped = sorted(domain) == sorted(big)
    if name == big_name:
        # gmail.con is a mistake; yahoo.ch beside yahoo.ca is another country.
        return swapped or not len(ending) == len(big_ending) == 2
    return swapped or len(big_name) >= _SHORT


def _most_mistakes(domain: str) -> int:
    return 2 if len(domain) >= _LONG else 1


def _without_letters(word: str) -> set[str]:
    """The word, and all that is left of it when one letter goes, or two where two mistakes are allowed."""
    found = {word}
    fresh = [word]
    for _ in range(2 if len(word) >= _LONG - 2 else 1):
        fresh = [less for one in fresh for less in _one_less(one) if less not in found]
        found.update(fresh)
    return found


def _one_less(word: str) -> Iterator[str]:
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


def parse_domains(lines: Iterable[str]) -> tuple[str, ...]:
    """The domains of a list, one a line, the most used first; "#" begins a comment."""
    found = (line.partition("#")[0].strip().lower() for line in lines)
    return tuple(dict.fromkeys(domain for domain in found if domain))
