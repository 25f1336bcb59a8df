"""``--require`` and ``--patience`` as they are typed."""

import subprocess
from pathlib import Path

import pytest

from repcheck.demo import NameServer, demo_catalog, demo_zones
from tests.conftest import NameServerFactory
from tests.support.typed import typed


@pytest.fixture
def server(nameserver: NameServerFactory) -> NameServer:
    return nameserver(*demo_zones())


def check(folder: Path, server: NameServer, *options: str) -> "subprocess.CompletedProcess[bytes]":
    """``repcheck check`` of an address that two honest lists and one that refuses are asked about."""
    places = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(folder))
    lists = ("--lists", "demo-honest,demo-second,demo-refusing", "--catalog", str(demo_catalog()))
    given = ("check", "198.51.100.20", "--resolver", server.address, *lists, *options)
    return typed(*given, env=places)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 3),
        (("--require", "demo-honest"), 0),
        (("--require", "demo-honest,demo-second", "--patience", "all"), 0),
        (("--require", "demo-refusing", "--patience", "5"), 3),
        (("--require", "demo-honest,demo-refusing", "--min-coverage", "50%"), 0),
    ],
)
def test_only_required_lists_decide_exit_code_3(server, tmp_path, options, code):
    done = check(tmp_path, server, *options)
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--require", "demo-slow"), b'--require: "demo-slow" chooses no list that is asked'),
        (("--require", "nowhere"), b"--require: "),
        (("--patience", "long"), b'"long" is not a time in seconds'),
    ],
)
def test_what_cannot_be_meant_ends_with_2(server, tmp_path, options, says):
    done = check(tmp_path, server, *options)
    assert done.returncode == 2
    assert says in done.stderr
    assert b"Traceback" not in done.stderr
