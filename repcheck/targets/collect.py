"""All targets of a run: arguments and lines of files, each target once with all its origins."""

from collections.abc import Iterable, Sequence

import msgspec

from repcheck.errors import BadTarget
from repcheck.model.targets import Place, Target, TargetKind
from repcheck.patterns import compiled
from repcheck.targets.parse import parse_target, quoted

#: Nobody who gives the wrong file wants it read back to them.
_MISTAKES_SHOWN = 20

#: Targets of a run, all of which are in memory: some 1.2 GB.
MOST_TARGETS = 1 << 21

#: How standard input is called; nobody can look at its lines later.
STDIN = "stdin"

#: What ends a line of a text file. ``str.splitlines`` also cuts at form feed, NEL and U+2028, and would make
#: targets of what was a comment.
_LINE_END = compiled(r"\r\n|[\r\n]")
#: A group is one word, with a letter so that it is not a number of a range, and without what addresses,
#: ranges and names are written with.
_GROUP = compiled(r"(?=[^\W\d_]|\w[\w+&-]*[^\W\d_])\w[\w+&-]{0,63}")


def collect(
    arguments: Sequence[str], files: Iterable[tuple[str, str]], *, max_hosts: int
) -> tuple[Target, ...]:
    """The targets of ``arguments`` and ``files``, in the order given, each once.

    ``arguments``  one target each, without group or comment
    ``files``      ("targets.txt", its text): lines of a target, its group if any, and a ``#`` comment if any

    Raises BadTarget with one line of text for each mistake, at most 20 of them and then "and N more"; a file
    without any target is a mistake: who made it may have failed. More than ``MOST_TARGETS`` end the
    reading at once.
    """
    targets: list[Target] = []
    mistakes: list[BadTarget] = []
    for argument in arguments:
        try:
            targets += parse_target(argument, max_hosts=max_hosts)
        except BadTarget as error:
            mistakes.append(error)
        _check_number(len(targets))
    for name, text in files:
        found, wrong = _file(name, text, max_hosts, len(targets))
        targets += found
        mistakes += wrong
    if mistakes:
        raise _all_of(mistakes)
    return merge_targets(targets)


def _check_number(targets: int) -> None:
    if targets > MOST_TARGETS:
        raise BadTarget(f"one run takes at most {MOST_TARGETS:,} targets; share them among several runs")


def _file(name: str, text: str, max_hosts: int, before: int) -> tuple[list[Target], list[BadTarget]]:
    """The targets of a file, and what is wrong in it; ``before`` as many were read."""
    targets: list[Target] = []
    mistakes: list[BadTarget] = []
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        place = None if name == STDIN else Place(name, number)
        try:
            targets += _line(line, max_hosts, place)
        except BadTarget as error:
            mistakes.append(BadTarget(error.what, f"{name}:{number}"))
        _check_number(before + len(targets))
    if not targets and not mistakes:
        mistakes.append(BadTarget("holds no target", name))
    return targets, mistakes


def _line(text: str, max_hosts: int, place: Place | None) -> tuple[Target, ...]:
    """The targets of one line; none for a blank line or a comment."""
    fields = text.partition("#")[0].split(None, 1)
    if not fields:
        return ()
    targets = parse_target(fields[0], max_hosts=max_hosts)
    group = fields[1].strip() if len(fields) == 2 else None
    if group is not None and not _GROUP.fullmatch(group):
        raise BadTarget(
            f"only a group may follow the target, one word without dots or slashes, not {quoted(group)}; "
            "write each target on a line of its own"
        )
    if group is None and place is None:
        return targets
    return tuple([msgspec.structs.replace(target, group=group, place=place) for target in targets])


def _all_of(mistakes: list[BadTarget]) -> BadTarget:
    if len(mistakes) == 1:
        return mistakes[0]
    lines = [str(mistake) for mistake in mistakes[:_MISTAKES_SHOWN]]
    if len(mistakes) > _MISTAKES_SHOWN:
        lines.append(f"and {len(mistakes) - _MISTAKES_SHOWN} more")
    return BadTarget(tuple(lines))


def merge_targets(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Each target once, where it first stood, with all its origins and the first group and place that it
    was given.

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
    place = known.place or again.place
    if not new and kind is known.kind and group == known.group and place == known.place:
        return known
    return msgspec.structs.replace(known, origin=known.origin + new, kind=kind, group=group, place=place)
