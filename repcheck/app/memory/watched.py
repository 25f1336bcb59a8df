"""Targets of a group as the configuration names them: written out, or in a file."""

from pathlib import Path

import msgspec

from repcheck.errors import BadTarget, UnreadableFile
from repcheck.files import read_bounded
from repcheck.model.targets import Target
from repcheck.model.watch.watching import WatchGroup
from repcheck.targets.collect import collect
from repcheck.targets.parse import parse_target

#: Addresses of a range that is watched.
MOST_OF_A_RANGE = 1024
_MOST_FILE = 32 * 1024 * 1024
#: Before the path of a file of targets.
FILE = "file:"


def complaint_about(text: str) -> str | None:
    """What is wrong with a target as it was written; None: nothing. Files are not looked at."""
    if text.startswith(FILE):
        return None
    try:
        parse_target(text, max_hosts=MOST_OF_A_RANGE)
    except BadTarget as error:
        return error.what
    return None


def targets_of(group: WatchGroup) -> tuple[Target, ...]:
    """The targets, each once and with the name of the group. Raises BadTarget and UnreadableFile."""
    words = [text for text in group.watch if not text.startswith(FILE)]
    files = [_text_of(text.removeprefix(FILE)) for text in group.watch if text.startswith(FILE)]
    found = collect(words, files, max_hosts=MOST_OF_A_RANGE)
    return tuple(msgspec.structs.replace(target, group=group.group) for target in found)


def _text_of(path: str) -> tuple[str, str]:
    data = read_bounded(Path(path), _MOST_FILE)
    try:
        return path, data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile("is not text in UTF-8", f"{path}:{line}") from error
