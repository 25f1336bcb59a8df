"""Asking lists about targets: health, pairs and listing texts, all under way at once."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from repcheck.dns import Asker
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Probe, Verdict, judge_health
from repcheck.lists.judge import Judge
from repcheck.lists.names import applies, fits, owner_name, point_name
from repcheck.model.catalog import ReputationList
from repcheck.model.dns import Answer, Outcome, Question
from repcheck.model.observations import ListHealth, Observation, State, UnknownReason
from repcheck.model.targets import Target

_UNASKABLE = Answer(Outcome.MALFORMED)
_UNANSWERED = Answer(Outcome.TIMEOUT)
#: Characters of a TXT record that are kept.
_MAX_TEXT = 500


class AskedList(msgspec.Struct, frozen=True, kw_only=True):
    """A list as this run asks it.

    ``zone``   with the key in it: never shown, logged or stored; None when a key is missing
    ``shown``  the zone as it may be shown
    """

    entry: ReputationList
    zone: str | None
    shown: str


class _Zone:
    """One zone and the lists that read it (several lists may share a zone: it is asked once)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lists: list[AskedList] = []
        self.readers: list[CodeReader] = []
        self.verdicts: list[Verdict] = []
        self.probed = asyncio.Event()
        #: by owner name (reversed address, host or registered domain), which stands before the zone
        self.answers: dict[str, Answer] = {}
        self.texts: dict[str, str] = {}

    @property
    def heard(self) -> bool:
        """Whether any question about a target was answered at all."""
        return any(answer.outcome is not Outcome.TIMEOUT for answer in self.answers.values())


class Sweep:
    """All pairs of a run. ``add`` targets as they become known, then ``finish``, then ``observe``."""

    def __init__(
        self, asker: Asker, lists: Sequence[AskedList], registered_domain: Callable[[str], str]
    ) -> None:
        self._asker = asker
        self._registered = registered_domain
        self._lists = list(lists)
        self._zones: dict[str, _Zone] = {}
        self._of_list: dict[str, _Zone] = {}
        for asked in lists:
            if asked.zone is not None:
                zone = self._zones.setdefault(asked.zone.lower(), _Zone(asked.zone))
                zone.lists.append(asked)
                zone.readers.append(CodeReader(asked.entry))
                self._of_list[asked.entry.id] = zone
        self._tasks: list[asyncio.Task[None]] = []
        self._owners: dict[tuple[str, str], str] = {}
        self.total = 0
        self.done = 0
        self._down = False

    # -- asking

    def start(self) -> None:
        """Send the test points of every list: the first questions of a run."""
        for zone in self._zones.values():
            self._spawn(self._probe(zone))

    def add(self, targets: Iterable[Target]) -> None:
        """Ask every list that applies about these targets."""
        batch = tuple(targets)
        for zone in self._zones.values():
            owners = self._new_owners(zone, batch)
            if owners:
                self.total += len(owners)
                self._spawn(self._ask(zone, owners))

    async def finish(self) -> None:
        """Wait for all answers and the texts of what is listed."""
        while self._tasks:
            tasks, self._tasks = self._tasks, []
            await asyncio.gather(*tasks)
        # Silence of everything is the network's or the resolver's, not the lists'.
        self._down = bool(self._zones) and self._asker.traffic.received == 0

    def _spawn(self, work: "asyncio._CoroutineLike[None]") -> None:
        self._tasks.append(asyncio.get_running_loop().create_task(work))

    def _new_owners(self, zone: _Zone, targets: Sequence[Target]) -> list[str]:
        owners: dict[str, None] = {}
        for target in targets:
            for asked in zone.lists:
                if applies(asked.entry, target):
                    owner = self._owner(asked.entry, target)
                    if owner not in zone.answers:
                        owners[owner] = None
        for owner in owners:
            zone.answers[owner] = _UNANSWERED
        return list(owners)

    def _owner(self, entry: ReputationList, target: Target) -> str:
        form = "" if target.is_address else entry.domain_form
        key = (target.value, form)
        owner = self._owners.get(key)
        if owner is None:
            registered = self._registered(target.value) if form == "registered" else ""
            owner = self._owners[key] = owner_name(entry, target, registered)
        return owner

    async def _probe(self, zone: _Zone) -> None:
        """Ask the test points of the zone's lists, each once, before any pair is drawn."""
        points = dict.fromkeys(
            point
            for asked in zone.lists
            for point in (*asked.entry.test_points.listed, *asked.entry.test_points.not_listed)
        )
        answers: dict[str, Answer] = {}
        questions = ((point, Question(f"{point_name(point)}.{zone.name}")) for point in points)
        await self._asker.ask_many(questions, answers.__setitem__, zone.name)
        for asked, reader in zip(zone.lists, zone.readers, strict=True):
            listed, not_listed = asked.entry.test_points.listed, asked.entry.test_points.not_listed
            zone.verdicts.append(
                judge_health(
                    reader,
                    [Probe(point, answers[point]) for point in listed],
                    [Probe(point, answers[point]) for point in not_listed],
                )
            )
        zone.probed.set()

    async def _ask(self, zone: _Zone, owners: Sequence[str]) -> None:
        def deliver(owner: str, answer: Answer) -> None:
            zone.answers[owner] = answer
            self.done += 1

        await self._asker.ask_many(_questions(zone, owners, deliver), deliver, zone.name)
        await zone.probed.wait()
        judges = [
            Judge(asked.entry, asked.shown, verdict.reason, reader)
            for asked, verdict, reader in zip(zone.lists, zone.verdicts, zone.readers, strict=True)
        ]
        listed = [owner for owner in owners if any(judge.is_listing(zone.answers[owner]) for judge in judges)]
        if listed:
            await self._fetch_texts(zone, listed)

    async def _fetch_texts(self, zone: _Zone, owners: Sequence[str]) -> None:
        def deliver(owner: str, answer: Answer) -> None:
            if answer.records:
                zone.texts[owner] = " ".join(answer.records)[:_MAX_TEXT]

        questions = ((owner, Question(f"{owner}.{zone.name}", "TXT")) for owner in owners)
        await self._asker.ask_many(questions, deliver, zone.name)

    # -- telling

    @property
    def network_down(self) -> bool:
        """Nothing at all answered in this run."""
        return self._down

    def observe(self, targets: Sequence[Target]) -> Iterator[tuple[Observation, ...]]:
        """For each target the observations of all lists that apply, in catalog order."""
        told = [(asked, self._of_list.get(asked.entry.id), self._judge(asked)) for asked in self._lists]
        for target in targets:
            yield tuple(
                self._observe(asked, zone, judge, target)
                for asked, zone, judge in told
                if applies(asked.entry, target)
            )

    def _observe(self, asked: AskedList, zone: _Zone | None, judge: Judge, target: Target) -> Observation:
        if zone is None:
            return judge.not_asked(UnknownReason.KEY_MISSING)
        owner = self._owner(asked.entry, target)
        return judge.observe(zone.answers.get(owner, _UNANSWERED), zone.texts.get(owner))

    def health(self, observed: Iterable[Sequence[Observation]]) -> tuple[ListHealth, ...]:
        """What is known of each list, with its counts over these observations."""
        asked: dict[str, int] = {}
        answered: dict[str, int] = {}
        for observations in observed:
            for seen in observations:
                asked[seen.list] = asked.get(seen.list, 0) + 1
                if seen.state is not State.UNKNOWN:
                    answered[seen.list] = answered.get(seen.list, 0) + 1
        return tuple(
            self._health_of(one, asked.get(one.entry.id, 0), answered.get(one.entry.id, 0))
            for one in self._lists
        )

    def _health_of(self, asked: AskedList, count: int, answered: int) -> ListHealth:
        verdict = self._verdict(asked)
        return ListHealth(
            list=asked.entry.id,
            zone=asked.shown,
            usable=verdict.reason is None,
            reason=verdict.reason,
            saw=verdict.saw,
            asked=count,
            answered=answered,
        )

    def _verdict(self, asked: AskedList) -> Verdict:
        zone = self._of_list.get(asked.entry.id)
        if zone is None:
            return Verdict(UnknownReason.KEY_MISSING, "a key is needed and none was found")
        if self._down:
            return Verdict(UnknownReason.NETWORK_DOWN, "nothing at all answered in this run")
        verdict = zone.verdicts[zone.lists.index(asked)]
        if verdict.reason is UnknownReason.LIST_DEAD and zone.heard:
            saw = "it answered at first, but not for its test entries"
            return Verdict(UnknownReason.TIMEOUT, saw)
        return verdict

    def _judge(self, asked: AskedList) -> Judge:
        return Judge(asked.entry, asked.shown, self._verdict(asked).reason)


def _questions(
    zone: _Zone, owners: Iterable[str], deliver: Callable[[str, Answer], None]
) -> Iterator[tuple[str, Question]]:
    for owner in owners:
        name = f"{owner}.{zone.name}"
        if fits(name):
            yield owner, Question(name)
        else:
            deliver(owner, _UNASKABLE)
