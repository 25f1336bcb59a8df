"""Daily limits of lists, shared by all runs of a user."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from repcheck.app.run.quota import Quota, budget_findings
from repcheck.demo import zones as z
from repcheck.store.quota_file import QuotaFile
from tests.app.run.limited import a_list
from tests.support.patience import PATIENCE

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def quota(directory: Path) -> Quota:
    return Quota(QuotaFile(directory, lambda: NOW), lambda line: None)


def test_a_list_without_a_limit_may_be_asked_freely(tmp_path):
    assert quota(tmp_path).reserve(a_list(None), 1_000_000) == 1_000_000
    assert list(tmp_path.iterdir()) == []


def test_the_budget_is_shared_and_what_is_not_used_goes_back(tmp_path):
    first, entry = quota(tmp_path), a_list(100)
    first.stock_up({"bl": (entry, 80)})
    assert first.reserve(entry, 30) == 30
    first.settle()
    second = quota(tmp_path)
    assert second.reserve(entry, 90) == 70
    (finding,) = budget_findings(second.free_again)
    assert finding.id == "budget_spent"
    assert "2026-11-24T00:00:00Z" in finding.says


def test_without_counts_only_what_is_certainly_allowed_is_asked(tmp_path):
    """As if a run began in each minute of the day: 1,440 of them keep the limit."""
    told: list[str] = []
    directory = tmp_path / "state"
    directory.mkdir()
    (directory / "budget.lock").mkdir()
    limited = Quota(QuotaFile(directory, lambda: NOW), told.append)
    assert [limited.reserve(a_list(10), 50) for _ in range(2)] == [0, 0]
    many = msgspec.structs.replace(a_list(14_400), id="many")
    assert [limited.reserve(many, 7), limited.reserve(many, 7)] == [7, 3]
    assert limited.reserve(a_list(None), 50) == 50
    assert len(told) == 1


def test_what_was_reserved_before_the_counts_were_lost_may_still_be_asked(tmp_path):
    limited = quota(tmp_path)
    limited.stock_up({"bl": (a_list(100), 20)})
    (tmp_path / "budget.lock").unlink()
    (tmp_path / "budget.lock").mkdir()
    assert limited.reserve(a_list(100), 30) == 20


def test_one_more_question_at_a_time_is_reserved_in_handfuls_and_given_back(tmp_path):
    first, entry = quota(tmp_path), a_list(20)
    assert [first.reserve(entry, 1) for _ in range(3)] == [1, 1, 1]
    first.settle()
    second = quota(tmp_path)
    assert second.reserve(entry, 15) == 15
    assert list(budget_findings(second.free_again)) == []
    assert [second.reserve(entry, 1) for _ in range(3)] == [1, 1, 0]


def test_what_the_budget_withholds_is_unknown_and_never_clean(nameserver, tmp_path):
    server = nameserver(z.honest("bl.example", {"192.0.2.1": "127.0.0.2"}))
    catalog = tmp_path / "catalog.json"
    entry = {
        "id": "bl",
        "zone": "bl.example",
        "asks": ["ipv4"],
        "codes": {"127.0.0.2": "spam"},
        "limits": {"per_day": 6},
    }
    catalog.write_text(json.dumps({"version": 1, "lists": [entry]}))
    options = ["--resolver", server.address, "--catalog", str(catalog), "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "repcheck", "check", "192.0.2.0/28", *options],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "STATE_DIRECTORY": str(tmp_path / "state")},
    )
    document = json.loads(done.stdout)
    states = [
        seen["reason"] or seen["state"] for target in document["targets"] for seen in target["observations"]
    ]
    assert len(states) == 16
    # Two of the six went to the test points, four to addresses, none was left for a text.
    assert states.count("budget_spent") == 12
    assert "clean" in states
    assert [finding["id"] for finding in document["findings"]][:1] == ["budget_spent"]
    assert sum(name.endswith("bl.example") for name, _ in server.asked) <= 6
