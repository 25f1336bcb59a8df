"""A pass over several pairs: baselines, mutes, what leaves; and promises over random histories."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, MonitorPolicy, Pair, Sighting
from repcheck.model.watch.outbox import Mute
from repcheck.monitor.passing import Passed, Past, one_pass

START = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAIRS = [Pair(target, name) for target in ("192.0.2.1", "192.0.2.2") for name in ("one-bl", "two-bl")]


def seen(pair: Pair, what: str) -> Sighting:
    """``what`` is "clean", "unknown" or the severity of a listing; with "!" a second question agreed."""
    if what == "clean":
        return Sighting(pair=pair, state=State.CLEAN)
    if what == "unknown":
        return Sighting(pair=pair, state=State.UNKNOWN, reason=UnknownReason.TIMEOUT)
    standing = ListedAs(sublists=("css",), severity=Severity(what.rstrip("!")))
    return Sighting(pair=pair, state=State.LISTED, standing=standing, confirmed=what.endswith("!"))


class Watch:
    """Passes an hour apart, whose outcome is kept as the store keeps it."""

    def __init__(self) -> None:
        self.now = START
        self.memories: dict[Pair, Memory] = {}
        self.mutes: list[Mute] = []
        self.changes: list[Change] = []

    def look(self, *sightings: Sighting, kept: Sequence[str] | None = (), after: timedelta = HOUR) -> Passed:
        self.now += after
        past = Past(memories=self.memories, mutes=self.mutes, policy=MonitorPolicy())
        passed = one_pass(past, sightings, self.now, kept=kept)
        self.memories = {
            pair: memory for pair, memory in self.memories.items() if pair not in passed.gone
        } | {memory.pair: memory for memory in passed.memories}
        self.changes += passed.changes
        return passed

    def mute(self, pair: Pair, span: timedelta, *, all_lists: bool = False) -> None:
        name = None if all_lists else pair.list
        mute = Mute(
            id=len(self.mutes) + 1,
            target=pair.target,
            list=name,
            until=self.now + span,
            reason="known",
            since=self.now,
        )
        self.mutes.append(mute)


def said(passed: Passed) -> list[str]:
    return [told.change.to.value for told in passed.told]


ONE, TWO = PAIRS[0], PAIRS[1]


def test_the_first_pass_is_a_baseline_and_so_is_a_pair_that_comes_later() -> None:
    watch = Watch()
    first = watch.look(seen(ONE, "high!"))
    assert first.baseline
    assert said(first) == []
    assert [told.change.pair for told in first.first] == [ONE]
    second = watch.look(seen(ONE, "high!"), seen(TWO, "high!"))
    assert not second.baseline
    assert said(second) == []
    assert [told.change.pair for told in second.first] == [TWO]


def test_a_mute_that_ran_out_speaks_and_one_whose_listing_is_over_ends() -> None:
    watch = Watch()
    watch.look(seen(ONE, "clean"))
    watch.mute(ONE, timedelta(hours=3))
    assert said(watch.look(seen(ONE, "high!"))) == []
    assert [one.muted is not None for one in watch.look(seen(ONE, "high!")).open] == [True]
    assert said(watch.look(seen(ONE, "high!"))) == ["listed"]
    assert said(watch.look(seen(ONE, "high!"))) == []
    watch.mute(ONE, timedelta(days=9), all_lists=True)
    assert said(watch.look(seen(ONE, "clean"))) == []
    over = watch.look(seen(ONE, "clean"))
    assert (said(over), over.ended) == (["clean"], (2,))


def test_what_began_and_ended_under_a_mute_is_told_to_nobody_and_recorded() -> None:
    watch = Watch()
    watch.look(seen(ONE, "clean"))
    watch.mute(ONE, timedelta(days=3))
    for what in ("high!", "clean", "clean"):
        assert said(watch.look(seen(ONE, what))) == []
    assert [(change.to, change.silent) for change in watch.changes] == [
        (ChangeKind.LISTED, True),
        (ChangeKind.CLEAN, True),
    ]


def test_a_target_that_left_is_closed_but_not_while_nobody_knows_what_is_watched() -> None:
    watch = Watch()
    watch.look(seen(ONE, "high"), seen(TWO, "clean"))
    assert said(watch.look(kept=None)) == []
    assert said(watch.look(kept=(ONE.target,))) == []
    gone = watch.look()
    assert (said(gone), set(gone.gone), gone.open) == (["closed"], {ONE, TWO}, ())


def test_a_pair_that_comes_back_makes_new_keys() -> None:
    watch = Watch()
    for _ in range(2):
        watch.look(seen(ONE, "high"))
        watch.look()
    keys = [change.key for change in watch.changes]
    assert len(keys) == len(set(keys)) == 4


def test_unknown_for_a_day_is_told_once() -> None:
    watch = Watch()
    watch.look(seen(ONE, "clean"))
    told = [len(watch.look(seen(ONE, "unknown")).silent) for _ in range(50)]
    assert (sum(told), told.index(1)) == (1, 24)


_WHAT = st.sampled_from(["clean", "clean", "unknown", "medium", "medium!", "high", "high!", "absent"])
_HISTORY = st.lists(
    st.tuples(st.lists(_WHAT, min_size=len(PAIRS), max_size=len(PAIRS)), st.sampled_from([1, 1, 1, 7, 30])),
    min_size=1,
    max_size=30,
)
_MUTES = st.lists(st.tuples(st.integers(0, 29), st.sampled_from(PAIRS), st.integers(1, 60)), max_size=4)


@given(history=_HISTORY, mutes=_MUTES)
def test_promises_over_random_histories(
    history: list[tuple[list[str], int]], mutes: list[tuple[int, Pair, int]]
) -> None:
    watch = Watch()
    heard: dict[Pair, ListedAs | None] = {}  # what somebody who reads all messages believes
    for number, (whats, hours) in enumerate(history):
        for at, pair, span in mutes:
            if at == number:
                watch.mute(pair, timedelta(hours=span))
        sightings = [seen(pair, what) for pair, what in zip(PAIRS, whats, strict=True) if what != "absent"]
        before = watch.memories
        passed = watch.look(*sightings, after=hours * HOUR)
        _no_unknown_decides(passed, sightings)
        assert all(told.change in passed.changes for told in passed.told)
        for told in (*passed.first, *passed.told):
            change = told.change
            if change.to is not ChangeKind.FLAPPING:
                heard[change.pair] = None if change.to is ChangeKind.CLOSED else change.standing
        _nothing_lost(watch, heard, before)
    keys = [change.key for change in watch.changes]
    assert len(keys) == len(set(keys))
    _replayed(watch)


def _no_unknown_decides(passed: Passed, sightings: list[Sighting]) -> None:
    unknown = {one.pair for one in sightings if one.state is State.UNKNOWN}
    decided = (ChangeKind.LISTED, ChangeKind.CLEAN, ChangeKind.WORSE, ChangeKind.BETTER)
    for change in passed.changes:
        late = change.reason is not None and change.reason.startswith(("not told before", "stable"))
        assert late or change.pair not in unknown or change.to not in decided


def _nothing_lost(watch: Watch, heard: dict[Pair, ListedAs | None], before: dict[Pair, Memory]) -> None:
    """Who reads all messages knows of each pair what is remembered, but while it flaps or is muted."""
    for pair, memory in watch.memories.items():
        hushed = any(mute.holds(pair.target, pair.list, watch.now) for mute in watch.mutes)
        assert heard.get(pair) == memory.told
        if memory.flapping_since is None and not hushed and pair in before and memory.unknown_since is None:
            assert memory.told == memory.standing


def _replayed(watch: Watch) -> None:
    """The changes, one after the other, give the listing that is remembered."""
    state: dict[Pair, ListedAs | None] = {}
    for change in watch.changes:
        if change.to is ChangeKind.CLOSED:
            state.pop(change.pair, None)
        elif change.to is not ChangeKind.FLAPPING:
            state[change.pair] = change.standing
    for pair, memory in watch.memories.items():
        assert state.get(pair) == memory.standing


def test_a_day_after_its_last_change_a_clean_pair_is_remembered_by_its_state_alone() -> None:
    watch = Watch()
    for what in ("clean", "high!", "clean", "clean"):
        watch.look(seen(ONE, what))
    assert len(watch.memories[ONE].changed) == 2
    watch.look(seen(ONE, "clean"), after=24 * HOUR)
    after = watch.memories[ONE]
    assert after == Memory(pair=ONE, known=True, since=after.since, serial=after.serial)
    assert watch.look(seen(ONE, "clean")).memories == ()
