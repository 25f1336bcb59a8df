"""200 browsers on the live page: what the server needs for them, and what a pass beside it takes.

``python -m bench.live [CLIENTS]``. Each client does what live.js does: it listens, and loads the page again
on a change. Passes are those of ``repcheck monitor`` on the store that the server shows. The exit code is 1
when more is needed than the wall promises. Seconds tell little beside other work; CPU of a pass tells whether
the store makes it wait or do more.
"""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import aiohttp
import msgspec
from tabulate import tabulate

from repcheck.catalog.load import load_catalog
from repcheck.demo.history import write_history
from repcheck.demo.nameserver import NameServer
from repcheck.demo.scenario import demo_catalog, demo_zones
from repcheck.demo.watched import demo_config
from repcheck.store.sql.state import open_state

CLIENTS, PASSES = 200, 5
#: What the wall promises.
MOST_MB, MOST_SLOWER = 300, 0.10


class Took(msgspec.Struct, frozen=True):
    """Seconds of one pass, by the clock and of CPU."""

    seconds: float
    cpu: float


def main(clients: int) -> int:
    """Measure with so many clients."""
    with tempfile.TemporaryDirectory() as folder, NameServer(demo_zones()) as names:
        store = open_state(Path(folder) / "state.sqlite3")
        write_history(store, load_catalog(demo_catalog()), datetime.now(UTC))
        store.close()
        options = ["--state", folder, "--catalog", str(demo_catalog()), "--config", str(demo_config())]
        options += ["--resolver", names.address]
        words = [sys.executable, "-m", "repcheck", "serve", "--listen", "127.0.0.1:0", *options]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ourselves
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            try:
                return asyncio.run(measured(url, server.pid, options, clients))
            finally:
                server.terminate()


async def measured(url: str, pid: int, options: list[str], clients: int) -> int:
    """Passes without and with the clients, and what the server has held by then."""
    alone = [await asyncio.to_thread(one_pass, options) for _ in range(PASSES)]
    loads: list[float] = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        listening = asyncio.Semaphore(0)
        tasks = [group.create_task(browser(session, url, loads, listening)) for _ in range(clients)]
        for _ in range(clients):
            await listening.acquire()
        beside = [await asyncio.to_thread(one_pass, options) for _ in range(PASSES)]
        await asyncio.sleep(5)  # the server looks at its store each three seconds
        memory = peak_of(pid)
        for task in tasks:
            task.cancel()
    slower = median(one.seconds for one in beside) / median(one.seconds for one in alone) - 1
    rows = [
        ("browsers", f"{clients}"),
        ("memory of the server at most", f"{memory:.0f} MB"),
        ("pages loaded after changes", f"{len(loads)}"),
        ("median time of a page", f"{median(loads or [0]) * 1000:.0f} ms"),
        ("pass alone", _told(alone)),
        ("pass beside them", f"{_told(beside)} ({slower:+.0%})"),
    ]
    print(tabulate(rows, ("what", "measured"), disable_numparse=True))
    return int(memory > MOST_MB or slower > MOST_SLOWER or not loads)


async def browser(
    session: aiohttp.ClientSession, url: str, loads: list[float], listening: asyncio.Semaphore
) -> None:
    """One page that is looked at."""
    async with session.get(f"{url}live", timeout=aiohttp.ClientTimeout(total=None)) as stream:
        assert stream.status == 200, stream.status
        listening.release()
        async for line in stream.content:
            if line.startswith(b"event: change"):
                begun = time.monotonic()
                async with session.get(url) as page:
                    await page.read()
                loads.append(time.monotonic() - begun)


def one_pass(options: list[str]) -> Took:
    """What one takes; the server is a child as well, but counts once it has ended."""
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "repcheck", "monitor", "--quiet", *options]
    subprocess.run(words, check=False, capture_output=True)  # noqa: S603 - ourselves
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(time.monotonic() - begun, cpu)


def _told(passes: list[Took]) -> str:
    """The medians."""
    return f"{median(one.seconds for one in passes):.2f} s, {median(one.cpu for one in passes):.2f} s of CPU"


def peak_of(pid: int) -> float:
    """MB that a process has held at most (proc_pid_status(5))."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise AssertionError(os.strerror(2))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS))
