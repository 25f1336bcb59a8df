"""The second ways to lists that the user has set: over HTTPS, with a key."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.run.clients import Clients
from repcheck.model.dns import Answer
from repcheck.model.sources import SourceSetting, Trouble, WebWay
from repcheck.sources import wqs
from repcheck.sources.frame import find_key

#: (id of a source, wanted, a day) -> granted.
Allowed = Callable[[str, int, int], int]


class SecondWays:
    """Gives each list its way; all lists of one account share a client, and so its pace."""

    def __init__(self, clients: Clients, environment: Environment, allowed: Allowed, *, polite: bool) -> None:
        self._clients = clients
        self._environment = environment
        self._allowed = allowed
        self._polite = polite
        self._made: dict[SourceSetting, wqs.Wqs | Trouble] = {}

    def to(self, way: WebWay) -> "ByWeb | Trouble":
        """The way, or why there is none: its key is missing."""
        made = self._made.get(way.setting)
        if made is None:
            made = self._made[way.setting] = self._make(way.setting)
        if isinstance(made, Trouble):
            return made
        return ByWeb(way, made, self._clients, self._granted(way.setting))

    def _make(self, setting: SourceSetting) -> wqs.Wqs | Trouble:
        key = find_key(setting.key, self._environment.environ, self._environment.read_text)
        if isinstance(key, Trouble):
            return key
        manners = wqs.MANNERS if self._polite else msgspec.structs.replace(wqs.MANNERS, per_second=None)
        headers = {} if key is None else wqs.headers(key)
        return wqs.Wqs(self._clients.connect(setting.id, setting.url, manners, headers))

    def _granted(self, setting: SourceSetting) -> Callable[[int], int]:
        most = setting.per_day
        if most is None or not self._polite:
            return lambda wanted: wanted
        return lambda wanted: self._allowed(setting.id, wanted, most)


class ByWeb:
    """A ``SecondWay``: one list, asked by what it is called at its service."""

    def __init__(self, way: WebWay, asked: wqs.Wqs, clients: Clients, allowed: Callable[[int], int]) -> None:
        self.only = way.setting.route == "wqs"
        self._name = way.name
        self._asked = asked
        self._clients = clients
        self._server = urlsplit(way.setting.url).netloc
        self._allowed = allowed

    def allowed(self, wanted: int) -> int:
        """See SecondWay."""
        return self._allowed(wanted)

    async def lookup(self, what: str) -> Answer | Trouble:
        """See SecondWay."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        got = await self._clients.bounded(self._asked.lookup(self._name, what))
        if isinstance(got, Trouble):
            return got
        taken = round((loop.time() - begun) * 1000, 1)
        return msgspec.structs.replace(got, rtt_ms=taken, server=self._server)
