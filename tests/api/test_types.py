"""The types of all public names are known to a type checker, down to their fields and parameters."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

import repcheck
from tests.support.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PYRIGHT = shutil.which(
    "pyright", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
)


def verified() -> list[dict[str, Any]]:
    """What ``pyright --verifytypes`` says of each symbol of the package."""
    assert PYRIGHT is not None
    # An installation that can be edited is a hook of Python's, which pyright does not follow.
    paths = os.pathsep.join((str(ROOT), sysconfig.get_path("purelib")))
    done = subprocess.run(
        [PYRIGHT, "--verifytypes", "repcheck", "--ignoreexternal", "--outputjson"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths},
        cwd=ROOT,
        timeout=PATIENCE,
    )
    symbols: list[dict[str, Any]] = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    return symbols


@pytest.mark.skipif(PYRIGHT is None, reason='pyright is not installed: pip install "pyright[nodejs]"')
def test_the_types_of_public_names_are_complete() -> None:
    homes = {f"{getattr(repcheck, name).__module__}.{name}" for name in repcheck.__all__ if name[0] != "_"}
    public = {
        symbol["name"]: symbol
        for symbol in verified()
        if any(symbol["name"] == home or symbol["name"].startswith(f"{home}.") for home in homes)
    }
    assert homes <= public.keys()
    unknown = {
        name: [fault["message"] for fault in symbol["diagnostics"]]
        for name, symbol in public.items()
        if not symbol["isTypeKnown"]
    }
    assert unknown == {}
