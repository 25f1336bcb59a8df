"""SPF, DKIM, DMARC and HELO of a refused mail, as far as its bounce shows them, beside the records now."""

from typing import Any

import pytest

from repcheck.advice.steps import make_plan
from repcheck.app.check.look_ups import looked_up
from repcheck.causes.correlate import correlate
from repcheck.causes.look_ups import (
    DOMAINS_AT_MOST,
    HELOS_AT_MOST,
    SIGNATURES_AT_MOST,
    LookedUp,
    LookUpsWanted,
    wanted,
)
from repcheck.causes.senders import Sending
from repcheck.demo.asker import ABSENT, AskedOfScript, ScriptedAsker
from repcheck.model.bounces import BounceRecord, Category, Signature, Subject
from repcheck.model.causes import Cause, Fault, LiveState
from repcheck.model.dns import Answer, Outcome
from repcheck.model.published.spf import SenderVerdict, SpfResult, SpfVerdict

from .cases import CATALOG, bounce, domain

IP = "198.51.100.9"
OURS, THEIRS = Signature("example.com", "s1"), Signature("esp.example", "k1")
DMARC = "550 5.7.1 Unauthenticated email from example.com is not accepted due to its DMARC policy"
SPF = "550 5.7.23 SPF validation failed"
DKIM = "550 5.7.20 No passing DKIM signature found"
HELO = "504 5.5.2 <mta1.example.com>: Helo command rejected: Host not found"
KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def refused(text: str, *signatures: Signature, **more: Any) -> BounceRecord:
    given = {
        "category": Category.AUTHENTICATION,
        "diagnostic": text,
        "source_ip": IP,
        "sender_blocked": None,
        "header_from": "example.com",
        "signatures": signatures,
    }
    return bounce(**{**given, **more})


async def look(record: BounceRecord) -> LookedUp:
    """What a run sees in this world."""

    def answer(asked: AskedOfScript) -> Answer:
        found = WORLD.get((asked.name, asked.rdtype))
        return ABSENT if found is None else Answer(Outcome.NOERROR, found)

    return await looked_up(wanted([record], {"example.com"}), ScriptedAsker(answer), 0, "nobody")


WORLD: dict[tuple[str, str], tuple[str, ...]] = {
    ("example.com", "TXT"): (f"v=spf1 ip4:{IP} -all",),
    ("esp.example", "TXT"): (f"v=spf1 ip4:{IP} -all",),
    ("example.org", "TXT"): ("v=spf1 -all",),
    ("_dmarc.example.com", "TXT"): ("v=DMARC1; p=reject",),
    ("s1._domainkey.example.com", "TXT"): (KEY,),
    ("gone._domainkey.example.com", "TXT"): ("v=DKIM1; p=",),
    ("k1._domainkey.esp.example", "TXT"): (KEY,),
    ("mta1.example.com", "A"): ("198.51.100.77",),
    ("mta2.example.com", "A"): (IP,),
}
GONE, MISSING = Signature("example.com", "gone"), Signature("example.com", "s9")
BOUNCER = {"sender": "b@esp.example"}


@pytest.mark.parametrize(
    ("record", "state", "fault", "said"),
    [
        (
            refused(SPF, sender="a@example.com"),
            LiveState.CLEARED,
            None,
            f"SPF of example.com passes for {IP} now",
        ),
        (refused(SPF, sender="a@example.org"), LiveState.RECORD_FAULT, "spf", "example.org says fail"),
        (refused(SPF, **BOUNCER), LiveState.CLEARED, None, "SPF of esp.example passes"),
        (refused(DMARC, sender="a@example.com"), LiveState.CLEARED, None, "SPF of example.com passes"),
        (refused(DMARC, sender="a@mail.example.com"), LiveState.RECORD_FAULT, "spf", "mail.example.com"),
        (refused(DMARC, **BOUNCER), LiveState.RECORD_FAULT, "alignment", "no DKIM signature of example.com"),
        (refused(DMARC, THEIRS, **BOUNCER), LiveState.RECORD_FAULT, "alignment", "does not count for From"),
        (refused(DMARC, OURS, **BOUNCER), LiveState.UNEXPLAINED, None, "its DKIM key is in order now"),
        (refused(DMARC, MISSING, **BOUNCER), LiveState.RECORD_FAULT, "dkim", "no DKIM key at s9._domainkey"),
        (refused(DMARC, GONE, **BOUNCER), LiveState.RECORD_FAULT, "dkim", "is revoked"),
        (refused(DKIM, OURS), LiveState.UNEXPLAINED, None, "was changed on its way"),
        (refused(DKIM, MISSING), LiveState.RECORD_FAULT, "dkim", "there is no DKIM key"),
        (refused(DKIM), LiveState.UNEXPLAINED, None, "no signature can be checked from here"),
    ],
)
async def test_what_the_records_say_now(
    record: BounceRecord, state: LiveState, fault: Fault | None, said: str
) -> None:
    cause = await cause_now(record)
    assert (cause.live_state, cause.fault) == (state, fault)
    assert said in cause.says


async def cause_now(record: BounceRecord) -> Cause:
    (cause,) = correlate([record], (domain(),), CATALOG, await look(record))
    return cause


async def test_the_evidence_says_which_aligns_and_what_is_asked_for() -> None:
    cause = await cause_now(refused(DMARC, THEIRS, MISSING, **BOUNCER))
    told = "\n".join(cause.evidence)
    assert "now: From example.com: SPF (esp.example) does not align" in told
    assert "DKIM (signed by esp.example, example.com) aligns" in told
    assert "now: DMARC of example.com asks for reject (found at example.com)" in told
    assert "now: DKIM key s9._domainkey.example.com: there is no DKIM key" in told
    assert (
        cause.publish == 's9._domainkey.example.com TXT "v=DKIM1; k=rsa; p=<the public key of your signer>"'
    )


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (refused(DMARC, MISSING, **BOUNCER), "Publish the DKIM key s9._domainkey.example.com"),
        (refused(DMARC, **BOUNCER), "Sign mail from"),
        (
            refused(HELO, helo="mta1.example.com", category=Category.POLICY),
            "Let the HELO name mta1",
        ),
    ],
)
async def test_the_first_step(record: BounceRecord, title: str) -> None:
    steps = make_plan((await cause_now(record),), (), CATALOG, ())
    assert steps[0].title.startswith(title)
    assert not any("exactly one SPF record" in step.title for step in steps)


@pytest.mark.parametrize(
    ("helo", "source", "state", "said"),
    [
        ("mta1.example.com", IP, LiveState.RECORD_FAULT, f"leads to 198.51.100.77, not to {IP}"),
        ("mta2.example.com", IP, LiveState.CLEARED, f"leads to {IP} now"),
        ("mta9.example.com", IP, LiveState.RECORD_FAULT, "has no address"),
        ("mta9", IP, LiveState.RECORD_FAULT, "is not a full host name"),
        ("mta2.example.com", None, LiveState.UNEXPLAINED, "has an address now"),
    ],
)
async def test_helo(helo: str, source: str | None, state: LiveState, said: str) -> None:
    record = refused(HELO, helo=helo, source_ip=source, category=Category.POLICY)
    cause = await cause_now(record)
    assert (cause.kind, cause.live_state, cause.subject) == ("dns", state, Subject("domain", helo))
    assert said in cause.says
    assert said in cause.brief


def test_a_verdict_that_could_not_be_had_is_no_fault() -> None:
    verdict = SenderVerdict(
        domain="esp.example", ip=IP, verdict=SpfVerdict(result=SpfResult.TEMPERROR, reason="timeout")
    )
    seen = LookedUp(spf={Sending("esp.example", IP): verdict})
    (cause,) = correlate([refused(DMARC, **BOUNCER)], (), CATALOG, seen)
    assert (cause.live_state, cause.fault) == (LiveState.UNEXPLAINED, None)
    assert "could not be looked up" in cause.says


def test_what_strangers_write_is_bounded() -> None:
    records = [
        refused(
            f"{SPF} helo rejected: not resolvable",
            Signature(f"d{number}.example", "s"),
            header_from=f"d{number}.example",
            helo=f"h{number}.example",
        )
        for number in range(200)
    ]
    found = wanted(records, {"example.com"})
    assert (len(found.domains), len(found.signatures)) == (DOMAINS_AT_MOST, SIGNATURES_AT_MOST)
    assert len(found.helos) == HELOS_AT_MOST
    assert wanted([bounce(category=Category.NONEXISTENT, header_from="example.com")], ()) == LookUpsWanted()
