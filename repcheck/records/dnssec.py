"""Whether the resolver has validated its answer (AD, RFC 4035 3.2.3): worth as much as the way to it."""

from collections.abc import Mapping

from repcheck.model.dns import Answer
from repcheck.model.published.domain import Part
from repcheck.model.records import PartState


def dnssec_part(answers: Mapping[str, Answer]) -> Part:
    """The part of the report on DNSSEC. ``answers`` by the word for what was asked ("MX", "SPF")."""
    told = {word: answer for word, answer in answers.items() if not answer.failed}
    valid = [word for word, answer in told.items() if answer.authentic]
    others = [word for word in told if word not in valid]
    if not told:
        return Part(name="dnssec", state=PartState.UNKNOWN, shown="could not be asked")
    if not valid:
        # A resolver that does not validate never sets AD, so that its absence says nothing of the zone.
        shown = "nothing was validated: the zone is not signed, or the resolver does not validate"
        return Part(name="dnssec", state=PartState.UNKNOWN, shown=shown)
    shown = f"the resolver has validated {', '.join(valid)}"
    if others:
        shown += f"; not {', '.join(others)}"
    return Part(name="dnssec", state=PartState.OK, shown=shown)
