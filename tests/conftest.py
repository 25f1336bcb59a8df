"""Fixtures that every part's tests may use."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from repcheck.demo.nameserver import NameServer
from repcheck.demo.zones import Zone
from tests.support.examples import load_profile

NameServerFactory = Callable[..., NameServer]

load_profile()


@pytest.fixture
def nameserver() -> Iterator[NameServerFactory]:
    """``nameserver(zone, zone, ...)`` is a running name server with these zones; it ends with the test."""
    with ExitStack() as running:

        def start(*zones: Zone, host: str = "127.0.0.1") -> NameServer:
            return running.enter_context(NameServer(zones, host=host))

        yield start


@pytest.fixture
def unused_address() -> Iterator[str]:
    """A loopback address and port where nothing answers, UDP or TCP, and nobody begins to during the test.

    A datagram socket that is connected elsewhere takes nothing from others, and a stream socket that does
    not listen takes no connection: both are refused as if nothing were there, but the port is held.
    """
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream,
    ):
        datagrams.bind(("127.0.0.1", 0))
        port = datagrams.getsockname()[1]
        datagrams.connect(("127.0.0.1", 9))
        stream.bind(("127.0.0.1", port))
        yield f"127.0.0.1:{port}"
