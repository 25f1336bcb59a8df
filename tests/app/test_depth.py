"""How deep the questions of ``repcheck domain`` go: as deep as their longest chain, and no deeper."""

import asyncio

import pytest

from repcheck.app.domain.inspect import DomainRequest, inspect_domains
from repcheck.app.environment import real_environment
from repcheck.app.run.asking import Asking, AskingPlan
from repcheck.model.catalog import Catalog
from repcheck.model.dns import Question, Server
from repcheck.model.published.domain import DomainsReport
from tests.records.driver import Zone, records

from .rounds import Rounds

NONE = Catalog(source="none", lists=())


async def inspected(zone: Zone) -> tuple[DomainsReport, Rounds]:
    world = real_environment({}, print)
    rounds = Rounds(zone)
    asking = Asking(AskingPlan(servers=(Server("127.0.0.1", 9),)), (), world, rounds.asker)
    playing = asyncio.ensure_future(rounds.play())
    request = DomainRequest(domains=("example.com",), catalog=NONE, random_label="random")
    report = await inspect_domains(request, asking, world, None)
    playing.cancel()
    return report, rounds


def large(deep: int) -> Zone:
    """Ten includes, ``deep`` of them one below the other, and six mail hosts; every address has a name."""
    zone: Zone = {
        ("example.com", "MX"): records(*(f"{n} mx{n}.example.com" for n in range(6))),
        ("example.com", "TXT"): records(
            "v=spf1 " + " ".join(f"include:s{n}.example.net" for n in range(11 - deep)) + " -all"
        ),
        ("_dmarc.example.com", "TXT"): records("v=DMARC1; p=reject; rua=mailto:r@reports.example.org"),
        ("_mta-sts.example.com", "TXT"): records("v=STSv1; id=1"),
    }
    for number in range(6):
        zone = {**zone, **named(f"mx{number}.example.com", f"192.0.2.{number + 1}")}
    for number in range(10):
        below = f"include:s{number + 1}.example.net" if 11 - deep <= number + 1 < 10 else "a"
        zone = {**zone, (f"s{number}.example.net", "TXT"): records(f"v=spf1 {below} -all")}
        zone = {**zone, **named(f"s{number}.example.net", f"198.51.100.{number + 1}")}
    return zone


def named(host: str, address: str) -> Zone:
    reverse = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
    return {(host, "A"): records(address), (reverse, "PTR"): records(host)}


@pytest.mark.parametrize("deep", [1, 2, 5])
async def test_the_longest_chain_and_no_round_more(deep: int) -> None:
    report, rounds = await inspected(large(deep))
    (found,) = report.domains
    assert found.stranger.lookups >= 10
    assert len(found.parts[1].shown.split(",")) == 6
    assert len(found.senders) >= 7
    # The record, its includes down to the deepest, the host named there, and that host's reverse name,
    # which leads to a question that has been asked.
    assert len(rounds.rounds) == 1 + deep + 1 + 1
    first = set(rounds.rounds[0])
    assert {Question("example.com", "MX"), Question("example.com", "TXT")} < first
    assert Question("_smtp._tls.example.com", "TXT") in first


async def test_nothing_is_asked_twice() -> None:
    _, rounds = await inspected(large(2))
    asked = [question for questions in rounds.rounds for question in questions]
    assert len(asked) == len(set(asked))
