"""Which of SPF and DKIM would pass for a refused mail now, and which of them counts for its From (DMARC).

Whether a signature itself verifies can only be seen with the whole mail in hand. What is seen here is
whether its key is there, and whose it is.
"""

from typing import Literal

import msgspec

from repcheck.causes.look_ups import LookedUp
from repcheck.causes.senders import spf_now
from repcheck.model.bounces import BounceRecord, Signature
from repcheck.model.causes import Fault, LiveState
from repcheck.model.published.spf import SenderVerdict, SpfResult
from repcheck.records.dkim.selectors import DkimKey
from repcheck.records.tags import txt_record
from repcheck.targets.names import registered_domain

_FAULTS = {
    "missing": "there is no DKIM key at {name}",
    "revoked": "the DKIM key at {name} is revoked",
    "several": "there are several DKIM records at {name}",
    "malformed": "the DKIM key at {name} cannot be read",
    "wildcard": "there is no DKIM key at {name}, only a wildcard answers there",
}
_NEW_KEY = "v=DKIM1; k=rsa; p=<the public key of your signer>"


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one mail now; ``evidence`` has a line for each thing that was seen."""

    state: LiveState = LiveState.UNEXPLAINED
    why: str = ""
    publish: str | None = None
    fault: Fault | None = None
    evidence: tuple[str, ...] = ()


def aligned(author: str, other: str, *, strict: bool) -> bool:
    """Whether ``other`` counts for mail from ``author`` (RFC 9989 section 4.10.2; RFC 7489 section 3.1)."""
    return author == other or (not strict and registered_domain(author) == registered_domain(other))


def dkim_now(record: BounceRecord, seen: LookedUp) -> Now:
    """Where DKIM alone is refused: the keys of its signatures."""
    keys = _keys(record, seen)
    evidence = tuple(_key_line(signature, key) for signature, key in keys)
    for signature, key in keys:
        if key.state in _FAULTS:
            return _key_fault(signature, key, evidence)
    if keys and all(key.state == "ok" for _, key in keys):
        names = " and ".join(_name(signature) for signature, _ in keys)
        why = f"the key at {names} is in order now, so the mail was changed on its way or signed with another"
        return Now(why=why, evidence=evidence)
    return Now(why="its key could not be looked up" if keys else "", evidence=evidence)


def dmarc_now(
    record: BounceRecord, author: str | None, spf: SenderVerdict, seen: LookedUp, demanded: bool
) -> Now:
    """``spf``: the verdict for who sent. ``demanded``: the refusal is for DMARC, or for want of either."""
    state, why, publish = spf_now(spf)
    fault: Fault | None = "spf" if state is LiveState.RECORD_FAULT else None
    keys = _keys(record, seen)
    evidence = (f"now: {why}", *(_key_line(signature, key) for signature, key in keys))
    if author is None or not demanded:
        return Now(state=state, why=why, publish=publish, fault=fault, evidence=evidence)
    policy = seen.dmarc.get(author)
    strict = policy.new.strict if policy is not None else ()
    if policy is not None and policy.new.status == "ok":
        evidence += (f"now: DMARC of {author} asks for {policy.new.policy} (found at {policy.new.found_at})",)
    counts = aligned(author, spf.domain, strict="spf" in strict)
    ours = [(one, key) for one, key in keys if aligned(author, one.domain, strict="dkim" in strict)]
    evidence += (_alignment(author, spf.domain, counts, [one for one, _ in ours], record.signatures),)
    if counts:
        return Now(state=state, why=why, publish=publish, fault=fault, evidence=evidence)
    unknown = spf.verdict.result is SpfResult.TEMPERROR or any(key.state == "unknown" for _, key in ours)
    if unknown:
        return Now(why=f"{why}; a key could not be looked up" if ours else why, evidence=evidence)
    shown = any(aligned(author, one.domain, strict="dkim" in strict) for one in record.signatures)
    apart = f"SPF is that of {spf.domain}, which does not count for From {author}"
    return _by_dkim(author, apart, ours, evidence, unasked=shown and not ours)


def _by_dkim(
    author: str,
    apart: str,
    ours: list[tuple[Signature, DkimKey]],
    evidence: tuple[str, ...],
    *,
    unasked: bool,
) -> Now:
    """Where SPF does not count: the keys of the author's own signatures. ``unasked``: there are more."""
    for signature, key in ours:
        if key.state in _FAULTS:
            found = _key_fault(signature, key, evidence)
            return msgspec.structs.replace(found, why=f"{apart}, and {found.why}")
    if ours:
        return Now(why=f"{apart}, and its DKIM key is in order now", evidence=evidence)
    if unasked:
        return Now(why=f"{apart}, and its DKIM key was not looked up", evidence=evidence)
    why = f"{apart}, and no DKIM signature of {author} is shown"
    return Now(state=LiveState.RECORD_FAULT, why=why, fault="alignment", evidence=evidence)


def _alignment(
    author: str, spf: str, counts: bool, ours: list[Signature], signatures: tuple[Signature, ...]
) -> str:
    signed = ", ".join(dict.fromkeys(one.domain for one in signatures)) or "nobody as far as shown"
    says = "aligns" if counts else "does not align"
    dkim = "aligns" if ours else "does not align" if signatures else "is not shown"
    return f"now: From {author}: SPF ({spf}) {says}; DKIM (signed by {signed}) {dkim}"


def _keys(record: BounceRecord, seen: LookedUp) -> list[tuple[Signature, DkimKey]]:
    return [(one, seen.keys[one]) for one in record.signatures if one in seen.keys]


def _name(signature: Signature) -> str:
    return f"{signature.selector}._domainkey.{signature.domain}"


def _key_fault(signature: Signature, key: DkimKey, evidence: tuple[str, ...]) -> Now:
    name = _name(signature)
    text = key.better or (_NEW_KEY if key.state in ("missing", "wildcard") else None)
    return Now(
        state=LiveState.RECORD_FAULT,
        why=_FAULTS[key.state].format(name=name),
        publish=None if text is None else txt_record(name, text),
        fault="dkim",
        evidence=evidence,
    )


def _key_line(signature: Signature, key: DkimKey) -> str:
    state: Literal["in order", ""] = "in order" if key.state == "ok" else ""
    words = state or _FAULTS.get(key.state, "could not be looked up").format(name=_name(signature))
    size = f", {key.bits} bits" if key.bits is not None and key.state == "ok" else ""
    return f"now: DKIM key {_name(signature)}: {words}{size}"
