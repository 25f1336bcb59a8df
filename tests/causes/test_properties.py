"""Whatever strangers write: nothing raises, counts add up, ids are unique, gaps are never called clean."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.advice.steps import make_plan
from repcheck.causes.correlate import correlate
from repcheck.model.bounces import BounceRecord
from repcheck.model.causes import LiveState
from repcheck.model.observations import ListHealth, UnknownReason
from repcheck.model.records import ReverseName, SpfRecord
from repcheck.model.report import TargetReport
from tests.support.examples import examples

from .cases import BARE, CATALOG, COP, NAMES, NETWORK, ZEN, address, clean, domain, listed, unknown
from .wild import RECORDS

SETTINGS = settings(max_examples=examples(150))
SEEN = st.lists(
    st.sampled_from(
        [listed(ZEN, 2), listed(ZEN, 2, 3), clean(ZEN), listed(COP, 2), unknown(COP), listed(BARE, 2)]
    )
    | st.just(listed(NETWORK, 2)),
    max_size=4,
    unique_by=lambda seen: seen.list,
)
TARGETS = st.lists(
    st.builds(
        lambda value, seen, reverse: address(*seen, value=value, reverse=reverse),
        st.sampled_from(["192.0.2.10", "192.0.2.11", "2001:db8::1"]),
        SEEN,
        st.none() | st.sampled_from(list(ReverseName)),
    )
    | st.builds(
        lambda seen, status: domain(*seen, spf=SpfRecord(status=status)),
        st.lists(st.sampled_from([listed(NAMES, 2), clean(NAMES), unknown(NAMES)]), max_size=1),
        st.sampled_from(["ok", "none", "several", "unknown"]),
    ),
    max_size=3,
    unique_by=lambda report: report.target.value,
)


@SETTINGS
@given(st.lists(RECORDS, max_size=8), TARGETS)
def test_never_raises_and_adds_up(records: list[BounceRecord], targets: list[TargetReport]) -> None:
    causes = correlate(records, targets, CATALOG)
    health = (ListHealth(list="cop-bl", zone="cop", usable=False, reason=UnknownReason.LIST_DEAD),)
    steps = make_plan(causes, targets, CATALOG, health)
    ids = [cause.id for cause in causes]
    assert len(set(ids)) == len(ids)
    assert all(1 <= cause.bounces <= len(records) for cause in causes)
    assert all(cause.domains <= cause.recipients <= cause.bounces for cause in causes)
    assert [cause.bounces for cause in causes] == sorted((cause.bounces for cause in causes), reverse=True)
    served = {cause_id for step in steps for cause_id in step.causes}
    assert served == set(ids)
    order = [bool(step.causes) for step in steps]
    assert order == sorted(order, reverse=True)
    assert bool(steps) == bool(
        causes or any(seen.state == "listed" for one in targets for seen in one.observations)
    )


@SETTINGS
@given(st.lists(RECORDS, max_size=6), TARGETS)
def test_a_record_that_cites_nothing_counts_once(
    records: list[BounceRecord], targets: list[TargetReport]
) -> None:
    for record in records:
        causes = correlate([record], targets, CATALOG)
        if record.kind not in ("bounce", "delayed"):
            assert causes == ()
        elif not any(name.strip() for name in record.cited_lists):
            assert len(causes) <= 1
            assert len(causes) == 1 or record.sender_blocked is not True
        else:
            assert 1 <= len(causes) <= len(record.cited_lists)


@SETTINGS
@given(st.lists(RECORDS, max_size=6), TARGETS)
def test_cleared_needs_a_clean_answer(records: list[BounceRecord], targets: list[TargetReport]) -> None:
    seen = {(one.list, one.state.value) for report in targets for one in report.observations}
    for cause in correlate(records, targets, CATALOG):
        if cause.live_state is LiveState.CLEARED:
            assert (cause.list, "clean") in seen
        if cause.live_state in (LiveState.CONFIRMED, LiveState.INFERRED):
            assert (cause.list, "listed") in seen


@SETTINGS
@given(st.lists(RECORDS, max_size=6), st.randoms(use_true_random=False), TARGETS)
def test_the_order_of_mails_does_not_matter_to_the_counts(
    records: list[BounceRecord], random: "object", targets: list[TargetReport]
) -> None:
    mixed = list(records)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    def counts(given_records: list[BounceRecord]) -> list[tuple[str, int, int, str | None]]:
        return [
            (cause.id, cause.bounces, cause.domains, cause.last_seen)
            for cause in correlate(given_records, targets, CATALOG)
        ]

    assert counts(mixed) == counts(records)
