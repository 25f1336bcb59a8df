"""A list's daily limit is kept as the list counts it: by what arrives, by whatever way."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from repcheck.app.run.quota import Quota
from repcheck.app.sweep.job import AskedList, ZoneJob
from repcheck.app.sweep.politeness import Politeness
from repcheck.app.sweep.routes import ThroughResolvers
from repcheck.app.sweep.zone import ask_zone
from repcheck.demo import zones as z
from repcheck.dns.engine import Engine
from repcheck.model.dns import Server
from repcheck.store.quota_file import QuotaFile
from tests.app.run.limited import a_list
from tests.support.patience import PATIENCE

ZONE, LIMIT = "bl.example", 20
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HONEST = z.honest(ZONE, {"192.0.2.1": "127.0.0.2"})
OWNERS = tuple(f"{last}.2.0.192" for last in range(60))


def failing_but_for_points() -> z.Zone:
    fails = z.servfail(ZONE)

    def script(query, transport):
        points = query.question[0].name.to_text().lower().endswith(f".0.0.127.{ZONE}.")
        return (HONEST if points else fails).respond(query, transport)

    return z.Zone(ZONE, script)


KINDS = {
    "one resolver": ([HONEST], False),
    "three resolvers": ([HONEST] * 3, False),
    "three resolvers, compared": ([HONEST] * 3, True),
    "lost packets": ([z.lossy(HONEST, every=2)], False),
    "SERVFAIL": ([failing_but_for_points()], False),
    "over TCP": ([z.truncating(HONEST)], False),
}


@pytest.mark.parametrize(("zones", "compare"), KINDS.values(), ids=KINDS)
async def test_no_more_arrives_than_the_limit(nameserver, tmp_path: Path, zones, compare):
    servers = [nameserver(zone) for zone in zones]
    resolvers = [Server(server.host, server.port) for server in servers]
    quota = Quota(QuotaFile(tmp_path, lambda: NOON), lambda line: None)
    entry = msgspec.structs.replace(a_list(LIMIT), id="bl")
    job = ZoneJob(lists=(AskedList(entry=entry, zone=ZONE, shown=ZONE),), owners=OWNERS)
    engine = Engine(resolvers, dead_wait=30.0)
    routes = ThroughResolvers(resolvers, compare=compare)
    try:
        await asyncio.wait_for(ask_zone(job, engine, routes, Politeness(True, quota.reserve)), PATIENCE)
    finally:
        await engine.close()
    arrived = sum(len(server.asked_over("udp")) + len(server.asked_over("tcp")) for server in servers)
    assert 0 < arrived <= LIMIT
