"""The catalog of ``typed`` as a file, and a name server that plays its lists."""

import json
from pathlib import Path

import pytest

from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from tests.cli.typed import CATALOG
from tests.conftest import NameServerFactory


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(CATALOG))
    return path


@pytest.fixture
def lists(nameserver: NameServerFactory) -> NameServer:
    """List "one" holds 192.0.2.10 and 2001:db8::10; list "two" holds 192.0.2.11."""
    return nameserver(
        z.honest(
            "one.example", {"192.0.2.10": z.Listing(("127.0.0.2",), "why $"), "2001:db8::10": "127.0.0.2"}
        ),
        z.honest("two.example", {"192.0.2.11": "127.0.0.2"}),
    )
