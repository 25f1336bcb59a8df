"""When mail last got through to an address: of millions of deliveries, in a dozen octets for each."""

from array import array
from collections.abc import Iterable

from repcheck.model.mail.times import domain_of


class Deliveries:
    """Deliveries in any order; ``domains`` are those that took any, in lower case."""

    def __init__(self) -> None:
        self.domains: set[str] = set()
        # A dictionary by address takes ten times as much; only addresses that fail are ever looked up.
        self._names = array("q")
        self._times = array("q")

    def add(self, address: str, at: int) -> None:
        """Mail got through to the address then (seconds of Unix time)."""
        self.domains.add(domain_of(address))
        self._names.append(hash(address.lower()))
        self._times.append(at)

    def last(self, addresses: Iterable[str]) -> dict[str, int]:
        """The last delivery to each of these addresses (lower case) that had any."""
        wanted = {hash(address): address for address in addresses}
        found: dict[str, int] = {}
        for name, at in zip(self._names, self._times, strict=True):
            address = wanted.get(name)
            if address is not None:
                found[address] = max(at, found.get(address, at))
        return found
