"""Widths as a reader sees them."""

import unicodedata


def seen_width(line: str) -> int:
    """Columns of a line, counted another way than the code does."""
    return sum(
        0 if unicodedata.category(char).startswith("M") else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in line
    )
