"""Which address sent for which domain, and what SPF says of it now beside what a bounce said then."""

from repcheck.advice.steps import make_plan
from repcheck.causes.correlate import correlate
from repcheck.causes.look_ups import LookedUp, wanted
from repcheck.causes.senders import Sending, sending_of
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import LiveState
from repcheck.model.published.spf import SenderVerdict, SpfResult, SpfStep, SpfVerdict
from tests.support.tables import each

from .cases import CATALOG, bounce, domain

IP = "198.51.100.9"
OWN = frozenset({"example.com", "example.net"})


def refused(text: str, **more: object) -> BounceRecord:
    return bounce(
        **{
            "category": Category.AUTHENTICATION,
            "diagnostic": text,
            "source_ip": None,
            "sender_blocked": None,
            "blocked_subject": None,
            **more,
        }
    )


@each(
    "record, expected",
    [
        (refused("SPF failed for example.com", source_ip=IP), Sending("example.com", IP)),
        (
            refused("550 5.7.23 SPF failed: example.net", blocked_subject=Subject("ip", IP)),
            Sending("example.net", IP),
        ),
        (
            refused("SPF failed", source_ip=IP, blocked_subject=Subject("sender", "a@example.org")),
            Sending("example.org", IP),
        ),
        (refused("SPF failed", source_ip=IP), None),
        (refused("SPF failed for example.com and example.net", source_ip=IP), None),
        (refused("SPF failed for example.com"), None),
    ],
)
def test_pairs(record: BounceRecord, expected: Sending | None) -> None:
    assert sending_of(record, OWN) == expected
    assert wanted([record, record], OWN).pairs == (() if expected is None else (expected,))


def test_the_only_domain_is_meant_where_no_other_is_named() -> None:
    assert sending_of(refused("SPF failed", source_ip=IP), {"example.com"}) == Sending("example.com", IP)


def test_refusals_for_other_reasons_are_not_checked() -> None:
    assert wanted([refused("DKIM signature did not verify", source_ip=IP)], {"example.com"}).pairs == ()
    other = refused("SPF failed", source_ip=IP, category=Category.BLOCKED)
    assert wanted([other], {"example.com"}).pairs == ()


def spf(result: SpfResult, publish: str | None = None) -> LookedUp:
    matched = () if result is SpfResult.TEMPERROR else (SpfStep("example.com", "-all"),)
    verdict = SpfVerdict(result=result, matched=matched)
    found = SenderVerdict(domain="example.com", ip=IP, verdict=verdict, publish=publish)
    return LookedUp(spf={Sending("example.com", IP): found})


@each(
    "result, state, brief",
    [
        (SpfResult.FAIL, LiveState.RECORD_FAULT, f"SPF of example.com does not allow {IP}"),
        (SpfResult.PERMERROR, LiveState.RECORD_FAULT, f"SPF of example.com does not allow {IP}"),
        (SpfResult.PASS, LiveState.CLEARED, f"SPF of example.com refused {IP}; it passes now: nothing to do"),
        (SpfResult.TEMPERROR, LiveState.UNEXPLAINED, None),
    ],
)
def test_what_spf_says_now(result: SpfResult, state: LiveState, brief: str | None) -> None:
    (cause,) = correlate([refused("SPF failed", source_ip=IP)], (domain(),), CATALOG, spf(result))
    assert (cause.live_state, cause.subject) == (state, Subject("ip", IP))
    assert brief is None or cause.brief == brief


def test_the_plan_names_the_record_and_the_command_that_looks() -> None:
    checked = spf(SpfResult.FAIL, f"v=spf1 mx ip4:{IP} -all")
    causes = correlate([refused("SPF failed", source_ip=IP)], (domain(),), CATALOG, checked)
    assert causes[0].publish == f'example.com TXT "v=spf1 mx ip4:{IP} -all"'
    steps = make_plan(causes, (domain(),), CATALOG, (), "--resolver 127.0.0.1:53 --catalog x.yaml")
    fix, verify = steps[0], next(step for step in steps if step.phase == "verify")
    assert fix.title == f"If {IP} is yours, add it to the SPF record of example.com"
    assert f"v=spf1 mx ip4:{IP} -all" in fix.how
    assert verify.command == f"repcheck spf example.com --ip {IP} --resolver 127.0.0.1:53"


def test_what_passes_now_needs_no_step() -> None:
    causes = correlate([refused("SPF failed", source_ip=IP)], (domain(),), CATALOG, spf(SpfResult.PASS))
    assert not [
        step for step in make_plan(causes, (domain(),), CATALOG, ()) if step.phase in ("fix", "avoid")
    ]
