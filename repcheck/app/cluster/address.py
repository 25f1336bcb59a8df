"""Where a cluster is: this machine, a scheduler on loopback, or one that speaks TLS."""

import re
from ipaddress import ip_address

import msgspec

from repcheck.errors import BadOption

OPTION = "--cluster"
_LOCAL = re.compile(r"local(?::([1-9]\d{0,2}))?")
_REMOTE = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\[\]:/\s@]+):(\d{1,5})")
_SAYS = "that is tcp://HOST:PORT on this machine, tls://HOST:PORT, or local[:N]"


class ClusterAddress(msgspec.Struct, frozen=True):
    """``scheduler`` is its address, or None: ``processes`` of our own on this machine (None: one a core)."""

    scheduler: str | None = None
    processes: int | None = None

    @property
    def encrypted(self) -> bool:
        """Whether all that is said goes over TLS."""
        return self.scheduler is not None and self.scheduler.startswith("tls://")


def parse_cluster(text: str) -> ClusterAddress:
    """The address as a user writes it.

    Raises BadOption; also for one without TLS that is not on loopback: who reaches a scheduler can have its
    workers run anything, and only TLS asks who it is.
    """
    if own := _LOCAL.fullmatch(text):
        return ClusterAddress(processes=int(own[1]) if own[1] else None)
    remote = _REMOTE.fullmatch(text)
    if remote is None or not 0 < int(remote[3]) < 65536:
        raise BadOption(f'"{text}" is not a cluster: {_SAYS}', OPTION)
    if remote[1] == "tcp" and not is_loopback(remote[2]):
        raise BadOption(f"{text} is another machine, and tcp:// asks for no certificate: use tls://", OPTION)
    return ClusterAddress(scheduler=text)


def is_loopback(host: str) -> bool:
    """Whether this host is this machine for certain; a name is only if it is "localhost" (RFC 6761 6.3)."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def strays(workers: list[str]) -> list[str]:
    """Those of the workers' addresses that are neither TLS nor on loopback."""
    return [
        each
        for each in workers
        if not each.startswith(("tls://", "inproc://"))
        and not ((found := _REMOTE.fullmatch(each)) and is_loopback(found[2]))
    ]
