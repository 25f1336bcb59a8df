"""The command as a user types it, and a catalog of two lists for it."""

import subprocess

from tests.support.typed import typed_text

CATALOG = {
    "version": 1,
    "lists": [
        {
            "id": "one",
            "zone": "one.example",
            "asks": ["ipv4", "ipv6"],
            "severity": "high",
            "codes": {"127.0.0.2": "spam"},
        },
        {
            "id": "two",
            "zone": "two.example",
            "asks": ["ipv4"],
            "severity": "low",
            "codes": {"127.0.0.2": "spam"},
        },
    ],
}


def repcheck(
    *arguments, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """In this process."""
    return typed_text(*arguments, stdin=stdin, env=env)


def states(document) -> dict[tuple[str, str], str]:
    return {
        (target["target"], seen["list"]): seen["reason"] or seen["state"]
        for target in document["targets"]
        for seen in target["observations"]
    }
