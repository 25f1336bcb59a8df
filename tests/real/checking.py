"""`repcheck check` as a user runs it, and what a true report would say."""

import contextlib
import ipaddress
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.patience import PATIENCE
from tests.support.typed import typed_text

from .zones import ASKED, TRUTH

#: For a run in which nothing answers.
NOT_LONG = ("--dead-wait", "0.2")
#: For all others: a server that stands still is not dead.
_LONG = ("--dead-wait", "60")
#: (target, list id) -> (state, codes)
Observed = dict[tuple[str, str], tuple[str, set[str]]]


def check(
    resolver: str, catalog: Path, *targets: str, options: Sequence[str] = ()
) -> tuple[int, dict[str, Any]]:
    """Exit code and the JSON object of one run; nothing is said on stderr but warnings."""
    code, printed = printed_by(resolver, catalog, *targets, options=("--format", "json", *options))
    document = json.loads(printed)
    assert document["schema"] == "repcheck.check/1"
    assert document["exit_code"] == code
    return code, document


def printed_by(resolver: str, catalog: Path, *targets: str, options: Sequence[str] = ()) -> tuple[int, str]:
    """Exit code and output of one run."""
    command = ["check", *targets, *options]
    command += ["--resolver", resolver, "--catalog", str(catalog), "--lists", "all", "--expand", "none"]
    command += ["--any-address", "--timeout", str(int(PATIENCE))]
    command += () if NOT_LONG[0] in options else _LONG
    # elsewhere than the checkout; what ends a run is what the servers do, and no load reaches the bound
    with contextlib.chdir(catalog.parent):
        done = typed_text(*command)
    assert done.stdout, f"exit {done.returncode}: {done.stderr}"
    return done.returncode, done.stdout


def observed(document: dict[str, Any]) -> Observed:
    """Every pair of the report; one that is there twice fails the test."""
    pairs: Observed = {}
    for target in document["targets"]:
        for entry in target["observations"]:
            key = (target["target"], entry["list"])
            assert key not in pairs
            assert (entry["reason"] is not None) == (entry["state"] == "unknown"), entry
            pairs[key] = (entry["state"], set(entry["codes"]))
    return pairs


def expected(*targets: str) -> Observed:
    """What a true report on these addresses and domains says."""
    pairs: Observed = {}
    for target in targets:
        for list_id, (zone, kinds) in ASKED.items():
            if kind_of(target) in kinds:
                codes = TRUTH[zone].get(target)
                pairs[target, list_id] = ("listed", codes) if codes else ("clean", set())
    return pairs


def kind_of(target: str) -> str:
    try:
        return f"ipv{ipaddress.ip_address(target).version}"
    except ValueError:
        return "domain"


def assert_no_lie(pairs: Observed, truth: Observed) -> None:
    """No pair is missing; each says the truth or that it is unknown."""
    assert pairs.keys() == truth.keys()
    for key, (state, codes) in pairs.items():
        assert state == "unknown" or (state, codes) == truth[key], key
