"""Lists that say nothing, or say it late: what they cost, and when they are believed again."""

import math

from repcheck.dns import Lane
from repcheck.dns.policy.state import FIRST_WAVE
from repcheck.model.dns import Answer, Outcome
from tests.dns.driving import owners
from tests.dns.virtual import LISTED, OTHER, ZONE, Behaviour, VirtualRun, dead, first, honest, slow
from tests.support.tables import each


def test_a_dead_list_costs_one_wait_for_all_its_questions():
    run = VirtualRun({ZONE: dead, OTHER: honest}, dead_wait=0.4)
    began = run.now
    silent, alive = run.start(Lane(ZONE), owners(500)), run.start(Lane(OTHER), owners(250))
    run.run()
    assert (silent.outcomes, alive.outcomes) == ({Outcome.TIMEOUT}, {Outcome.NXDOMAIN})
    assert (len(silent.answers), len(alive.answers)) == (500, 250)
    assert silent.ended - began < 0.5
    # It was given up on a few questions; the other hundreds were never sent.
    assert sum(name.endswith(ZONE) for _, _, name in run.sent) <= 2 * FIRST_WAVE


def test_late_answers_revive_a_list_while_another_one_is_at_work():
    run = VirtualRun({ZONE: slow(honest, 0.6), OTHER: honest}, dead_wait=0.3)
    late = run.start(Lane(ZONE), [LISTED, *owners(50)])
    run.start(Lane(OTHER, per_second=20), owners(50))
    run.run()
    assert late.answers.pop(LISTED).records == ("127.0.0.2",)
    assert len(late.answers) == 50
    assert late.outcomes == {Outcome.NXDOMAIN}


def test_a_list_that_is_late_and_alone_is_given_up():
    run = VirtualRun({ZONE: slow(honest, 1.5)}, dead_wait=0.3)
    began = run.now
    asked = run.ask(Lane(ZONE), owners(50))
    assert asked.outcomes == {Outcome.TIMEOUT}
    assert run.now - began < 0.4


def test_silent_lists_end_as_soon_as_all_else_is_done():
    run = VirtualRun({ZONE: dead, "third.example": dead, OTHER: honest}, dead_wait=0.3)
    silent = [run.start(Lane(ZONE), owners(100)), run.start(Lane("third.example"), owners(1))]
    alive = run.start(Lane(OTHER, per_second=20), owners(40))
    run.run()
    assert alive.outcomes == {Outcome.NXDOMAIN}
    for one in silent:
        assert one.outcomes == {Outcome.TIMEOUT}
        assert 0 <= one.ended - alive.ended < 0.05


def test_a_dead_list_asked_again_ends_at_once():
    run = VirtualRun({ZONE: dead}, dead_wait=1.0)
    run.ask(Lane(ZONE), owners(5))
    sent, began = len(run.sent), run.now
    again = run.ask(Lane(ZONE), [LISTED])
    assert again.outcomes == {Outcome.TIMEOUT}
    assert run.now - began < 0.05
    assert len(run.sent) == sent


@each("count", [1, FIRST_WAVE, 300])
def test_a_list_that_says_nothing_gets_a_first_wave_and_no_more(count):
    run = VirtualRun({ZONE: dead}, dead_wait=1.0)
    assert len(run.ask(Lane(ZONE), owners(count)).answers) == count
    assert len({name for _, _, name in run.sent}) == min(count, FIRST_WAVE)
    assert len(run.sent) == 2 * min(count, FIRST_WAVE)  # once more after half a second, as FIRST_RTO says


def test_two_lists_share_no_fate_though_one_server_answers_for_both():
    run = VirtualRun({ZONE: dead, OTHER: honest}, dead_wait=5)
    began = run.now
    run.start(Lane(ZONE), owners(300))
    alive = run.start(Lane(OTHER), owners(300))
    run.run()
    assert alive.outcomes == {Outcome.NXDOMAIN}
    assert alive.ended - began < 0.1


def test_a_list_that_falls_silent_holds_back_its_own_pairs_only():
    run = VirtualRun({ZONE: first(honest, 20), OTHER: honest})
    began = run.now
    silent, healthy = run.start(Lane(ZONE), owners(2000)), run.start(Lane(OTHER), owners(2000))
    run.run()
    assert healthy.outcomes == {Outcome.NXDOMAIN}
    assert [one.outcome for one in silent.answers.values()].count(Outcome.TIMEOUT) == 1980
    assert healthy.ended - began < 4.0
    # It was believed for one patience; hundreds of hopeless questions are not sent four times.
    assert sum(name.endswith(ZONE) for _, _, name in run.sent) < 3000


def one_more_word(alive: str, last: str) -> Behaviour:
    """Answers names that contain ``alive``; of others only the third try of ``last``, late."""
    tries = 0

    def script(query: bytes, name: str, now: float):
        nonlocal tries
        if alive in name:
            return [(0.03, message) for _, message in honest(query, name, now)]
        if name.startswith(f"{last}."):
            tries += 1
            if tries == 3:
                return [(0.03, message) for _, message in honest(query, name, now)]
        return []

    return script


def test_a_list_that_dies_while_all_its_questions_are_at_their_last_try():
    last = owners(1)[0]
    run = VirtualRun({ZONE: one_more_word(".9.10.", last)})
    # These answers open the window wide: hundreds of questions are under way at once.
    alive = run.ask(Lane(ZONE), [f"{n % 250}.{n // 250}.9.10" for n in range(3000)])
    assert alive.outcomes == {Outcome.NXDOMAIN}
    asked = run.ask(Lane(ZONE), owners(3000))
    assert len(asked.answers) == 3000
    del asked.answers[last]  # its answer may come too late
    assert asked.outcomes == {Outcome.TIMEOUT}


def test_a_slow_list_is_not_asked_everything_twice():
    run = VirtualRun({ZONE: slow(honest, 0.6)})
    assert run.ask(Lane(ZONE), owners(200)).outcomes == {Outcome.NXDOMAIN}
    # The first wave is repeated once; its answers tell how long to wait.
    assert len(run.sent) == 200 + FIRST_WAVE


def test_silence_for_the_first_names_of_no_list_holds_back_no_other_name():
    """As a /29 whose reverse zone is dead: the reverse names are the only questions of no list."""
    run = VirtualRun({"2.0.192.in-addr.arpa": dead, OTHER: honest, "host.example": honest})
    # A list that answers for a while, so that the silence is not that of everything.
    run.start(Lane(OTHER, per_second=20), owners(60))
    reverse = run.start(Lane(""), [f"{last}.2.0.192.in-addr.arpa" for last in range(8)])
    host = run.start(Lane(""), [f"{LISTED}.host.example"])
    began = run.now
    run.run()
    assert reverse.outcomes == {Outcome.TIMEOUT}
    assert host.outcomes == {Outcome.NOERROR}
    assert host.ended - began < 0.1


def test_nobody_at_all_is_given_up_for_all_lists_together():
    run = VirtualRun({}, dead_wait=2.0)
    began = run.now
    asked = [run.start(Lane(f"bl{number}.example"), owners(100)) for number in range(20)]
    run.run()
    assert {outcome for one in asked for outcome in one.outcomes} == {Outcome.TIMEOUT}
    assert run.now - began < 2.1


def test_giving_up_ends_everything_at_once_and_what_comes_after():
    run = VirtualRun({ZONE: dead, OTHER: honest}, dead_wait=30)
    silent, paced = run.start(Lane(ZONE), owners(200)), run.start(Lane(OTHER, per_second=2), owners(100))
    run.run(until=3.0)
    assert silent.ended == math.inf
    assert 0 < len(paced.answers) < 100
    run.policy.give_up()
    run.policy.give_up()
    after = run.start(Lane("new.example"), owners(10))
    assert [len(one.answers) for one in (silent, paced, after)] == [200, 100, 10]
    assert silent.outcomes == after.outcomes == {Outcome.TIMEOUT}
    assert paced.outcomes == {Outcome.NXDOMAIN, Outcome.TIMEOUT}
    assert not run.policy.busy


def test_without_a_server_to_ask_nothing_is_sent_and_all_is_counted():
    run = VirtualRun()
    asked = run.ask(Lane(ZONE), owners(5))
    assert set(asked.answers.values()) == {Answer(Outcome.TIMEOUT)}
    assert (run.policy.accounting.traffic.sent, run.policy.accounting.traffic.unsent) == (0, 5)


def silent_for(part: str) -> Behaviour:
    """Says nothing about names that contain ``part``."""
    return lambda query, name, now: [] if part in name else honest(query, name, now)


def test_a_list_that_was_given_up_over_some_names_is_listened_to_once_more():
    """As when its test points are asked again at the end."""
    run = VirtualRun({ZONE: silent_for(".9.10.")})
    odd = run.ask(Lane(ZONE), [LISTED, *(f"{n}.0.9.10" for n in range(60))])
    assert odd.answers.pop(LISTED).records == ("127.0.0.2",)
    assert odd.outcomes == {Outcome.TIMEOUT}
    assert run.ask(Lane(ZONE), [LISTED]).answers[LISTED].records == ("127.0.0.2",)


def test_and_when_it_is_dead_then_that_costs_one_more_wait_and_no_further():
    run = VirtualRun({ZONE: first(honest, 1)})
    run.ask(Lane(ZONE), [LISTED])
    run.ask(Lane(ZONE), owners(60))
    began = run.now
    assert run.ask(Lane(ZONE), owners(5)).outcomes == {Outcome.TIMEOUT}
    assert run.now - began < 2.1
    began, sent = run.now, len(run.sent)
    assert run.ask(Lane(ZONE), owners(5)).outcomes == {Outcome.TIMEOUT}
    assert run.now - began < 0.05
    assert len(run.sent) == sent


def test_a_list_that_is_known_to_be_dead_costs_less_and_is_heard_when_it_comes_back():
    waits = {}
    for behaviour in (dead, honest):
        run = VirtualRun({ZONE: behaviour, OTHER: honest}, dead_wait=2.0)
        began = run.now
        doubtful = run.start(Lane(ZONE, dead_wait=0.3), [LISTED, *owners(50)])
        alive = run.start(Lane(OTHER), owners(50))
        run.run()
        assert alive.outcomes == {Outcome.NXDOMAIN}
        waits[behaviour] = (doubtful.ended - began, doubtful.answers[LISTED].outcome)
    assert waits[dead][0] < 0.4
    assert waits[dead][1] is Outcome.TIMEOUT
    assert waits[honest][1] is Outcome.NOERROR
