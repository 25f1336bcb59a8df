"""Spamhaus DROP: networks that routers should refuse, as a file that is kept for a day and works offline.

JSON Lines, ``{"cidr": "192.0.2.0/24", "sblid": "SBL000001"}``; the last line is of type "metadata". Without
it, or with another number of records than it says, the download was cut and proves nothing.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

import msgspec

from repcheck.http.decoding import decoded_body
from repcheck.http.service import NOT_MODIFIED, HttpResponse, Manners, refusal
from repcheck.model.observations import (
    ListHealth,
    Observation,
    Severity,
    State,
    SublistHit,
    UnknownReason,
)
from repcheck.model.said import Said
from repcheck.model.sources import Trouble
from repcheck.model.targets import Target
from repcheck.sources.frame import Means

LIST, ZONE, NAME = "spamhaus-drop", "www.spamhaus.org/drop", "Spamhaus DROP"
FRESH, OLDEST = timedelta(days=1), timedelta(days=7)
_FILES = {4: "drop_v4.json", 6: "drop_v6.json"}
_MANNERS = Manners(octets=8 << 20)
_MOST_RECORDS = 100_000
_MOST_TIME = 1 << 33
#: Lets the table of the catalog and this file mean one thing: 127.0.0.9 of ZEN has this sublist too.
SUBLIST = "drop"


class Copy(msgspec.Struct, frozen=True):
    """``networks`` as (network, number of the entry); ``made`` a Unix time."""

    networks: list[tuple[str, str]]
    made: int
    etag: str | None = None


class Index:
    """Finds the networks of a copy by address."""

    def __init__(self, copy: Copy) -> None:
        self.made = copy.made
        self._networks: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
        for text, entry in copy.networks:
            network = ip_network(text)
            host_bits = network.max_prefixlen - network.prefixlen
            self._networks[host_bits][int(network.network_address) >> host_bits] = (text, entry)

    def find(self, address: str) -> tuple[str, str] | None:
        """(network, number of its entry) that holds the address, the narrowest; None: none does."""
        number = int(ip_address(address))
        found = (entries.get(number >> bits) for bits, entries in sorted(self._networks.items()))
        return next((each for each in found if each is not None), None)


def read_file(body: bytes, etag: str | None = None) -> Copy | Trouble:
    """What a downloaded file says; lines of a type that is not known are passed over."""
    networks: list[tuple[str, str]] = []
    meta: dict[str, Any] | None = None
    for line in body.splitlines()[: _MOST_RECORDS + 2]:
        if not line.strip():
            continue
        row = decoded_body(line, dict)
        if isinstance(row, Trouble) or meta is not None:
            return _cut("it holds what is not an entry")
        if row.get("type") == "metadata":
            meta = row
        elif "type" not in row:
            entry = _entry(row)
            if entry is None:
                return _cut("it holds what is not an entry")
            networks.append(entry)
    if meta is None:
        return _cut("its last line is missing")
    made, records = meta.get("timestamp"), meta.get("records")
    if not networks or records != len(networks) or type(made) is not int or not 0 < made < _MOST_TIME:
        return _cut("it does not hold as many entries as it says")
    return Copy(networks, made, etag)


def _entry(row: dict[str, Any]) -> tuple[str, str] | None:
    try:
        network = ip_network(str(row.get("cidr")))
    except ValueError:
        return None
    entry = str(row.get("sblid", ""))
    return str(network), entry if entry.isalnum() else ""


def _cut(why: str) -> Trouble:
    return Trouble(UnknownReason.UNEXPECTED_ANSWER, f"its file was cut off or is another one: {why}")


class _Drop:
    """See Source."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._service = means.connect(means.within(_MANNERS), {})
        self._opening = asyncio.Lock()
        self._copies: dict[int, Index | Trouble] = {}

    async def about(self, targets: Sequence[Target]) -> Said:
        """See Source: nobody learns which addresses these are."""
        wanted = [target for target in targets if target.is_address and target.not_asked is None]
        said = Said()
        for version in sorted({ip_address(target.value).version for target in wanted}):
            values = [target.value for target in wanted if ip_address(target.value).version == version]
            said = said.and_then(self._look(values, await self._copy(version)))
        return said

    async def probe(self) -> str | Trouble:
        """See Source."""
        found = await self._copy(4)
        if isinstance(found, Trouble):
            return found
        return f"its file of {datetime.fromtimestamp(found.made, UTC):%Y-%m-%d} is here"

    def _look(self, values: Sequence[str], copy: "Index | Trouble") -> Said:
        trouble = copy if isinstance(copy, Trouble) else None
        seen = tuple((value, _observation(value, copy)) for value in values)
        made = None if isinstance(copy, Trouble) else datetime.fromtimestamp(copy.made, UTC)
        health = ListHealth(
            list=LIST,
            zone=ZONE,
            name=NAME,
            severity=Severity.CRITICAL,
            usable=trouble is None,
            reason=None if trouble is None else trouble.reason,
            saw="" if trouble is None else trouble.saw,
            route="file",
        )
        return Said(
            observations=seen,
            lists=(health,),
            answered=0 if made is None else len(seen),
            oldest=made,
            trouble=trouble,
        )

    async def _copy(self, version: int) -> "Index | Trouble":
        async with self._opening:
            if version not in self._copies:
                found = await self._fetched(version)
                self._copies[version] = found if isinstance(found, Trouble) else Index(found)
        return self._copies[version]

    async def _fetched(self, version: int) -> Copy | Trouble:
        """The copy of today, else a new one, else one that is not too old."""
        name, kept = _FILES[version], self._means.kept
        fresh = kept.get(name, Copy, FRESH)
        if fresh is not None:
            return self._young(fresh[0])
        before = kept.get(name, Copy, OLDEST)
        got = await self._download(name, None if before is None else before[0])
        if isinstance(got, Copy):
            kept.put(name, got)
            return self._young(got)
        return got if before is None else self._young(before[0])

    async def _download(self, name: str, before: Copy | None) -> Copy | Trouble:
        if self._means.allowed(1) < 1:
            return Trouble(UnknownReason.BUDGET_SPENT, "its file was fetched often enough today")
        headers = {"If-None-Match": before.etag} if before is not None and before.etag else {}
        got = await self._service.get(name, accept="*/*", headers=headers)
        if isinstance(got, Trouble):
            return got
        if got.status == NOT_MODIFIED and before is not None:
            return before
        return _whole(got)

    def _young(self, copy: Copy) -> Copy | Trouble:
        age = self._means.now() - datetime.fromtimestamp(copy.made, UTC)
        if age <= OLDEST:
            return copy
        return Trouble(UnknownReason.NO_DATA, f"its newest file is {age.days} days old")


def _whole(reply: HttpResponse) -> Copy | Trouble:
    trouble = refusal(reply)
    if trouble is not None:
        return trouble
    if reply.content_type == "text/html":
        return _cut("it is a web page")
    return read_file(reply.body, reply.headers.get("etag"))


def _observation(value: str, copy: "Index | Trouble") -> Observation:
    if isinstance(copy, Trouble):
        return Observation(list=LIST, zone=ZONE, state=State.UNKNOWN, reason=copy.reason, route="file")
    found = copy.find(value)
    if found is None:
        return Observation(list=LIST, zone=ZONE, state=State.CLEAN, route="file")
    network, entry = found
    meaning = f"the whole network {network} should be refused by routers"
    return Observation(
        list=LIST,
        zone=ZONE,
        state=State.LISTED,
        sublists=(SublistHit(SUBLIST, "DROP", meaning),),
        severity=Severity.CRITICAL,
        route="file",
        text=f"{network} {entry}".strip(),
    )


def source(means: Means) -> _Drop:
    """See ``repcheck.sources.frame``."""
    return _Drop(means)
