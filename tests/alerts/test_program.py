"""A program of the user's as a way out."""

import os
import signal
import sys
from pathlib import Path

import pytest

from repcheck.alerts.program import Program
from repcheck.alerts.running import run
from tests.alerts.messages import MESSAGE


def program(code: str) -> Program:
    return Program([sys.executable, "-c", code], {})


async def test_it_gets_the_document_and_the_gist(tmp_path: Path) -> None:
    target = tmp_path / "got"
    code = (
        f"import os, sys; to = open({str(target)!r}, 'w'); "
        "to.write(chr(10).join(os.environ['REPCHECK_' + name] for name in ('ID', 'SUBJECT', 'SCHEMA'))); "
        "to.write(chr(10) + sys.stdin.read())"
    )
    assert (await program(code).send(MESSAGE)).taken
    assert target.read_text().split("\n") == [
        MESSAGE.id,
        MESSAGE.subject,
        "repcheck.monitor/1",
        MESSAGE.document,
    ]


@pytest.mark.parametrize(
    ("code", "permanent", "said"),
    [
        ("import sys; sys.exit('no\x1b[31m network')", False, "exit 1: no?[31m network"),
        ("import sys; sys.exit(64)", True, "exit 64"),
        ("import os; os.kill(os.getpid(), 9)", False, "exit -9"),
    ],
)
async def test_a_failure_is_tried_again_unless_it_says_that_it_is_final(
    code: str, permanent: bool, said: str
) -> None:
    done = await program(code).send(MESSAGE)
    assert (done.taken, done.permanent, done.said) == (False, permanent, said)


async def test_one_that_reads_nothing_and_talks_much_is_no_trouble() -> None:
    assert (await program("import sys; sys.stderr.write('x' * 1000000)").send(MESSAGE)).taken


async def test_one_that_is_not_there_is_tried_again() -> None:
    done = await Program(["/nonexistent/page-me"], {}).send(MESSAGE)
    assert (done.taken, done.permanent) == (False, False)
    assert done.said.startswith("cannot be run")


async def test_one_that_never_ends_is_killed_whatever_it_says() -> None:
    flood = "import sys\nwhile True: sys.stderr.write('x' * 100000)"
    assert (await run([sys.executable, "-c", flood], b"y" * 1_000_000, seconds=0)).code is None


async def test_what_a_program_leaves_behind_is_not_waited_for() -> None:
    ran = await run(["/bin/sh", "-c", "sleep 9999 & echo $! >&2"], b"y" * 1_000_000)
    os.kill(int(ran.said), signal.SIGKILL)
    assert ran.code == 0
