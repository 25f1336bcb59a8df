"""Processes of our own as workers: the same report, and one that dies takes nothing with it."""

import os

import pytest

from repcheck.app.cluster import jobs, processes
from repcheck.app.cluster.jobs import InProcesses
from repcheck.app.cluster.processes import Processes
from tests.app.cluster.worlds import documents, read
from tests.support.one_bounce import BOUNCE


@pytest.fixture
def sources(tmp_path):
    for number in range(3):
        mails = (BOUNCE.replace(b"frank", b"frank%d" % (10 * number + each)) for each in range(9))
        (tmp_path / f"box{number}").write_bytes(
            b"".join(b"From x Mon Nov 23 10:00:00 2026\n" + mail + b"\n" for mail in mails)
        )
    return (str(tmp_path),)


def test_processes_make_the_report_of_one(sources, monkeypatch):
    monkeypatch.setattr(jobs, "_RANGE", 1500)
    monkeypatch.setattr(jobs, "_FEW", 100)
    assert documents(sources, InProcesses(2, print)) == documents(sources)


def test_what_is_little_starts_no_process(sources, monkeypatch):
    def never(*_):
        raise AssertionError("a process was started")

    monkeypatch.setattr(processes, "WorkerProcess", never)
    assert documents(sources, InProcesses(2, print)) == documents(sources)
    records, *_ = read(sources)
    assert len(records) == 27


def test_a_process_that_dies_has_a_successor_and_one_that_fails_goes_on():
    with Processes(1) as pool:
        with pytest.raises((EOFError, OSError)):
            pool.submit(os._exit, 1).result()
        with pytest.raises(RuntimeError, match="ValueError"):
            pool.submit(int, "x").result()
        assert pool.submit(len, "abc").result() == 3
        assert pool.alive()
    assert not pool.alive()
