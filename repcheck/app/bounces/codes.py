"""A bare code ("S3150", "5.7.606"): whose it is, by the catalog's own samples of replies."""

import re
from collections.abc import Callable, Iterator

from repcheck.bounces.prefilter import Pattern
from repcheck.model.catalog import Catalog, ProviderRule

_STATUS = r"[245]\.\d{1,3}\.\d{1,3}"
_NAMED = r"(?P<letters>[A-Za-z]{1,8})[-_]?(?P<digits>\d{2,6})(?:[-_]\d{1,6})?"
_CODE = re.compile(rf"\W?(?P<code>{_STATUS}|{_NAMED})\W?")
_IN_SAMPLE = re.compile(rf"(?<![\w.-])(?P<code>{_STATUS}|{_NAMED})(?![\w.-]{{0,255}}\w)")
#: Takes the place of a code in a sample: what still matches then was never about the code.
_NO_CODE = {True: "5.999.998", False: "QQ99"}

#: Codes that several operators write who run the same software: only the host tells whose it is.
_SHARED = ((re.compile(r"IB\d{3}", re.IGNORECASE), ("GoDaddy (secureserver.net)", "Telstra (bigpond.com)")),)


def bare_code(text: str) -> str | None:
    """The code that the text is and nothing else, without brackets or quotes; None when it is more."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else found["code"]


def shared_by(code: str) -> tuple[str, ...]:
    """The operators that write this code, where there are several; empty for all others."""
    return next((operators for pattern, operators in _SHARED if pattern.fullmatch(code)), ())


def replies_with(code: str, catalog: Catalog) -> dict[str, str]:
    """Provider -> a made-up reply of its own that this code decides; empty for an unknown code.

    Where it decides in none, one that differs in its last two digits (S3140 for S3150) tells whose it is.
    """
    return _replies(code, catalog, _decided) or _replies(code, catalog, _beside)


def _replies(
    code: str, catalog: Catalog, reply_with: Callable[[str, ProviderRule], str | None]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for provider in catalog.providers:
        for rule in provider.rules:
            reply = reply_with(code, rule) if provider.id not in found else None
            if reply is not None:
                found[provider.id] = reply
    return found


def _beside(code: str, rule: ProviderRule) -> str | None:
    """The sample with this code for one that differs in its last two digits."""
    for start, end in _places(code, rule.sample):
        if "." not in code and rule.sample[start:end][:-2].casefold() == code[:-2].casefold():
            return rule.sample[:start] + code + rule.sample[end:]
    return None


def _decided(code: str, rule: ProviderRule) -> str | None:
    for start, end in _places(code, rule.sample):
        before, after = rule.sample[:start], rule.sample[end:]
        pattern = Pattern(rule.pattern)
        match = pattern.search(before + code + after)
        decides = match is not None and match.start() < start + len(code) and start < match.end()
        if decides and pattern.search(before + _NO_CODE["." in code] + after) is None:
            return before + code + after
    return None


def _places(code: str, sample: str) -> Iterator[tuple[int, int]]:
    """Where a code of the same family stands in the sample: the same letters, or the same class of status."""
    family = _family(code)
    for match in _IN_SAMPLE.finditer(sample):
        if _family(match["code"]) == family:
            yield match.span("code")


def _family(code: str) -> str:
    return code.rpartition(".")[0] if "." in code else code.rstrip("-_0123456789").casefold()
