"""Raw lists -> the frozen model, with every mistake reported on the way."""

import math
from typing import get_args

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.codes import parse_address
from repcheck.catalog.compile.parts import (
    ID,
    RESERVED_WORDS,
    URL,
    compile_checked,
    compile_confidence,
    compile_delisting,
    compile_id,
    is_domain_name,
)
from repcheck.catalog.compile.place import ListPlace, compile_place
from repcheck.catalog.compile.tables import compile_codes, compile_errors
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawAccess, RawLimits, RawList
from repcheck.model.catalog import (
    Access,
    Asks,
    CodeMode,
    Limits,
    ListKind,
    ReputationList,
    TestPoints,
)
from repcheck.model.observations import Severity

#: RFC 5782 section 5, for each kind that a list may be asked about
_USUAL_POINTS: dict[Asks, TestPoints] = {
    "ipv4": TestPoints(("127.0.0.2",), ("127.0.0.1",)),
    "ipv6": TestPoints(("::ffff:7f00:2",), ("::ffff:7f00:1",)),
    "domain": TestPoints(("test",), ("invalid",)),
}
_NO_POINTS = TestPoints((), ())


def compile_list(raw: RawList, check: Checker, way: Way) -> ReputationList:
    """The list as the rest of repcheck knows it; worth nothing when ``check`` has got a mistake."""
    list_id = compile_id(raw.id, check, (*way, "id"))
    severity = check.choice(raw.severity, Severity, Severity.MEDIUM, (*way, "severity"))
    kind = check.choice(raw.kind, ListKind, ListKind.BLOCK, (*way, "kind"))
    mode = check.choice(raw.mode, CodeMode, CodeMode.EXACT, (*way, "mode"))
    enabled = raw.enabled is not False
    asks = _asks(raw, enabled, check, way)
    errors, taken = compile_errors(raw.errors, check, (*way, "errors"))
    codes = compile_codes(raw.codes, mode, severity, taken, check, (*way, "codes"))
    if not raw.codes and asks and kind is ListKind.BLOCK and mode is not CodeMode.ANY_127:
        check.report((*way, "codes"), f'is missing: without codes a list of mode "{mode}" can list nobody')
    forms = ("registered", "host")
    place = compile_place(_place(raw), check, way)
    return ReputationList(
        id=list_id,
        name=raw.name or list_id,
        zone=place.zone,
        kind=kind,
        asks=asks,
        domain_form=check.word(raw.domain_form, forms, "registered", (*way, "domain_form")),  # type: ignore[arg-type]
        severity=severity,
        mode=mode,
        codes=codes,
        errors=errors,
        test_points=_test_points(raw, asks, check, (*way, "test_points")),
        enabled=enabled,
        part_of=raw.part_of,
        operator=raw.operator,
        key=place.key,
        keyed_zone=place.keyed_zone,
        server=place.server,
        access=_access(raw.access, check, (*way, "access")),
        limits=compile_limits(raw.limits, check, (*way, "limits")),
        delisting=compile_delisting(raw.delisting, check, (*way, "delisting")),
        impact=raw.impact,
        aliases=check.strings(raw.aliases, (*way, "aliases")),
        tags=_tags(raw, check, (*way, "tags")),
        note=raw.note,
        checked=compile_checked(raw.checked, check, (*way, "checked")),
        confidence=compile_confidence(raw.confidence, check, (*way, "confidence")),
        sources=check.strings(raw.sources, (*way, "sources")),
    )


def _place(raw: RawList) -> ListPlace:
    # What cannot be asked at all needs no zone: it is only known from bounces.
    zone = "" if raw.zone is None and raw.asks == [] else raw.zone
    return ListPlace(zone=zone, keyed_zone=raw.keyed_zone, key=raw.key, server=raw.server)


def _asks(raw: RawList, enabled: bool, check: Checker, way: Way) -> tuple[Asks, ...]:
    place = (*way, "asks")
    known = get_args(Asks)
    words = [check.word(text, known, "", where) for text, where in check.texts(raw.asks, place)]
    if raw.asks is None or (not raw.asks and enabled):
        check.report(place, "is missing: what the list can be asked about, of ipv4, ipv6, domain")
    return tuple(dict.fromkeys(words))  # type: ignore[arg-type]


def _test_points(raw: RawList, asks: tuple[Asks, ...], check: Checker, way: Way) -> TestPoints:
    """The file's own points, and RFC 5782 section 5 for the kinds that it leaves out.

    An empty list of the file stays empty: the list has no such point.
    """
    if not asks:
        return _NO_POINTS
    points = raw.test_points
    kinds: dict[str, Asks] = {}
    for field, texts in (("listed", points.listed), ("not_listed", points.not_listed)) if points else ():
        for text, place in check.texts(texts, (*way, field)):
            kind = _point_kind(text)
            if kind is None:
                check.report(place, f"{quote(text)} is neither an address nor a domain name")
            elif kind not in asks:
                check.report(place, f"{quote(text)} is of a kind that the list does not ask: {kind}")
            else:
                kinds[text] = kind

    for text, place in check.texts(points.answers if points else None, (*way, "answers")):
        if parse_address(text) is None:
            check.report(place, f"{quote(text)} is not an IPv4 address")

    def completed(field: str) -> tuple[str, ...]:
        given = getattr(points, field) if points is not None else None
        if given == []:
            return ()
        own = check.strings(given, (*way, field)) if given is not None else ()
        proved = {kinds.get(text) for text in own}
        usual = (
            getattr(_USUAL_POINTS[kind], field)
            for kind in _USUAL_POINTS
            if kind in asks and kind not in proved
        )
        return (*own, *(point for more in usual for point in more))

    answers = check.strings(points.answers if points else None, (*way, "answers"))
    return TestPoints(completed("listed"), completed("not_listed"), answers)


def _point_kind(text: str) -> Asks | None:
    if parse_address(text) is not None:
        return "ipv4"
    if ":" in text:
        from ipaddress import AddressValueError, IPv6Address

        try:
            IPv6Address(text)
        except AddressValueError:
            return None
        return "ipv6"
    return "domain" if is_domain_name(text.lower()) else None


def _access(raw: RawAccess | None, check: Checker, way: Way) -> Access:
    if raw is None:
        return Access()
    kinds = ("public", "registration", "key", "paid", "unknown")
    treated = ("refused", "accepted", "unknown")
    if raw.register is not None and not URL.fullmatch(raw.register):
        check.report((*way, "register"), f"{quote(raw.register)} is not an http, https or mailto link")
    return Access(
        kind=check.word(raw.kind, kinds, "public", (*way, "kind")),  # type: ignore[arg-type]
        terms=raw.terms,
        register=raw.register,
        public_resolvers=check.word(  # type: ignore[arg-type]
            raw.public_resolvers, treated, "unknown", (*way, "public_resolvers")
        ),
        checked=compile_checked(raw.checked, check, (*way, "checked")),
    )


def compile_limits(raw: RawLimits | None, check: Checker, way: Way) -> Limits:
    """Fair use, with figures that make sense."""
    if raw is None:
        return Limits()
    for field, value in (("per_second", raw.per_second), ("per_day", raw.per_day)):
        if value is not None and not 0 < value < math.inf:
            check.report((*way, field), "is not a number above 0")
    return Limits(per_second=raw.per_second, per_day=raw.per_day)


def _tags(raw: RawList, check: Checker, way: Way) -> tuple[str, ...]:
    for text, place in check.texts(raw.tags, way):
        if not ID.fullmatch(text):
            check.report(place, f"{quote(text)} is not a tag: lower-case letters, digits, dots, hyphens")
        elif text in RESERVED_WORDS:
            check.report(place, f'"{text}" is a word of --lists and cannot be a tag')
    return check.strings(raw.tags, way)
