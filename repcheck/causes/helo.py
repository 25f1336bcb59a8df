"""The name that a sending host gave in HELO, as it is in the DNS now."""

from repcheck.model.causes import LiveState
from repcheck.records.reverse.helo import Helo


def helo_now(helo: Helo, sent_from: str | None) -> tuple[LiveState, str, str | None]:
    """The live state, why, and the record to publish: RFC 5321 section 4.1.4 wants a name that resolves.

    ``sent_from``  the sending address, canonical; None: the bounce does not show it
    """
    name, found = helo.name, helo.hosts
    if helo.spf is None:
        return LiveState.RECORD_FAULT, f"the HELO name {name} is not a full host name", None
    if sent_from is not None and sent_from in found.addresses:
        return LiveState.CLEARED, f"the HELO name {name} leads to {sent_from} now", None
    if found.outcome.failed:
        return LiveState.UNEXPLAINED, f"the HELO name {name} could not be looked up ({found.outcome})", None
    publish = None
    if sent_from is not None:
        publish = f"{name} {'AAAA' if ':' in sent_from else 'A'} {sent_from}"
    if not found.addresses:
        return LiveState.RECORD_FAULT, f"the HELO name {name} has no address", publish
    if sent_from is None:
        return LiveState.UNEXPLAINED, f"the HELO name {name} has an address now", None
    others = ", ".join(found.addresses[:3])
    return LiveState.RECORD_FAULT, f"the HELO name {name} leads to {others}, not to {sent_from}", publish
