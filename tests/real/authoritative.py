"""nsd with a signed zone, and a validating unbound before it, as child processes on loopback."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .mail_zones import ZONES
from .servers import LOOPBACK, Server, program, started

_NSD = """\
server:
    ip-address: {address}@{port}
    username: ""
    chroot: ""
    zonesdir: "{folder}"
    database: ""
    pidfile: ""
    xfrdfile: "{folder}/xfrd.state"
    zonelistfile: "{folder}/zone.list"
    xfrdir: "{folder}"
    logfile: "{folder}/nsd.log"
    server-count: 1
    rrl-ratelimit: 0
remote-control:
    control-enable: no
"""
_UNBOUND = """\
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
    module-config: "validator iterator"
    access-control: 127.0.0.0/8 allow
    do-not-query-localhost: no
    local-zone: "." static
{zones}
{anchors}
remote-control:
    control-enable: no
{stubs}
"""


def _signed(folder: Path, zone: str) -> str:
    """Sign the zone file in place beside itself; returns the key as an anchor."""
    made = subprocess.run(
        [program("ldns-keygen"), "-a", "ECDSAP256SHA256", "-k", f"{zone}."],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    key = made.stdout.strip()
    subprocess.run([program("ldns-signzone"), "-n", f"{zone}.zone", key], cwd=folder, check=True)
    (folder / f"{zone}.zone.signed").replace(folder / f"{zone}.zone")
    return (folder / f"{key}.key").read_text(encoding="ascii").split(";")[0].strip()


@contextmanager
def running_nsd(folder: Path) -> Iterator[tuple[Server, list[str]]]:
    """The zones of mail_zones.py; with the server, the trust anchors of its zones."""
    executable = program("nsd")
    anchors = []
    for zone, (text, signed) in ZONES.items():
        (folder / f"{zone}.zone").write_text(text, encoding="ascii")
        if signed:
            anchors.append(_signed(folder, zone))
    # The key of one zone, under the name of another that is not signed with it.
    anchors.append(anchors[0].replace("example.", "test.", 1))
    config = folder / "nsd.conf"

    def command(port: int) -> list[str]:
        zones = "".join(f'zone:\n    name: "{zone}"\n    zonefile: "{zone}.zone"\n' for zone in ZONES)
        config.write_text(_NSD.format(address=LOOPBACK, port=port, folder=folder) + zones, encoding="ascii")
        return [executable, "-d", "-c", str(config)]

    server = started(command, "ns.example", folder / "log")
    try:
        yield server, anchors
    finally:
        server.stop()


@contextmanager
def running_validator(upstream: Server, anchors: list[str], folder: Path) -> Iterator[Server]:
    """unbound that validates what it gets from ``upstream``; all other names do not exist."""
    executable = program("unbound")
    config = folder / "unbound.conf"

    def command(port: int) -> list[str]:
        text = _UNBOUND.format(
            address=LOOPBACK,
            port=port,
            folder=folder,
            zones="\n".join(f'    local-zone: "{zone}." transparent' for zone in ZONES),
            anchors="\n".join(f"    trust-anchor: '{anchor}'" for anchor in anchors),
            stubs="\n".join(
                f'stub-zone:\n    name: "{zone}."\n    stub-addr: {LOOPBACK}@{upstream.port}'
                for zone in ZONES
            ),
        )
        config.write_text(text, encoding="ascii")
        return [executable, "-d", "-p", "-c", str(config)]

    server = started(command, "ns.example", folder / "unbound.log")
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def running_both() -> Iterator[Server]:
    """The validator in front of the authoritative server."""
    with tempfile.TemporaryDirectory(prefix="repcheck-nsd-") as name:
        folder = Path(name)
        with running_nsd(folder) as (nsd, anchors), running_validator(nsd, anchors, folder) as resolver:
            yield resolver
