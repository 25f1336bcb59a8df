"""Whatever comes as the reply to our question: no exception, and nothing absent that was not said to be."""

import pytest
from hypothesis import HealthCheck, given, settings

from repcheck.dns.message import MOST_RECORDS
from repcheck.lists.judge import Judge
from repcheck.model.catalog import Code, ReputationList, Sublist, TestPoints
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import Severity, State
from tests.dns.messages import read
from tests.dns.mutations import CASES, TYPES, behind_our_question, mutated, replies_to
from tests.support.tables import each

pytestmark = pytest.mark.timeout(300)
thorough = settings(max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SPAM = Sublist(id="spam", name="SPAM", meaning="spam", severity=Severity.HIGH)
ENTRY = ReputationList(
    id="bl",
    name="BL",
    zone="bl.example",
    asks=("ipv4",),
    codes=(Code(0x7F000002, 0x7F0000FF, SPAM),),
    test_points=TestPoints(("127.0.0.2",), ("127.0.0.1",)),
)
JUDGE = Judge(ENTRY, "bl.example", None)


@pytest.fixture(scope="module", autouse=True)
def _true_replies() -> None:
    """Made before examples are drawn from them: dnspython shuffles records, which no strategy may."""
    for rdtype in TYPES:
        replies_to(rdtype)


def assert_sound(message, rdtype):
    reply = read(message, rdtype)
    if reply is None:
        return
    assert bool(reply.records) == (reply.outcome is Outcome.NOERROR)
    assert len(reply.records) <= MOST_RECORDS
    if reply.outcome.absent:
        assert message[3] & 0x0F in (0, 3)
        assert not message[2] & 0x02  # what is cut off has to be asked again
    seen = JUDGE.observe(Answer(reply.outcome, reply.records, reply.ttl))
    assert (seen.state is State.CLEAN) == reply.outcome.absent
    if seen.state is State.LISTED:
        assert all(record.startswith("127.") for record in reply.records)


@thorough
@given(behind_our_question())
def test_anything_behind_our_question(case):
    assert_sound(*case)


@thorough
@given(mutated())
def test_true_replies_after_accidents(case):
    assert_sound(*case)


@each("rdtype", TYPES)
def test_every_beginning_of_a_reply(rdtype):
    """Cut off anywhere: what was a listing is never absent."""
    for message in (message for message in replies_to(rdtype) if len(message) < 256):
        whole = read(message, rdtype)
        for end in range(len(message)):
            part = read(message[:end], rdtype)
            assert part is None or whole.outcome is not Outcome.NOERROR or not part.outcome.absent
