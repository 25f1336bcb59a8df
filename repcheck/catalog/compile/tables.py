"""Code tables and error codes of one list, compiled to spans."""

from typing import Any, get_args

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.codes import (
    RESERVED,
    Span,
    overlapping,
    read_bit,
    read_spans,
    with_common_errors,
)
from repcheck.catalog.compile.parts import compile_delisting
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawError, RawSublist
from repcheck.model.catalog import Code, CodeMode, ErrorCode, ListKind, Scope, Sublist
from repcheck.model.observations import Severity, UnknownReason

#: Of one list; each is compared with all the others.
MOST_CODES = 1024


def compile_codes(
    table: dict[str, Any] | None,
    mode: CodeMode,
    severity: Severity,
    taken: dict[Span, str],
    check: Checker,
    way: Way,
) -> tuple[Code, ...]:
    """The code table of a list; ``taken`` are the spans that its errors have."""
    codes: list[Code] = []
    sublists: dict[str, Sublist] = {}
    used = {} if mode is CodeMode.BITMASK else dict(taken)
    for text, value in (table or {}).items():
        spans = _code_spans(text, mode, used, check, way)
        used.update(dict.fromkeys(spans, text))
        sublist = _sublist(text, value, severity, check, (*way, text))
        if sublists.setdefault(sublist.id, sublist) != sublist:
            check.report((*way, text), f"{quote(sublist.id)} means something else in another code")
        codes.extend(Code(first, last, sublist) for first, last in spans)
    return tuple(codes)


def _code_spans(
    text: str, mode: CodeMode, used: dict[Span, str], check: Checker, way: Way
) -> tuple[Span, ...]:
    spans = read_bit(text) if mode is CodeMode.BITMASK else read_spans(text)
    if isinstance(spans, str):
        _bad_code(text, spans, check, way)
        return ()
    if len(used) + len(spans) > MOST_CODES:
        _bad_code(text, f"is one too many: {MOST_CODES} codes at most", check, way)
        return ()
    for span in spans:
        other = overlapping(span, used)
        if other is not None:
            _bad_code(text, f"means the same answer as {quote(other)}", check, way)
            return ()
        if span[1] >= RESERVED[0]:
            _bad_code(text, "is an error at every list, never a listing: see errors", check, way)
            return ()
    return spans


def _bad_code(text: str, what: str, check: Checker, way: Way) -> None:
    """The field's name in the message is the table's; its line is the code's own."""
    check.report(way, f"{quote(text)} {what}", at=(*way, text))


def _sublist(text: str, value: Any, severity: Severity, check: Checker, way: Way) -> Sublist:
    if isinstance(value, str) and value:
        return Sublist(id=text, name=value, meaning=value, severity=severity)
    raw = None
    if isinstance(value, dict):
        raw = check.decode(value, RawSublist, way)
    else:
        check.report(way, "expected a text that says what the code means, or a mapping")
    if raw is None:
        return Sublist(id=text, name=text, meaning="", severity=severity)
    meaning = check.need(raw.meaning, (*way, "meaning"), "what an answer with this code says")
    return Sublist(
        id=raw.id or text,
        name=raw.name or raw.id or meaning,
        meaning=meaning,
        severity=check.choice(raw.severity, Severity, severity, (*way, "severity")),
        scope=check.word(raw.scope, get_args(Scope), "unknown", (*way, "scope")),  # type: ignore[arg-type]
        delisting=compile_delisting(raw.delisting, check, (*way, "delisting")),
        why=raw.why,
        kind=ListKind(check.word(raw.kind, tuple(ListKind), ListKind.BLOCK, (*way, "kind")))
        if raw.kind is not None
        else None,
    )


def compile_errors(
    table: dict[str, Any] | None, check: Checker, way: Way
) -> tuple[tuple[ErrorCode, ...], dict[Span, str]]:
    """The error codes of a list with those common to all lists, and the spans of its own by their text."""
    errors: list[ErrorCode] = []
    taken: dict[Span, str] = {}
    for text, value in (table or {}).items():
        spans = read_spans(text)
        if not isinstance(spans, str) and len(taken) + len(spans) > MOST_CODES:
            spans = f"is one too many: {MOST_CODES} error codes at most"
        if isinstance(spans, str):
            _bad_code(text, spans, check, way)
            continue
        reason, meaning = _error(value, check, (*way, text))
        for span in spans:
            if (other := overlapping(span, taken)) is not None:
                _bad_code(text, f"means the same answer as {quote(other)}", check, way)
                break
            taken[span] = text
            errors.append(ErrorCode(*span, reason, meaning))
    return with_common_errors(tuple(errors)), taken


def _error(value: Any, check: Checker, way: Way) -> tuple[UnknownReason, str]:
    default = UnknownReason.UNEXPECTED_ANSWER
    if isinstance(value, str):
        reason = check.choice(value, UnknownReason, default, way)
        return reason, f"answered with the error code for {reason.replace('_', ' ')}"
    raw = check.decode(value, RawError, way)
    if raw is None:
        return default, ""
    check.need(raw.reason, (*way, "reason"), "one of the reasons for an unknown answer")
    reason = check.choice(raw.reason or None, UnknownReason, default, (*way, "reason"))
    return reason, check.need(raw.meaning, (*way, "meaning"), "what the list says by this answer")
