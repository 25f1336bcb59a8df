"""The same questions by another resolver: what it tells differently."""

from collections.abc import Callable

from repcheck.dns import Lane
from repcheck.model.dns import Answer


class Comparison:
    """Takes the answers of another resolver beside those that are there already.

    ``answers``  by owner; a listing of the other resolver takes the place of what is not one
    ``lists``    whether an answer lists anybody
    """

    def __init__(self, answers: dict[str, Answer], lists: Callable[[Answer], bool]) -> None:
        self._answers = answers
        self._lists = lists
        self._only_here = 0
        self._only_there = 0
        self.taken: list[str] = []

    def receive(self, owner: str, answer: Answer) -> None:
        """One answer of the other resolver."""
        mine = self._answers[owner]
        here, there = self._lists(mine), self._lists(answer)
        if there and not here:
            self._only_there += mine.absent
            self._answers[owner] = answer
            self.taken.append(owner)
        elif here and answer.absent:
            self._only_here += 1

    def told(self, mine: Lane, other: Lane) -> list[str]:
        """Where they differ, for a person."""
        rows = ((self._only_here, mine, other), (self._only_there, other, mine))
        return [
            f"{server_of(lists)} lists {count} that {server_of(denies)} calls not listed"
            for count, lists, denies in rows
            if count
        ]


def server_of(lane: Lane) -> str:
    """The first server of a way; "the resolver" for the run's own."""
    return str(lane.way.servers[0]) if lane.way is not None else "the resolver"
