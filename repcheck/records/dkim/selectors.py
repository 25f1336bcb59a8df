"""DKIM keys of selectors that the user names (RFC 6376 3.6.1, RFC 8301, RFC 8463): they cannot be listed."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from repcheck.model.dns import Answer, Inquiry, Outcome, Question
from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.dkim.key import read_key
from repcheck.records.inquiry import askable_name, missing
from repcheck.records.tags import publish, say

SELECTORS_AT_MOST = 50
_LEAST_BITS = 1024
_ADVISED_BITS = 2048

KeyState = Literal["ok", "revoked", "missing", "several", "malformed", "unknown", "wildcard"]


class DkimKey(msgspec.Struct, frozen=True, kw_only=True):
    """One key record. ``bits`` is None where there is no key to measure; ``better``: see KeyRecord."""

    selector: str
    state: KeyState
    outcome: Outcome = Outcome.NOERROR
    kind: str = "rsa"
    bits: int | None = None
    testing: bool = False
    sha1_only: bool = False
    says: str | None = None
    better: str | None = None


def dkim_keys(domain: str, selectors: Sequence[str], random_label: str) -> Inquiry[tuple[DkimKey, ...]]:
    """The keys of the selectors, in one round.

    ``random_label`` is a selector that nobody has: whatever it answers is a wildcard and no key.
    """
    chosen = list(dict.fromkeys(selector.lower() for selector in selectors))[:SELECTORS_AT_MOST]
    names = {selector: askable_name(f"{selector}._domainkey.{domain}") for selector in chosen}
    asked = {selector: name for selector, name in names.items() if name is not None}
    if not asked:
        return ()
    probe = Question(f"{random_label}._domainkey.{domain}", "TXT")
    wild, *answers = yield (probe, *(Question(name, "TXT") for name in asked.values()))
    keys = []
    for selector, answer in zip(asked, answers, strict=True):
        if answer.records and answer.records == wild.records:
            keys.append(DkimKey(selector=selector, state="wildcard"))
        else:
            keys.append(_key(selector, answer))
    return tuple(keys)


def dkim_barred(domain: str) -> Inquiry[bool]:
    """True: no selector can have a key, as the name above them does not exist (RFC 8020); else who knows."""
    (answer,) = yield (Question(f"_domainkey.{domain}", "TXT"),)
    return answer.outcome is Outcome.NXDOMAIN


def _key(selector: str, answer: Answer) -> DkimKey:
    if answer.failed:
        return DkimKey(selector=selector, state="unknown", outcome=answer.outcome)
    if missing(answer):
        return DkimKey(selector=selector, state="missing", outcome=answer.outcome)
    if len(answer.records) > 1:
        return DkimKey(selector=selector, state="several")
    found = read_key(answer.records[0])
    state: KeyState = "malformed" if found.wrong is not None else "ok" if found.octets else "revoked"
    return DkimKey(
        selector=selector,
        state=state,
        kind=found.kind,
        bits=found.bits,
        testing=found.testing,
        sha1_only=found.sha1_only,
        says=found.wrong,
        better=found.better,
    )


def dkim_part(domain: str, keys: Sequence[DkimKey], *, barred: bool = False, parked: bool = False) -> Part:
    """The part of the report on DKIM. Without selectors nothing is known: a guess never says "missing".

    ``barred``  no selector can have a key, see dkim_barred
    ``parked``  the domain sends nothing, so that it needs no key
    """
    if not keys and barred and parked:
        return Part(name="dkim", state=PartState.OK, shown="no key, as the domain sends nothing")
    if not keys and barred:
        says = f"{domain} has no DKIM key under any selector (NXDOMAIN for _domainkey.{domain}, RFC 8020)."
        remedy = publish(f"SELECTOR._domainkey.{domain}", "v=DKIM1; k=rsa; p=...")
        finding = say("dkim_none", Severity.LOW, says, f"{remedy} with the public key of your signer.")
        return Part(name="dkim", state=PartState.ABSENT, shown="no selector has a key", findings=(finding,))
    if not keys:
        return Part(name="dkim", state=PartState.NOT_ASKED, shown="not looked at: name a selector")
    findings = tuple(finding for key in keys for finding in _findings(domain, key))
    good = [key for key in keys if key.state == "ok"]
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    elif good:
        state = PartState.OK
    else:
        state = PartState.UNKNOWN if any(key.state == "unknown" for key in keys) else PartState.ABSENT
    return Part(name="dkim", state=state, shown="; ".join(map(_shown, keys)), findings=findings)


def _shown(key: DkimKey) -> str:
    size = "" if key.bits is None else f", {key.bits} bits" if key.kind == "rsa" else ""
    state = f"{key.kind}{size}" if key.state == "ok" else _STATES[key.state]
    return f"{key.selector}: {state}"


_STATES: dict[KeyState, str] = {
    "ok": "ok",
    "revoked": "revoked",
    "missing": "not found",
    "several": "several records",
    "malformed": "malformed",
    "unknown": "could not be asked",
    "wildcard": "a wildcard answers for every selector",
}


def _findings(domain: str, key: DkimKey) -> Iterator[Finding]:
    name = f"{key.selector}._domainkey.{domain}"
    match key.state:
        case "unknown":
            says = f"The key {name} could not be asked ({key.outcome})."
            yield say("dkim_unknown", Severity.INFO, says, "Ask again later.")
        case "missing":
            says = f"There is no key at {name}; signatures with this selector fail."
            yield say(
                "dkim_not_found", Severity.MEDIUM, says, "Check the selector in the DKIM-Signature header."
            )
        case "revoked":
            says = f"The key {name} is revoked (its p= is empty)."
            yield say("dkim_revoked", Severity.MEDIUM, says, "Sign with another selector.")
        case "several":
            says = f"{name} has several records; what verifiers do then is not defined."
            yield say("dkim_several", Severity.HIGH, says, "Keep one.")
        case "malformed":
            remedy = (
                "Publish the whole key as your signer gives it, in strings of at most 255 characters each."
            )
            if key.better is not None:
                remedy = publish(name, key.better)
            yield say("dkim_malformed", Severity.HIGH, f"{name}: {key.says}.", remedy)
        case "wildcard":
            says = f"{name} is answered by a wildcard: there is no key of this selector."
            yield say("dkim_wildcard", Severity.MEDIUM, says, "Publish the key at its own name.")
        case "ok":
            yield from _weak(name, key)


def _weak(name: str, key: DkimKey) -> Iterator[Finding]:
    bits = key.bits or 0
    if key.kind == "rsa" and bits < _LEAST_BITS:
        says = f"The RSA key {name} has {bits} bits; verifiers must not accept less than 1024 (RFC 8301)."
        yield say("dkim_short_key", Severity.HIGH, says, "Sign with a key of 2048 bits under a new selector.")
    elif key.kind == "rsa" and bits < _ADVISED_BITS:
        says = f"The RSA key {name} has {bits} bits; 2048 are advised."
        yield say("dkim_small_key", Severity.LOW, says, "Sign with a key of 2048 bits under a new selector.")
    if key.sha1_only:
        says = f"The key {name} allows SHA-1 alone, which verifiers must not accept (RFC 8301)."
        yield say("dkim_sha1", Severity.HIGH, says, "Remove h=sha1.")
    if key.testing:
        says = f"The key {name} is marked as a test (t=y): failures count as no signature."
        yield say("dkim_testing", Severity.LOW, says, "Remove t=y.")
