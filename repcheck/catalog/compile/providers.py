"""Raw providers -> the frozen model; their patterns meet hostile text, so they are checked with care."""

import re
import warnings
from typing import get_args, get_type_hints

from repcheck.catalog.checker import Checker, quote
from repcheck.catalog.compile.parts import (
    compile_checked,
    compile_confidence,
    compile_delisting,
    compile_id,
    is_domain_name,
)
from repcheck.catalog.compile.uses import compile_uses
from repcheck.catalog.document import Way
from repcheck.catalog.shape import RawProvider, RawRule
from repcheck.model.catalog import Provider, ProviderKind, ProviderRule

MAX_PATTERN = 500
MAX_SAMPLE = 1000

_CAUSES = get_args(get_type_hints(ProviderRule)["cause"])
_ATOM = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\]", re.DOTALL)
_QUANTIFIER = re.compile(r"[*+]|\{\d*(?:,\d*)?\}")
#: So few repeats of a repeating group do no harm.
_FEW = re.compile(r"\{[0-3]?(?:,[0-3])?\}")


def compile_provider(
    raw: RawProvider, check: Checker, way: Way, list_ids: frozenset[str] | None, patterns: bool
) -> Provider:
    """The provider as the rest of repcheck knows it; worth nothing when ``check`` has got a mistake.

    ``list_ids``  the lists that ``uses`` may name; None: any, as there is no catalog to look into
    ``patterns``  whether the rules' patterns are compiled and tried on their samples
    """
    provider_id = compile_id(raw.id, check, (*way, "id"))
    for text, place in check.texts(raw.mx_suffixes, (*way, "mx_suffixes")):
        if not text.startswith(".") or not is_domain_name(text[1:]):
            check.report(place, f"{quote(text)} is not an ending of host names, like .mx.example.net")
    rules = [
        _rule(rule, check, (*way, "rules", index), patterns) for index, rule in enumerate(raw.rules or [])
    ]
    return Provider(
        id=provider_id,
        name=raw.name or provider_id,
        kind=check.word(raw.kind, get_args(ProviderKind), "provider", (*way, "kind")),  # type: ignore[arg-type]
        mx_suffixes=check.strings(raw.mx_suffixes, (*way, "mx_suffixes")),
        rules=tuple(rules),
        uses=compile_uses(raw.uses, check, (*way, "uses"), list_ids),
        delisting=compile_delisting(raw.delisting, check, (*way, "delisting")),
        note=raw.note,
        checked=compile_checked(raw.checked, check, (*way, "checked")),
        confidence=compile_confidence(raw.confidence, check, (*way, "confidence")),
        sources=check.strings(raw.sources, (*way, "sources")),
    )


def _rule(raw: RawRule, check: Checker, way: Way, patterns: bool) -> ProviderRule:
    pattern = check.need(raw.pattern, (*way, "pattern"), "a regular expression for the reply")
    sample = check.need(raw.sample, (*way, "sample"), "a made-up reply that the pattern matches")
    check.need(raw.cause, (*way, "cause"), "what the refusal is about")
    if patterns and pattern and not check.spoilt((*way, "pattern")):
        _try_pattern(pattern, sample, check, way)
    return ProviderRule(
        pattern=pattern,
        cause=check.word(raw.cause or None, _CAUSES, "policy", (*way, "cause")),  # type: ignore[arg-type]
        means=check.need(raw.means, (*way, "means"), "what the reply says, in plain words"),
        sample=sample,
        certain=raw.certain is not False,
    )


def _try_pattern(pattern: str, sample: str, check: Checker, way: Way) -> None:
    place = (*way, "pattern")
    if len(pattern) > MAX_PATTERN or len(sample) > MAX_SAMPLE:
        check.report(place, f"is too long: {MAX_PATTERN} characters at most, and {MAX_SAMPLE} for its sample")
        return
    if (danger := _explodes(pattern)) is not None:
        check.report(place, danger)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            compiled = re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError, FutureWarning) as error:
        check.report(place, f"is not a regular expression: {error}")
        return
    if sample and not compiled.search(sample):
        check.report((*way, "sample"), "is not matched by the pattern")


def _explodes(pattern: str) -> str | None:
    """Why the pattern can take for ever on a text made for it; None when it looks harmless.

    A repeat within a repeat is tried in exponentially many ways; many wildcards in a row in a high power
    of the text's length.
    """
    if sum(pattern.count(wild) for wild in (".*", ".+", ".{0,}", ".{1,}", r"\S*", r"\S+")) > 2:
        return "has more than two wildcards without bound: write .{0,80}"
    open_groups = [False]
    ended_repeats = False
    position = 0
    while match := _ATOM.match(pattern, position):
        atom, position = match[0], match.end()
        ended_repeats = False
        if atom == "(":
            open_groups.append(False)
            continue
        if atom == ")" and len(open_groups) > 1:
            ended_repeats = open_groups.pop()
        if quantifier := _QUANTIFIER.match(pattern, position):
            if ended_repeats and not _FEW.fullmatch(quantifier[0]):
                return "repeats a group that itself repeats"
            ended_repeats = True
            position = quantifier.end()
        open_groups[-1] = open_groups[-1] or ended_repeats
    return None
