"""What is put into the outbox for each way out."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from repcheck.app.monitor.telling import mailbag
from repcheck.model.secret import Secret
from repcheck.model.watch.monitored import Document, OpenEntry
from repcheck.model.watch.watching import Alertmanager, AlertPlan, Stdout
from repcheck.monitor.passing import Passed
from repcheck.monitor.routing import MOST_OPEN
from tests.memory.made import empty

NOW = datetime(2026, 11, 27, 10, 40, tzinfo=UTC)
DIGEST = AlertPlan(id="digest", sink=Stdout(), digest=timedelta(days=1))
ALERTS = AlertPlan(id="alerts", sink=Alertmanager(url=Secret("http://127.0.0.1:9093")))


def first_pass(listed: int) -> Document:
    entries = (OpenEntry(target=f"192.0.2.{n}", list=f"list-{n}", severity="low") for n in range(listed))
    return Document(at=NOW, baseline=True, open=tuple(entries))


def test_a_body_is_bounded_also_where_it_waits_and_grows(tmp_path: Path) -> None:
    store = empty(tmp_path)
    passed = Passed(
        at=NOW, baseline=True, memories=(), gone=(), changes=(), told=(), first=(), open=(), silent=(),
        heard=(), ended=(),
    )  # fmt: skip
    bag = mailbag(first_pass(MOST_OPEN + 7), passed, (DIGEST, ALERTS), store, (), NOW)
    held, told = bag.new
    assert len(json.loads(told.body)["open"]) == MOST_OPEN + 7  # it keeps a state of its own
    assert len(json.loads(held.body)["open"]) == MOST_OPEN
    assert json.loads(held.body)["open_left_out"] == {"listings": 7, "muted": 0, "changed": 0}
    grown = mailbag(first_pass(MOST_OPEN + 9), passed, (DIGEST,), store, (held,), NOW).amended[0]
    assert len(json.loads(grown.body)["open"]) == MOST_OPEN
    assert json.loads(grown.body)["open_left_out"]["listings"] == 9
