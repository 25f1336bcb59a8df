"""What one answer leads to is asked before it is believed."""

import dns.rcode
import dns.rrset
import pytest

from repcheck.demo import zones as z
from repcheck.demo.replies import absent, asked_name, response_to, sent, soa
from repcheck.dns import Lane
from repcheck.model.dns import Outcome, Question
from tests.dns.driving import LISTED, ZONE, ask_lane, running_engine, straight

ENTRY = "10.2.0.192"


def leading_to(target: str) -> z.Zone:
    """A list whose entries are aliases of one name, which stands in no answer."""

    def script(query, transport):
        if asked_name(query).to_text().startswith(ENTRY):
            alias = dns.rrset.from_text(asked_name(query), 300, "IN", "CNAME", target)
            return sent(response_to(query, [alias]), query, transport)
        return LISTED.respond(query, transport)

    return z.Zone(ZONE, script)


def answered_from(origin: str, zone: z.Zone = LISTED) -> z.Zone:
    """A zone whose absences carry the SOA record of another."""

    def script(query, transport):
        if zone is LISTED and asked_name(query).to_text().lower() == f"{ZONE}.":
            return absent(query, transport, origin, dns.rcode.NOERROR)
        if asked_name(query).to_text().startswith(ENTRY):
            return LISTED.respond(query, transport)
        return absent(query, transport, origin, dns.rcode.NXDOMAIN)

    return z.Zone(ZONE, script)


async def answer_of(owner, server, way=None):
    async with running_engine(server.address) as engine:
        return (await ask_lane(engine, Lane(ZONE, way), [owner]))[owner]


async def test_an_entry_that_is_an_alias_into_another_zone_is_followed(nameserver):
    codes = z.records("codes.example", "spam 60 A 127.0.0.2")
    resolver = nameserver(leading_to("spam.codes.example."), codes)
    own = nameserver(leading_to("spam.codes.example."))
    for answer in (await answer_of(ENTRY, resolver), await answer_of(ENTRY, resolver, straight(own))):
        assert (answer.outcome, answer.records) == (Outcome.NOERROR, ("127.0.0.2",))
        assert answer.ttl == 60


async def test_many_entries_with_one_alias_ask_for_it_once(nameserver):
    codes = z.records("codes.example", "spam 60 A 127.0.0.2")
    alias = z.cname(z.wildcard(ZONE), "spam.codes.example")

    def stripped(query, transport):
        found = response_to(
            query, [dns.rrset.from_text(asked_name(query), 9, "IN", "CNAME", "spam.codes.example.")]
        )
        return sent(found, query, transport)

    server = nameserver(z.Zone(alias.origin, stripped), codes)
    async with running_engine(server.address) as engine:
        answers = await ask_lane(engine, Lane(ZONE), [f"{n}.2.0.192" for n in range(50)])
    assert {answer.records for answer in answers.values()} == {("127.0.0.2",)}
    assert [name.lower() for name, _ in server.asked].count("spam.codes.example") == 1


@pytest.mark.parametrize("target", ["nowhere.codes.example.", f"{ENTRY}.{ZONE}.", "\\010.example."])
async def test_an_entry_that_leads_nowhere_is_neither_there_nor_absent(nameserver, target):
    server = nameserver(leading_to(target), z.records("codes.example", "spam 60 A 127.0.0.2"))
    assert (await answer_of(ENTRY, server)).outcome.failed


async def test_aliases_that_never_end_are_given_up(nameserver):
    def script(query, transport):
        number = int(asked_name(query).labels[0].lower().lstrip(b"a") or b"0")
        alias = dns.rrset.from_text(asked_name(query), 9, "IN", "CNAME", f"a{number + 1}.codes.example.")
        return sent(response_to(query, [alias]), query, transport)

    server = nameserver(leading_to("a1.codes.example."), z.Zone("codes.example", script))
    assert (await answer_of(ENTRY, server)).outcome.failed
    assert len(server.asked) < 12


async def test_an_absence_from_the_zone_that_holds_the_list_is_believed(nameserver):
    answer = await answer_of("11.2.0.192", nameserver(answered_from("example")))
    assert answer.outcome is Outcome.NXDOMAIN


@pytest.mark.parametrize("zone", [answered_from("example", z.dead(ZONE)), answered_from("else.example")])
async def test_an_absence_from_any_other_zone_is_not(nameserver, zone):
    assert (await answer_of("11.2.0.192", nameserver(zone))).outcome.failed


async def test_a_list_with_an_apex_of_its_own_is_not_judged_from_above(nameserver):
    def script(query, transport):
        if asked_name(query).to_text().lower() == f"{ZONE}.":
            return sent(response_to(query, [soa(ZONE)]), query, transport)
        return absent(query, transport, "example", dns.rcode.NXDOMAIN)

    answer = await answer_of("11.2.0.192", nameserver(z.Zone(ZONE, script)))
    assert answer.outcome is Outcome.MALFORMED


def comparing_case(zone: z.Zone) -> z.Zone:
    """Knows names in lower case only, against RFC 4343."""

    def script(query, transport):
        name = asked_name(query).to_text()
        if name != name.lower():
            return absent(query, transport, zone.origin, dns.rcode.NXDOMAIN)
        return zone.respond(query, transport)

    return z.Zone(zone.origin, script)


async def test_a_name_is_missing_only_when_it_is_missing_in_lower_case(nameserver):
    zone = z.records("host-name.example", "host-name.example. 60 MX 10 mx.example.")
    async with running_engine(nameserver(comparing_case(zone)).address) as engine:
        there = await engine.ask(Question("host-name.example", "MX"))
        missing = await engine.ask(Question("no-such-name.host-name.example", "MX"))
    assert there.records == ("10 mx.example",)
    assert missing.outcome is Outcome.NXDOMAIN


async def test_a_server_that_ignores_case_is_not_asked_twice(nameserver):
    server = nameserver(z.records("host-name.example", "host-name.example. 60 MX 10 mx.example."))
    async with running_engine(server.address) as engine:
        await engine.ask(Question("host-name.example", "MX"))
        below = await engine.ask(Question("below.host-name.example", "TXT"))
        reverse = await engine.ask(Question("1.2.0.192.in-addr.arpa", "PTR"))
    assert (below.outcome, reverse.outcome) == (Outcome.NXDOMAIN, Outcome.NXDOMAIN)
    assert len(server.asked) == 3


async def test_a_list_is_asked_in_lower_case(nameserver):
    server = nameserver(comparing_case(LISTED))
    assert (await answer_of(ENTRY, server)).records == ("127.0.0.2",)
    assert [asked_type.upper() for _, asked_type in server.asked] == ["A"]
