"""Runs an engine for a test and sees to it that nothing is left over or fails unseen."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from repcheck.demo import zones as z
from repcheck.demo.nameserver import NameServer
from repcheck.dns import Lane
from repcheck.dns.engine import Engine
from repcheck.dns.resolvers import parse_resolver
from repcheck.model.dns import Answer, Outcome, Server, Way
from tests.support.patience import PATIENCE

ZONE = "bl.example"
OTHER = "other.example"
LISTED = z.honest(ZONE, {"192.0.2.10": z.Listing(("127.0.0.2",), "spam seen")})
BESIDE = z.honest(OTHER, {})


@asynccontextmanager
async def running_engine(*addresses: str, **options: Any) -> AsyncIterator[Engine]:
    """An engine with these resolvers. Fails when a callback raised, or a task or socket is left open."""
    loop = asyncio.get_running_loop()
    unseen: list[object] = []
    loop.set_exception_handler(
        lambda _loop, context: unseen.append(context.get("exception") or context["message"])
    )
    before = asyncio.all_tasks()
    engine = Engine([parse_resolver(address) for address in addresses], **options)
    try:
        yield engine
    finally:
        await engine.close()
    await asyncio.sleep(0)  # done callbacks of what was cancelled
    # A socket that nobody closed warns when it is collected, and warnings are errors; what was made in this
    # test is young, and what all others left behind need not be looked at.
    gc.collect(1)
    assert not unseen, unseen
    assert asyncio.all_tasks() <= before, asyncio.all_tasks() - before


async def ask_lane(
    engine: Engine, lane: Lane, owners: Iterable[str], patience: float = PATIENCE
) -> dict[str, Answer]:
    """The answers by owner. TimeoutError when they are not complete after ``patience`` seconds."""
    answers: dict[str, Answer] = {}
    async with asyncio.timeout(patience):
        await engine.ask_lane(lane, owners, answers.__setitem__)
    return answers


def owners(count: int) -> list[str]:
    """Reversed addresses that no list of these tests lists."""
    return [f"{n % 250}.{n // 250}.0.10" for n in range(count)]


def outcomes(answers: dict[str, Answer]) -> set[Outcome]:
    return {answer.outcome for answer in answers.values()}


def straight(*servers: NameServer) -> Way:
    """The way to a list's own servers."""
    return Way(tuple(Server(server.host, server.port) for server in servers), recursive=False)
