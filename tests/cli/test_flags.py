"""The options that a command of the plan repeats, so that it runs as printed."""

from pathlib import Path
from typing import Any

import pytest

from repcheck.cli.options import Options

PLAIN: dict[str, Any] = {
    "resolvers": (), "direct": False, "polite": "on", "dead_wait": 2.0, "cache": False, "timeout": None,
    "catalog": None, "config": None, "selection": None, "any_address": False, "fail_on": "low",
    "min_coverage": 0.8, "fmt": "text", "output": None, "quiet": False, "verbose": 0, "show_addresses": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "flags"),
    [
        ({}, ""),
        (
            {"resolvers": ("192.0.2.53", "[2001:db8::53]:5353")},
            "--resolver 192.0.2.53 --resolver '[2001:db8::53]:5353'",
        ),
        (
            {"catalog": Path("my lists.yaml"), "config": Path("c.yaml")},
            "--catalog 'my lists.yaml' --config c.yaml",
        ),
        ({"direct": True, "polite": "off", "any_address": True}, "--direct --polite off --any-address"),
        ({"timeout": 5.0, "fmt": "json", "selection": "all"}, ""),
    ],
)
def test_flags(given: dict[str, Any], flags: str) -> None:
    assert Options(**{**PLAIN, **given}).flags == flags
