"""Inquiries side by side: what is asked in which round."""

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.records import SentFrom, SpfWalk
from repcheck.records.domain import domain_records
from repcheck.records.inquiry import together

from .driver import Zone, drive, failure, records

ZONE: Zone = {
    ("example.com", "MX"): records("10 mx.example.com"),
    ("mx.example.com", "A"): records("192.0.2.1"),
    ("example.com", "TXT"): records("unrelated", "v=spf1 mx include:a.example.net ip4:192.0.2.4 -all"),
    ("a.example.net", "TXT"): records("v=spf1 include:b.example.net -all"),
    ("b.example.net", "TXT"): records("v=spf1 mx:example.com -all"),
}


def chain(name: str, rounds: int) -> Inquiry[str]:
    for number in range(rounds):
        yield (Question(f"{name}{number}.example"),)
    return name


def test_rounds_are_those_of_the_longest() -> None:
    results, driven = drive(together(chain("a", 3), chain("b", 0), chain("c", 5), chain("a", 2)), {})
    assert results == ("a", "b", "c", "a")
    assert len(driven.rounds) == 5
    assert [question.name for question in driven.rounds[0]] == ["a0.example", "c0.example"]


def test_answers_go_to_whom_asked() -> None:
    def first_record(name: str) -> Inquiry[Answer]:
        (answer,) = yield (Question(name),)
        return answer

    results, driven = drive(
        together(first_record("b.example"), first_record("a.example"), first_record("b.example")),
        {("a.example", "A"): records("192.0.2.1"), ("b.example", "A"): failure(Outcome.REFUSED)},
    )
    assert [answer.outcome for answer in results] == [Outcome.REFUSED, Outcome.NOERROR, Outcome.REFUSED]
    assert len(driven.questions) == 2


def test_rounds_without_a_question_are_passed_over() -> None:
    def idle() -> Inquiry[int]:
        assert (yield ()) == ()
        assert (yield ()) == ()
        return 1

    results, driven = drive(together(idle(), chain("a", 1)), {})
    assert results == (1, "a")
    assert len(driven.rounds) == 1


def test_nothing_together_is_nothing() -> None:
    nothing: tuple[Inquiry[int], ...] = ()
    results, driven = drive(together(*nothing), {})
    assert results == ()
    assert driven.rounds == []


def test_mx_and_spf_side_by_side() -> None:
    domain, driven = drive(domain_records("example.com", expand_spf=True), ZONE)
    assert domain.mx.hosts[0].addresses == ("192.0.2.1",)
    assert domain.spf.status == "ok"
    assert domain.walk == SpfWalk(
        sent_from=(
            SentFrom(address="192.0.2.1", origin="spf of example.com"),
            SentFrom(
                address="192.0.2.1",
                origin="spf of example.com via include:a.example.net, include:b.example.net",
            ),
            SentFrom(address="192.0.2.4", origin="spf of example.com"),
        )
    )
    # The longest chain: TXT, TXT of a, TXT of b, MX there, addresses of its host.
    assert len(driven.rounds) == 5
    assert set(driven.rounds[0]) == {Question("example.com", "MX"), Question("example.com", "TXT")}


def test_without_expansion_two_rounds() -> None:
    domain, driven = drive(domain_records("example.com", expand_spf=False), ZONE)
    assert domain.walk is None
    assert domain.spf.text == "v=spf1 mx include:a.example.net ip4:192.0.2.4 -all"
    assert len(driven.rounds) == 2


def test_a_record_that_could_not_be_asked_is_told_in_the_walk() -> None:
    domain, _ = drive(
        domain_records("example.com", expand_spf=True),
        {("example.com", "TXT"): failure(Outcome.SERVFAIL), ("example.com", "MX"): records("0 .")},
    )
    assert domain.spf.status == "unknown"
    assert domain.mx.status == "null"
    assert domain.walk == SpfWalk(unreachable=("spf of example.com: could not be asked (servfail)",))


def test_no_record_gives_an_empty_walk() -> None:
    domain, _ = drive(domain_records("example.com", expand_spf=True), {})
    assert (domain.spf.status, domain.spf.outcome) == ("none", Outcome.NXDOMAIN)
    assert domain.walk == SpfWalk()
