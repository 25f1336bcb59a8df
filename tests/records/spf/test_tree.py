"""The whole of a record, and the count for an address that matches nothing."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Inquiry, Outcome
from repcheck.model.published.spf import SpfBranch, SpfStranger, SpfTree
from repcheck.records.spf.record import spf_record_of
from repcheck.records.spf.tree.build import ASKING_TERMS_AT_MOST, Tree, tree_of
from repcheck.records.spf.tree.stranger import stranger_of
from tests.records.driver import Driven, Zone, drive, failure, records
from tests.records.spf.checking import TEXTS, host, text
from tests.support.examples import examples
from tests.support.tables import each


def spf_tree(domain: str) -> Inquiry[Tree]:
    record = yield from spf_record_of(domain)
    return (yield from tree_of(domain, record))


def tree(record: str, zone: Zone | None = None) -> tuple[SpfStranger, SpfTree, Driven]:
    found, driven = drive(spf_tree("example.com"), {**text("example.com", record), **(zone or {})})
    return *stranger_of(found), driven


def branches(tree: SpfTree) -> Iterator[SpfBranch]:
    for branch in tree.terms:
        yield branch
        if branch.record is not None:
            yield from branches(branch.record)


def numbers(tree: SpfTree) -> dict[str, int | None]:
    return {branch.text: branch.lookup for branch in branches(tree)}


NESTED: Zone = {
    **text("a.example.net", "v=spf1 include:b.example.net a:h.example.net -all"),
    **text("b.example.net", "v=spf1 ip4:192.0.2.0/24 mx ptr ?all"),
    **text("c.example.net", "v=spf1 exists:%{i}.example.net redirect=d.example.net"),
    **text("d.example.net", "v=spf1 ~all"),
    ("b.example.net", "MX"): records("10 h.example.net"),
    **host("h.example.net", "192.0.2.99"),
    ("h.example.net", "AAAA"): records("2001:db8::99"),
}


def test_each_lookup_has_its_number() -> None:
    stranger, shown, _ = tree("v=spf1 include:a.example.net ip4:192.0.2.1 include:c.example.net -all", NESTED)
    assert numbers(shown) == {
        "include:a.example.net": 1,
        "include:b.example.net": 2,
        "ip4:192.0.2.0/24": None,
        "mx": 3,
        "ptr": 4,
        "?all": None,
        "a:h.example.net": 5,
        "-all": None,
        "ip4:192.0.2.1": None,
        "include:c.example.net": 6,
        "exists:%{i}.example.net": 7,
        "redirect=d.example.net": 8,
        "~all": None,
    }
    assert (stranger.result, stranger.lookups, stranger.at_least) == ("fail", 8, False)


@each(
    "record, result, lookups",
    [
        ("v=spf1 -all", "fail", 0),
        ("v=spf1 a mx ~all", "softfail", 2),
        ("v=spf1 ip4:0.0.0.0/0", "pass", 0),
        ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "pass", 0),
        ("v=spf1 a/0 -all", "pass", 1),
        ("v=spf1 exists:example.com -all", "pass", 1),
        ("v=spf1 -ip4:0.0.0.0/0 +all", "fail", 0),
        ("v=spf1 exists:%{i}.example.net ptr -all", "fail", 2),
        ("v=spf1 a -all mx include:gone.example.net", "fail", 1),
        ("v=spf1 include:open.example.net -all", "pass", 1),
        ("v=spf1 -include:open.example.net +all", "fail", 1),
        ("v=spf1 redirect=open.example.net", "pass", 1),
        ("v=spf1 redirect=open.example.net -all", "fail", 0),
        ("v=spf1 include:gone.example.net a -all", "permerror", 2),
        ("v=spf1 include:several.example.net -all", "permerror", 1),
        ("v=spf1 include:broken.example.net -all", "temperror", 1),
        ("v=spf1 a:broken.example.net -all", "temperror", 1),
        ("v=spf1 nonsense a -all", "permerror", 1),
        ("v=spf1 a:g1.example.net a:g2.example.net -all", "fail", 2),
        ("v=spf1 a:g1.example.net a:g2.example.net mx:g3.example.net -all", "permerror", 3),
        ("v=spf1 include:example.com -all", "permerror", 1),
        (f"v=spf1 {'a ' * 10}-all", "fail", 10),
        (f"v=spf1 {'a ' * 12}-all", "permerror", 12),
        ("v=spf1 include:twice.example.net include:twice.example.net -all", "fail", 6),
    ],
)
def test_strangers(record: str, result: str, lookups: int) -> None:
    zone: Zone = {
        **host("example.com", "192.0.2.99"),
        ("example.com", "MX"): records("0 ."),
        **text("open.example.net", "v=spf1 +all"),
        **text("several.example.net", "v=spf1 -all", "v=spf1 ?all"),
        ("broken.example.net", "TXT"): failure(Outcome.SERVFAIL),
        ("broken.example.net", "A"): failure(Outcome.SERVFAIL),
        **text("twice.example.net", "v=spf1 a:example.com a:example.com -all"),
    }
    stranger, _, _ = tree(record, zone)
    assert (stranger.result, stranger.lookups) == (result, lookups)


def test_records_that_include_each_other_end() -> None:
    zone: Zone = {
        **text("a.example.net", "v=spf1 include:b.example.net"),
        **text("b.example.net", "v=spf1 include:a.example.net"),
    }
    stranger, shown, driven = tree("v=spf1 include:a.example.net include:b.example.net -all", zone)
    assert (stranger.result, stranger.at_least) == ("permerror", True)
    assert len(driven.questions) == 3
    assert {branch.state for branch in branches(shown)} <= {"found", "loop", "repeated", "plain"}


def test_it_goes_on_past_the_tenth_lookup_and_stops_somewhere() -> None:
    many = " ".join(f"a:h{number}.example.net" for number in range(ASKING_TERMS_AT_MOST + 9))
    stranger, shown, driven = tree(f"v=spf1 {many} -all")
    assert stranger.lookups == ASKING_TERMS_AT_MOST + 9
    assert len(driven.questions) == 1 + 2 * ASKING_TERMS_AT_MOST
    assert [branch.state for branch in shown.terms].count("not_followed") == 9


def test_all_that_can_be_asked_is_asked_at_once() -> None:
    zone: Zone = {}
    for number in range(10):
        zone = {**zone, **text(f"s{number}.example.net", f"v=spf1 a:h{number}.example.net")}
    _, _, driven = tree("v=spf1 mx " + " ".join(f"include:s{n}.example.net" for n in range(10)), zone)
    assert [len(asked) for asked in driven.rounds] == [1, 11, 20]


@settings(max_examples=examples(150))
@given(st.lists(TEXTS, min_size=3, max_size=3))
def test_any_text_ends(texts: list[str]) -> None:
    zone = {**text("a.example.net", texts[1]), **text("b.example.net", texts[2])}
    stranger, shown, driven = tree(texts[0], zone)
    assert stranger.lookups <= 2000
    assert len(driven.rounds) <= 60
    assert all(branch.lookup is None or branch.lookup <= stranger.lookups for branch in branches(shown))
