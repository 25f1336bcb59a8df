"""From answers to observations: listed, clean, or unknown with its reason."""

from hypothesis import given
from hypothesis import strategies as st

from repcheck.lists.codes import CodeReader
from repcheck.lists.judge import Judge, lists_somebody, worst
from repcheck.model.catalog import Code, ListKind, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import Severity, State, UnknownReason
from tests.support.tables import each


def sub(name, severity):
    return Sublist(id=name, name=name.upper(), meaning=f"on {name}", severity=severity)


def a_list(kind=ListKind.BLOCK):
    return ReputationList(
        id="bl",
        name="BL",
        zone="bl.example",
        kind=kind,
        asks=("ipv4",),
        codes=(
            Code(0x7F000002, 0x7F000002, sub("low", Severity.LOW)),
            Code(0x7F000003, 0x7F000003, sub("high", Severity.HIGH)),
        ),
        test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
    )


def judge(kind=ListKind.BLOCK, distrust=None):
    return Judge(a_list(kind), "bl.example", distrust)


@each(
    "answer, state, reason",
    [
        (Answer(Outcome.NOERROR, ("127.0.0.2",)), State.LISTED, None),
        (Answer(Outcome.NXDOMAIN), State.CLEAN, None),
        (Answer(Outcome.NODATA), State.CLEAN, None),
        (Answer(Outcome.SERVFAIL), State.UNKNOWN, UnknownReason.SERVFAIL),
        (Answer(Outcome.REFUSED), State.UNKNOWN, UnknownReason.REFUSED),
        (Answer(Outcome.TIMEOUT), State.UNKNOWN, UnknownReason.TIMEOUT),
        (Answer(Outcome.MALFORMED), State.UNKNOWN, UnknownReason.UNEXPECTED_ANSWER),
        (Answer(Outcome.ERROR), State.UNKNOWN, UnknownReason.UNEXPECTED_ANSWER),
        (Answer(Outcome.NOERROR, ("203.0.113.1",)), State.UNKNOWN, UnknownReason.UNEXPECTED_ANSWER),
    ],
)
def test_every_outcome_has_its_state(answer, state, reason):
    seen = judge().observe(answer)
    assert (seen.state, seen.reason) == (state, reason)


def test_a_listing_carries_its_evidence():
    seen = judge().observe(
        Answer(Outcome.NOERROR, ("127.0.0.2", "127.0.0.3"), 300, 12.5), "see https://bl.example"
    )
    assert seen.codes == ("127.0.0.2", "127.0.0.3")
    assert [hit.id for hit in seen.sublists] == ["low", "high"]
    assert seen.severity is Severity.HIGH
    assert (seen.text, seen.ttl, seen.rtt_ms) == ("see https://bl.example", 300, 12.5)


@each("kind", [ListKind.ALLOW, ListKind.SCORE, ListKind.INFORMATIONAL])
def test_only_block_lists_list_anybody(kind):
    seen = judge(kind).observe(Answer(Outcome.NOERROR, ("127.0.0.3",)))
    assert seen.state is State.CLEAN
    assert seen.severity is None
    assert [hit.id for hit in seen.sublists] == ["high"]
    assert not lists_somebody(a_list(kind), CodeReader(a_list(kind)), Answer(Outcome.NOERROR, ("127.0.0.3",)))


outcomes = st.builds(
    Answer,
    st.sampled_from(list(Outcome)),
    st.lists(st.sampled_from(["127.0.0.2", "127.0.0.3", "127.0.0.9", "198.51.100.1"]), max_size=3).map(tuple),
)


@given(outcomes, st.sampled_from(list(UnknownReason)))
def test_a_distrusted_list_says_nothing_but_unknown(answer, reason):
    seen = judge(distrust=reason).observe(answer)
    assert (seen.state, seen.reason) == (State.UNKNOWN, reason)


@given(outcomes)
def test_what_failed_is_never_clean(answer):
    seen = judge().observe(answer)
    if answer.failed:
        assert seen.state is State.UNKNOWN
    assert (seen.reason is not None) == (seen.state is State.UNKNOWN)
    assert (seen.severity is not None) == (seen.state is State.LISTED)


def test_the_worst_of_none_is_none():
    assert worst(()) is None
    assert worst((Severity.INFO, Severity.CRITICAL, Severity.LOW)) is Severity.CRITICAL
