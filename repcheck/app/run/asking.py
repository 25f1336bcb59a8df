"""Everything that a run asks with: the engine, the ways, the manners, and what is remembered."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.run.paces import Paces
from repcheck.app.run.quota import NOT_KEPT, Quota
from repcheck.app.sweep.job import AskedList
from repcheck.app.sweep.points import Over, no
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import Direct, Routes, ThroughResolvers
from repcheck.app.sweep.sweep import Sweep
from repcheck.dns import Asker
from repcheck.dns.engine import Engine
from repcheck.errors import BadInput, StoreUnavailable
from repcheck.lists.codes import CodeReader
from repcheck.model.dns import Answer, Server
from repcheck.store.places import cache_directory, state_directory
from repcheck.targets.names import registered_domain

if TYPE_CHECKING:
    from repcheck.app.run.clients import Clients
    from repcheck.app.run.second import SecondWays
    from repcheck.app.sweep.sweeping import AskedZone, MakeSweep, Sweeping
    from repcheck.dns.cached import CachedAsker
    from repcheck.store.answers import AnswerCache
    from repcheck.store.pace import PaceBook
    from repcheck.store.quota import QuotaStore, SharedLimits


#: Opens the limits of all machines. Raises StoreUnavailable, BadInput.
OpenShared = Callable[[], "SharedLimits"]


class AskingPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What the user wants of the DNS side of a run.

    ``compare``     see ThroughResolvers
    ``dead_waits``  see Politeness; ``usual`` too
    ``patience``    see Politeness
    """

    servers: tuple[Server, ...]
    compare: bool = False
    direct: bool = False
    polite: bool = True
    dead_wait: float = 2.0
    cache: bool = False
    dead_waits: Mapping[str, float] = {}
    patience: float | None = None
    usual: Mapping[str, float] = {}


class Asking:
    """Made inside the run's event loop; ``close`` when it is over.

    ``asker``   asked instead of the plan's servers, as a fake in tests (``repcheck.demo.asker``)
    ``shared``  opens the limits that several machines keep together, once a list has one; None: those of
                this machine are kept in files
    ``second``  the second ways to lists, over HTTPS; None: the user has set none
    ``sweeping``  makes what asks the lists elsewhere; None: this process asks them
    """

    def __init__(
        self,
        plan: AskingPlan,
        lists: Sequence[AskedList],
        environment: Environment,
        asker: Asker | None = None,
        shared: OpenShared | None = None,
    ) -> None:
        self.lists = lists
        self.direct = plan.direct
        self.sweeping: MakeSweep | None = None
        self.routes: Routes = (
            Direct() if plan.direct else ThroughResolvers(plan.servers, compare=plan.compare)
        )
        self._limits = None if shared is None else _shared_limits(plan, lists, environment, shared)
        alone = shared is None
        self.quota = Quota(
            _quota_store(plan, lists, environment) if alone else self._limits, environment.warn
        )
        book = _pace_book(plan, lists, environment) if alone else self._limits
        self.paces = Paces(book, environment.monotonic, environment.warn)
        self.politeness = Politeness(
            plan.polite, self.quota.reserve, self.paces.turns, plan.dead_waits, plan.patience, plan.usual
        )
        if asker is None:
            asker = Engine(plan.servers, dead_wait=plan.dead_wait, negative_ttls=plan.cache)
        self.asker = asker
        self._environment = environment
        self.clients: Clients | None = None
        self.polite = plan.polite
        self.second = self._second_ways() if any(asked.entry.web is not None for asked in lists) else None
        self._cache: AnswerCache | None = None
        self._cached: CachedAsker | None = None
        if plan.cache:
            self._remember(asker, plan)

    def sweep(self, asker: Asker, over: Over) -> "Sweeping":
        """What asks the lists of the run, by ``asker``. ``over``: see Sweep."""
        if self.sweeping is not None:
            return self.sweeping(asker, over)
        return self.sweep_here(asker, self.lists, over)

    def sweep_here(self, asker: Asker, lists: Sequence[AskedList], over: Over = no) -> Sweep:
        """A sweep of these lists by this process."""
        second = None if self.second is None else self.second.to
        return Sweep(asker, lists, registered_domain, self.routes, self.politeness, second, over)

    def _second_ways(self) -> "SecondWays":
        from repcheck.app.run.second import SecondWays

        allowed = self.quota.reserve_for
        return SecondWays(self.over_http(), self._environment, allowed, polite=self.polite)

    def over_http(self) -> "Clients":
        """The clients over HTTP of this run."""
        if self.clients is None:
            from repcheck.app.run.clients import Clients

            self.clients = Clients(self._environment)
        return self.clients

    def give_up(self) -> None:
        """Close what is open over HTTP: the run's time is over."""
        if self.clients is not None:
            self.clients.give_up()

    def _remember(self, inner: Asker, plan: AskingPlan) -> None:
        from repcheck.dns.cached import CachedAsker
        from repcheck.store.answers import AnswerCache

        environment = self._environment
        try:
            path = cache_directory(environment.environ) / "answers"
        except StoreUnavailable as error:
            environment.warn(f"answers are not kept: {error}")
            return
        keys = [asked.key.reveal() for asked in self.lists if asked.key is not None]
        self._cache = AnswerCache(path, secrets=keys)
        self._cache.load(environment.now())
        if self._cache.warning is not None:
            environment.warn(self._cache.warning)
        self.asker = self._cached = CachedAsker(
            inner,
            self._cache,
            resolvers=" ".join(map(str, plan.servers)),
            now=environment.now,
            keeps=_worth_keeping(self.lists),
        )

    async def close(self, zones: "Sequence[AskedZone]" = ()) -> None:
        """Release the sockets; keep the answers of zones that could be believed."""
        await self.asker.close()
        if self.clients is not None:
            await self.clients.close()
        self.quota.settle()
        if self._limits is not None:
            self._limits.close()
        if self._cache is None or self._cached is None:
            return
        for zone in zones:
            for lane in zone.distrusted:
                self._cached.distrust(lane)
        try:
            self._cache.save(self._environment.now())
        except StoreUnavailable as error:
            self._environment.warn(f"answers are not kept: {error}")


def _shared_limits(
    plan: AskingPlan, lists: Sequence[AskedList], environment: Environment, opened: OpenShared
) -> "SharedLimits | None":
    """Those of all machines; None when nobody limits anything, or when they cannot be kept."""
    limits = [asked.entry.limits for asked in lists]
    limited = any(each.per_day is not None or each.per_second is not None for each in limits)
    if not plan.polite or not (limited or any(asked.entry.web is not None for asked in lists)):
        return None
    try:
        return opened()
    except (StoreUnavailable, BadInput) as error:
        environment.warn(
            f"lists with a limit are asked little in this run, as all machines share it: {error}"
        )
        return None


def _quota_store(
    plan: AskingPlan, lists: Sequence[AskedList], environment: Environment
) -> "QuotaStore | None":
    """The shared quota; None when nobody limits anything, or when it cannot be kept."""
    limited = any(asked.entry.limits.per_day is not None or asked.entry.web is not None for asked in lists)
    if not plan.polite or not limited:
        return None
    from repcheck.store.quota_file import QuotaFile

    try:
        return QuotaFile(state_directory(environment.environ), environment.now)
    except StoreUnavailable as error:
        environment.warn(NOT_KEPT.format(error))
        return None


def _pace_book(plan: AskingPlan, lists: Sequence[AskedList], environment: Environment) -> "PaceBook | None":
    """The shared book of turns; None when no list has a rate, or when it cannot be kept."""
    if not plan.polite or all(asked.entry.limits.per_second is None for asked in lists):
        return None
    from repcheck.store.pace import PaceBook

    try:
        return PaceBook(state_directory(environment.environ), environment.now)
    except StoreUnavailable as error:
        environment.warn(f"lists with a rate are asked at a tenth of it in this run: {error}")
        return None


def _worth_keeping(lists: Sequence[AskedList]) -> Callable[[str, Answer], bool]:
    """Error answers ("over quota") end sooner than their TTL says, so they are asked anew."""
    readers: dict[str, list[CodeReader]] = {}
    for asked in lists:
        if asked.zone is not None:
            readers.setdefault(asked.zone, []).append(CodeReader(asked.entry))

    def keeps(zone: str, answer: Answer) -> bool:
        return answer.absent or all(
            reader.read(answer.records).reason is None for reader in readers.get(zone, ())
        )

    return keeps
