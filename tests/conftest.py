"""Fixtures that every part's tests may use."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.zones import Zone

NameServerFactory = Callable[..., NameServer]


@pytest.fixture
def nameserver() -> Iterator[NameServerFactory]:
    """``nameserver(zone, zone, ...)`` is a running name server with these zones; it ends with the test."""
    with ExitStack() as running:

        def start(*zones: Zone, host: str = "127.0.0.1") -> NameServer:
            return running.enter_context(NameServer(zones, host=host))

        yield start


@pytest.fixture
def unused_address() -> str:
    """A loopback address and port where nothing listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as held:
        held.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{held.getsockname()[1]}"
