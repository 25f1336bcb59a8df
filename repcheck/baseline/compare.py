"""A run beside what was accepted: what is new, worse, expired, gone, or could not be seen."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from repcheck.model.baseline import Accepted, Compared, Pair, Standing
from repcheck.model.observations import Observation, State, severity_of
from repcheck.model.report import TargetReport

#: An acceptance that ends within this time is reported, so that it does not fail a build by surprise.
SOON = timedelta(days=14)


class BaselineComparison:
    """Takes each target of a run as it becomes known, and keeps of it what the baseline is about.

    ``accepted``  of each pair at most one
    ``today``     in UTC, as all dates here
    """

    def __init__(self, accepted: Iterable[Accepted], today: date) -> None:
        self.accepted = {entry.pair: entry for entry in accepted}
        self.today = today
        #: every listing of the run, in its order
        self.listed: dict[Pair, Observation] = {}
        #: of pairs that were accepted: the state of those that are not listed now
        self.others: dict[Pair, State] = {}

    def take(self, found: TargetReport) -> None:
        """One target with all its observations, plain clean ones too."""
        target = found.target.value
        for seen in found.observations:
            pair = (target, seen.list)
            if seen.state is State.LISTED:
                self.listed[pair] = seen
            elif pair in self.accepted:
                self.others[pair] = seen.state

    def compared(self, file: str) -> Compared:
        """How the run stands to the baseline in ``file``. Only a clean answer makes a listing gone."""
        standings, changes, ending = {}, {}, []
        for pair, seen in self.listed.items():
            entry = self.accepted.get(pair)
            standings[pair] = standing(seen, entry, self.today)
            if entry is not None and standings[pair] is not Standing.ACCEPTED:
                changes[pair] = change(seen, entry, standings[pair])
            if entry is not None and self.today <= entry.until < self.today + SOON:
                ending.append(entry)
        return Compared(
            file=file,
            standings=standings,
            changes=changes,
            gone=self._those_now(State.CLEAN),
            unseen=self._those_now(State.UNKNOWN),
            ending=tuple(ending),
            elsewhere=sum(map(self._is_elsewhere, self.accepted)),
        )

    def accepting(self, accepted: Iterable[Accepted]) -> "BaselineComparison":
        """The same run beside what ``updated`` returned."""
        again = BaselineComparison(accepted, self.today)
        again.listed, again.others = self.listed, self.others
        return again

    def _those_now(self, state: State) -> tuple[Accepted, ...]:
        return tuple(entry for pair, entry in self.accepted.items() if self.others.get(pair) is state)

    def _is_elsewhere(self, pair: Pair) -> bool:
        """Whether the run was not about this pair."""
        return pair not in self.listed and pair not in self.others

    def updated(self, days: int) -> tuple[Accepted, ...]:
        """What is accepted from today on: every listing of the run, for ``days`` days.

        An acceptance that still counts keeps its dates, so that accepting again and again does not make it
        last for ever; it is narrowed where the listing has become lighter. One that is gone is left out.
        What was not seen stays as it is; so does, until it expires, what this run was not about.
        """
        until = self.today + timedelta(days=days)
        entries = [self._entry(pair, seen, until) for pair, seen in self.listed.items()]
        for pair, entry in self.accepted.items():
            unseen = self.others.get(pair) is State.UNKNOWN
            if unseen or (self._is_elsewhere(pair) and self.today <= entry.until):
                entries.append(entry)
        return tuple(entries)

    def _entry(self, pair: Pair, seen: Observation, until: date) -> Accepted:
        old = self.accepted.get(pair)
        kept = old is not None and standing(seen, old, self.today) is Standing.ACCEPTED
        return Accepted(
            target=pair[0],
            list=pair[1],
            severity=severity_of(seen),
            sublists=sublists_of(seen),
            accepted=old.accepted if old is not None and kept else self.today,
            until=old.until if old is not None and kept else until,
            why=None if old is None else old.why,
        )


def standing(seen: Observation, entry: Accepted | None, today: date) -> Standing:
    """How one listing stands to what was accepted of it; ``entry`` None: nothing was."""
    if entry is None:
        return Standing.NEW
    if severity_of(seen).rank > entry.severity.rank or _joined(seen, entry):
        return Standing.WORSE
    return Standing.EXPIRED if today > entry.until else Standing.ACCEPTED


def change(seen: Observation, entry: Accepted, now: Standing) -> str:
    """What is worse or has ended, in a few words."""
    if now is Standing.EXPIRED:
        return f"accepted until {entry.until}"
    parts = []
    if severity_of(seen).rank > entry.severity.rank:
        parts.append(f"{severity_of(seen)}, was {entry.severity}")
    if joined := _joined(seen, entry):
        parts.append("now also " + ", ".join(joined))
    return "; ".join(parts)


def sublists_of(seen: Observation) -> tuple[str, ...]:
    """The ids of the sublists that name the target, sorted."""
    return tuple(sorted({hit.id for hit in seen.sublists}))


def _joined(seen: Observation, entry: Accepted) -> Sequence[str]:
    """Sublists that were not accepted. An entry that names none accepts any."""
    return [name for name in sublists_of(seen) if name not in entry.sublists] if entry.sublists else []
