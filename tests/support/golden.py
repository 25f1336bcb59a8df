"""Outputs that are kept in files, to be read before they are kept: ``make golden`` writes them anew."""

import os
from pathlib import Path


def assert_golden(path: Path, content: bytes) -> None:
    """That the file holds exactly this; with ``REPCHECK_WRITE_GOLDEN=1`` it is written instead."""
    if os.environ.get("REPCHECK_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()
