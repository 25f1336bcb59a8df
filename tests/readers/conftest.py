"""A log, and somebody who follows it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.readers.following import Followed


@pytest.fixture
def followed(log: Path) -> Iterator["Followed"]:
    with closing(Followed(log)) as followed:
        yield followed


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "mail.log"
    path.write_bytes(b"old 1\nold 2\n")
    return path
