"""Fixtures that every part's tests may use."""

import functools
import gc
import os
import socket
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

import pytest

from repcheck.catalog import cache
from repcheck.demo.nameserver import NameServer
from repcheck.demo.zones import Zone
from tests.support.examples import load_profile

if TYPE_CHECKING:
    from tests.support.postgres import Postgres

NameServerFactory = Callable[..., NameServer]
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

load_profile()

#: As in CI: what a machine lacks is a failure there, so that nothing goes untested without being noticed.
NO_SKIPS = os.environ.get("REPCHECK_REQUIRE_REAL") == "1"


# What collecting makes stays to the end: nothing is found by walking over it again and again.
gc.disable()
#: How many objects are made before the young are looked at, how often that is before the middle ones are, and
#: then the old. With Python's own 700, tests that parse large files walk over the half-built result hundreds
#: of times; what tests leave behind is small.
_YOUNG, _MIDDLE, _OLD = 50_000, 20, 20


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """From here on garbage is collected, and what is there now is left alone."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that is skipped has failed, where nothing may be."""
    return _forbidden((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that is skipped whole."""
    return _forbidden((yield))


def _forbidden(report: Report) -> Report:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which REPCHECK_REQUIRE_REAL=1 forbids: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _catalogs_taken_apart_once() -> Iterator[None]:
    """Commands that tests run in this process share what each process does once: a tenth of what they take.

    A kept catalog is still read, and believed by what it was made from alone.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_decoded", functools.lru_cache(8)(cache._decoded))
        yield


@pytest.fixture
def nameserver() -> Iterator[NameServerFactory]:
    """``nameserver(zone, zone, ...)`` is a running name server with these zones; it ends with the test."""
    with ExitStack() as running:

        def start(*zones: Zone, host: str = "127.0.0.1") -> NameServer:
            return running.enter_context(NameServer(zones, host=host))

        yield start


@pytest.fixture(scope="session")
def postgres() -> Iterator["Postgres"]:
    """A PostgreSQL, started once for all tests; those that want it are skipped where it is not installed."""
    from tests.support.postgres import running_postgres

    with running_postgres() as server:
        yield server


@pytest.fixture
def unused_address() -> Iterator[str]:
    """A loopback address and port where nothing answers, UDP or TCP, and nobody begins to during the test.

    A datagram socket that is connected elsewhere takes nothing from others, and a stream socket that does
    not listen takes no connection: both are refused as if nothing were there, but the port is held.
    """
    with ExitStack() as held:
        port = None
        while port is None:
            port = _port_of_both(held)
        yield f"127.0.0.1:{port}"


def _port_of_both(held: ExitStack) -> int | None:
    """A port that is now taken for UDP and TCP, until ``held`` ends; None: that for TCP is another's."""
    datagrams = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    stream = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
    datagrams.bind(("127.0.0.1", 0))
    port: int = datagrams.getsockname()[1]
    datagrams.connect(("127.0.0.1", 9))
    try:
        stream.bind(("127.0.0.1", port))
    except OSError:
        return None
    return port
