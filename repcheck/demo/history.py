"""The made-up past of ``repcheck.demo.watched``, as the monitor would have remembered it.

    write_history(store, catalog, now)

Each pass is one of the monitor's own rules; messages, keys, confirmations and mutes come out of these.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.app.monitor.looking import Looked
from repcheck.app.monitor.telling import document_of, mailbag
from repcheck.catalog.select import select_lists
from repcheck.demo.watched import (
    MUTES,
    PAST,
    REFUSED,
    REQUESTS,
    SPELLS,
    STUCK,
    STUCK_SINCE,
    Spell,
    demo_plan,
)
from repcheck.model.catalog import Catalog
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.alerts import TAKEN, Delivery
from repcheck.model.watch.monitor import Change, ListedAs, Memory, Pair, Sighting
from repcheck.model.watch.outbox import (
    BounceHour,
    ListPass,
    Mute,
    Notice,
    Outgoing,
    Pass,
    Request,
)
from repcheck.model.watch.watching import WatchGroup, WatchPlan
from repcheck.monitor.passing import Open, Passed, Past, one_pass
from repcheck.monitor.retry import after_try, claimed
from repcheck.store.ports import StateStore
from repcheck.targets.parse import parse_target

#: The last pass ended so long ago.
_LAST = timedelta(minutes=7)
_DAY = timedelta(days=1)
_TAKES = timedelta(seconds=3)
_NOBODY = Delivery(taken=False, said="Connection refused")
#: Passes of which a store keeps what they saw of the lists.
_LIST_PASSES = 10


def write_history(store: StateStore, catalog: Catalog, now: datetime) -> None:
    """Fill an empty store with the 90 days before ``now``; the same ``now`` makes the same history.

    ``catalog``  of the demo. Raises StoreUnavailable
    """
    past = _Past(store, catalog, now)
    for back in range(int(PAST / past.every) - 1, -1, -1):
        past.one(now - _LAST - back * past.every)
    past.end()


class _Past:
    """The passes up to one moment."""

    def __init__(self, store: StateStore, catalog: Catalog, now: datetime) -> None:
        self._store = store
        self._now = now
        self._names = {entry.id: entry.name for entry in catalog.lists}
        self._plan = demo_plan(catalog)
        self.every = self._plan.every
        self._groups = dict(_watched(self._plan))
        self._spells = {pair: _spells_of(pair) for pair in _pairs(self._groups, catalog)}
        self._lists = sorted({pair.list for pair in self._spells})
        self._looked = Looked(targets={value: parse_target(value, max_hosts=1)[0] for value in self._groups})
        self._memories: dict[Pair, Memory] = {}
        self._changes: list[Change] = []
        self._mutes = [_mute(number, now) for number in range(len(MUTES))]
        self._messages: dict[str, Outgoing] = {}
        self._passes: list[Pass] = []

    def one(self, at: datetime) -> None:
        """The pass of that moment."""
        past = Past(memories=self._memories, mutes=self._mutes)
        passed = one_pass(past, tuple(self._news(at)), at, kept=None)
        self._memories.update((memory.pair, memory) for memory in passed.memories)
        self._changes += passed.changes
        self._mutes = [
            msgspec.structs.replace(one, ended=at) if one.id in passed.ended else one for one in self._mutes
        ]
        self._passes.append(self._pass(passed))
        if passed.told or passed.baseline:
            self._tell(passed)
        self._deliver(at)

    def _news(self, at: datetime) -> Iterator[Sighting]:
        """What that pass saw of the pairs that are not simply as they were."""
        days = (self._now - at) / _DAY
        for pair, spells in self._spells.items():
            memory = self._memories.get(pair)
            if spells or memory is None:
                what = _what(spells, days)
                if memory is None or not _is_settled(memory, what):
                    yield _seen(pair, self._groups[pair.target].group, what)

    def _pass(self, passed: Passed) -> Pass:
        found = any(self._counts(one) for one in passed.open)
        return Pass(
            started=passed.at - _TAKES,
            seconds=_TAKES.total_seconds(),
            exit_code=int(ExitCode.FOUND if found else ExitCode.OK),
            baseline=passed.baseline,
            targets=len(self._groups),
            lists=len(self._lists),
        )

    def _counts(self, one: Open) -> bool:
        least = self._groups[one.memory.pair.target].fail_on or Severity.LOW
        return one.muted is None and one.severity.rank >= least.rank

    def _tell(self, passed: Passed) -> None:
        """Write what has happened so far, and the messages about it."""
        self._record()
        document = document_of(passed, self._looked, (), self._names, {})
        mail = mailbag(document, passed, self._plan.alerts, self._store, (), passed.at)
        with self._store.writing() as writing:
            writing.enqueue(mail.new)
        self._messages.update((message.id, message) for message in mail.new)

    def _deliver(self, at: datetime) -> None:
        """Try what is due; the first message that a way out does not take ends its turn."""
        stuck: set[str] = set()
        for message in [one for one in self._messages.values() if _is_due(one, at)]:
            if message.sink in stuck:
                continue
            down = message.sink == STUCK and (self._now - at) / _DAY <= STUCK_SINCE
            tried = after_try(claimed(message), _NOBODY if down else TAKEN, at)
            self._messages[message.id] = tried
            if tried.sent is None:
                stuck.add(message.sink)

    def _record(self) -> None:
        with self._store.writing() as writing:
            for done in self._passes:
                last = self._now - done.started < _LIST_PASSES * self.every
                writing.finish(done, self._heard(done.started) if last else ())
            writing.record(self._changes)
        self._passes, self._changes = [], []

    def _heard(self, at: datetime) -> list[ListPass]:
        """What a pass saw of the lists."""
        seen = []
        for place, name in enumerate(self._lists):
            silent = _what(_spells_of(Pair("", name)), (self._now - at) / _DAY) is not None
            time = None if silent else 12.5 + 3 * place + at.hour % 4
            seen.append(ListPass(list=name, at=at, answered=not silent, rtt_ms=time))
        return seen

    def end(self) -> None:
        """Write the rest."""
        self._record()
        with self._store.writing() as writing:
            writing.remember(self._memories.values())
            for message in self._messages.values():
                if message.attempts:
                    writing.mark(message)
            for mute in self._mutes:
                writing.mute(mute)
            for one in REQUESTS:
                asked = _before(self._now, one.asked)
                writing.request(Request(target=one.target, list=one.list, asked=asked, note=one.note))
            writing.count_bounces(_bounce_hours(self._now))
            writing.notices(_notices(self._now))


def _is_due(message: Outgoing, at: datetime) -> bool:
    return message.sent is None and message.given_up is None and message.due <= at


def _watched(plan: WatchPlan) -> Iterator[tuple[str, WatchGroup]]:
    """The targets by their canonical spelling, with their groups."""
    for group in plan.groups:
        for word in group.watch:
            for target in parse_target(word, max_hosts=256):
                yield target.value, group


def _pairs(targets: Iterable[str], catalog: Catalog) -> Iterator[Pair]:
    """What is asked about: each target on the lists for its kind."""
    lists = select_lists(catalog, "standard")
    for value in targets:
        (target,) = parse_target(value, max_hosts=1)
        yield from (Pair(value, entry.id) for entry in lists if target.kind in entry.asks)


def _spells_of(pair: Pair) -> tuple[Spell, ...]:
    """Those of the pair, the one that counts first."""
    return tuple(
        one for one in reversed(SPELLS) if one.list == pair.list and _is_about(one.targets, pair.target)
    )


def _is_about(begin: str, target: str) -> bool:
    return target == begin or ((not begin or begin.endswith(".")) and target.startswith(begin))


def _what(spells: Sequence[Spell], days: float) -> ListedAs | UnknownReason | None:
    return next((one.what for one in spells if one.begin >= days > one.end), None)


def _is_settled(memory: Memory, what: ListedAs | UnknownReason | None) -> bool:
    """Whether a sighting like that changes nothing, now or later."""
    if memory.pending is not None or memory.changed or memory.flapping_since is not None:
        return False
    if isinstance(what, UnknownReason):
        return memory.unknown_told
    return memory.known and memory.unknown_since is None and memory.standing == memory.told == what


def _seen(pair: Pair, group: str, what: ListedAs | UnknownReason | None) -> Sighting:
    if isinstance(what, UnknownReason):
        return Sighting(pair=pair, state=State.UNKNOWN, group=group, reason=what)
    if what is None:
        return Sighting(pair=pair, state=State.CLEAN, group=group)
    return Sighting(pair=pair, state=State.LISTED, group=group, standing=what, confirmed=True)


def _before(now: datetime, days: float) -> datetime:
    return now - days * _DAY


def _mute(number: int, now: datetime) -> Mute:
    said = MUTES[number]
    return Mute(
        id=number + 1,
        target=said.target,
        list=said.list,
        until=_before(now, said.until),
        reason=said.reason,
        since=_before(now, said.since),
    )


def _bounce_hours(now: datetime) -> Iterator[BounceHour]:
    """Mail that was refused, hour by hour: most at noon, no two days quite alike."""
    for refused in REFUSED:
        first, last = (_before(now, days).timestamp() // 3600 for days in (refused.begin, refused.end))
        for hour in range(int(first), int(last) + 1):
            day = (1 + math.sin((hour % 24 - 6) / 24 * 2 * math.pi)) / 2
            number = round(refused.noon * (0.2 + 0.8 * day) * (0.7 + hour * 37 % 11 / 16))
            begun = datetime.fromtimestamp(hour * 3600, UTC) + timedelta(minutes=hour % 7)
            if number and begun <= now:
                yield BounceHour(cause=refused.cause, hour=hour, count=number, first=begun)


def _notices(now: datetime) -> Iterator[Notice]:
    """The findings that stand, by the keys that a pass gives them."""
    for one in SPELLS:
        if one.what is UnknownReason.LIST_WILDCARD:
            yield Notice(key=f"list_wildcard {one.list}", since=_before(now, one.begin))
