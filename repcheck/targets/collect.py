"""All targets of a run: arguments and lines of files, each target once with all its origins."""

from collections.abc import Iterable, Sequence

import msgspec

from repcheck.errors import BadTarget
from repcheck.model.targets import Target, TargetKind
from repcheck.targets.parse import parse_target

#: Whoever gives the wrong file should not have it read back to them.
_MISTAKES_SHOWN = 20


def collect(
    arguments: Sequence[str], lines: Iterable[tuple[str, str]], *, max_hosts: int
) -> tuple[Target, ...]:
    """The targets of ``arguments`` and ``lines``, in the order given, each once.

    ``arguments``  one target each, without group or comment
    ``lines``      ("targets.txt:7", its text): a target, then its group if any, then a ``#`` comment if any

    Raises BadTarget with one line of text for each mistake, at most 20 of them and then "and N more".
    """
    targets: list[Target] = []
    mistakes: list[BadTarget] = []
    for argument in arguments:
        try:
            targets += parse_target(argument, max_hosts=max_hosts)
        except BadTarget as error:
            mistakes.append(error)
    for where, text in lines:
        try:
            targets += _line(text, max_hosts)
        except BadTarget as error:
            mistakes.append(BadTarget(error.what, where))
    if mistakes:
        raise _all_of(mistakes)
    return merge_targets(targets)


def _line(text: str, max_hosts: int) -> tuple[Target, ...]:
    """The targets of one line; none for a blank line or a comment. A byte order mark may stand before it."""
    fields = text.removeprefix("\ufeff").partition("#")[0].split(None, 1)
    if not fields:
        return ()
    targets = parse_target(fields[0], max_hosts=max_hosts)
    if len(fields) == 1:
        return targets
    group = " ".join(fields[1].split())
    return tuple(msgspec.structs.replace(target, group=group) for target in targets)


def _all_of(mistakes: list[BadTarget]) -> BadTarget:
    if len(mistakes) == 1:
        return mistakes[0]
    lines = [str(mistake) for mistake in mistakes[:_MISTAKES_SHOWN]]
    if len(mistakes) > _MISTAKES_SHOWN:
        lines.append(f"and {len(mistakes) - _MISTAKES_SHOWN} more")
    return BadTarget("\n".join(lines))


def merge_targets(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Each target once, where it first stood, with all its origins and the first group that it was given.

    A name that was given as a mail domain too is a domain.
    """
    merged: dict[str, Target] = {}
    for target in targets:
        known = merged.setdefault(target.value, target)
        if known is not target:
            merged[target.value] = _both(known, target)
    return tuple(merged.values())


def _both(known: Target, again: Target) -> Target:
    new = tuple(origin for origin in again.origin if origin not in known.origin)
    kind = TargetKind.DOMAIN if again.kind is TargetKind.DOMAIN else known.kind
    group = again.group if known.group is None else known.group
    if not new and kind is known.kind and group == known.group:
        return known
    return msgspec.structs.replace(known, origin=known.origin + new, kind=kind, group=group)
