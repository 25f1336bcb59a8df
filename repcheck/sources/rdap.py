"""RDAP: who has the network of an address, and where complaints about it go (RFC 7480, 9082, 9083, 9224).

The registry is asked once for each network, and its answer kept for 30 days. Where it does not answer or
names nobody for complaints, RIPEstat is. Facts alone: no verdict comes from here.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from repcheck.http.decoding import decoded
from repcheck.http.service import MISSING, HttpResponse, Manners, Service, refusal
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.report import Finding
from repcheck.model.said import Said
from repcheck.model.sources import NetworkOwner, Trouble
from repcheck.model.targets import Target
from repcheck.sources import cymru, ripestat
from repcheck.sources.frame import Means
from repcheck.sources.networks import abuse_link, contacts_of, covers, entities_of, read_network
from repcheck.sources.registries import FAMILIES, Bootstrap, read_bootstrap, shipped

LASTS = timedelta(days=30)
_BOOTSTRAP_LASTS = timedelta(days=7)
#: Networks that one run asks about: an owner is only needed where something is to be done.
MOST_NETWORKS = 16
_ACCEPT = "application/rdap+json, application/json"
_MANNERS = Manners(per_second=1.0, at_once=1, redirects=3)
#: LACNIC says that it takes ten questions a minute.
_SLOW = {"rdap.lacnic.net": 1 / 6}
_DENIED = (401, 403, 422)


class _Rdap:
    """See Source."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._home = means.connect(means.within(Manners()), {})
        self._services: dict[str, Service] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._fallback = self._of_ripestat()
        self._asked = 0
        self._owners: dict[str, NetworkOwner] = {}
        for owner, _ in means.kept.all(NetworkOwner, LASTS):
            self._owners[owner.range] = owner
        self._before = frozenset(self._owners)
        self._told: set[str] = set()
        self._tables: dict[str, Bootstrap | None] = {}
        self._refreshed: set[str] = set()
        self._opening = asyncio.Lock()

    async def about(self, targets: Sequence[Target]) -> Said:
        """See Source: the networks of addresses, each once."""
        wanted = [target.value for target in targets if target.is_address and self._means.asks_about(target)]
        families = {FAMILIES[":" in value] for value in wanted}
        refreshing = asyncio.gather(*map(self._refresh, sorted(families)))
        said = Said()
        for each in await asyncio.gather(*map(self._one, wanted)):
            said = said.and_then(each)
        await refreshing
        return said

    async def probe(self) -> str | Trouble:
        """See Source: whether IANA's list of registries can be had."""
        got = await self._home.get("ipv4.json")
        if isinstance(got, Trouble) or (trouble := refusal(got)) is not None:
            return got if isinstance(got, Trouble) else trouble or Trouble(UnknownReason.NO_DATA, "")
        found = decoded(got, dict)
        if isinstance(found, Trouble):
            return found
        table = read_bootstrap(found, own=self._means.setting.own)
        if table is None:
            return Trouble(UnknownReason.UNEXPECTED_ANSWER, "its list of registries names none")
        return f"the list of registries names {len(table.services)} servers"

    async def _one(self, address: str) -> Said:
        base = await self._base(address)
        if base is None:
            return Said(trouble=Trouble(UnknownReason.NO_DATA, f"no registry has {address}"))
        async with self._turns.setdefault(base, asyncio.Lock()):
            owner = next((one for one in self._owners.values() if covers(one, address)), None)
            if owner is None:
                if self._asked >= MOST_NETWORKS or self._means.allowed(1) < 1:
                    return Said(
                        trouble=Trouble(UnknownReason.BUDGET_SPENT, "enough networks were asked about")
                    )
                self._asked += 1
                found = await self._ask(base, address)
                if isinstance(found, Trouble):
                    return Said(trouble=found)
                owner = self._owners[found.range] = found
                self._means.kept.put(found.range, found)
        return self._say(owner)

    def _say(self, owner: NetworkOwner) -> Said:
        if owner.range in self._told:
            return Said()
        self._told.add(owner.range)
        return Said(
            owners=(owner,),
            findings=(_finding(owner),),
            answered=1,
            oldest=owner.at if owner.range in self._before else None,
        )

    async def _ask(self, base: str, address: str) -> NetworkOwner | Trouble:
        answer = self._means.asker.ask(cymru.question(address))
        found, origin = await asyncio.gather(self._registry(base, address), answer)
        if (isinstance(found, Trouble) or not found.abuse) and self._fallback is not None:
            other = await ripestat.owner_of(self._fallback, address, self._means.now())
            if isinstance(other, NetworkOwner):
                found = (
                    other
                    if isinstance(found, Trouble)
                    else msgspec.structs.replace(found, abuse=other.abuse, role=other.role, source="ripestat")
                )
        if isinstance(found, Trouble):
            return found
        return msgspec.structs.replace(found, asn=cymru.origins(origin, address))

    async def _registry(self, base: str, address: str) -> NetworkOwner | Trouble:
        service = self._service(base)
        got = await self._document(service, f"ip/{address}")
        if isinstance(got, Trouble):
            return got
        owner = read_network(got, address, self._means.now())
        link = abuse_link(got)
        if isinstance(owner, Trouble) or owner.role == "abuse" or link is None:
            return owner
        if urlsplit(link)[:2] != urlsplit(base)[:2]:
            return owner  # a handle alone, described by somebody else
        more = await self._document(service, link)
        role, mails = (None, ()) if isinstance(more, Trouble) else contacts_of(entities_of(more))
        return msgspec.structs.replace(owner, role=role, abuse=mails) if mails else owner

    async def _document(self, service: Service, path: str) -> Mapping[str, Any] | Trouble:
        got = await service.get(path, accept=_ACCEPT)
        if isinstance(got, Trouble):
            return got
        trouble = _refused(got)
        return decoded(got, dict) if trouble is None else trouble

    def _service(self, base: str) -> Service:
        if base not in self._services:
            pace = _SLOW.get(urlsplit(base).hostname or "", _MANNERS.per_second)
            manners = msgspec.structs.replace(_MANNERS, per_second=pace)
            self._services[base] = self._means.connect(self._means.within(manners), {}, base)
        return self._services[base]

    async def _base(self, address: str) -> str | None:
        family = FAMILIES[":" in address]
        async with self._opening:
            if family not in self._tables:
                self._tables[family] = await self._table(family)
        table = self._tables[family]
        # One's own server without a list of registries is a registry itself.
        return self._means.setting.url if table is None else table.base(address)

    async def _table(self, family: str) -> Bootstrap | None:
        """The list of registries: kept or shipped. None: one's own server has none."""
        if self._means.setting.own:
            found = await self._fetched(family)
            return None if found is None else read_bootstrap(found, own=True)
        kept = self._means.kept.get(f"bootstrap {family}", dict, LASTS)
        table = None if kept is None else read_bootstrap(kept[0])
        return shipped(family) if table is None else table

    async def _refresh(self, family: str) -> None:
        """Fetch IANA's list beside the questions, for the next run: nobody waits for it with a question."""
        name = f"bootstrap {family}"
        if self._means.setting.own or name in self._refreshed:
            return
        self._refreshed.add(name)
        if self._means.kept.get(name, dict, _BOOTSTRAP_LASTS) is None:
            found = await self._fetched(family)
            if found is not None and read_bootstrap(found) is not None:
                self._means.kept.put(name, found)

    async def _fetched(self, family: str) -> dict[str, Any] | None:
        got = await self._home.get(f"{family}.json")
        found = decoded(got, dict) if isinstance(got, HttpResponse) and refusal(got) is None else None
        return None if isinstance(found, Trouble) else found

    def _of_ripestat(self) -> Service | None:
        """The fallback; not that of the public beside a registry of one's own."""
        setting = self._means.further.get("ripestat")
        if setting is None or (self._means.setting.own and not setting.own):
            return None
        return self._means.connect(self._means.within(ripestat.MANNERS), {}, setting.url)


def _refused(reply: HttpResponse) -> Trouble | None:
    if reply.status == MISSING:
        return Trouble(UnknownReason.NO_DATA, "the registry has no such network")
    if reply.status in _DENIED:
        return Trouble(UnknownReason.NOT_AUTHORISED, f"the registry denies access (status {reply.status})")
    return refusal(reply)


def _finding(owner: NetworkOwner) -> Finding:
    who = owner.owner or owner.name or "somebody whom the registry does not name"
    kind = "" if owner.role in (None, "abuse") else f" ({owner.role} contact)"
    where = f", {owner.abuse[0]}{kind}" if owner.abuse else ", without a contact for complaints"
    origin = "".join(f", AS{number}" for number in owner.asn)
    source = "RIPEstat" if owner.source == "ripestat" else "RDAP"
    return Finding(
        id="network_owner",
        severity=Severity.INFO,
        says=f"{owner.range} belongs to {who}{where}{origin} ({source}, {owner.at:%Y-%m-%d}).",
    )


def source(means: Means) -> _Rdap:
    """See ``repcheck.sources.frame``."""
    return _Rdap(means)
