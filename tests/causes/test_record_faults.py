"""Refusals for missing records, beside what the records of today say."""

import msgspec

from repcheck.model.bounces import Category
from repcheck.model.causes import LiveState
from repcheck.model.dns import Outcome
from repcheck.model.records import ReverseName, SpfRecord
from tests.support.tables import each

from .cases import (
    IP,
    address,
    bounce,
    domain,
    only,
)


@each(
    "reverse, state, words",
    [
        (ReverseName.NO_PTR, LiveState.RECORD_FAULT, "it has no reverse name (PTR)"),
        (ReverseName.NAME_MISSING, LiveState.RECORD_FAULT, "does not exist in the DNS"),
        (ReverseName.OTHER_ADDRESS, LiveState.RECORD_FAULT, "leads to other addresses"),
        (ReverseName.CONFIRMED, LiveState.CLEARED, "is in order now"),
        (ReverseName.UNKNOWN, LiveState.UNEXPLAINED, "could not be looked up"),
        (None, LiveState.UNEXPLAINED, "was not looked up"),
    ],
)
def test_reverse_dns_is_set_beside_the_record(
    reverse: ReverseName | None, state: LiveState, words: str
) -> None:
    record = bounce(
        category=Category.POLICY, sender_blocked=False, source_ip=IP, diagnostic="550 5.7.25 no PTR record"
    )
    cause = only([record], address(reverse=reverse))
    assert (cause.kind, cause.id, cause.live_state) == ("dns", "dns:192.0.2.10", state)
    assert words in cause.says
    assert any(words in line for line in cause.evidence)


@each(
    "fields, kind, cause_id",
    [
        ({"enhanced_status": "4.7.23", "diagnostic": "421 does not meet our guidelines"}, "dns", f"dns:{IP}"),
        ({"enhanced_status": "5.7.23", "diagnostic": "550 SPF validation failed"}, "authentication", None),
        ({"enhanced_status": "4.7.23", "diagnostic": "450 SPF validation failed"}, "authentication", None),
        ({"diagnostic": "450 cannot find your hostname", "category": Category.POLICY}, "dns", f"dns:{IP}"),
        ({"diagnostic": "550 (N1)", "provider": "bigmail", "category": Category.POLICY}, "dns", f"dns:{IP}"),
        (
            {"diagnostic": "550 (N1) bad HELO", "provider": "bigmail", "category": Category.POLICY},
            "dns",
            f"dns:other:{IP}",
        ),
    ],
)
def test_codes_are_read_by_receiver_and_text(
    fields: dict[str, object], kind: str, cause_id: str | None
) -> None:
    record = msgspec.structs.replace(
        bounce(category=Category.AUTHENTICATION, sender_blocked=False, source_ip=IP), **fields
    )
    cause = only([record], address(reverse=ReverseName.NO_PTR), domain(spf=SpfRecord(status="none")))
    assert cause.kind == kind
    assert cause_id is None or cause.id == cause_id
    assert (cause.live_state is LiveState.RECORD_FAULT) == (cause.id != f"dns:other:{IP}")


@each(
    "spf, text, state, cause_id",
    [
        ("none", "550 SPF check failed", LiveState.RECORD_FAULT, "authentication:example.com"),
        ("several", "550 unauthenticated mail", LiveState.RECORD_FAULT, "authentication:example.com"),
        ("ok", "550 SPF check failed", LiveState.UNEXPLAINED, "authentication:example.com"),
        ("unknown", "550 SPF check failed", LiveState.UNEXPLAINED, "authentication:example.com"),
        ("none", "550 DKIM signature invalid", LiveState.UNEXPLAINED, "authentication:dkim:example.com"),
        ("none", "530 authentication required", LiveState.UNEXPLAINED, "authentication:other:example.com"),
    ],
)
def test_spf_explains_only_what_it_can(spf: str, text: str, state: LiveState, cause_id: str) -> None:
    found = msgspec.convert({"status": spf, "outcome": Outcome.NOERROR}, SpfRecord)
    record = bounce(category=Category.AUTHENTICATION, sender_blocked=False, diagnostic=text)
    cause = only([record], domain(spf=found))
    assert (cause.id, cause.live_state) == (cause_id, state)
