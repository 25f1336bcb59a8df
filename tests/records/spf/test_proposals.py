"""A record on offer lets send just those whom the writer of the broken one meant, whatever the slip."""

import os
import random
import re
from collections.abc import Callable
from ipaddress import ip_address

import pytest

from repcheck.model.published.spf import SpfResult
from repcheck.records.spf.inspect import SpfInspection, inspect_domain
from repcheck.records.spf.syntax.terms import parse_record
from tests.records.driver import drive, records
from tests.records.spf.edges import EDGES, ENDS, MEANT, ZONE, passing
from tests.records.spf.inspecting import FACTS

#: Few by default, many where every change is checked.
CASES = min(int(os.environ.get("REPCHECK_CASES", "120")), 10_000)

Slip = Callable[[str, random.Random], str]


def renamed(term: str, _: random.Random) -> str:
    return term.replace("ip4:", "ipv4:").replace("ip6:", "ip-6:").replace("include:", "includes:")


def unnamed(term: str, _: random.Random) -> str:
    return term.replace("ip4:", "").replace("ip6:", "") if term[0] != "-" else term


def wrong_family(term: str, _: random.Random) -> str:
    return term.replace("ip4:", "a:") if "ip4" in term else term.replace("ip6:", "ip4:")


def spaced(term: str, _: random.Random) -> str:
    return term.replace(":", ": ", 1)


def dotted(term: str, _: random.Random) -> str:
    return term.replace("include:", "include.")


def equalled(term: str, _: random.Random) -> str:
    return term.replace(":", "=", 1)


def quoted(term: str, chosen: random.Random) -> str:
    mark = chosen.choice(['"', "\u201c", ",", ";"]).encode().decode("ascii", "surrogateescape")
    return f"{term}{mark}"


def in_unicode(term: str, _: random.Random) -> str:
    return term.replace("xn--bcher-kva", "b\u00fccher".encode().decode("ascii", "surrogateescape"))


def broken_number(term: str, _: random.Random) -> str:
    return term.replace("192.0.2.", "192.0.2.30") if "/" not in term else term.replace("/", "/3")


def cut(term: str, chosen: random.Random) -> str:
    return term[: chosen.randint(1, len(term))]


def untouched(term: str, _: random.Random) -> str:
    return term


SLIPS: tuple[Slip, ...] = (
    renamed, unnamed, wrong_family, spaced, dotted, equalled, quoted, in_unicode, untouched, untouched,
)  # fmt: skip
#: What nobody can read any more.
DAMAGES: tuple[Slip, ...] = (broken_number, cut)


def meant_by(terms: list[str]) -> set[str]:
    """Whom each term would let send, in order; what is in error alone lets nobody."""
    found: set[str] = set()
    denied: set[str] = set()
    for term in terms:
        if term.startswith("-ip4:"):
            denied |= passing(f"v=spf1 {term[1:]} -all", ZONE) - found
        elif term.startswith("redirect="):
            found |= passing(f"v=spf1 {term}", ZONE) - denied
        elif term and "all" not in term:
            found |= passing(f"v=spf1 {term} -all", ZONE) - denied
    return found


def inspected(*published: str) -> SpfInspection:
    zone = {**ZONE, ("example.com", "TXT"): records(*published)}
    return drive(inspect_domain("example.com", FACTS), zone)[0]


def judged(offer: str, meant: set[str]) -> None:
    assert parse_record(offer).faults == ()
    assert passing(offer, ZONE) == meant
    made = inspected(offer)
    assert made.publish is None, "what is offered would be changed again"
    assert made.stranger.result not in (SpfResult.PERMERROR, SpfResult.PASS)


def broken(chosen: random.Random) -> tuple[str, list[str], bool]:
    """A published record, the terms that its writer meant, and whether something in it cannot be read."""
    terms = [chosen.choice(MEANT) for _ in range(chosen.randint(1, 5))]
    end = chosen.choice(ENDS)
    damaged = chosen.random() < 0.15
    harmed = chosen.randrange(len(terms)) if damaged else -1
    written = [
        chosen.choice(DAMAGES if place == harmed else SLIPS)(term, chosen) for place, term in enumerate(terms)
    ]
    if end and chosen.random() < 0.1:
        written = [end, *written]  # all before what it should end
    elif end and "=" not in end and chosen.random() < 0.15:
        written[-1] += end  # no space before the all
    elif end:
        written.append(end)
    for extra in ("v=spf1", "include:example.com", written[0]):
        if chosen.random() < 0.1 and " " not in extra:
            written.insert(chosen.randint(0, len(written)), extra)
    return " ".join(("v=spf1", *written)), [*terms, end], damaged


def test_the_edges_tell_all_that_the_records_know_apart() -> None:
    for term in MEANT:
        inner = passing(f"v=spf1 {term.removeprefix('-')} -all", ZONE)
        assert len(inner) < len(EDGES)
    assert {ip_address(ip).version for ip in EDGES} == {4, 6}


@pytest.mark.parametrize("part", range(20))
def test_nobody_is_dropped_and_nobody_let_in(part: int) -> None:
    offered = 0
    for case in range(part, CASES, 20):
        published, terms, damaged = broken(random.Random(case))
        offer = inspected(published).publish
        if offer is None:
            continue
        offered += 1
        meant, pass_it = meant_by(terms), passing(offer, ZONE)
        if damaged:
            # A cut that leaves another whole term (mx/26 to mx/2) reads as if its writer meant that one.
            apart = re.sub(r"(?<=\S)(?=[-~?+]all$)", " ", published)
            written = meant_by(apart.split()[1:])
            assert pass_it <= meant | written | passing(published, ZONE), (published, offer)
        assert pass_it >= (set() if damaged else meant), (published, offer)
        judged(offer, pass_it if damaged else meant)
    assert offered * 10 > CASES // 20, "hardly anything is offered, so hardly anything was tried"


@pytest.mark.parametrize("part", range(4))
def test_several_records_become_one_only_for_those_they_permit(part: int) -> None:
    offered = 0
    for case in range(part, CASES // 4, 4):
        chosen = random.Random(-case - 1)
        both = [
            " ".join(
                ("v=spf1", *(chosen.choice(MEANT) for _ in range(chosen.randint(1, 3))), chosen.choice(ENDS))
            )
            for _ in range(2)
        ]
        offer = inspected(*both).publish
        if offer is not None:
            offered += 1
            judged(offer, passing(both[0], ZONE) | passing(both[1], ZONE))
    assert offered
