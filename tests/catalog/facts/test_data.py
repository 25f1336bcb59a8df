"""The built-in catalog: complete, consistent, and nothing in it that the rest of repcheck could trip over."""

import re
from ipaddress import IPv4Address

import msgspec

from repcheck.catalog.compile.parse import parse_catalog
from repcheck.catalog.files import built_in_path
from repcheck.catalog.select import select_lists
from repcheck.lists.codes import CodeReader
from repcheck.model.catalog import CodeMode, ListKind, ReputationList
from repcheck.model.observations import Severity, UnknownReason
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
LISTS = CATALOG.lists


def entry_of(list_id: str) -> ReputationList:
    entry = CATALOG.list_by_id(list_id)
    assert entry is not None
    return entry


def test_the_whole_file_is_checked_with_its_patterns() -> None:
    read = parse_catalog(built_in_path().read_bytes(), "blocklists.yaml")
    assert read == msgspec.structs.replace(CATALOG, providers=())


def test_the_catalog_is_whole() -> None:
    assert (len(CATALOG.lists), len(CATALOG.dead)) == (145, 59)


@each("entry", LISTS)
def test_codes_of_a_list(entry: ReputationList) -> None:
    assert entry.codes or not entry.asks or entry.mode is CodeMode.ANY_127
    if entry.mode is CodeMode.BITMASK:
        assert all(code.first == code.last and code.first.bit_count() == 1 for code in entry.codes)
        assert all(code.first < 256 for code in entry.codes)
        return
    for code in entry.codes:
        assert 0x7F000000 <= code.first <= code.last <= 0x7FFFFFFF
        assert not any(error.first <= code.last and code.first <= error.last for error in entry.errors)


@each("entry", LISTS)
def test_error_answers_of_a_list(entry: ReputationList) -> None:
    def reason(address: int) -> UnknownReason | None:
        return next((e.reason for e in entry.errors if e.first <= address <= e.last), None)

    assert reason(0x7FFFFFFC) is UnknownReason.LIST_UNHEALTHY
    assert reason(0x7FFFFFFE) is UnknownReason.RESOLVER_BLOCKED
    assert reason(0x7FFFFFFF) is UnknownReason.OVER_QUOTA
    assert reason(0x7FFFFF01) is UnknownReason.UNEXPECTED_ANSWER


@each("entry", LISTS)
def test_what_a_person_reads_of_a_list(entry: ReputationList) -> None:
    assert entry.operator
    assert entry.impact
    assert entry.delisting is not None
    assert entry.delisting.how
    assert entry.sources
    assert entry.checked
    assert all(sublist.meaning and sublist.name and sublist.severity for sublist in entry.sublists)


@each("entry", LISTS)
def test_what_is_not_sure_says_so(entry: ReputationList) -> None:
    if entry.confidence == "low":
        assert not entry.enabled or "rare" in entry.tags
        assert "standard" not in entry.tags
    if entry.delisting is not None and "not known here" in entry.delisting.how:
        assert not entry.delisting.certain


@each("entry", LISTS)
def test_a_listing_of_many_says_that_it_is_one(entry: ReputationList) -> None:
    """A whole network, range or policy is listed: nobody should read it as mail that he himself has sent."""
    for sublist in entry.sublists:
        if sublist.scope in ("network", "range", "dynamic", "policy"):
            assert sublist.why
            told = f"{sublist.meaning} {sublist.why}".casefold()
            assert re.search(
                r"network|range|neighbour|other customers|autonomous|address space|reverse name", told
            ), sublist
        if sublist.scope == "network" and sublist.id != "drop":
            assert sublist.severity.rank <= Severity.LOW.rank
            assert re.search(r"sender|provider|about you", sublist.why or "")


@each("entry", LISTS)
def test_severity_and_tags_of_a_list(entry: ReputationList) -> None:
    if entry.kind is not ListKind.BLOCK:
        assert entry.severity is Severity.INFO
        assert "standard" not in entry.tags
        assert all((sublist.kind or entry.kind) is not ListKind.BLOCK for sublist in entry.sublists)
        return
    blocking = [sublist for sublist in entry.sublists if sublist.kind in (None, ListKind.BLOCK)]
    if blocking:
        assert max(blocking, key=lambda sublist: sublist.severity.rank).severity is entry.severity
    for sublist in entry.sublists:
        assert sublist in blocking or sublist.severity is Severity.INFO
    if entry.enabled and entry.severity.rank >= Severity.MEDIUM.rank:
        assert "standard" in entry.tags
    if "standard" in entry.tags:
        assert entry.enabled
        assert entry.severity.rank >= Severity.LOW.rank


@each("entry", [entry for entry in LISTS if entry.zone])
def test_a_citation_of_the_zone_means_this_list_and_no_other(entry: ReputationList) -> None:
    cited = entry.zone.replace("{key}.", "").casefold()
    owners = {other.id for other in CATALOG.lists if cited in (alias.casefold() for alias in other.aliases)}
    assert owners == {entry.id}


@each("entry", LISTS)
def test_what_can_be_asked_can_also_be_proved(entry: ReputationList) -> None:
    """A list without a zone or a test entry would be unknown in every run: it is asked by nobody."""
    if not entry.asks:
        assert not entry.enabled
        assert entry.test_points.listed == ()
    if entry.enabled:
        assert entry.zone
        assert entry.test_points.listed


PARTS = [entry for entry in CATALOG.lists if entry.part_of]


@each("part", PARTS)
def test_a_part_says_nothing_that_its_whole_does_not_say(part: ReputationList) -> None:
    assert not part.enabled
    whole = entry_of(part.part_of or "")
    assert whole.enabled
    if part.kind is whole.kind:
        known = {sublist.id: (sublist.meaning, sublist.scope) for sublist in whole.sublists}
        for sublist in part.sublists:
            assert known[sublist.id] == (sublist.meaning, sublist.scope)


def test_the_lists_inside_zen_are_read_as_zen_reads_them() -> None:
    zen = CodeReader(entry_of("spamhaus-zen"))
    for part in CATALOG.lists:
        if part.part_of == "spamhaus-zen":
            for code in part.codes:
                records = (str(IPv4Address(code.first)),)
                assert CodeReader(part).read(records) == zen.read(records)


def test_zen_has_all_its_sublists_with_ways_out_of_their_own() -> None:
    zen = entry_of("spamhaus-zen")
    by_code = {code.first & 0xFF: code.sublist for code in zen.codes}
    assert {octet: sublist.id for octet, sublist in by_code.items()} == {
        2: "sbl", 3: "css", 4: "xbl", 9: "drop", 10: "pbl-isp", 11: "pbl-spamhaus", 30: "bcl",
    }  # fmt: skip
    assert [code.last & 0xFF for code in zen.codes if code.first & 0xFF == 4] == [7]
    assert all(sublist.delisting is not None and sublist.scope != "unknown" for sublist in zen.sublists)
    assert len({sublist.delisting for sublist in zen.sublists}) == len(zen.sublists)
    who = {s.id: s.delisting.who for s in zen.sublists if s.delisting is not None}
    assert who["sbl"] == who["pbl-isp"] == "network_owner"
    assert who["css"] == who["pbl-spamhaus"] == "you"
    assert by_code[10].severity is by_code[11].severity is Severity.HIGH
    assert by_code[2].severity is by_code[3].severity is by_code[4].severity is Severity.CRITICAL


@each(
    "list_id, address, reason",
    [
        ("dnswl", 0x7F0000FF, UnknownReason.RESOLVER_BLOCKED),
        ("surbl-multi", 0x7F000001, UnknownReason.RESOLVER_BLOCKED),
        ("uribl-multi", 0x7F000001, UnknownReason.RESOLVER_BLOCKED),
        ("uribl-black", 0x7F000001, UnknownReason.RESOLVER_BLOCKED),
        ("uribl-multi", 0x7F0000FF, UnknownReason.RESOLVER_BLOCKED),
        ("spamhaus-dbl", 0x7F0001FF, UnknownReason.UNEXPECTED_ANSWER),
    ],
)
def test_refusals_that_look_like_listings(list_id: str, address: int, reason: UnknownReason) -> None:
    found = [e.reason for e in entry_of(list_id).errors if e.first <= address <= e.last]
    assert found == [reason]


def test_default_sets() -> None:
    standard, extended, every = (
        {entry.id for entry in select_lists(CATALOG, word)} for word in ("standard", "extended", "all")
    )
    assert standard < extended < every
    assert {entry.id for entry in select_lists(CATALOG, None)} == extended
    chosen = {entry.id for entry in select_lists(CATALOG, "standard,-spamcop,+s5h,+spamhaus-zrd")}
    assert chosen == standard - {"spamcop"} | {"s5h", "spamhaus-zrd"}
    assert "psbl" in {entry.id for entry in select_lists(CATALOG, "standard,-spamcop,+psbl")}


def test_lists_that_list_nobody() -> None:
    assert entry_of("dnswl").kind is ListKind.ALLOW
    assert entry_of("mailspike-rep").kind is ListKind.SCORE
    trust = {(c.first >> 8 & 0xFF, c.first & 0xFF): c.sublist.id for c in entry_of("dnswl").codes}
    assert trust[2, 3] == trust[15, 3] == "high"
    assert {third for third, _ in trust} == {*range(2, 10), *range(11, 16), 20}


def test_the_keyed_list_is_enabled_and_holds_no_key() -> None:
    abusix = entry_of("abusix-combined")
    assert abusix.enabled
    assert abusix.zone == "{key}.combined.mail.abusix.zone"
    assert abusix.key == "env:ABUSIX_KEY"
