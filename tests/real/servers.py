"""rbldnsd and unbound as child processes on loopback, and a relay that can take rbldnsd away mid-run."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import dns.exception
import dns.message
import dns.query
import dns.rcode
import pytest

from tests.support.patience import PATIENCE

from .zones import SERVED, write_zones

LOOPBACK = "127.0.0.1"
START_SECONDS = 300.0
STOP_SECONDS = 5.0
#: rbldnsd's log of what it was asked, beside its own
QUERIES = "queries"

_UNBOUND_CONFIG = """\
server:
    interface: {address}@{port}
    do-ip6: no
    do-daemonize: no
    chroot: ""
    username: ""
    directory: "{folder}"
    pidfile: ""
    use-syslog: no
    logfile: ""
    num-threads: 1
    module-config: "iterator"
    access-control: 127.0.0.0/8 allow
    do-not-query-localhost: no
    # what is not served here does not exist: no question leaves this machine
    local-zone: "." static
{local_zones}
remote-control:
    control-enable: no
{stub_zones}
"""


class DidNotStartError(Exception):
    """A server that ended, or did not answer in time; holds what it printed."""


def program(name: str) -> str:
    """Path of a server's program. Without it: skipped, or failed under REPCHECK_REQUIRE_REAL=1."""
    path = os.environ.get("PATH", os.defpath) + ":/usr/local/sbin:/usr/sbin"
    found = shutil.which(name, path=path)
    if found is not None:
        return found
    packages = (
        "rbldnsd unbound nsd ldnsutils postfix prometheus icinga2-bin chromium groovy default-jre-headless "
        "ruby nginx-light caddy"
    )
    message = f"{name} is not installed: apt install {packages}"
    if os.environ.get("REPCHECK_REQUIRE_REAL") == "1":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


class Server:
    """A running name server at ``host``, ``port``."""

    def __init__(self, command: list[str], port: int, log: Path, host: str = LOOPBACK) -> None:
        self.host = host
        self.port = port
        self._log = log
        with log.open("wb") as stream:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT
            )

    @property
    def resolver(self) -> str:
        """As ``--resolver`` takes it."""
        return f"{self.host}:{self.port}"

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    @property
    def questions(self) -> int:
        """How many questions rbldnsd was asked so far."""
        return len(self._log.with_name(QUERIES).read_bytes().splitlines())

    def wait_until_answering(self, name: str) -> None:
        """Return once ``name`` is answered with NOERROR."""
        query = dns.message.make_query(name, "A")
        end = time.monotonic() + START_SECONDS
        while self.running and time.monotonic() < end:
            try:
                answer = dns.query.udp(query, self.host, timeout=0.2, port=self.port)
            except (dns.exception.DNSException, OSError):
                continue
            if answer.rcode() == dns.rcode.NOERROR:
                return
        state = "does not answer" if self.running else f"ended with {self._process.returncode}"
        raise DidNotStartError(f"{self._process.args!r} {state}:\n{self._log.read_text(errors='replace')}")

    def kill(self) -> None:
        """Take it away at once; returns when its port is closed."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """End it as a service manager would."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


def free_port() -> int:
    """A port that is free for UDP and TCP now; another process may still take it first."""
    for _ in range(50):
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        ):
            udp.bind((LOOPBACK, 0))
            port = int(udp.getsockname()[1])
            try:
                tcp.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    raise DidNotStartError("no port is free for both UDP and TCP")


def started(build: Callable[[int], list[str]], ask: str, log: Path) -> Server:
    """Start on a free port; again on another when somebody else was quicker."""
    for last_try in (False, False, True):
        port = free_port()
        server = Server(build(port), port, log)
        try:
            server.wait_until_answering(ask)
        except DidNotStartError:
            server.stop()
            if last_try:
                raise
        else:
            return server
    raise AssertionError("unreachable")


@contextmanager
def running_rbldnsd(
    write: Callable[[Path], list[str]] = write_zones,
    ask: str = "2.0.0.127.both.bl.example",
    *,
    host: str = LOOPBACK,
    port: int | None = None,
) -> Iterator[Server]:
    """rbldnsd with the zones of this folder, or those that ``write`` writes; ``ask`` is a name in one.

    Without a ``port`` on a free one of LOOPBACK.
    """
    executable = program("rbldnsd")
    # Not pytest's tmp_path: rbldnsd drops root before it reads, and only its owner may enter that.
    with tempfile.TemporaryDirectory(prefix="repcheck-rbldnsd-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        zones = write(folder)
        user = ["-u", "nobody"] if os.getuid() == 0 else []
        queries = folder / QUERIES
        queries.touch()
        queries.chmod(0o666)

        def command(port: int) -> list[str]:
            # -n: in the foreground; -c 0: files do not change; +: each question is logged at once
            options = ["-n", "-c", "0", "-l", f"+{queries}", "-b", f"{host}/{port}"]
            return [executable, *user, *options, *zones]

        if port is None:
            server = started(command, ask, folder / "log")
        else:
            server = Server(command(port), port, folder / "log", host)
        try:
            server.wait_until_answering(ask)
            yield server
        finally:
            server.stop()


@contextmanager
def _unbound(
    folder: Path,
    ask: str,
    local_zones: Iterable[str],
    stub_zones: Iterable[str] = (),
    *,
    host: str = LOOPBACK,
    port: int | None = None,
) -> Iterator[Server]:
    executable = program("unbound")
    config = folder / "unbound.conf"

    def command(port: int) -> list[str]:
        text = _UNBOUND_CONFIG.format(
            address=host,
            port=port,
            folder=folder,
            local_zones="\n".join(f"    {line}" for line in local_zones),
            stub_zones="\n".join(stub_zones),
        )
        config.write_text(text, encoding="ascii")
        return [executable, "-d", "-p", "-c", str(config)]

    log = folder / "unbound.log"
    server = started(command, ask, log) if port is None else Server(command(port), port, log, host)
    try:
        server.wait_until_answering(ask)
        yield server
    finally:
        server.stop()


@contextmanager
def running_unbound(
    upstream: Server,
    folder: Path,
    zones: Iterable[str] = SERVED,
    ask: str = "2.0.0.127.both.bl.example",
    *,
    host: str = LOOPBACK,
    port: int | None = None,
) -> Iterator[Server]:
    """unbound that resolves these zones at ``upstream`` and knows nothing else; ``ask`` is a name in one.

    Without a ``port`` on a free one of LOOPBACK.
    """
    zones = tuple(zones)
    local = [f'local-zone: "{zone}." transparent' for zone in zones]
    stubs = [f'stub-zone:\n    name: "{zone}."\n    stub-addr: {LOOPBACK}@{upstream.port}' for zone in zones]
    with _unbound(folder, ask, local, stubs, host=host, port=port) as server:
        yield server


@contextmanager
def running_signpost(zones: Iterable[str], hosts: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """unbound that tells the name servers of ``zones`` and refuses every other name below them.

    ``hosts``  name of each name server -> its IPv4 address. Every question is a line of unbound.log.
    """
    lines = ["log-queries: yes"]
    for zone in zones:
        lines.append(f'local-zone: "{zone}." refuse')
        lines += [f"local-data: '{zone}. NS {host}.'" for host in hosts]
    lines += [f"local-data: '{host}. A {address}'" for host, address in hosts.items()]
    with _unbound(folder, next(iter(hosts)), lines) as server:
        yield server


class Relay:
    """Passes datagrams to ``upstream`` one by one; once it has told enough, it ends.

    So a server can be taken away in the middle of a run, always after the same answers.

    ``told``    the names of the questions that were answered, in their order
    ``enough``  whether these are the answers after which the server goes
    ``at_end``  takes it away; the port of the relay is closed then, too
    """

    def __init__(
        self, upstream: Server, enough: Callable[[Sequence[str]], bool], at_end: Callable[[], None]
    ) -> None:
        self.told: list[str] = []
        self._enough = enough
        self._at_end = at_end
        self._closing = threading.Event()
        self._below = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._below.bind((LOOPBACK, 0))
        self._port = self._below.getsockname()[1]
        self._below.settimeout(0.1)
        self._above = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._above.connect((LOOPBACK, upstream.port))
        self._above.settimeout(PATIENCE)  # one that stands still is waited for
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def resolver(self) -> str:
        return f"{LOOPBACK}:{self._port}"

    def __enter__(self) -> "Relay":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._thread.join()
        self._below.close()
        self._above.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                query, client = self._below.recvfrom(4096)
            except TimeoutError:
                continue
            self._above.send(query)
            answer = self._above.recv(4096)
            self._below.sendto(answer, client)
            self.told.append(dns.message.from_wire(query).question[0].name.to_text(omit_final_dot=True))
            if self._enough(self.told):
                self._at_end()
                self._below.close()  # as the port of a server that is gone
                return
