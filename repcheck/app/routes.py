"""By which way each list is asked: through the run's resolvers, or straight at its own servers."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from repcheck.dns import Asker, carry_out
from repcheck.model.dns import Outcome, Server, Way
from repcheck.records.zone_servers import zone_servers


class Route(msgspec.Struct, frozen=True):
    """``ways`` to ask a zone, the preferred first; one that is None means the run's resolver.

    Without any, ``why`` tells a person and ``outcome`` a program how the search ended.
    """

    ways: tuple[Way | None, ...]
    why: str = ""
    outcome: Outcome = Outcome.NOERROR


class Routes(Protocol):
    """Finds the route to a zone."""

    async def to(self, asker: Asker, zone: str) -> Route:
        """The route to ``zone``; asks at most a few questions."""
        ...


class ThroughResolvers:
    """Each resolver is a way of its own: what one says of a list proves nothing about another."""

    def __init__(self, resolvers: Sequence[Server]) -> None:
        several = tuple(Way((resolver,)) for resolver in resolvers)
        self._route = Route(several if len(several) > 1 else (None,))

    async def to(self, asker: Asker, zone: str) -> Route:  # noqa: ARG002
        """See Routes."""
        return self._route


class Direct:
    """The lists' own name servers, found through the resolvers once a run."""

    async def to(self, asker: Asker, zone: str) -> Route:
        """See Routes."""
        found = await carry_out(asker, zone_servers(zone))
        if not found.servers:
            return Route((), found.why, found.outcome)
        return Route((Way(found.servers, recursive=False),))
