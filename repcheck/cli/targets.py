"""Targets as a command gets them: arguments, files, standard input."""

from collections.abc import Sequence
from pathlib import Path

import click

from repcheck.cli.streams import read_named
from repcheck.errors import BadTarget, UnreadableFile
from repcheck.model.catalog import Catalog
from repcheck.model.targets import Target

#: Octets of a file of targets: more than a million names. A device, or the end of a broken pipe, never ends.
_MOST_TARGETS = 32 * 1024 * 1024


def read_targets(
    arguments: Sequence[str], files: Sequence[str], max_hosts: int, catalog: Catalog
) -> tuple[Target, ...]:
    """Targets from arguments and files ("-" is stdin). Raises BadInput.

    ``catalog``  knows which words are ids of lists, not targets
    """
    from repcheck.targets.collect import collect

    for word in arguments:
        if "." not in word and catalog.list_by_id(word.casefold()) is not None:
            raise BadTarget(f'"{word}" is a list; how to get off it: repcheck lists show {word}')
    return collect(arguments, map(_text_of, files), max_hosts=max_hosts)


def _text_of(name: str) -> tuple[str, str]:
    """How errors call a file of targets, and its text."""
    shown, data = read_named(Path(name), _MOST_TARGETS)
    try:
        return shown, data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile("is not text in UTF-8", f"{shown}:{line}") from error


def no_targets(context: click.Context) -> click.UsageError:
    """The complaint of a command that was given nothing to do."""
    return click.UsageError("nothing to check: give an address, range or domain, or -i FILE", context)
