"""A bare code ("S3150", "5.7.606"): whose it is, by the catalog's own samples of replies."""

import re
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from repcheck.bounces.meanings.row import MeaningRow
from repcheck.bounces.prefilter import Pattern
from repcheck.model.catalog import Catalog, ProviderRule

_STATUS = r"[245]\.\d{1,3}\.\d{1,3}"
_NAMED = r"(?P<letters>[A-Za-z]{1,8})[-_]?(?P<digits>\d{2,6})(?:[-_]\d{1,6})?"
_CODE = re.compile(rf"\W?(?P<code>{_STATUS}|{_NAMED})\W?")
_STATUS_ALONE = re.compile(rf"\W?[45]\d\d[ -](?P<code>{_STATUS})\W?")
_IN_SAMPLE = re.compile(rf"(?<![\w.-])(?P<code>{_STATUS}|{_NAMED})(?![\w.-]{{0,255}}\w)")
#: Takes the place of a code in a sample: what still matches then was never about the code.
_NO_CODE = {True: "5.999.998", False: "QQ99"}

#: What stands first in a sample: its reply code, of which the first digit agrees with the status.
_REPLY_CODE = re.compile(r"\A\d(?=\d\d[ -])")

#: Codes that several operators write who run the same software: only the host tells whose it is.
_SHARED = ((re.compile(r"IB\d{3}", re.IGNORECASE), ("GoDaddy (secureserver.net)", "Telstra (bigpond.com)")),)

#: What else a registered code says where no provider's own refusal tells it: code -> whose, and what.
_ALSO = {
    "5.1.10": ("Microsoft 365 and Exchange Online", "The mailbox does not exist."),
    "5.4.1": ("Microsoft 365 and Exchange Online", "The mailbox does not exist in this domain."),
    "5.7.12": ("Microsoft 365 and Exchange Online", "You are not on the list of allowed senders of a group."),
    "5.7.13": ("Sendmail", "The recipient's mailbox is disabled."),
}


class SharedCode(msgspec.Struct, frozen=True):
    """A code that several write.

    ``says``   who, and what each means by it
    ``whole``  it says all that is known: the row that explains the code is of one of them alone
    """

    says: str
    whole: bool = False


def bare_code(text: str) -> str | None:
    """The code that the text is and nothing else, without brackets or quotes; None when it is more."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else found["code"]


def wordless_code(text: str) -> str | None:
    """The bare code, or the status of a reply that has nothing else: "550 5.7.1"."""
    found = _STATUS_ALONE.fullmatch(text.strip())
    return bare_code(text) if found is None else found["code"]


def is_shared(code: str) -> bool:
    """Whether the code alone does not tell whose it is: several write it, or any server may."""
    return _is_registered(code) or bool(_operators(code))


def shared_by(code: str, catalog: Catalog, row: str) -> SharedCode | None:
    """Who else writes this code, and what each means by it; None where there is nothing to tell apart.

    ``row``  the row that explains the code, as in Explained
    """
    operators = _operators(code)
    if operators:
        named = " and of ".join(operators)
        return SharedCode(f"{code} is a code of {named}: the code alone does not say who refused.")
    registered = _registry().get(_entry(code))
    meant = _meant(code, catalog) if registered is not None else {}
    if registered is None or not meant:
        return None
    apart = row != f"status {registered.name}"
    own = f" In the registry it says: {registered.meaning}" if apart else ""
    said = "".join(f" From {name} it may say: {means}" for name, means in meant.items())
    return SharedCode(
        f"Any server may write {code}: the code alone does not say who refused.{own}{said}", apart
    )


def _operators(code: str) -> tuple[str, ...]:
    return next((operators for pattern, operators in _SHARED if pattern.fullmatch(code)), ())


def _is_registered(code: str) -> bool:
    """Whether a code stands in the registry of RFC 5248, from which any server takes its codes."""
    return _entry(code) in _registry()


def _entry(code: str) -> str:
    """The name of a code in the registry, which has one for all classes: "X.7.1"."""
    return f"X{code[1:]}"


@cache
def _registry() -> dict[str, MeaningRow]:
    from repcheck.bounces.meanings.codes import CODE_ROWS

    return {row.name: row for row in CODE_ROWS}


def _meant(code: str, catalog: Catalog) -> dict[str, str]:
    """Provider by name -> what its own refusal with this code means."""
    found = dict(_ALSO[code] for _ in range(code in _ALSO))
    replies = replies_with(code, catalog)
    for provider in catalog.providers:
        reply = replies.get(provider.id)
        if reply is not None:
            found[provider.name] = next(
                rule.means for rule in provider.rules if Pattern(rule.pattern).search(reply)
            )
    return found


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
        before, after = _of_class(code, rule.sample[:start]), rule.sample[end:]
        pattern = Pattern(rule.pattern)
        match = pattern.search(before + code + after)
        decides = match is not None and match.start() < start + len(code) and start < match.end()
        if decides and pattern.search(before + _NO_CODE["." in code] + after) is None:
            return before + code + after
    return None


def _of_class(code: str, before: str) -> str:
    """The sample up to its code, with the reply code of the same class: "421 " in front of "4.7.30"."""
    return _REPLY_CODE.sub(code[0], before) if "." in code else before


def _places(code: str, sample: str) -> Iterator[tuple[int, int]]:
    """Where a code of the same family stands in the sample: the same letters, or status of one subject."""
    family = _family(code)
    for match in _IN_SAMPLE.finditer(sample):
        if _family(match["code"]) == family:
            yield match.span("code")


def _family(code: str) -> str:
    return code.split(".")[1] if "." in code else code.rstrip("-_0123456789").casefold()
