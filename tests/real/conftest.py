"""The two servers, started once for all tests that only ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
