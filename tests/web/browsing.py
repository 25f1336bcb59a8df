"""A site over a store of a test's own, and a client that asks it on loopback."""

import contextlib
import re
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from repcheck.app.bounces.posted import Intake
from repcheck.app.catalogs import Configured
from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.wall.footprint import Footprints
from repcheck.errors import StoreMissing
from repcheck.model.catalog import ReputationList
from repcheck.model.watch.watching import WatchPlan
from repcheck.store.ports import StateStore
from repcheck.web.assets import read_assets
from repcheck.web.checks import Checks
from repcheck.web.guard.attempts import Attempts
from repcheck.web.guard.entrance import Door, Entrance
from repcheck.web.guard.hosts import LOOPBACK, Hosts
from repcheck.web.guard.server_log import ServerLog
from repcheck.web.guard.sessions import Sessions
from repcheck.web.memory import SharedStore
from repcheck.web.route import Route
from repcheck.web.server import make_app
from repcheck.web.signed.making import hooks_of
from repcheck.web.site import Site
from tests.memory.made import NOW
from tests.support.built_in import built_in_catalog

PLAN = WatchPlan()
_TOKEN = re.compile(r'<input type="hidden" name="token" value="([^"]*)">')


class Clock:
    """Stands still until it is set forward."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def read(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return (self.now - NOW).total_seconds()

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def asks_nobody(_: Sequence[ReputationList]) -> Asking:
    raise AssertionError("this page asks nobody")


def no_memory() -> StateStore:
    raise StoreMissing("is not there yet: repcheck monitor TARGET writes it", "state.sqlite3")


def made_site(
    store: StateStore | None = None,
    *,
    clock: Clock | None = None,
    plan: WatchPlan = PLAN,
    log: Callable[[str], None] | None = None,
    **changed: Any,
) -> Site:
    """A site over this store; None: there is none yet. ``changed``: ``entrance``, fields of ``Site``."""
    clock = clock or Clock()
    tokens = iter(range(1 << 20))
    world = Environment(
        now=clock.read,
        monotonic=clock.seconds,
        environ={},
        token=lambda: f"{next(tokens):016x}",
        warn=lambda _: None,
    )
    told = ServerLog(log or (lambda _: None), world.monotonic)
    fields: dict[str, Any] = {
        "world": world,
        "configured": Configured(catalog=built_in_catalog(), plan=plan),
        "memory": SharedStore(no_memory if store is None else lambda: store),
        "footprints": Footprints(),
        "asking": asks_nobody,
        "checks": Checks(world, told),
        "hosts": Hosts(LOOPBACK),
        "attempts": Attempts(world.monotonic),
        "sessions": Sessions([b"k" * 32], world.now, world.token),
        "assets": read_assets(),
        "hooks": hooks_of((), Intake(built_in_catalog(), world), {}, str),
        "log": told,
    }
    door = Door(changed.pop("entrance", Entrance(open=True)))
    return Site(door=door, **{**fields, **changed})


@contextlib.asynccontextmanager
async def browsing(
    site: Site, routes: Sequence[Route] | None = None
) -> AsyncIterator["TestClient[Any, Any]"]:
    """A client with a jar of cookies, before the real server."""
    async with TestClient(TestServer(make_app(site, routes), access_log=None)) as client:
        client.session.headers["Accept"] = "text/html"
        yield client


def token_of(page: str) -> str:
    """The token of the first form of a page."""
    found = _TOKEN.search(page)
    assert found is not None, "the page has no form"
    return found[1]
