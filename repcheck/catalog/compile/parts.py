"""Parts that lists and providers have in common, checked: ids, links, names, delisting."""

import re
from typing import get_args

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawDelisting
from repcheck.model.catalog import Confidence, Delisting, ListKind, Who
from repcheck.model.observations import Severity

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
URL = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)\S*")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")

#: Words that a selection of lists understands by itself, so that no list or tag may be called so.
RESERVED_WORDS = frozenset({"all", "extended", *ListKind, *Severity})
_CHECKED = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


def is_domain_name(text: str) -> bool:
    """True for dot-separated host-name labels (underscores allowed), not an address (RFC 1035 2.3.4)."""
    labels = text.split(".")
    return len(text) <= 253 and not labels[-1].isdigit() and all(map(_LABEL.fullmatch, labels))


def compile_id(value: str | None, check: Checker, way: Way) -> str:
    """The id of a list or provider; "" when it is malformed."""
    text = check.need(value, way, "what it is called in options and output")
    if text and not ID.fullmatch(text):
        check.report(
            way, f"{quote(text)} is not an id: lower-case letters, digits, dots, hyphens, at most 64"
        )
    elif text in RESERVED_WORDS or text == "standard":
        check.report(way, f'"{text}" is a word of --lists and cannot be an id')
    return text


def compile_confidence(value: str | None, check: Checker, way: Way) -> Confidence:
    """How sure the entry is."""
    return check.word(value, get_args(Confidence), "low", way)  # type: ignore[return-value]


def compile_checked(value: str | None, check: Checker, way: Way) -> str | None:
    """The month of the last review."""
    if value is not None and not _CHECKED.fullmatch(value):
        check.report(way, f"{quote(value)} is not a month like 2026-11")
    return value


def compile_delisting(raw: RawDelisting | None, check: Checker, way: Way) -> Delisting | None:
    """How to get off a list, with its link checked to be one."""
    if raw is None:
        return None
    if raw.url is not None and not URL.fullmatch(raw.url):
        check.report((*way, "url"), f"{quote(raw.url)} is not an http, https or mailto link")
    return Delisting(
        how=check.need(raw.how, (*way, "how"), "say what is done and where"),
        who=check.word(raw.who, get_args(Who), "you", (*way, "who")),  # type: ignore[arg-type]
        url=raw.url,
        steps=check.strings(raw.steps, (*way, "steps")),
        fix_first=check.strings(raw.fix_first, (*way, "fix_first")),
        evidence=check.strings(raw.evidence, (*way, "evidence")),
        expiry=raw.expiry,
        wait=raw.wait,
        paid=raw.paid,
        certain=raw.certain is not False,
        checked=compile_checked(raw.checked, check, (*way, "checked")),
    )
