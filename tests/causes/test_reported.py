"""Whose mail failed as receivers report it: own servers are a fault to mend, strangers are not."""

from typing import Any

from repcheck.causes.look_ups import LookedUp
from repcheck.causes.reported import Reported, reported_pairs, strangers
from repcheck.causes.senders import Sending
from repcheck.model.causes import LiveState, Share
from repcheck.model.mail.received import Judged, Received, ReportedDomain, ReportedSource
from repcheck.model.published.spf import SenderVerdict, SpfResult, SpfVerdict

OWN, OTHER = "192.0.2.10", "198.51.100.7"


def source(ip: str, **given: Any) -> ReportedSource:
    counts = {"messages": 20, "failed": 15, "refused": 12, "set_aside": 3} | given
    shares = (Share("mail.receiver.example", 15),)
    return ReportedSource(ip=ip, receivers=shares, last="2025-10-10T00:00:00Z", **counts)


def received(*sources: ReportedSource, domain: str = "example.com", policy: str = "reject") -> Received:
    found = ReportedDomain(domain=domain, reports=1, policy=policy, sources=sources)
    return Received(dmarc_reports=1, domains=(found,))


def spf(ip: str, result: SpfResult, publish: str | None = None) -> LookedUp:
    verdict = SpfVerdict(result=result, lookups=1, void_lookups=0)
    pair = Sending("example.com", ip)
    return LookedUp(spf={pair: SenderVerdict(domain="example.com", ip=ip, verdict=verdict, publish=publish)})


def reported(
    found: Received, own: tuple[str, ...] = (OWN,), seen: LookedUp | None = None, domains: Any = ()
) -> Reported:
    return Reported(found, own, domains, seen or LookedUp())


def test_what_an_own_server_loses_is_a_cause_with_its_count_and_who_saw_it():
    (cause,) = reported(received(source(OWN, spf=(Judged("bounce.esp.example", "pass"),)))).causes()
    assert (cause.kind, cause.bounces, cause.reported, cause.permanent) == ("authentication", 15, True, 12)
    assert (cause.live_state, cause.fault) == (LiveState.RECORD_FAULT, "alignment")
    assert cause.last_seen == "2025-10-10T00:00:00Z"
    assert cause.says.startswith(
        "mail.receiver.example refused 12 and set aside 3 of 20 messages that 192.0.2.10 sent as example.com"
    )


def test_a_server_that_spf_does_not_list_now_gets_the_record_that_lets_it_send():
    failed = source(OWN, spf=(Judged("example.com", "fail"),))
    record = "v=spf1 ip4:192.0.2.10 -all"
    (cause,) = reported(received(failed), seen=spf(OWN, SpfResult.FAIL, record)).causes()
    assert (cause.live_state, cause.fault) == (LiveState.RECORD_FAULT, "spf")
    assert cause.publish == f'example.com TXT "{record}"'


def test_a_fault_that_is_mended_by_now_is_cleared():
    failed = source(OWN, spf=(Judged("example.com", "fail"),))
    (cause,) = reported(received(failed), seen=spf(OWN, SpfResult.PASS)).causes()
    assert (cause.live_state, cause.cleared_since) == (LiveState.CLEARED, "2025-10-10T00:00:00Z")


def test_what_could_not_be_looked_up_is_never_cleared():
    failed = source(OWN, spf=(Judged("example.com", "fail"),))
    for seen in (None, spf(OWN, SpfResult.TEMPERROR)):
        (cause,) = reported(received(failed), seen=seen).causes()
        assert cause.live_state is LiveState.UNEXPLAINED


def test_own_is_a_target_or_who_passed_spf_then_or_passes_now():
    found = received(source(OTHER))
    assert not list(reported(found).causes())
    assert list(reported(received(source(OTHER, by_spf=3))).causes())
    assert list(reported(found, seen=spf(OTHER, SpfResult.PASS)).causes())
    assert list(reported(found, own=(OTHER,)).causes())


def test_a_stranger_is_told_and_never_a_cause():
    found = received(source(OTHER, spf=(Judged("evil.example", "pass"),)), source(OWN, by_spf=5))
    rules = reported(found)
    assert [(domain.domain, [one.ip for one in ones]) for domain, ones in rules.unknown()] == [
        ("example.com", [OTHER])
    ]
    assert strangers(found, (OWN,)) == ((OTHER, "mail.receiver.example"),)
    assert strangers(found, (OWN, OTHER)) == ()


def test_own_mail_that_fails_and_is_delivered_is_told_before_it_costs():
    found = received(source(OWN, refused=0, set_aside=0))
    assert not list(reported(found).causes())
    assert [one.ip for _, one, _ in reported(found).delivered()] == [OWN]


def test_reports_about_domains_that_were_not_asked_about_are_left_out():
    found = received(source(OWN), domain="other.example")
    rules = reported(found, domains=("example.com",))
    assert not list(rules.causes())
    assert [one.domain for one in rules.foreign()] == ["other.example"]
    below = reported(received(source(OWN), domain="mail.example.com"), domains=("example.com",))
    assert list(below.causes())


def test_spf_is_asked_for_those_that_failed_the_costliest_first():
    found = received(
        source("192.0.2.1", failed=0, refused=0, set_aside=0),
        source("192.0.2.2", refused=1, set_aside=0),
        source("192.0.2.3", spf=(Judged("bounce.example.com", "fail"),)),
    )
    assert reported_pairs(found) == (
        Sending("bounce.example.com", "192.0.2.3"),
        Sending("example.com", "192.0.2.2"),
    )
