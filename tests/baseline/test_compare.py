"""How a run stands to what was accepted."""

from datetime import date, timedelta

from repcheck.baseline.compare import BaselineComparison
from repcheck.model.baseline import Standing
from repcheck.model.observations import Severity
from tests.baseline.made_up import ENTRY, TODAY, UNTIL, about, clean, entry, listed, unknown
from tests.support.tables import each

A_DAY = timedelta(days=1)
PAIR = ("192.0.2.10", "one")


def comparison(entries, *observations, today: date = TODAY) -> BaselineComparison:
    found = BaselineComparison(entries, today)
    found.take(about("192.0.2.10", *observations))
    return found


@each(
    "entries, seen, today, standing, change",
    [
        ((), listed("one", "low"), TODAY, Standing.NEW, None),
        ((entry(target="192.0.2.11"),), listed(), TODAY, Standing.NEW, None),
        ((entry(list="two"),), listed(), TODAY, Standing.NEW, None),
        ((ENTRY,), listed("one", "high", "spam"), TODAY, Standing.ACCEPTED, None),
        ((ENTRY,), listed("one", "low", "spam"), UNTIL, Standing.ACCEPTED, None),
        ((ENTRY,), listed("one", "high", "spam"), UNTIL + A_DAY, Standing.EXPIRED, f"accepted until {UNTIL}"),
        ((ENTRY,), listed("one", "critical", "spam"), TODAY, Standing.WORSE, "critical, was high"),
        # another sublist of the same zone is another listing, however light it is
        ((ENTRY,), listed("one", "high", "exploits", "spam"), TODAY, Standing.WORSE, "now also exploits"),
        ((ENTRY,), listed("one", "low", "exploits"), TODAY, Standing.WORSE, "now also exploits"),
        (
            (ENTRY,),
            listed("one", "critical", "exploits", "spam"),
            UNTIL + A_DAY,
            Standing.WORSE,
            "critical, was high; now also exploits",
        ),
        # an entry without sublists accepts any of them
        ((entry(sublists=()),), listed("one", "high", "exploits"), TODAY, Standing.ACCEPTED, None),
    ],
)
def test_standing_of_a_listing(entries, seen, today, standing, change) -> None:
    compared = comparison(entries, seen, today=today).compared("b.yaml")
    assert compared.standings == {PAIR: standing}
    assert compared.changes.get(PAIR) == change
    assert compared.fails(*PAIR) is (standing is not Standing.ACCEPTED)
    assert (compared.gone, compared.unseen) == ((), ())


@each(
    "observations, gone, unseen",
    [
        ((clean(),), (ENTRY,), ()),
        ((unknown(),), (), (ENTRY,)),
        ((), (), ()),  # this run was not about it
        ((clean("two"),), (), ()),
    ],
)
def test_only_a_clean_answer_makes_a_listing_gone(observations, gone, unseen) -> None:
    compared = comparison([ENTRY], *observations).compared("b.yaml")
    assert (compared.gone, compared.unseen, compared.standings) == (gone, unseen, {})
    assert compared.elsewhere == (not gone and not unseen)


def test_what_ends_soon_is_told_before_it_does() -> None:
    for days, told in ((15, False), (14, False), (13, True), (0, True), (-1, False)):
        known = entry(accepted=date(2026, 1, 1), until=TODAY + timedelta(days=days))
        assert bool(comparison([known], listed("one", "high", "spam")).compared("b").ending) is told, days


@each(
    "entries, observations, today, wanted",
    [
        # new, and worse: from today on
        ((), (listed("one", "high", "spam"),), TODAY, (ENTRY,)),
        (
            (entry(severity=Severity.LOW, until=date(2026, 12, 1), why="known"),),
            (listed("one", "high", "spam"),),
            TODAY,
            (entry(why="known"),),
        ),
        # accepting again makes nothing last longer, and is narrowed to what is there
        (
            (ENTRY,),
            (listed("one", "low", "spam"),),
            TODAY + A_DAY,
            (entry(severity=Severity.LOW),),
        ),
        # expired: accepted anew
        (
            (entry(accepted=date(2026, 1, 1), until=date(2026, 2, 1)),),
            (listed("one", "high", "spam"),),
            TODAY,
            (ENTRY,),
        ),
        ((ENTRY,), (clean(),), TODAY, ()),
        # not seen: stays, however old
        ((ENTRY,), (unknown(),), UNTIL + A_DAY, (ENTRY,)),
        # of another run: stays while it counts
        ((ENTRY,), (clean("two"),), UNTIL, (ENTRY,)),
        ((ENTRY,), (clean("two"),), UNTIL + A_DAY, ()),
    ],
)
def test_update(entries, observations, today, wanted) -> None:
    assert comparison(entries, *observations, today=today).updated(90) == wanted


def test_what_was_just_accepted_fails_nothing() -> None:
    first = comparison((), listed("one", "high", "a", "b"), listed("two", "low"), unknown("three"))
    again = comparison(
        first.updated(1), listed("one", "high", "b", "a"), listed("two", "low"), listed("three")
    )
    standings = again.compared("b.yaml").standings
    assert set(standings.values()) == {Standing.ACCEPTED, Standing.NEW}
    assert standings["192.0.2.10", "three"] is Standing.NEW  # what was unknown was not accepted
