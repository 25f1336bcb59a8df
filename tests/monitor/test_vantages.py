"""Several vantages, one memory: what each of them sees makes one finding, and no turn of theirs a change."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.monitor import Change, ChangeKind, ListedAs, Memory, Pair, Sighting
from repcheck.model.watch.sights import VantageState
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.monitor.passing import Passed, Past, one_pass
from repcheck.monitor.sights import seen_from
from repcheck.monitor.vantages import Standpoint
from tests.support.tables import each

START = datetime(2026, 11, 1, tzinfo=UTC)
PAIR = Pair("192.0.2.10", "one-bl")
OTHER = Pair("192.0.2.11", "one-bl")
MINUTE = timedelta(minutes=1)


def seen(pair: Pair, what: str) -> Sighting:
    """``what``: "clean", "refused", or sublists of a listing: "css", "css+xbl"; with "!" it was asked twice
    and is severe."""
    if what == "clean":
        return Sighting(pair=pair, state=State.CLEAN)
    if what == "refused":
        return Sighting(pair=pair, state=State.UNKNOWN, reason=UnknownReason.REFUSED)
    severity = Severity.HIGH if what.endswith("!") else Severity.MEDIUM
    standing = ListedAs(sublists=tuple(what.rstrip("!").split("+")), severity=severity)
    return Sighting(pair=pair, state=State.LISTED, standing=standing, confirmed=what.endswith("!"))


class Places:
    """Passes from several places in turn, twenty minutes apart, kept as the store keeps them."""

    def __init__(self) -> None:
        self.now = START
        self.memories: dict[Pair, Memory] = {}
        self.vantages: dict[str, Vantage] = {}
        self.views: dict[Pair, dict[str, VantageView]] = {}
        self.changes: list[Change] = []

    def look(
        self, place: str | None, *sightings: Sighting, after: timedelta = 20 * MINUTE,
        kept: Sequence[str] | None = (), whole: bool = True, heard: bool = True,
    ) -> Passed:  # fmt: skip
        self.now += after
        past = Past(
            memories=self.memories,
            vantages=tuple(self.vantages.values()),
            views={pair: tuple(views.values()) for pair, views in self.views.items() if views},
        )
        stand = Standpoint(name=place, whole=whole, heard=heard)
        passed = one_pass(past, sightings, self.now, kept=kept, stand=stand)
        self.memories = {
            pair: memory for pair, memory in self.memories.items() if pair not in passed.gone
        } | {memory.pair: memory for memory in passed.memories}
        self._keep(passed)
        self.changes += passed.changes
        return passed

    def _keep(self, passed: Passed) -> None:
        for pair, place in passed.agreed:
            self.views[pair].pop(place)
        for view in passed.views:
            self.views.setdefault(view.pair, {})[view.vantage] = view
        for pair in passed.gone:
            self.views.pop(pair, None)
        if passed.vantage is not None:
            self.vantages[passed.vantage.name] = passed.vantage
        for name in passed.forgotten:
            del self.vantages[name]
            for views in self.views.values():
                views.pop(name, None)

    def told(self, pair: Pair = PAIR) -> str:
        """What is told of the pair now, in short."""
        views = self.views.get(pair, {}).values()
        found = seen_from(self.memories[pair], views, tuple(self.vantages.values()), self.now)
        return ", ".join(f"{one.state} from {one.vantage}" for one in found)

    def rows(self) -> list[str]:
        return sorted(view.vantage for views in self.views.values() for view in views.values())


def history(text: str) -> tuple[Places, list[str]]:
    """``a:clean b:css! ...``: passes and, for each, the kinds of what was told."""
    places, said = Places(), []
    for word in text.split():
        place, _, what = word.partition(":")
        passed = places.look(place, seen(PAIR, what))
        said.append(",".join(told.change.to.value for told in passed.told) or "-")
    return places, said


@each(
    "passes, said, common, told",
    [
        # Two machines that differ take turns: one listing, told once, whoever asks.
        ("a:clean b:clean a:css! b:clean a:css! b:clean a:css! b:clean", "- - listed - - - - -", True,
         "listed from a, clean from b"),
        # Without a second question it takes two passes there, which the other does not deny.
        ("a:clean b:clean a:css b:clean a:css b:clean", "- - - - listed -", True,
         "listed from a, clean from b"),
        # Two that see it are two that agree; a third one that joins is no news.
        ("a:clean b:clean c:clean a:css b:css c:css", "- - - - listed -", True, ""),
        ("a:clean b:clean c:clean a:css b:css c:refused", "- - - - listed -", True,
         "listed from a, listed from b, unknown from c"),
        ("a:clean b:clean c:clean a:css a:css b:clean c:refused", "- - - - listed - -", True,
         "listed from a, clean from b, unknown from c"),
        # One sighting at one place that is taken back there: nothing.
        ("a:clean b:clean a:css b:clean a:clean b:clean", "- - - - - -", False, ""),
        # It is over when nobody sees it any more, and each of them has said so.
        ("a:css b:css a:clean b:css a:clean b:css", "- - - - - -", True, "listed from b, clean from a"),
        ("a:css b:css a:clean b:clean", "- - - clean", False, ""),
        ("a:css b:css c:css a:clean b:clean c:clean a:clean", "- - - - - clean -", False, ""),
        # A refusal neither ends nor confirms anything.
        ("a:css b:css a:refused b:clean a:refused b:clean", "- - - - - -", True,
         "clean from b, unknown from a"),
        ("a:css b:css a:refused b:refused a:refused", "- - - - -", True, ""),
        # Sublists that differ by place are one listing with all of them; one less is better once all agree.
        ("a:css b:css a:css+xbl b:css a:css+xbl b:css a:css+xbl", "- - - - worse - -", True, ""),
        ("a:css+xbl b:css+xbl a:css b:css a:css", "- - - better -", True, ""),
        # From one place everything is as ever.
        ("a:clean a:css a:clean a:css a:css a:clean a:clean", "- - - - listed - clean", False, ""),
    ],
)  # fmt: skip
def test_vantages_in_turn(passes: str, said: str, common: bool, told: str) -> None:
    places, heard = history(passes)
    assert " ".join(heard) == said
    assert (places.memories[PAIR].standing is not None) == common
    assert places.told() == told
    if not told and "+" not in passes and "refused" not in passes:
        assert places.rows() == []


def test_the_same_turns_without_vantages_are_a_change_each() -> None:
    """What the vantages are for: else every turn of two machines that differ would be news."""
    places = Places()
    said = [
        [told.change.to for told in places.look(None, seen(PAIR, what)).told]
        for what in ("clean", "css!", "clean", "clean", "css!", "clean", "clean")
    ]
    assert [kinds[0] for kinds in said if kinds] == [
        ChangeKind.LISTED, ChangeKind.CLEAN, ChangeKind.LISTED, ChangeKind.CLEAN,
    ]  # fmt: skip


def test_a_change_tells_what_each_vantage_sees_and_who_has_not_asked_since() -> None:
    places, _ = history("a:clean b:clean c:clean d:clean b:refused a:css! c:clean")
    passed = places.look("a", seen(PAIR, "css!"))
    (open_,) = passed.open
    told = [(one.vantage, one.state) for one in open_.seen_from]
    assert told == [
        ("a", VantageState.LISTED),
        ("c", VantageState.CLEAN),
        ("b", VantageState.UNKNOWN),
        ("d", VantageState.DUE),
    ]


def test_the_first_message_has_all_of_it() -> None:
    places, _ = history("a:clean b:clean c:clean a:css b:clean c:refused")
    (told,) = places.look("a", seen(PAIR, "css")).told
    assert [(one.vantage, one.state) for one in told.change.seen_from] == [
        ("a", VantageState.LISTED), ("b", VantageState.CLEAN), ("c", VantageState.UNKNOWN),
    ]  # fmt: skip


def test_a_vantage_that_asks_no_more_holds_a_listing_for_a_day_and_its_end_says_so() -> None:
    places, _ = history("a:css b:css")
    for _ in range(22):
        assert places.look("a", seen(PAIR, "clean"), after=timedelta(hours=1)).told == ()
    assert places.told() == "listed from b, clean from a"
    said = [places.look("a", seen(PAIR, "clean"), after=timedelta(hours=1)).told for _ in range(4)]
    (told,) = [one for some in said for one in some]
    assert told.change.to is ChangeKind.CLEAN
    assert told.change.reason == (
        "no answer for too long from where it was listed: b (last heard 2026-11-01 00:40 UTC)"
    )
    places.look("a", seen(PAIR, "clean"), after=timedelta(days=8))
    assert (list(places.vantages), places.rows()) == (["a"], [])


def test_a_word_that_is_a_day_old_counts_no_more_though_its_vantage_still_asks() -> None:
    places, _ = history("a:css b:css b:refused a:clean")
    kinds = []
    for _ in range(40):
        places.look("b", seen(PAIR, "refused"), after=timedelta(minutes=30))
        passed = places.look("a", seen(PAIR, "clean"), after=timedelta(minutes=30))
        kinds += [told.change.to for told in passed.told]
    assert kinds == [ChangeKind.CLEAN]
    assert places.memories[PAIR].standing is None


def test_a_pass_over_some_of_it_says_nothing_of_the_rest() -> None:
    places = Places()
    places.look("a", seen(PAIR, "css"), seen(OTHER, "css"))
    places.look("b", seen(PAIR, "css"), kept=None, whole=False)
    # b has never looked at the other one, so a alone decides about it; and b holds the first.
    for _ in range(2):
        passed = places.look("a", seen(PAIR, "clean"), seen(OTHER, "clean"))
    assert [told.change.pair for told in passed.told] == [OTHER]
    assert places.told() == "listed from b, clean from a"


def test_what_a_whole_pass_could_not_look_at_grows_old() -> None:
    places = Places()
    places.look("a", seen(PAIR, "css"))
    places.look("b", seen(PAIR, "css"))
    kinds = []
    for _ in range(40):
        places.look("b", kept=None, after=timedelta(minutes=30))
        passed = places.look("a", seen(PAIR, "clean"), after=timedelta(minutes=30))
        kinds += [told.change.to for told in passed.told]
    assert kinds == [ChangeKind.CLEAN]


def test_a_pass_that_heard_nothing_is_no_word_of_its_vantage() -> None:
    places, _ = history("a:clean b:clean")
    last = places.vantages["b"]
    passed = places.look("b", kept=None, heard=False)
    assert (places.vantages["b"], passed.memories, passed.views) == (last, (), ())
    assert places.memories[PAIR].unknown_since is None


def test_nobody_was_heard_so_it_is_unknown() -> None:
    places, _ = history("a:clean b:clean a:refused")
    assert places.memories[PAIR].unknown_since is None
    places.look("b", seen(PAIR, "refused"))
    assert places.memories[PAIR].unknown_since == places.now
    places.look("a", seen(PAIR, "clean"))
    assert places.memories[PAIR].unknown_since is None


def test_a_pair_that_only_one_place_has_asked_is_not_known_from_the_other() -> None:
    places, _ = history("a:clean b:clean")
    places.look("a", seen(PAIR, "clean"), seen(OTHER, "clean"))
    places.look("a", seen(PAIR, "clean"), seen(OTHER, "refused"))
    assert places.memories[OTHER].unknown_since is not None
    assert places.memories[PAIR].unknown_since is None


_WHAT = st.sampled_from(["clean", "clean", "css", "css!", "xbl", "css+xbl", "refused", "refused", "absent"])
_LOOK = st.tuples(
    st.sampled_from("abc"), _WHAT, _WHAT, st.sampled_from([1, 1, 1, 1, 40, 200]),
    st.sampled_from([True, True, False]),
)  # fmt: skip
_HISTORY = st.lists(_LOOK, min_size=1, max_size=30)


_A, _B = (("a", "clean", "clean", 1, True), ("b", "clean", "clean", 1, True))


# b has seen only one of them, and before anybody else.
@example(looks=[("b", "css", "absent", 1, False), _A, _A])
# b alone saw it once, which waited for a second pass; a agreed, and then saw it no more.
@example(looks=[_B, ("b", "css", "clean", 1, True), ("a", "css", "clean", 1, True), _A])
# b came when a was long gone, and never had an answer.
@example(looks=[_A, ("a", "css!", "clean", 1, True), ("b", "refused", "clean", 40, True), _A])
# c came back after days, and looked at some of it only.
@example(looks=[_B, ("c", "css", "clean", 1, True), ("c", "css", "absent", 40, False), _B, _B])
@given(looks=_HISTORY)
def test_promises_over_random_histories_of_three_vantages(
    looks: list[tuple[str, str, str, int, bool]],
) -> None:
    places = Places()
    said: dict[tuple[Pair, str], tuple[str, datetime]] = {}  # each vantage's last real answer
    last: dict[tuple[Pair, str], str] = {}
    opened: set[Pair] = set()
    for place, one, two, hours, whole in looks:
        asked = {pair: what for pair, what in ((PAIR, one), (OTHER, two)) if what != "absent"}
        before = dict(places.memories)
        passed = places.look(
            place, *(seen(pair, what) for pair, what in asked.items()),
            after=timedelta(hours=hours), kept=None, whole=whole,
        )  # fmt: skip
        said |= {(pair, place): (what, places.now) for pair, what in asked.items() if what != "refused"}
        last |= {(pair, place): what for pair, what in asked.items()}
        for told in passed.told:
            pair, kind = told.change.pair, told.change.to
            if kind is ChangeKind.LISTED:
                assert pair not in opened  # one alert as long as it lasts
                opened.add(pair)
            elif kind is ChangeKind.CLEAN:
                opened.discard(pair)
        opened |= {told.change.pair for told in passed.first}
        _never_clean_while_seen(places, before, asked, place, said)
        _nothing_told_that_was_not_seen(places, last)


def _nothing_told_that_was_not_seen(places: Places, last: dict[tuple[Pair, str], str]) -> None:
    for pair, memory in places.memories.items():
        views = places.views.get(pair, {}).values()
        for one in seen_from(memory, views, tuple(places.vantages.values()), places.now):
            what = last.get((pair, one.vantage))
            if one.state is VantageState.LISTED:
                assert what not in (None, "clean", "refused")
            elif one.state in (VantageState.CLEAN, VantageState.UNKNOWN):
                assert what == {"clean": "clean", "unknown": "refused"}[one.state]


def _never_clean_while_seen(
    places: Places,
    before: dict[Pair, Memory],
    asked: dict[Pair, str],
    place: str,
    said: dict[tuple[Pair, str], tuple[str, datetime]],
) -> None:
    for pair, memory in places.memories.items():
        was = before.get(pair)
        if was is None or was.standing is None or memory.standing is not None:
            continue
        assert asked.get(pair) == "clean"  # nothing else ends a listing
        for other in set("abc") - {place}:
            what, at = said.get((pair, other), ("clean", places.now))
            vantage = places.vantages.get(other)
            asks = vantage is not None and vantage.asks(places.now)
            assert not asks or what == "clean" or places.now - at > timedelta(days=1)
