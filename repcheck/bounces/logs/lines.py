"""The few lines of a block that matter, found without looking at the others."""

import re
from collections.abc import Iterator

MAX_LINE = 16 * 1024
"""Bytes of a line that are looked at; no mail server writes more about one delivery."""

# Stamps, host, container. No ": " in it: what stands behind one is a message, and may quote a whole line.
BEFORE_PROGRAM = r"(?:(?:(?!: ).){0,200}?[ |])??"


def lines_with(pattern: re.Pattern[bytes], block: bytes, first_line: int) -> Iterator[tuple[int, int, str]]:
    """Number, place and text of each line in which ``pattern`` is found.

    ``pattern`` must match no newline. ``first_line`` is the number of the block's first line.
    Text is read as UTF-8, what is not with replacement characters.
    """
    number, counted, at = first_line, 0, 0
    while match := pattern.search(block, at):
        start = max(block.rfind(b"\n", at, match.start()) + 1, at)
        end = block.find(b"\n", match.end())
        number += block.count(b"\n", counted, start)
        counted = start
        stop = len(block) if end < 0 else end
        yield (
            number,
            start,
            block[start : min(stop, start + MAX_LINE)].decode("utf-8", "replace").rstrip("\r"),
        )
        at = stop + 1


def all_lines(block: bytes, first_line: int) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every line, cut at ``MAX_LINE``."""
    at, number = 0, first_line
    while at < len(block):
        end = block.find(b"\n", at)
        stop = len(block) if end < 0 else end
        yield number, block[at : min(stop, at + MAX_LINE)]
        at, number = stop + 1, number + 1
