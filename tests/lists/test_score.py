"""The score: worked examples, and what holds for any observations."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from repcheck.lists.score import FULL, GRADES, WEIGHTS, Score, grade_of, group_score, score_of, target_score
from repcheck.model.observations import Observation, Severity, State, UnknownReason
from repcheck.model.records import (
    AddressRecords,
    DomainRecords,
    MxRecords,
    PartShown,
    PartState,
    ReverseName,
    SpfRecord,
)
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target, TargetKind
from repcheck.render.catalog.score_page import score_page
from tests.support.tables import each

CLEAN = Observation(list="fine", zone="fine.example", state=State.CLEAN)


def listed(severity: Severity, name: str = "bl") -> Observation:
    return Observation(list=name, zone=f"{name}.example", state=State.LISTED, severity=severity)


def unknown(reason: UnknownReason = UnknownReason.TIMEOUT) -> Observation:
    return Observation(list="mute", zone="mute.example", state=State.UNKNOWN, reason=reason)


LISTINGS = st.builds(listed, st.sampled_from(Severity), st.sampled_from(["bl0", "bl1", "bl2"]))
ANY = st.lists(
    st.one_of(LISTINGS, st.just(CLEAN), st.builds(unknown, st.sampled_from(UnknownReason))), max_size=12
)


@each(
    "observations, score, grade",
    [
        ([CLEAN], 100, "A"),
        ([CLEAN, listed(Severity.INFO)], 100, "A"),
        ([CLEAN, listed(Severity.LOW)], 96, "A"),
        ([CLEAN, listed(Severity.MEDIUM)], 88, "B"),
        ([CLEAN, listed(Severity.HIGH)], 70, "C"),
        ([CLEAN, listed(Severity.CRITICAL)], 45, "D"),
        ([listed(Severity.CRITICAL), listed(Severity.HIGH)], 15, "F"),
        ([listed(Severity.CRITICAL)] * 3, 0, "F"),
    ],
)
def test_worked_examples(observations, score, grade):
    found = score_of(observations)
    assert found is not None
    assert (found.score, found.grade) == (score, grade)


@each(
    "observations",
    [[], [unknown()], [CLEAN, unknown()], [CLEAN] * 3 + [unknown()], [unknown(UnknownReason.KEY_MISSING)]],
)
def test_below_the_coverage_there_is_no_score(observations):
    assert score_of(observations) is None


def test_lists_without_a_key_and_deferred_pairs_are_in_no_coverage():
    aside = [unknown(UnknownReason.KEY_MISSING), unknown(UnknownReason.DEFERRED)] * 5
    assert score_of([CLEAN, *aside]) == score_of([CLEAN])


def test_clean_answers_that_were_only_counted_count():
    assert score_of([unknown()], clean=4) == Score(score=100, grade="A")


@given(ANY, LISTINGS)
def test_a_further_listing_never_raises_the_score(observations, more):
    before, after = score_of(observations), score_of([*observations, more])
    if before is not None:
        assert after is not None
        assert after.score <= before.score


@given(ANY, st.sampled_from(UnknownReason))
def test_what_is_unknown_never_changes_a_score(observations, reason):
    before, after = score_of(observations), score_of([*observations, unknown(reason)])
    assert after is None or after == before


@given(ANY)
def test_every_point_is_explained(observations):
    found = score_of(observations)
    if found is not None:
        assert found.score == FULL + sum(part.points for part in found.parts)
        assert 0 <= found.score <= FULL
        assert len(found.parts) == sum(seen.state is State.LISTED for seen in observations)
        assert found.grade == grade_of(found.score)


@given(ANY, st.randoms())
def test_the_order_of_answers_does_not_matter(observations, chance):
    shuffled = list(observations)
    chance.shuffle(shuffled)
    assert score_of(shuffled) == score_of(observations)


RECORDS = st.lists(
    st.tuples(st.sampled_from(["mx", "spf", "dmarc", "ptr"]), st.sampled_from(PartState)), max_size=6
)


@each(
    "records, score",
    [
        ([("spf", PartState.OK), ("dmarc", PartState.OK), ("mx", PartState.ABSENT)], 100),
        ([("spf", PartState.ABSENT), ("dmarc", PartState.WEAK)], 91),
        ([("spf", PartState.FAULTY), ("dmarc", PartState.ABSENT), ("mx", PartState.FAULTY)], 82),
        ([("ptr", PartState.FAULTY)], 90),
        ([("spf", PartState.UNKNOWN), ("dmarc", PartState.NOT_ASKED), ("ptr", PartState.UNKNOWN)], 100),
    ],
)
def test_faults_of_records_take_points_and_unknown_ones_none(records, score):
    found = score_of([CLEAN], records=records)
    assert found is not None
    assert found.score == score == FULL + sum(part.points for part in found.parts)
    assert score_of([unknown()], records=records) is None


@given(ANY, RECORDS)
def test_listings_come_first_and_records_never_below_zero(observations, records):
    found, without = score_of(observations, records=records), score_of(observations)
    if found is None:
        assert without is None
        return
    assert without is not None
    assert found.parts[: len(without.parts)] == without.parts
    assert 0 <= found.score == FULL + sum(part.points for part in found.parts)


@each(
    "status, origin, score",
    [
        (ReverseName.NO_PTR, (), 90),
        (ReverseName.OTHER_ADDRESS, ("spf of example.com", "mx of example.com"), 90),
        (ReverseName.NO_PTR, ("mx of example.com",), 100),
        (ReverseName.UNKNOWN, (), 100),
        (ReverseName.CONFIRMED, (), 100),
    ],
)
def test_a_reverse_name_counts_where_mail_is_sent(status, origin, score):
    target = Target(value="192.0.2.1", kind=TargetKind.IPV4, origin=origin)
    found = target_score(TargetReport(target=target, clean=1, address=AddressRecords(status=status)))
    assert found is not None
    assert found.score == score


def test_a_domain_counts_by_its_parts():
    parts = (PartShown(name="spf", state=PartState.ABSENT, shown="none"),)
    records = DomainRecords(mx=MxRecords(status="ok"), spf=SpfRecord(status="none"), short=parts)
    target = Target(value="example.com", kind=TargetKind.DOMAIN)
    found = target_score(TargetReport(target=target, clean=1, domain=records))
    assert found is not None
    assert [(part.record, part.state, part.points) for part in found.parts] == [("spf", "absent", -8)]


def test_a_group_is_as_good_as_its_worst_target():
    good, bad = score_of([CLEAN]), score_of([listed(Severity.HIGH)])
    assert group_score([good, bad]) == bad
    assert group_score([good] * 4 + [None]) == good
    assert group_score([good, None]) is None
    assert group_score([]) is None


def test_the_tables_are_whole():
    assert set(WEIGHTS) == set(Severity)
    ranked = sorted(WEIGHTS, key=lambda severity: severity.rank)
    assert [WEIGHTS[severity] for severity in ranked] == sorted(WEIGHTS.values())
    assert [least for least, _ in GRADES] == sorted((least for least, _ in GRADES), reverse=True)
    assert GRADES[-1][0] == 0


def test_the_page_is_made_from_the_tables():
    """``make docs`` writes it anew."""
    page = Path(__file__).parents[2] / "docs" / "score.md"
    assert page.read_text(encoding="utf-8") == score_page()
