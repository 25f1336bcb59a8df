"""How the parts of a domain's mail records stand after another look, and what of that is worth telling. Pure.

As with lists, what could not be asked changes nothing, and a change counts once a second look has seen it, so
that one server of a zone that lags behind wakes nobody.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part
from repcheck.model.records import PartName, PartState
from repcheck.model.watch.domains import DomainKept, PartKnown

#: The better state first. What is not here is unknown.
_ORDER: Final = (PartState.OK, PartState.WEAK, PartState.ABSENT, PartState.FAULTY)
#: Parts that decide what becomes of mail; a change of another one is not reported.
TOLD: Final[tuple[PartName, ...]] = ("mx", "spf", "ptr", "dmarc", "dkim", "mta_sts", "tls_rpt")
_PUBLISH = "Publish: "


def judged(before: Mapping[PartName, PartKnown], parts: Iterable[Part]) -> dict[PartName, PartKnown]:
    """The parts after a look.

    ``before``  as the look before it left them; empty: this is the first, and nothing in it is a change
    """
    return {part.name: _judged(before.get(part.name), part) for part in parts if part.name != "lists"}


def _judged(before: PartKnown | None, part: Part) -> PartKnown:
    seen = part.state
    if before is None:
        before = PartKnown(seen=seen)
    if seen not in _ORDER:
        return msgspec.structs.replace(before, seen=seen)
    now = msgspec.structs.replace(before, seen=seen, pending=None, **_wrong(part))
    if before.known is None:
        return msgspec.structs.replace(now, known=seen)
    if seen is before.known:
        return now
    if seen is not before.pending:
        return msgspec.structs.replace(now, pending=seen)
    best = before.known if before.was is None else before.was
    worse = _ORDER.index(seen) > _ORDER.index(best)
    return msgspec.structs.replace(now, known=seen, was=best if worse else None)


def _wrong(part: Part) -> dict[str, object]:
    worst = max(part.findings, key=lambda one: one.severity.rank, default=None)
    if worst is None or worst.severity is Severity.INFO:
        return {"severity": Severity.INFO, "says": "", "remedy": None}
    remedies = [one.remedy for one in part.findings if one.remedy is not None]
    publish = next((one for one in remedies if one.startswith(_PUBLISH)), worst.remedy)
    return {"severity": worst.severity, "says": worst.says, "remedy": publish}


def worse(kept: DomainKept) -> Iterable[tuple[PartName, PartKnown]]:
    """The parts that were better once and are not yet again."""
    return (
        (name, kept.parts[name]) for name in TOLD if name in kept.parts and kept.parts[name].was is not None
    )


def badness(kept: DomainKept) -> tuple[int, int, int, str]:
    """What sorts domains: first what got worse, then what is wrong, then what is not known."""
    severities = [part.severity.rank for name, part in kept.parts.items() if name in TOLD]
    unknown = sum(part.seen is PartState.UNKNOWN for part in kept.parts.values())
    return -sum(1 for _ in worse(kept)), -max(severities, default=0), -unknown, kept.domain


def due(
    domains: Iterable[str], kept: Mapping[str, DomainKept], now: datetime, every: timedelta, most: int
) -> tuple[str, ...]:
    """The domains that are to be looked at now, at most ``most``.

    First those of which a change waits for its second look, then those that were never looked at or longest
    not. One whose last look lies in the future of this clock is looked at.
    """
    ranked: list[tuple[int, datetime | None, str]] = []
    for domain in dict.fromkeys(domains):
        known = kept.get(domain)
        if known is None or not known.parts:
            ranked.append((1, None, domain))
        elif any(part.pending is not None for part in known.parts.values()):
            ranked.append((0, known.at, domain))
        elif not timedelta() <= now - known.at < every:
            ranked.append((2, known.at, domain))
    ranked.sort(key=lambda one: (one[0], one[1] or now, one[2]))
    return tuple(domain for _, _, domain in ranked[:most])
