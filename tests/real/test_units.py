"""The units of contrib/systemd/, as systemd itself reads and judges them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE

from .servers import program

UNITS = Path(__file__).parent.parent.parent / "contrib" / "systemd"
#: As systemd-analyze adds it up, from 0 (all is forbidden) to 10.
MOST_EXPOSED = 1.5


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Copies that start a program which is there."""
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("/usr/bin/repcheck", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    return tmp_path


def analysed(*words: object) -> "subprocess.CompletedProcess[str]":
    command = [program("systemd-analyze"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)


def test_systemd_has_nothing_to_say_of_the_units(units: Path) -> None:
    done = analysed("verify", "--man=no", *sorted(units.iterdir()))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["repcheck-monitor.service", "repcheck-serve.service"])
def test_the_service_has_few_rights(name: str, units: Path) -> None:
    done = analysed("security", "--offline=true", "--no-pager", units / name)
    found = re.search(r"exposure level for \S+: (\d+\.\d+)", done.stdout)
    assert found is not None, done.stderr
    assert float(found[1]) <= MOST_EXPOSED
