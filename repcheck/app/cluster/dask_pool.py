"""A pool of Dask's workers. Dask is imported here and in ``dask_line``, only when a cluster was asked for."""

import logging
import platform
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from repcheck._version import __version__
from repcheck.app.cluster.address import OPTION, ClusterAddress, strays
from repcheck.app.cluster.dask_line import lent_by
from repcheck.app.cluster.hands import Pool
from repcheck.app.cluster.lending import Ask, OpenLine
from repcheck.errors import BadOption, Unreachable

if TYPE_CHECKING:
    from distributed import Client

#: Seconds for the first connection, and for a scheduler or workers to come back.
_CONNECT = 10
_RETURN = 10
#: Tasks that a process of our own does side by side: sweeps wait for answers most of the time.
_THREADS = 16
#: Where Dask's own configuration names the files; DASK_DISTRIBUTED__COMM__TLS__CA_FILE and so on do, too.
_CERTIFICATES = tuple(f"distributed.comm.tls.{name}" for name in ("ca-file", "client.cert", "client.key"))


def about() -> str:
    """What a worker runs; two that say the same understand each other."""
    return f"repcheck {__version__} on Python {platform.python_version().rpartition('.')[0]}"


@contextmanager
def dask_pool(address: ClusterAddress) -> Iterator[Pool]:
    """The workers of a cluster, all of which run what we run.

    Raises BadOption when Dask is missing, or when workers run something else or are not safe to talk to, and
    Unreachable when nobody answers.
    """
    try:
        import dask
        import distributed
    except ImportError:
        raise BadOption("needs Dask: pip install 'repcheck[cluster]'", OPTION) from None
    # repcheck reports what happens to workers, in a line.
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    settings = {
        "distributed.comm.timeouts.connect": f"{_CONNECT}s",
        "distributed.comm.require-encryption": address.encrypted,
    }
    with ExitStack() as stack:
        stack.enter_context(dask.config.set(settings))
        stack.enter_context(_quiet())
        if address.encrypted and not all(map(dask.config.get, _CERTIFICATES, [None] * 3)):
            raise BadOption(f"tls:// needs what Dask calls {', '.join(_CERTIFICATES)}", OPTION)
        where: Any = address.scheduler
        if where is None:
            where = stack.enter_context(_own(address.processes))
        try:
            client = distributed.Client(
                where,
                timeout=_CONNECT,
                set_as_default=False,
                security=distributed.Security() if address.encrypted else None,
            )
        except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as error:
            raise Unreachable(f"no scheduler answers: {_why(error)}", address.scheduler or OPTION) from None
        stack.callback(_close, client)
        pool = DaskPool(client)
        pool.check()
        yield pool


class DaskPool:
    """See ``Pool``."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self.executor: Executor = client.get_executor(pure=False, retries=0)
        self._slots = (1, 1)

    def check(self) -> None:
        """Wait for the first worker; raises BadOption when not all are as they must be."""
        if not self._returned():
            raise Unreachable("the scheduler has no workers", OPTION)
        found = self._workers()
        if wrong := strays(list(found)):
            raise BadOption(f"the worker {wrong[0]} is reached without TLS and over a network", OPTION)
        told = {"the scheduler": self._client.run_on_scheduler(about)}
        told |= {f"the worker {at}": said for at, said in self._client.run(about, on_error="return").items()}
        for who, said in told.items():
            if said != about():
                runs = said if isinstance(said, str) else f"something that cannot run repcheck ({_why(said)})"
                raise BadOption(f"{who} runs {runs}, and this is {about()}: install the same there", OPTION)

    def slots(self, *, whole: bool) -> int:
        """See ``Pool``."""
        try:
            threads = self._workers() if self._client.status == "running" else {}
        except Exception:  # noqa: BLE001 - whatever a broken connection raises: what is open tells soon
            threads = {}
        if threads:
            self._slots = (len(threads), sum(threads.values()))
        return self._slots[0] if whole else self._slots[1]

    def _workers(self) -> dict[str, int]:
        """Each worker's address, and the tasks that it does side by side."""
        found: dict[str, int] = self._client.nthreads()
        return found

    def alive(self) -> bool:
        """See ``Pool``."""
        return self._returned()

    def _returned(self) -> bool:
        try:
            self._client.wait_for_workers(1, timeout=_RETURN)
        except Exception:  # noqa: BLE001 - whatever a broken connection raises
            return False
        return bool(self._client.status == "running")

    def lending(self, ask: Ask) -> AbstractContextManager[OpenLine]:
        """See ``Pool``: through the scheduler, as all that is said."""
        return lent_by(self._client, ask)


@contextmanager
def _own(processes: int | None) -> Iterator[Any]:
    """Processes on this machine, reached by loopback alone, that end with us."""
    import os

    import distributed

    cluster = distributed.LocalCluster(
        n_workers=processes or os.cpu_count() or 1,
        threads_per_worker=_THREADS,
        host="127.0.0.1",
        memory_limit=0,  # a worker that is paused would let questions time out
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )
    try:
        yield cluster
    finally:
        cluster.close()


def _close(client: "Client") -> None:
    client.close(timeout=2)


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask warns of versions and ports, which we check and choose ourselves."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"distributed(\.|$)")
        yield


def _why(error: object) -> str:
    text = str(error).strip().partition("\n")[0]
    return text or type(error).__name__
