"""A cluster is this machine, or it speaks TLS."""

import pytest

from repcheck.app.cluster.address import ClusterAddress, parse_cluster, strays
from repcheck.errors import BadOption
from tests.support.tables import each


@each(
    "text, address",
    [
        ("local", ClusterAddress()),
        ("local:3", ClusterAddress(processes=3)),
        ("tcp://127.0.0.1:8786", ClusterAddress("tcp://127.0.0.1:8786")),
        ("tcp://[::1]:8786", ClusterAddress("tcp://[::1]:8786")),
        ("tcp://localhost:8786", ClusterAddress("tcp://localhost:8786")),
        ("tls://scheduler.example.com:8786", ClusterAddress("tls://scheduler.example.com:8786")),
        ("tls://192.0.2.7:8786", ClusterAddress("tls://192.0.2.7:8786")),
    ],
)
def test_these_are_clusters(text, address):
    assert parse_cluster(text) == address
    assert address.encrypted is text.startswith("tls")


@each(
    "text",
    [
        "tcp://192.0.2.7:8786", "tcp://scheduler.example.com:8786", "tcp://localhost.example.com:8786",
        "tcp://[2001:db8::1]:8786", "tcp://user@127.0.0.1:8786", "tcp://127.0.0.1", "tcp://127.0.0.1:0",
        "tls://127.0.0.1:70000", "ucx://127.0.0.1:8786", "local:0", "local:x", "localhost:8786", "",
    ],
)  # fmt: skip
def test_these_are_refused(text):
    with pytest.raises(BadOption, match="--cluster"):
        parse_cluster(text)


def test_workers_reached_over_a_network_without_tls_are_named():
    safe = ["tls://192.0.2.7:1", "tcp://127.0.0.1:2", "tcp://[::1]:3"]
    assert strays(safe) == []
    assert strays([*safe, "tcp://192.0.2.7:4", "ws://127.0.0.1:5"]) == [
        "tcp://192.0.2.7:4",
        "ws://127.0.0.1:5",
    ]
