"""The two servers and the browser, started once for all tests that only ask or look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.examples import MANY

from .browser import running_chromium
from .servers import Server, running_rbldnsd, running_unbound
from .zones import CATALOG


@pytest.fixture(scope="session")
def rbldnsd() -> Iterator[Server]:
    with running_rbldnsd() as server:
        yield server


@pytest.fixture(scope="session")
def unbound(rbldnsd: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_unbound(rbldnsd, tmp_path_factory.mktemp("unbound")) as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    with running_chromium() as where:
        yield where


@pytest.fixture(params=["rbldnsd", "unbound"])
def server(request: pytest.FixtureRequest) -> Server:
    """Either way in: straight to the list's server, or through a resolver."""
    chosen = request.getfixturevalue(request.param)
    assert isinstance(chosen, Server)
    return chosen


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    file = tmp_path / "lists.yaml"
    file.write_text(CATALOG, encoding="utf-8")
    return file


#: A minute of clusters whose processes are killed: not of each run, and never passed over in CI.
_LONG = ("test_cluster.py", "test_cluster_limits.py", "test_cluster_tls.py")
collect_ignore = [] if MANY else list(_LONG)


def pytest_report_header() -> str | None:
    """What is left out is said."""
    return None if MANY else f"left out: {', '.join(_LONG)}, which run with REPCHECK_EXAMPLES=many"
