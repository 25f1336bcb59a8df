"""The sources over HTTP of one run: asked beside the lists, within the same time; none can fail the run."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.run.clients import Clients
from repcheck.app.run.quota import Quota
from repcheck.catalog.sources import KNOWN
from repcheck.dns import Asker
from repcheck.errors import StoreUnavailable
from repcheck.http.service import Manners, Service
from repcheck.model.observations import UnknownReason
from repcheck.model.said import Said, SourceSeen
from repcheck.model.sources import SourceHealth, SourceSetting, Trouble
from repcheck.model.targets import Target
from repcheck.sources.frame import Connect, Means, Source, find_key
from repcheck.store.kept import KeptAnswers
from repcheck.store.places import cache_directory, state_directory
from repcheck.store.quota_file import QuotaFile
from repcheck.store.tokens import TokenFile

#: Seconds that registers get when everything else of a run is done.
PATIENCE = 3.0
#: How long one that did not answer in that time is left alone, and under which name that is kept.
_REST = timedelta(hours=1)
_SILENT = "did not answer"
_TOO_LATE = Trouble(UnknownReason.TIMEOUT, f"no answer within {PATIENCE:g} s after the lists")
_LEFT_ALONE = Trouble(UnknownReason.TIMEOUT, "it did not answer a run within the last hour")


class Sources:
    """``add`` targets as they become known, then ``finish``; then ``seen`` has what was learned.

    ``asker``  for what sources ask of the DNS
    """

    def __init__(
        self,
        settings: Sequence[SourceSetting],
        clients: Clients,
        asker: Asker,
        environment: Environment,
        *,
        polite: bool = True,
        any_address: bool = False,
    ) -> None:
        self._clients = clients
        self._quota = Quota(_quota_store(environment) if polite else None, environment.warn)
        further = {setting.id: setting for setting in settings}
        making = _Making(clients, asker, environment, self._allowed if polite else None, any_address, further)
        self._made = [making.make(setting) for setting in settings]
        self._tasks: list[asyncio.Task[None]] = []
        self._registers: list[asyncio.Task[None]] = []
        self._warn = environment.warn

    def _allowed(self, source: str, wanted: int, per_day: int) -> int:
        return self._quota.reserve_for(f"source:{source}", wanted, per_day)

    def add(self, targets: Iterable[Target]) -> None:
        """Ask each source but the registers about these targets."""
        self._begin(tuple(targets), registers=False)

    def add_listed(self, targets: Iterable[Target]) -> None:
        """Ask the registers about these: whose a network is matters where something is to be done."""
        self._begin(tuple(targets), registers=True)

    def _begin(self, targets: Sequence[Target], *, registers: bool) -> None:
        for made in self._made if targets else ():
            if made.source is None or (KNOWN[made.setting.id].kind == "register") is not registers:
                continue
            if registers and made.kept.get(_SILENT, bool, _REST) is not None:
                made.take(_LEFT_ALONE)
                continue
            task = asyncio.ensure_future(self._ask(made, made.source, targets))
            (self._registers if registers else self._tasks).append(task)

    async def _ask(self, made: "_Made", source: Source, targets: Sequence[Target]) -> None:
        try:
            made.take(await self._clients.bounded(_safe(source.about(targets))))
        except asyncio.CancelledError:
            made.kept.put(_SILENT, True)
            made.take(_TOO_LATE)

    async def finish(self) -> None:
        """Wait for all of them, and keep what they answered.

        Registers add facts to a plan and decide nothing: once all else is done they get little time, and
        those that do not answer are left alone for an hour. Many hosts may not ask the web at all.
        """
        while self._tasks:
            tasks, self._tasks = self._tasks, []
            await asyncio.gather(*tasks)
        if self._registers:
            _, late = await asyncio.wait(self._registers, timeout=PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._registers, return_exceptions=True)
        for made in self._made:
            try:
                made.kept.save()
            except StoreUnavailable as error:
                self._warn(f"answers of {made.setting.id} are not kept: {error}")
        self._quota.settle()

    async def probe(self) -> list[tuple[SourceSetting, str | Trouble]]:
        """What each says to one cheap question, all at once."""

        async def one(made: _Made) -> str | Trouble:
            if made.source is None:
                return made.told.trouble or Trouble(UnknownReason.NO_DATA, "it cannot be probed")
            return await self._clients.bounded(made.source.probe())

        said = await asyncio.gather(*map(one, self._made))
        self._quota.settle()
        return [(made.setting, each) for made, each in zip(self._made, said, strict=True)]

    def seen(self) -> tuple[SourceSeen, ...]:
        """Each source with what it said, in their order; a register only if it had to be asked."""
        seen = (made.seen() for made in self._made)
        return tuple(one for one in seen if one.health.kind != "register" or _used(one.health))


def _used(health: SourceHealth) -> bool:
    return bool(health.requests or health.answered or health.reason is not None)


async def _safe(work: Coroutine[Any, Any, Said]) -> Said:
    """One bad source never fails the run: a fault in reading it is reported, and hides nothing else."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this source's
        saw = f"repcheck failed at what it answered ({type(error).__name__})"
        return Said(trouble=Trouble(UnknownReason.UNEXPECTED_ANSWER, saw))


class _Made:
    """One source while it is asked. ``source`` None: it cannot be, and ``told`` says why."""

    def __init__(
        self,
        setting: SourceSetting,
        source: Source | None,
        kept: KeptAnswers,
        clients: Clients,
        told: Said,
    ) -> None:
        self.setting = setting
        self.source = source
        self.kept = kept
        self.told = told
        self._clients = clients

    def take(self, told: Said | Trouble) -> None:
        self.told = self.told.and_then(Said(trouble=told) if isinstance(told, Trouble) else told)

    def seen(self) -> SourceSeen:
        known, told = KNOWN[self.setting.id], self.told
        health = SourceHealth(
            source=self.setting.id,
            name=known.name,
            kind=known.kind,
            requests=self._clients.sent(self.setting.id),
            answered=told.answered,
            oldest=told.oldest,
            reason=None if told.trouble is None else told.trouble.reason,
            saw=None if told.trouble is None else told.trouble.saw,
            unsettled=known.unsettled,
        )
        return SourceSeen(health, told)


class _Making(msgspec.Struct, frozen=True):
    """What all sources of a run are made with."""

    clients: Clients
    asker: Asker
    environment: Environment
    allowed: Callable[[str, int, int], int] | None
    any_address: bool
    further: Mapping[str, SourceSetting]

    def make(self, setting: SourceSetting) -> _Made:
        environment = self.environment
        kept = KeptAnswers(_folder(environment), setting.id, environment.now)
        key = find_key(
            setting.key, environment.environ, environment.read_text, document=KNOWN[setting.id].document
        )
        if isinstance(key, Trouble):
            return _Made(setting, None, kept, self.clients, Said(trouble=key))
        means = Means(
            setting=setting,
            key=key,
            now=environment.now,
            connect=self._connect(setting),
            kept=kept,
            allowed=self._budget(setting),
            asker=self.asker,
            tokens=TokenFile(_token_folder(environment), setting.id),
            any_address=self.any_address,
            further=self.further,
            polite=self.allowed is not None,
        )
        module = import_module(f"repcheck.sources.{KNOWN[setting.id].module}")
        source: Source = module.source(means)
        return _Made(setting, source, kept, self.clients, Said())

    def _connect(self, setting: SourceSetting) -> Connect:
        def connect(manners: Manners, headers: Mapping[str, str], base: str | None = None) -> Service:
            return self.clients.connect(setting.id, base or setting.url, manners, headers)

        return connect

    def _budget(self, setting: SourceSetting) -> Callable[[int], int]:
        most, allowed = setting.per_day, self.allowed
        if most is None or allowed is None:
            return lambda wanted: wanted
        return lambda wanted: allowed(setting.id, wanted, most)


def _quota_store(environment: Environment) -> QuotaFile | None:
    try:
        return QuotaFile(state_directory(environment.environ), environment.now)
    except StoreUnavailable as error:
        environment.warn(f"sources with a daily limit are asked little in this run: {error}")
        return None


def _folder(environment: Environment) -> Path | None:
    """Where answers are kept; None: nowhere, which costs further questions only."""
    try:
        return cache_directory(environment.environ) / "sources"
    except StoreUnavailable:
        return None


def _token_folder(environment: Environment) -> Path | None:
    """Where logins are kept; None: nowhere, so nobody is logged in."""
    try:
        return state_directory(environment.environ) / "tokens"
    except StoreUnavailable:
        return None
