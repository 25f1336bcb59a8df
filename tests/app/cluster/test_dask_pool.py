"""Workers that are not as they must be are refused in one line, before anything is asked."""

from concurrent.futures import Executor
from typing import Any, cast

import pytest

from repcheck.app.cluster.dask_pool import DaskPool, about
from repcheck.errors import BadOption, Unreachable
from tests.support.tables import each

SAFE = "tls://192.0.2.7:4000"
OLD = "repcheck 0.0.9 on Python 3.11"


class Client:
    """As much of Dask's as is asked: workers by their address, and what each says that it runs."""

    status = "running"

    def __init__(self, workers: dict[str, Any], scheduler: str) -> None:
        self._workers = workers
        self._scheduler = scheduler

    def get_executor(self, **_: Any) -> Executor:
        return cast("Executor", None)

    def wait_for_workers(self, _count: int, timeout: float) -> None:
        if not self._workers:
            raise TimeoutError(timeout)

    def nthreads(self) -> dict[str, int]:
        return dict.fromkeys(self._workers, 4)

    def run_on_scheduler(self, _: Any) -> str:
        return self._scheduler

    def run(self, _: Any, on_error: str) -> dict[str, Any]:
        assert on_error == "return"
        return self._workers


def pool(workers: dict[str, Any], scheduler: str | None = None) -> DaskPool:
    return DaskPool(cast("Any", Client(workers, about() if scheduler is None else scheduler)))


def test_workers_that_run_the_same_are_taken():
    ours = pool({SAFE: about(), "tcp://127.0.0.1:4001": about()})
    ours.check()
    assert (ours.slots(whole=True), ours.slots(whole=False)) == (2, 8)


@each(
    "workers, scheduler, says",
    [
        ({SAFE: OLD}, None, f"the worker {SAFE} runs {OLD}, and this is {about()}: install the same there"),
        ({SAFE: about()}, OLD, f"the scheduler runs {OLD}, and this is"),
        (
            {SAFE: ImportError("no repcheck")},
            None,
            f"the worker {SAFE} runs something that cannot run repcheck",
        ),
        ({"tcp://192.0.2.7:4000": about()}, None, "is reached without TLS and over a network"),
    ],
)
def test_others_are_named(workers, scheduler, says):
    with pytest.raises(BadOption) as refused:
        pool(workers, scheduler).check()
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_scheduler_without_workers_is_not_waited_for_for_ever():
    with pytest.raises(Unreachable, match="no workers"):
        pool({}).check()
