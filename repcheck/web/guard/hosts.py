"""The names that a request may be for: a page of a stranger that lets its name point here is refused.

That is DNS rebinding: the browser takes this server for the stranger's, and would let his script read it.
His name stands in the Host header (RFC 9110 section 7.2), which script cannot change.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address

#: What names this machine itself, whatever it is called.
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,255}))(?::([0-9]{1,5}))?")


class Hosts:
    """The list. Names are compared without case and final dot, addresses by value; ports do not count."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(_one_spelling(name) for name in names)

    def allow(self, host: str) -> bool:
        """Whether a Host header names this server."""
        found = _HOST.fullmatch(host)
        if found is None or (found[3] is not None and not 0 < int(found[3]) < 65536):
            return False
        return _one_spelling(found[1] or found[2]) in self._names


def _one_spelling(name: str) -> str:
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return name.lower().removesuffix(".")
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
