"""By which way each list is asked: through the run's resolvers, or straight at its own servers."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from repcheck.dns import Asker, carry_out
from repcheck.lists.health import Verdict, failure_reason
from repcheck.model.dns import Outcome, Server, Way
from repcheck.model.observations import UnknownReason
from repcheck.model.secret import Secret


class ZoneRoute(msgspec.Struct, frozen=True):
    """``ways`` to ask a zone, the preferred first; one that is None means the run's resolver.

    ``compare`` True: all of them are to be asked, and what they tell differently shown; False: the
    others only stand in. Without any way, ``why`` tells a person and ``outcome`` a program how the
    search ended.
    """

    ways: tuple[Way | None, ...]
    why: str = ""
    outcome: Outcome = Outcome.NOERROR
    compare: bool = False


class Routes(Protocol):
    """Finds the route to a zone."""

    async def to(self, asker: Asker, zone: str) -> ZoneRoute:
        """The route to ``zone``; asks at most a few questions."""
        ...


class ThroughResolvers:
    """Each resolver is a way of its own: what one says of a list proves nothing about another.

    ``compare``  the user named them, to see whether they agree; those that the system is set up
                 with are there to stand in for each other
    """

    def __init__(self, resolvers: Sequence[Server], *, compare: bool = False) -> None:
        several = tuple(Way((resolver,)) for resolver in resolvers)
        self._route = ZoneRoute(several if len(several) > 1 else (None,), compare=compare)

    async def to(self, asker: Asker, zone: str) -> ZoneRoute:  # noqa: ARG002
        """See Routes."""
        return self._route


class Direct:
    """The lists' own name servers, found through the resolvers once a run."""

    async def to(self, asker: Asker, zone: str) -> ZoneRoute:
        """See Routes."""
        from repcheck.records.zone_servers import zone_servers

        found = await carry_out(asker, zone_servers(zone))
        if not found.servers:
            return ZoneRoute((), found.why, found.outcome)
        return ZoneRoute((Way(found.servers, recursive=False),))


def no_way(route: ZoneRoute, key: Secret | None) -> Verdict:
    """Why lists could not be asked that ``route`` does not lead to, without their key."""
    why = route.why if key is None else key.masked(route.why)
    reason = failure_reason(route.outcome) if route.outcome.failed else UnknownReason.LIST_DEAD
    return Verdict(reason, why)
