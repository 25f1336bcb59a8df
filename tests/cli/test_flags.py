"""The options that a command of the plan repeats, so that it runs as printed."""

from pathlib import Path
from typing import Any

from repcheck.cli.options import Chosen, Network
from repcheck.cli.options.flags import flags
from tests.support.tables import each


@each(
    "chosen, network, typed",
    [
        ({}, {}, ""),
        (
            {},
            {"resolvers": ("192.0.2.53", "[2001:db8::53]:5353")},
            "--resolver 192.0.2.53 --resolver '[2001:db8::53]:5353'",
        ),
        (
            {"catalog": Path("my lists.yaml"), "config": Path("c.yaml")},
            {},
            "--catalog 'my lists.yaml' --config c.yaml",
        ),
        ({"any_address": True}, {"direct": True, "polite": "off"}, "--direct --polite off --any-address"),
        ({"selection": "all"}, {"timeout": 5.0}, ""),
    ],
)
def test_flags(chosen: dict[str, Any], network: dict[str, Any], typed: str) -> None:
    assert flags(Chosen(**chosen), Network(**network)) == typed
