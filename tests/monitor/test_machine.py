"""The state machine of one pair, pass by pass; the clock is a number that the test counts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import Change, ListedAs, Memory, MonitorPolicy, Pair, Sighting
from repcheck.monitor.machine import closed, first_sight, step, unknown_too_long
from tests.support.tables import each

PAIR = Pair("192.0.2.10", "zen-bl")
START = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
POLICY = MonitorPolicy()


def clean() -> Sighting:
    return Sighting(pair=PAIR, state=State.CLEAN)


def listed(severity: Severity = Severity.MEDIUM, *sublists: str, confirmed: bool = False) -> Sighting:
    standing = ListedAs(sublists=sublists or ("css",), severity=severity)
    return Sighting(pair=PAIR, state=State.LISTED, standing=standing, confirmed=confirmed)


def unknown() -> Sighting:
    return Sighting(pair=PAIR, state=State.UNKNOWN, reason=UnknownReason.TIMEOUT)


def passes(
    *seen: Sighting, every: timedelta = HOUR, policy: MonitorPolicy = POLICY
) -> tuple[Memory, list[list[Change]]]:
    """A pass for each sighting, the first one the baseline."""
    memory, _ = first_sight(seen[0], START)
    told: list[list[Change]] = [[]]
    for number, one in enumerate(seen[1:], 1):
        memory, changes = step(memory, one, START + number * every, policy)
        told.append([change for change in changes if not change.silent])
    return memory, told


def words(told: list[list[Change]]) -> list[str]:
    return [",".join(change.to for change in changes) or "-" for changes in told]


@each(
    "seen, said",
    [
        ([clean(), clean(), clean()], "- - -"),
        ([listed(), listed(), listed()], "- - -"),  # the baseline is no news
        ([clean(), listed(), listed()], "- - listed"),  # confirmed by the next pass
        ([clean(), listed(Severity.HIGH, confirmed=True)], "- listed"),  # confirmed at once
        (
            [clean(), listed(Severity.HIGH), listed(Severity.HIGH)],
            "- - listed",
        ),  # the second question differed
        ([clean(), listed(Severity.LOW, confirmed=True), clean()], "- - -"),  # too low to believe at once
        ([clean(), listed(), clean(), listed(), clean()], "- - - - -"),  # never twice in a row
        ([listed(), clean(), clean()], "- - clean"),
        ([listed(), clean(), listed(), clean()], "- - - -"),
        ([clean(), listed(), unknown(), listed()], "- - - listed"),  # silence does not deny
        ([clean(), listed(), unknown(), unknown()], "- - - -"),  # nor confirm
        ([listed(), unknown(), unknown(), listed()], "- - - -"),
        ([listed(), clean(), unknown(), clean()], "- - - clean"),
        ([unknown(), clean(), clean()], "- - -"),  # known for the first time, and well
        ([unknown(), listed(), listed()], "- - listed"),  # known for the first time, and listed: news
        ([listed(Severity.LOW), listed(Severity.HIGH, confirmed=True)], "- worse"),
        ([listed(Severity.HIGH), listed(Severity.LOW), listed(Severity.LOW)], "- - better"),
        (
            [listed(Severity.LOW, "a"), listed(Severity.LOW, "a", "b"), listed(Severity.LOW, "a", "b")],
            "- - worse",
        ),
        (
            [listed(Severity.LOW, "a", "b"), listed(Severity.LOW, "a"), listed(Severity.LOW, "a")],
            "- - better",
        ),
        (
            [clean(), listed(Severity.LOW, "a"), listed(Severity.LOW, "b")],
            "- - listed",
        ),  # listed twice is listed
    ],
)
def test_what_is_told_pass_by_pass(seen: list[Sighting], said: str) -> None:
    _, told = passes(*seen)
    assert " ".join(words(told)) == said


def test_a_change_says_from_what_to_what_with_its_severity() -> None:
    _, told = passes(clean(), listed(Severity.CRITICAL, confirmed=True))
    ((change,),) = told[1:]
    assert (change.before, change.to, change.severity, change.at) == (
        "clean",
        "listed",
        "critical",
        START + HOUR,
    )
    _, told = passes(unknown(), listed(Severity.HIGH, confirmed=True))
    assert told[1][0].before == "unknown"


def test_a_cleared_listing_keeps_the_severity_that_it_had() -> None:
    _, told = passes(listed(Severity.HIGH), clean(), clean())
    assert told[2][0].severity == "high"


def test_unknown_for_a_day_is_due_once() -> None:
    memory, _ = first_sight(unknown(), START)
    assert not unknown_too_long(memory, START + 23 * HOUR, POLICY)
    memory, _ = step(memory, unknown(), START + 24 * HOUR, POLICY)
    assert unknown_too_long(memory, START + 24 * HOUR, POLICY)
    memory, _ = step(memory, clean(), START + 25 * HOUR, POLICY)
    assert not unknown_too_long(memory, START + 90 * HOUR, POLICY)


def test_flapping_is_told_once_and_then_there_is_quiet_until_a_stable_day() -> None:
    wild = [clean()] + [
        one for _ in range(6) for one in (listed(Severity.HIGH, confirmed=True), clean(), clean())
    ]
    memory, told = passes(*wild, every=timedelta(minutes=30))
    said = [word for word in words(told) if word != "-"]
    assert said == ["listed", "clean", "listed", "clean", "flapping"]
    later = START + timedelta(days=3)
    memory, changes = step(memory, clean(), later, POLICY)
    # "listed" and "clean" were told before it flapped, and it ends clean: what was told last still holds.
    assert (memory.flapping_since, changes) == (None, ())


def test_what_flapping_left_behind_is_told_when_it_ends() -> None:
    wild = [clean()] + [
        one for _ in range(6) for one in (listed(Severity.HIGH, confirmed=True), clean(), clean())
    ]
    memory, _ = passes(*wild, every=timedelta(minutes=30))
    after = START + timedelta(hours=10)
    memory, changes = step(memory, listed(Severity.HIGH, confirmed=True), after, POLICY)
    assert [change.silent for change in changes] == [True]
    memory, changes = step(memory, listed(Severity.HIGH), after + timedelta(days=2), POLICY)
    assert [change.to for change in changes] == ["listed"]


def test_a_pair_that_left_the_config_is_closed_and_not_cleared() -> None:
    memory, _ = passes(listed(Severity.HIGH))
    change = closed(memory, START)
    assert change is not None
    assert (change.to, change.before) == ("closed", "listed")
    assert closed(passes(clean())[0], START) is None


def test_a_clock_that_was_set_back_loses_no_change() -> None:
    memory, _ = passes(clean(), clean(), every=timedelta(days=2))
    memory, first = step(memory, listed(Severity.HIGH, confirmed=True), START - timedelta(days=1), POLICY)
    assert [change.to for change in first] == ["listed"]


SIGHTINGS = st.lists(
    st.one_of(
        st.builds(clean),
        st.builds(unknown),
        st.builds(
            lambda severity, sublist, confirmed: listed(severity, sublist, confirmed=confirmed),
            st.sampled_from(Severity), st.sampled_from(["a", "b"]), st.booleans(),
        ),
    ),
    min_size=1,
    max_size=60,
)  # fmt: skip


@given(SIGHTINGS, st.integers(1, 3), st.sampled_from([HOUR, 6 * HOUR, 24 * HOUR]))
def test_over_any_history_what_was_told_is_what_is_remembered(
    seen: list[Sighting], confirm: int, every: timedelta
) -> None:
    policy = MonitorPolicy(confirm=confirm)
    memory, changes = first_sight(seen[0], START)
    assert all(change.silent for change in changes)
    happened = list(changes)
    told = memory.told is not None
    for number, one in enumerate(seen[1:], 1):
        before = memory
        memory, changes = step(memory, one, START + number * every, policy)
        # A pass that died before it could commit is run again: it says the same, key and all.
        assert (memory, changes) == step(before, one, START + number * every, policy)
        happened += changes
        aloud = [change for change in changes if not change.silent]
        assert len(aloud) <= 1
        if one.state is State.UNKNOWN:
            assert (memory.standing, memory.known, changes) == (before.standing, before.known, ())
        for change in aloud:
            if change.to in ("clean", "listed"):
                told = change.to == "listed"
        assert told == (memory.told is not None)
        if memory.flapping_since is None and memory.known:
            assert memory.told == memory.standing  # nothing that is confirmed stays untold
    assert len({change.key for change in happened}) == len(happened)
    assert (happened[-1].standing if happened else None) == memory.standing
