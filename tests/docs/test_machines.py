"""The page about several machines, typed on a real database: each block by a machine of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.demo import NameServer, demo_zones
from tests.docs.page import ROOT, blocks
from tests.docs.shell import Shell, agrees, clone_at
from tests.support.postgres import Postgres

PAGE = ROOT / "docs" / "machines.md"
REASON = "needs a PostgreSQL server"
#: The address that the page has its reader export.
_WRITTEN = re.compile(r"export REPCHECK_DB='(postgresql://[^']*)'")


@pytest.fixture
def shell() -> Iterator[Shell]:
    with NameServer(demo_zones()) as server:
        yield Shell(server.address)


def test_the_page_shows_what_each_machine_prints(
    shell: Shell, postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone_at(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPCHECK_SECOND", postgres.fresh())
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    machines = 0
    for block in blocks(PAGE.read_text(encoding="utf-8")):
        if block.file is not None:
            Path(block.file).write_text(block.text, encoding="utf-8")
        if block.not_run != REASON:
            continue
        machines += 1
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / f"machine {machines}"))
        for step in block.steps():
            if _WRITTEN.fullmatch(step.typed):
                monkeypatch.setenv("REPCHECK_DB", postgres.fresh())
                continue
            printed = shell.type(step.typed)
            if not agrees(step.printed, printed):
                pytest.fail(f"machines.md:{step.line}: $ {step.typed}\nprints\n" + "\n".join(printed))
    assert machines == 4
