"""Which way a list's zone is asked."""

import pytest

from repcheck.app.sweep.routes import Direct, ThroughResolvers, ZoneRoute
from repcheck.demo.asker import TIMEOUT, AskedOfScript, ScriptedAsker
from repcheck.model.dns import Answer, Outcome, RecordType, Server, Way

ZONE = "bl.example"
HOST = "ns.example"
ONE, OTHER = Server("192.0.2.53"), Server("2001:db8::53")


def typed(answers: dict[tuple[str, RecordType], Answer]) -> ScriptedAsker:
    """Answers by (name, type); there is nothing else."""

    def script(asked: AskedOfScript) -> Answer:
        return answers.get((asked.name, asked.rdtype), Answer(Outcome.NODATA))

    return ScriptedAsker(script)


def records(*texts: str) -> Answer:
    return Answer(Outcome.NOERROR, texts)


@pytest.mark.parametrize("compare", [False, True])
@pytest.mark.parametrize("resolvers", [(), (ONE,)])
async def test_with_one_resolver_there_is_only_the_engine_s_own_way(
    resolvers: tuple[Server, ...], compare: bool
) -> None:
    asker = typed({})
    route = await ThroughResolvers(resolvers, compare=compare).to(asker, ZONE)
    assert route.ways == (None,)
    assert asker.asked == []


@pytest.mark.parametrize("compare", [False, True])
async def test_each_of_several_resolvers_is_a_way_of_its_own(compare: bool) -> None:
    asker = typed({})
    route = await ThroughResolvers((ONE, OTHER), compare=compare).to(asker, ZONE)
    assert route == ZoneRoute((Way((ONE,)), Way((OTHER,))), compare=compare)
    assert all(way is not None and way.recursive for way in route.ways)
    assert asker.asked == []


async def test_direct_is_one_way_with_all_servers_of_the_zone_asked_without_recursion() -> None:
    asker = typed(
        {
            (ZONE, "NS"): records(HOST),
            (HOST, "AAAA"): records(OTHER.host),
            (HOST, "A"): records(ONE.host),
        }
    )
    route = await Direct().to(asker, ZONE)
    assert route == ZoneRoute((Way((ONE, OTHER), recursive=False),))
    assert [(asked.name, asked.rdtype) for asked in asker.asked] == [
        (ZONE, "NS"),
        (HOST, "A"),
        (HOST, "AAAA"),
    ]


@pytest.mark.parametrize(
    "answers",
    [{(ZONE, "NS"): TIMEOUT}, {(ZONE, "NS"): records(HOST), (HOST, "A"): TIMEOUT}],
    ids=["NS", "address"],
)
async def test_direct_without_a_way_tells_how_the_search_failed(
    answers: dict[tuple[str, RecordType], Answer],
) -> None:
    """Never by the resolvers instead: the user has said that these are not to be trusted."""
    route = await Direct().to(typed(answers), ZONE)
    assert (route.ways, route.outcome) == ((), Outcome.TIMEOUT)
    assert ZONE in route.why


async def test_direct_to_a_zone_that_nobody_serves() -> None:
    route = await Direct().to(typed({}), ZONE)
    assert (route.ways, route.outcome) == ((), Outcome.NXDOMAIN)
    assert ZONE in route.why
