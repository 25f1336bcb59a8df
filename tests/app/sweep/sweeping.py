"""A sweep over lists and targets, and what it made of them."""

from typing import NamedTuple

from repcheck.app.sweep.observe import Sight
from repcheck.app.sweep.routes import ThroughResolvers
from repcheck.app.sweep.sweep import Sweep
from repcheck.model.dns import Server
from repcheck.model.observations import Observation
from tests.app.asked import (
    FREELY,
    answering,
)

ONE = ThroughResolvers([Server("192.0.2.53")])
TWO = (Server("192.0.2.53"), Server("192.0.2.54"))


def registered(name: str) -> str:
    return ".".join(name.split(".")[-2:])


class Swept(NamedTuple):
    """A sweep that is over, what it saw of its lists, and what of each target."""

    sweep: Sweep
    sight: Sight
    observed: list[tuple[Observation, ...]]


async def swept(asker, lists, targets, routes=ONE, politeness=FREELY):
    sweep = Sweep(asker, lists, registered, routes, politeness)
    sweep.start()
    sweep.add(targets)
    await sweep.finish()
    sight = Sight(lists, sweep.results(), registered)
    return Swept(sweep, sight, list(sight.observe(targets)))


async def route_of(resolvers):
    return (await ThroughResolvers(resolvers).to(answering(), "bl.example")).ways
