"""From the results of all zones to one observation for each pair, and the health of each list. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import is_

from repcheck.app.sweep.counts import PairCounts
from repcheck.app.sweep.job import UNANSWERED, AskedList, Healths, ZoneResult
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Health, Verdict, first_fault
from repcheck.lists.judge import Judge, worst
from repcheck.lists.names import asked_as, owner_name, reversed_address
from repcheck.model.catalog import Asks
from repcheck.model.observations import KindHealth, ListHealth, Observation, UnknownReason
from repcheck.model.targets import Target, TargetKind

_KEY_MISSING = Verdict(UnknownReason.KEY_MISSING, "a key is needed and none was found")


class Sight:
    """All that a run saw of its lists.

    ``lists``    in catalog order
    ``results``  by the id of each list that has a zone
    ``blind``    why nothing of this run can be believed, as when the network is down; None: it can
    ``registered_domain``  the registered domain of a name
    """

    def __init__(
        self,
        lists: Sequence[AskedList],
        results: Mapping[str, ZoneResult],
        registered_domain: Callable[[str], str],
        blind: Verdict | None = None,
    ) -> None:
        self._lists = lists
        self._results = results
        self._registered = registered_domain
        self._blind = blind
        self._kinds: set[Asks] = set()

    def observe(self, targets: Sequence[Target]) -> Iterator[tuple[Observation, ...]]:
        """For each target the observations of all lists that apply, in catalog order."""
        rows = {kind: self._rows(asked_as(kind)) for kind in TargetKind}
        constant = cache(lambda kind: _constant(rows[kind]))
        registered = lru_cache(maxsize=1)(self._registered)  # lists ask for it one after the other
        last: tuple[Observation, ...] = ()
        for target in targets:
            if target.not_asked is not None:
                yield ()
                continue
            self._kinds.add(asked_as(target.kind))
            same = constant(target.kind)
            if same is not None:
                yield same
                continue
            owner = reversed_address(target.value) if target.is_address else None
            seen = [
                row.observe(owner or owner_name(row.asked.entry, target, registered))
                for row in rows[target.kind]
            ]
            # What was not asked is one value for each list; then the targets share the whole of them.
            if len(seen) != len(last) or not all(map(is_, seen, last)):
                last = tuple(seen)
            yield last

    def _blind_to(self, result: ZoneResult | None) -> Verdict | None:
        """What came over HTTPS is not touched by a DNS that says nothing."""
        return None if result is not None and result.route != "dns" else self._blind

    def _rows(self, kind: Asks) -> "list[_Row]":
        asked_of = [asked for asked in self._lists if kind in asked.entry.asks]
        results = [self._results.get(asked.entry.id) for asked in asked_of]
        return [
            _Row(asked, kind, result, self._blind_to(result))
            for asked, result in zip(asked_of, results, strict=True)
        ]

    def health(self, counts: PairCounts) -> tuple[ListHealth, ...]:
        """What is known of each list, with its counts. After ``observe``, of the kinds of its targets."""
        return tuple(self._health_of(asked, counts) for asked in self._lists)

    def _health_of(self, asked: AskedList, counts: PairCounts) -> ListHealth:
        list_id = asked.entry.id
        kinds = {kind: verdict for kind, verdict in self._seen(asked).items() if kind in self._kinds}
        kinds = kinds or dict(self._seen(asked))
        changed = self._results[list_id].changed.get(list_id) if list_id in self._results else None
        result = self._results.get(list_id)
        verdict = self._blind_to(result) or _overall(kinds, changed)
        unproved = tuple(
            KindHealth(kind, found.reason, found.saw)
            for kind, found in kinds.items()
            if found.reason is not None and verdict.reason is None
        )
        return ListHealth(
            list=list_id,
            zone=asked.shown,
            name=asked.entry.name,
            severity=worst((asked.entry.severity, *(sub.severity for sub in asked.entry.sublists)))
            or asked.entry.severity,
            key=asked.entry.key,
            register=asked.entry.access.register,
            usable=verdict.reason is None,
            reason=verdict.reason,
            saw=verdict.saw,
            asked=counts.asked[list_id],
            answered=counts.answered(list_id),
            unproved=unproved,
            route="dns" if result is None else result.route,
        )

    def _seen(self, asked: AskedList) -> Health:
        result = self._results.get(asked.entry.id)
        if result is None:
            return dict.fromkeys(asked.entry.asks, _KEY_MISSING)
        return result.health[asked.entry.id]


def _overall(kinds: Health, changed: Verdict | None) -> Verdict:
    """A list can be used when it can be used for some kind; what came of it later goes before."""
    if changed is not None:
        return changed
    proved = next((verdict for verdict in kinds.values() if verdict.reason is None), None)
    return proved or first_fault(kinds) or Verdict(None, "")


def _constant(rows: "Sequence[_Row]") -> tuple[Observation, ...] | None:
    """What they say of every target, one value for all; None when it depends on the target."""
    same = tuple(row.constant() for row in rows)
    return tuple(seen for seen in same if seen is not None) if None not in same else None


class _Row:
    """One list, for targets of one kind."""

    def __init__(
        self, asked: AskedList, kind: Asks, result: ZoneResult | None, blind: Verdict | None
    ) -> None:
        self.asked = asked
        self._kind = kind
        self._reader = CodeReader(asked.entry)
        self._blind = blind
        self._doubting: dict[int, Judge] = {}
        self._result = result
        self._judge = self._judge_with(None if result is None else result.health)
        self._in_part = result is not None and bool(result.withheld or result.deferred or result.doubts)

    def _judge_with(self, health: Healths | None) -> Judge:
        asked = self.asked
        verdict = self._blind or (_KEY_MISSING if health is None else health[asked.entry.id][self._kind])
        route = "dns" if self._result is None else self._result.route
        return Judge(asked.entry, asked.shown, verdict.reason, self._reader, route)

    def constant(self) -> Observation | None:
        """What the list says of every owner, where nothing was heard of any; None when it depends."""
        result = self._result
        if result is None:
            return self._judge.not_asked(UnknownReason.KEY_MISSING)
        if self._in_part:
            return None
        if any(answer is not UNANSWERED and answer != UNANSWERED for answer in result.answers.values()):
            return None
        return self._judge.observe(UNANSWERED)

    def observe(self, owner: str) -> Observation:
        """What the list says of this owner."""
        result = self._result
        if result is None:
            return self._judge.not_asked(UnknownReason.KEY_MISSING)
        judge = self._judge
        if self._in_part:
            if owner in result.withheld:
                return judge.not_asked(UnknownReason.BUDGET_SPENT)
            if owner in result.deferred:
                return judge.not_asked(UnknownReason.DEFERRED)
            if owner in result.doubts:
                judge = self._doubting_by(result.doubts[owner])
        return judge.observe(result.answers.get(owner, UNANSWERED), result.texts.get(owner))

    def _doubting_by(self, health: Healths) -> Judge:
        judge = self._doubting.get(id(health))
        if judge is None:
            judge = self._doubting[id(health)] = self._judge_with(health)
        return judge
