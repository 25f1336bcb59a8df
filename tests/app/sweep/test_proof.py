"""Lists and servers that are right about their test points and lie later in the same run."""

import pickle

import msgspec
import pytest

from repcheck.app.sweep.job import Healths, ZoneJob
from repcheck.app.sweep.observe import Sight
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.proof import HANDFUL, LONG, Proof
from repcheck.app.sweep.routes import ZoneRoute
from repcheck.app.sweep.zone import ask_zone
from repcheck.demo.asker import ABSENT, TIMEOUT, AskedOfScript, ScriptedAsker
from repcheck.lists.health import Verdict
from repcheck.model.catalog import Limits, TestPoints
from repcheck.model.dns import Answer, Outcome, Server, Way
from repcheck.model.observations import State, UnknownReason
from repcheck.model.targets import Target, TargetKind
from tests.app.asked import FREELY, LISTED, POINTS, a_list, address, counted
from tests.app.sweep.sweeping import ONE, swept
from tests.support.tables import each

LIES = {
    "everything is absent": (ABSENT, UnknownReason.LIST_UNHEALTHY),
    "everybody is listed": (LISTED, UnknownReason.LIST_WILDCARD),
    "refused": (Answer(Outcome.REFUSED), UnknownReason.REFUSED),
    "silent": (TIMEOUT, UnknownReason.TIMEOUT),
    "another's web server": (Answer(Outcome.NOERROR, ("203.0.113.80",)), UnknownReason.UNEXPECTED_ANSWER),
}


def truth(asked: AskedOfScript) -> Answer:
    """Test points as they should be, and every second address is listed."""
    if asked.rdtype == "TXT" or asked.owner == POINTS[1]:
        return ABSENT
    return LISTED if asked.owner == POINTS[0] or int(asked.owner.partition(".")[0]) % 2 else ABSENT


def turning(after: int, lie: Answer) -> ScriptedAsker:
    """Right for so many questions, then the same lie for all."""

    def script(asked: AskedOfScript) -> Answer:
        return truth(asked) if len(asker.asked) <= after else lie

    asker = ScriptedAsker(script)
    return asker


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("after", [2, 3, 40, 200])
async def test_nothing_wrong_is_told_after_a_list_has_turned(lie, after):
    answer, reason = LIES[lie]
    targets = [address(last) for last in range(1, 255)]
    _, sight, observed = await swept(turning(after, answer), [a_list()], targets)
    for target, (seen,) in zip(targets, observed, strict=True):
        last = int(target.value.rpartition(".")[2])
        right = State.LISTED if last % 2 else State.CLEAN
        assert seen.state in (right, State.UNKNOWN), target.value
    (seen,) = observed[-1]
    assert (seen.state, seen.reason) == (State.UNKNOWN, reason)
    (health,) = sight.health(counted(observed))
    assert (health.usable, health.reason) == (False, reason)
    assert health.saw.startswith("its test entries were right at first, but not later")


async def test_what_was_proved_before_the_turn_stays_known():
    targets = [address(last) for last in range(1, 255)]
    _, _, observed = await swept(turning(200, ABSENT), [a_list()], targets)
    known = sum(seen.state is not State.UNKNOWN for (seen,) in observed)
    assert 32 <= known < 200


async def test_a_list_that_stays_well_is_asked_its_points_again_and_all_is_known():
    asker = ScriptedAsker(truth)
    _, _, observed = await swept(asker, [a_list()], [address(last) for last in range(1, 30)])
    assert all(seen.state is not State.UNKNOWN for (seen,) in observed)
    assert asker.asked[-1].owner in POINTS or asker.asked[-1].rdtype == "TXT"
    assert sum(asked.owner == POINTS[0] for asked in asker.asked) > 1
    # The first points and the pairs share a lane; a later look does not wait behind the pairs.
    assert [lane.apart for lane in asker.lanes[:3]] == [False, False, True]


async def test_a_handful_of_questions_costs_no_second_look():
    asker = ScriptedAsker(truth)
    await swept(asker, [a_list()], [address(2 * last) for last in range(HANDFUL)])
    assert sum(asked.owner == POINTS[0] for asked in asker.asked) == 1


@each("seconds, wanted", [(LONG, False), (LONG + 0.1, True)])
def test_a_handful_that_took_long_needs_one(seconds, wanted):
    proof = Proof(None, frugal=False)
    assert not proof.wanted(1e9)  # nothing was answered
    proof.add("1.2.0.192")
    assert proof.wanted(seconds) is wanted


def test_looks_grow_rarer_while_all_is_well():
    good: Healths = {"bl": {"ipv4": Verdict(None, "")}}
    proof, looks = Proof(None, frugal=False), 0
    for number in range(100_000):
        if proof.add(str(number)):
            looks += 1
            proof.judge(proof.take(), good, good)
    assert 20 < looks < 40


def test_many_listings_call_for_a_look_at_once():
    proof = Proof(None, frugal=False)
    assert [proof.add_listed(str(number)) for number in range(16)].count(True) == 1


async def test_the_points_of_the_end_are_part_of_a_days_limit():
    left = [20]

    def allowance(_entry, wanted):
        granted = min(wanted, left[0])
        left[0] -= granted
        return granted

    asker = ScriptedAsker(truth)
    lists = [a_list(limits=Limits(per_day=20))]
    targets = [address(2 * last) for last in range(100)]
    _, _, observed = await swept(asker, lists, targets, politeness=Politeness(True, allowance))
    assert len(asker.asked) == 20
    states = [seen.state for (seen,) in observed]
    assert states.count(State.CLEAN) == 16
    assert {seen.reason for (seen,) in observed} == {None, UnknownReason.BUDGET_SPENT}


# -- several servers of one list


SERVERS = (Server("192.0.2.53"), Server("192.0.2.54"))


class Straight:
    """Both servers of the list itself."""

    async def to(self, asker, zone):
        return ZoneRoute((Way(SERVERS, recursive=False),))


def from_server(answer: Answer, server: Server) -> Answer:
    return msgspec.structs.replace(answer, server=str(server), rtt_ms=1.0)


@pytest.mark.parametrize("honest", [True, False])
async def test_a_second_server_must_answer_the_test_points_itself(honest):
    def script(asked: AskedOfScript) -> Answer:
        alone = asked.way is not None and asked.way.servers == SERVERS[1:]
        point = asked.owner in POINTS
        if alone or not point:  # the first one has failed meanwhile
            return from_server(truth(asked) if honest else ABSENT, SERVERS[1])
        return from_server(truth(asked), SERVERS[0])

    _, _, observed = await swept(ScriptedAsker(script), [a_list()], [address(11), address(12)], Straight())
    states = [(seen.state, seen.reason) for (seen,) in observed]
    if honest:
        assert states == [(State.LISTED, None), (State.CLEAN, None)]
    else:
        assert states == [(State.UNKNOWN, UnknownReason.LIST_UNHEALTHY)] * 2


# -- health by kind


KINDS = TestPoints(("127.0.0.2", "::ffff:7f00:2", "test"), ("127.0.0.1", "::ffff:7f00:1", "invalid"))
OF_EACH = [
    address(10),
    Target(value="2001:db8::10", kind=TargetKind.IPV6),
    Target(value="sender.example", kind=TargetKind.DOMAIN),
]


@pytest.mark.parametrize("broken", ["2.0.0.127", "test", "2.0.0.0.0.0.f.7.f.f.f.f" + ".0" * 20, None])
async def test_a_test_point_proves_its_own_kind_alone(broken):
    def script(asked: AskedOfScript) -> Answer:
        listed = asked.owner in ("2.0.0.127", "test") or asked.owner.startswith("2.0.0.0.0.0.f.7.f.f.f.f")
        return LISTED if listed and asked.owner != broken else ABSENT

    lists = [a_list(asks=("ipv4", "ipv6", "domain"), test_points=KINDS)]
    _, sight, observed = await swept(ScriptedAsker(script), lists, OF_EACH)
    kinds = {"2.0.0.127": 0, "test": 2, None: None}
    unknown = kinds.get(broken, 1)
    assert [seen.state for (seen,) in observed] == [
        State.UNKNOWN if number == unknown else State.CLEAN for number in range(3)
    ]
    (health,) = sight.health(counted(observed))
    assert health.usable
    assert [kind.reason for kind in health.unproved] == (
        [] if broken is None else [UnknownReason.LIST_UNHEALTHY]
    )


async def test_a_kind_without_a_test_point_is_unknown_until_proved():
    _, _, observed = await swept(ScriptedAsker(truth), [a_list(asks=("ipv4", "ipv6"))], [OF_EACH[1]])
    assert [(seen.state, seen.reason) for (seen,) in observed] == [
        (State.UNKNOWN, UnknownReason.LIST_UNHEALTHY)
    ]


# -- jobs and results


def owners(*lasts: int) -> tuple[str, ...]:
    return tuple(f"{last}.2.0.192" for last in lasts)


async def test_a_job_can_be_pickled_asked_in_parts_and_merged():
    job = ZoneJob(lists=(a_list(),), owners=owners(*range(1, 21)))
    again = pickle.loads(pickle.dumps(job))
    assert again == job
    whole = await ask_zone(job, ScriptedAsker(truth), ONE, FREELY)
    first = await ask_zone(again.part(job.owners[:10]), ScriptedAsker(truth), ONE, FREELY)
    rest = await ask_zone(again.part(job.owners[10:]), ScriptedAsker(truth), ONE, FREELY)
    merged = pickle.loads(pickle.dumps(first)).merged(rest)
    assert merged.answers == whole.answers
    assert seen_in(job, merged) == seen_in(job, whole)


async def test_a_part_that_was_asked_of_a_bad_list_stays_unknown_when_merged():
    job = ZoneJob(lists=(a_list(),), owners=owners(*range(1, 21)))
    good = await ask_zone(job.part(job.owners[:10]), ScriptedAsker(truth), ONE, FREELY)
    bad = await ask_zone(job.part(job.owners[10:]), turning(0, ABSENT), ONE, FREELY)
    for merged in (good.merged(bad), bad.merged(good)):
        states = seen_in(job, merged)
        assert State.UNKNOWN not in states[:10]
        assert set(states[10:]) == {State.UNKNOWN}
    again = await ask_zone(job.part(job.owners[10:]), ScriptedAsker(truth), ONE, FREELY)
    assert State.UNKNOWN not in seen_in(job, good.merged(bad).merged(again))


def seen_in(job, result):
    targets = [address(int(owner.partition(".")[0])) for owner in job.owners]
    return [seen.state for (seen,) in Sight(job.lists, {"bl": result}, str).observe(targets)]
