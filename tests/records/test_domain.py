"""Inquiries side by side: what is asked in which round."""

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.records import SentFrom, SpfWalk
from repcheck.records.domain import domain_records, name_records
from repcheck.records.inquiry import together
from tests.records.spf.inspecting import FACTS

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
    found, driven = drive(name_records("example.com", expand_spf=True), ZONE)
    assert found.records.mx.hosts[0].addresses == ("192.0.2.1",)
    assert found.records.spf.status == "ok"
    assert found.records.walk == SpfWalk(
        sent_from=(
            SentFrom(address="192.0.2.1", origin="spf of example.com"),
            SentFrom(
                address="192.0.2.1",
                origin="spf of example.com via include:a.example.net, include:b.example.net",
            ),
            SentFrom(address="192.0.2.4", origin="spf of example.com"),
        )
    )
    # The longest chain: TXT, TXT of a, TXT of b; what its terms ask was answered before.
    assert len(driven.rounds) == 3
    assert set(driven.rounds[0]) == {Question("example.com", "MX"), Question("example.com", "TXT")}


def test_without_expansion_two_rounds() -> None:
    found, driven = drive(name_records("example.com", expand_spf=False), ZONE)
    assert found.records.walk is None
    assert found.records.spf.text == "v=spf1 mx include:a.example.net ip4:192.0.2.4 -all"
    assert len(driven.rounds) == 2


def test_a_record_that_could_not_be_asked_is_told_in_the_walk() -> None:
    found, _ = drive(
        name_records("example.com", expand_spf=True),
        {("example.com", "TXT"): failure(Outcome.SERVFAIL), ("example.com", "MX"): records("0 .")},
    )
    assert found.records.spf.status == "unknown"
    assert found.records.mx.status == "null"
    assert found.records.walk == SpfWalk(unreachable=("spf of example.com: could not be asked (servfail)",))


def test_no_record_gives_an_empty_walk() -> None:
    found, _ = drive(name_records("example.com", expand_spf=True), {})
    assert (found.records.spf.status, found.records.spf.outcome) == ("none", Outcome.NXDOMAIN)
    assert found.records.walk == SpfWalk()


# -- the short form of a domain

GOOD: Zone = {
    ("example.com", "MX"): records("10 mx.example.com", "20 mx2.example.com"),
    ("example.com", "A"): records("192.0.2.80"),
    ("example.com", "TXT"): records("v=spf1 mx include:a.example.net -all"),
    ("a.example.net", "TXT"): records("v=spf1 ip4:8.8.8.8 ?all"),
    ("mx.example.com", "A"): records("8.8.8.1"),
    ("mx2.example.com", "A"): records("8.8.8.2"),
    ("_dmarc.example.com", "TXT"): records("v=DMARC1; p=reject; rua=mailto:r@reports.example.net"),
}


def short(zone: Zone) -> tuple[list[tuple[str, str]], set[str]]:
    found, _ = drive(domain_records("example.com", FACTS, expand_spf=False), zone)
    assert {finding.target for finding in found.findings} <= {"example.com"}
    return [(part.name, part.state) for part in found.records.short], {one.id for one in found.findings}


def test_the_short_form_of_a_good_domain_has_no_finding() -> None:
    assert short(GOOD) == ([("spf", "ok"), ("dmarc", "ok"), ("mx", "ok")], set())


def test_the_short_form_begins_with_the_worst() -> None:
    zone: Zone = {
        **GOOD,
        ("_dmarc.example.com", "TXT"): failure(Outcome.SERVFAIL),
        ("example.com", "TXT"): records("v=spf1 +all"),
    }
    assert short(zone) == (
        [("spf", "faulty"), ("dmarc", "unknown"), ("mx", "ok")],
        {"spf_everybody", "spf_decide", "dmarc_unknown"},
    )
    states = [("mx", "faulty"), ("spf", "absent"), ("dmarc", "absent")]
    assert short({}) == (states, {"domain_missing"})


def test_the_short_form_sees_what_an_include_leads_to() -> None:
    zone: Zone = {**GOOD, ("a.example.net", "TXT"): failure(Outcome.SERVFAIL)}
    (worst, *_), told = short(zone)
    assert worst == ("spf", "unknown")
    many = " ".join(f"include:i{number}.example.net" for number in range(11))
    zone = {**GOOD, ("example.com", "TXT"): records(f"v=spf1 {many} -all")}
    zone = {**zone, **{(f"i{n}.example.net", "TXT"): records("v=spf1 ?all") for n in range(11)}}
    (worst, *_), told = short(zone)
    assert worst == ("spf", "faulty")
    assert "spf_too_many_lookups" in told


def test_the_short_form_asks_no_more_than_it_must() -> None:
    _, driven = drive(domain_records("example.com", FACTS, expand_spf=False), GOOD)
    assert {(question.name, question.rdtype) for question in driven.questions} == {
        ("example.com", "MX"), ("example.com", "TXT"), ("example.com", "A"),
        ("_dmarc.example.com", "TXT"), ("_dmarc.com", "TXT"), ("a.example.net", "TXT"),
        ("mx.example.com", "A"), ("mx.example.com", "AAAA"),
        ("mx2.example.com", "A"), ("mx2.example.com", "AAAA"),
    }  # fmt: skip
    assert len(driven.rounds) <= 3


def test_the_walk_is_there_when_it_is_asked_for() -> None:
    found, _ = drive(domain_records("example.com", FACTS, expand_spf=True), GOOD)
    assert found.records.walk is not None
    assert [sent.address for sent in found.records.walk.sent_from] == ["8.8.8.1", "8.8.8.2", "8.8.8.8"]
    found, _ = drive(domain_records("example.com", FACTS, expand_spf=True), {})
    assert found.records.walk == SpfWalk()
