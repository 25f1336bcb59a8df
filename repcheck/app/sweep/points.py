"""Asking the test points of a zone by one way, and what they say of its lists."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from repcheck.app.sweep.job import AskedList, Healths, PointAnswer
from repcheck.dns import Asker, Lane
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Health, Verdict, health_of, points_of
from repcheck.lists.names import point_name
from repcheck.model.catalog import Asks
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import UnknownReason
from repcheck.model.secret import Secret

#: Whether the run is to end.
Over = Callable[[], bool]


def no() -> bool:
    """Of a run that nothing ends."""
    return False


class Points:
    """The test points of all lists that read one zone.

    ``over``  whether the run is to end: silence proves nothing then
    """

    def __init__(
        self,
        lists: Sequence[AskedList],
        readers: Sequence[CodeReader],
        asker: Asker,
        over: Over = no,
    ) -> None:
        self._over = over
        self._lists = lists
        self._readers = readers
        self._asker = asker
        points = (point for asked in lists for point in points_of(asked.entry))
        self._names = {point_name(point): point for point in points}
        self._said: list[tuple[Outcome, tuple[str, ...]]] = []
        self._health: dict[str, dict[Asks, Verdict]] = {}

    def __len__(self) -> int:
        return len(self._names)

    async def ask(self, lane: Lane) -> dict[str, PointAnswer]:
        """Ask all of them afresh by this way; the answers by point."""
        names = self._names
        answers: dict[str, PointAnswer] = {}
        loop = asyncio.get_running_loop()
        begun = loop.time()

        def deliver(owner: str, answer: Answer) -> None:
            answers[names[owner]] = PointAnswer(answer, loop.time() - begun)

        await self._asker.ask_lane(lane, names, deliver, fresh=True)
        return answers

    def judge(self, answers: Mapping[str, PointAnswer]) -> dict[str, dict[Asks, Verdict]]:
        """The health of each list; one value for answers that say the same again.

        KeyError when a point has no answer.
        """
        told = [answers[point].answer for point in self._names.values()]
        said = [(answer.outcome, answer.records) for answer in told]
        if said != self._said or not self._health:
            self._said, self._health = said, self._judge(answers)
        return cut_short(self._health) if self._over() else self._health

    def _judge(self, answers: Mapping[str, PointAnswer]) -> dict[str, dict[Asks, Verdict]]:
        plain = {point: told.answer for point, told in answers.items()}
        return {
            asked.entry.id: {
                kind: _doubting_key(verdict, asked.key)
                for kind, verdict in health_of(reader, asked.entry, plain).items()
            }
            for asked, reader in zip(self._lists, self._readers, strict=True)
        }

    def refused(self, verdict: Verdict) -> dict[str, dict[Asks, Verdict]]:
        """The health of lists that could not be asked, for one and the same reason."""
        return {asked.entry.id: dict.fromkeys(asked.entry.asks, verdict) for asked in self._lists}

    def proving_servers(self, answers: Mapping[str, PointAnswer]) -> frozenset[str]:
        """The servers that answered every point: what they say was seen to be right, or wrong, alone."""
        told = {point.answer.server for point in answers.values()}
        server = next(iter(told), None)
        return frozenset({server}) if len(told) == 1 and server is not None else frozenset()


def faults(health: Healths) -> int:
    """Lists of the zone of which some kind is not proved."""
    return sum(any(verdict.reason is not None for verdict in kinds.values()) for kinds in health.values())


def proved(health: Health) -> bool:
    """Whether a list may be believed about some kind."""
    return any(verdict.reason is None for verdict in health.values())


def believed(health: Healths) -> bool:
    """Whether some list of the zone may be believed about some kind."""
    return any(proved(kinds) for kinds in health.values())


def fallen(before: Healths, after: Healths) -> dict[str, Verdict]:
    """Lists that were believed about a kind and are no more, with the first reason."""
    found: dict[str, Verdict] = {}
    if after is before:
        return found
    for list_id, kinds in before.items():
        for kind, verdict in kinds.items():
            now = after[list_id][kind]
            if verdict.reason is None and now.reason is not None and list_id not in found:
                found[list_id] = _later(now)
    return found


def as_fallen(before: Healths, after: Healths) -> Healths:
    """The health to count once a list has changed: the worse of both for each kind."""
    return {
        list_id: {
            kind: verdict if verdict.reason is not None else _later(after[list_id][kind])
            for kind, verdict in kinds.items()
        }
        for list_id, kinds in before.items()
    }


def cut_short(health: Healths) -> dict[str, dict[Asks, Verdict]]:
    """The health of lists whose test points a run did not wait for: their silence proves nothing."""
    return {list_id: {k: _not_awaited(v) for k, v in kinds.items()} for list_id, kinds in health.items()}


def _not_awaited(verdict: Verdict) -> Verdict:
    if verdict.reason is not UnknownReason.LIST_DEAD:
        return verdict
    return Verdict(UnknownReason.TIMEOUT, "the run ended before its test entries were answered")


def _later(verdict: Verdict) -> Verdict:
    if verdict.reason is None:
        return verdict
    # It is not dead: it did answer in this run.
    reason = UnknownReason.TIMEOUT if verdict.reason is UnknownReason.LIST_DEAD else verdict.reason
    return Verdict(reason, f"its test entries were right at first, but not later: {verdict.saw}")


def _doubting_key(verdict: Verdict, key: Secret | None) -> Verdict:
    """A key that is not accepted shows in nothing but that the list has no entry at all."""
    if key is None or verdict.reason is not UnknownReason.LIST_UNHEALTHY:
        return verdict
    return Verdict(UnknownReason.KEY_INVALID, f"{verdict.saw}, as when a key is not accepted")


def in_the_end(health: Healths, answers: Mapping[str, Answer]) -> Healths:
    """The health of lists once all is answered: one that answered anything is not dead."""
    if all(answer.outcome is Outcome.TIMEOUT for answer in answers.values()):
        return health
    return {list_id: {k: _alive(v) for k, v in kinds.items()} for list_id, kinds in health.items()}


def _alive(verdict: Verdict) -> Verdict:
    if verdict.reason is not UnknownReason.LIST_DEAD:
        return verdict
    return Verdict(UnknownReason.TIMEOUT, "it answered at first, but not for its test entries")
