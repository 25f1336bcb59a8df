"""Steps before they are put in order: each is made of the items that it serves."""

from collections.abc import Callable, Hashable, Iterable, Sequence

import msgspec

from repcheck.advice.problems import Problem, Rank
from repcheck.model.causes import Step
from repcheck.words.text import joined

Group = tuple[Problem, ...]


class Draft(msgspec.Struct, frozen=True):
    """A step with the rank of the worst item that it serves."""

    rank: Rank
    step: Step


def draft(group: Sequence[Problem], step: Step) -> Draft:
    """``step`` for this group: its causes, targets, worst severity; the list and provider that all share."""
    lists = {item.list for item in group}
    providers = {item.provider for item in group}
    return Draft(
        min(item.rank for item in group),
        msgspec.structs.replace(
            step,
            causes=tuple(dict.fromkeys(item.cause for item in group if item.cause is not None)),
            list=next(iter(lists)) if len(lists) == 1 else None,
            provider=next(iter(providers)) if len(providers) == 1 else None,
            targets=names_of(group),
            severity=max((item.severity for item in group), key=lambda severity: severity.rank),
        ),
    )


def grouped(found: Iterable[Problem], key: Callable[[Problem], Hashable]) -> tuple[Group, ...]:
    """Items with equal keys together, in the order of the first of each."""
    groups: dict[Hashable, list[Problem]] = {}
    for item in found:
        groups.setdefault(key(item), []).append(item)
    return tuple(tuple(group) for group in groups.values())


def names_of(group: Sequence[Problem]) -> tuple[str, ...]:
    """The addresses and names of a group, each once, that are sure enough to be used."""
    return tuple(dict.fromkeys(item.name for item in group if item.name is not None))


def labels(group: Sequence[Problem]) -> str:
    """The lists and providers of a group, each once."""
    return joined(tuple(dict.fromkeys(item.label for item in group if item.label))) or "the receiver"


def hit(group: Sequence[Problem]) -> str:
    """The addresses and names of a group, for a title."""
    return joined(names_of(group) or (group[0].who_is_hit,))


def in_short(part: str) -> str:
    """A phrase as it follows a colon: without the capital of its first word and the full stop."""
    text = part.strip().rstrip(".")
    first = text.partition(" ")[0]
    return text[0].lower() + text[1:] if first[:1].isupper() and first[1:].islower() else text


def prose(parts: Iterable[str]) -> str:
    """Phrases of the catalog and of ours as sentences, empty ones left out."""
    return " ".join(_sentence(part) for part in parts if part.strip())


def _sentence(part: str) -> str:
    text = part.strip()
    # Not str.capitalize: what follows the first letter keeps its case, and so do names such as "postmaster@".
    text = text[0].upper() + text[1:] if text.partition(" ")[0].isalpha() else text
    return text if text[-1] in '.!?"' else f"{text}."
