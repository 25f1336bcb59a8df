"""The section ``dead`` of a catalog file: lists that are no more."""

from collections.abc import Iterator

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.parts import compile_checked, compile_confidence, compile_id, is_domain_name
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawDead
from repcheck.model.catalog import DeadList


def compile_dead(raw: RawDead, check: Checker, way: Way) -> DeadList:
    """The dead list as the rest of repcheck knows it; worth nothing when ``check`` has got a mistake."""
    dead_id = compile_id(raw.id, check, (*way, "id"))
    if not raw.zones:
        check.report((*way, "zones"), "is missing: the zones that must not be asked any more")
    return DeadList(
        id=dead_id,
        name=raw.name or dead_id,
        zones=tuple(_zones(raw, check, (*way, "zones"))),
        since=raw.since,
        how=check.need(raw.how, (*way, "how"), "how the list died"),
        answers=check.need(raw.answers, (*way, "answers"), "what happens to those who still ask"),
        successor=check.strings(raw.successor, (*way, "successor")),
        aliases=check.strings(raw.aliases, (*way, "aliases")),
        checked=compile_checked(raw.checked, check, (*way, "checked")),
        confidence=compile_confidence(raw.confidence, check, (*way, "confidence")),
        sources=check.strings(raw.sources, (*way, "sources")),
    )


def _zones(raw: RawDead, check: Checker, way: Way) -> Iterator[str]:
    for text, place in check.texts(raw.zones, way):
        zone = text.rstrip(".").lower()
        if not is_domain_name(zone):
            check.report(place, f"{quote(text)} is not a domain name")
        yield zone
