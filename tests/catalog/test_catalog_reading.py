"""Every list of the built-in catalog reads its own answers right: made from the data, list by list.

The expectation is taken from the text of blocklists.yaml itself, so that a fault of the compiler cannot
hide behind its own output.
"""

import itertools
from ipaddress import IPv4Address
from typing import Any

import pytest
import yaml

from repcheck.catalog.files import built_in_path
from repcheck.lists.codes import CodeReader
from repcheck.lists.health import Probe, judge_health
from repcheck.lists.judge import Judge, lists_somebody
from repcheck.lists.names import applies, owner_name, point_name
from repcheck.model.catalog import CodeMode, ListKind, ReputationList
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.targets import Target, TargetKind
from tests.support.built_in import built_in_catalog
from tests.support.tables import each

CATALOG = built_in_catalog()
#: libyaml's where it is there: a tenth of the time.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: The file as any YAML reader sees it, every scalar as text.
WRITTEN: dict[str, dict[str, Any]] = {
    entry["id"]: entry for entry in yaml.load(built_in_path().read_bytes(), Loader=_LOADER)["lists"]
}
ABSENT = Answer(Outcome.NXDOMAIN)


def entry_of(list_id: str) -> ReputationList:
    entry = CATALOG.list_by_id(list_id)
    assert entry is not None
    return entry


def addresses(text: str, mode: CodeMode) -> list[str]:
    """The first, the last and a middle answer that a key of ``codes`` or ``errors`` names."""
    if mode is CodeMode.BITMASK:
        return [text if "." in text else f"127.0.0.{text}"]
    if text.endswith("/24"):
        return [text.replace("0/24", octet) for octet in ("0", "77", "255")]
    if text.count(".") == 6:
        first, last = (int(IPv4Address(part)) for part in text.split("-"))
        return [str(IPv4Address(number)) for number in (first, (first + last) // 2, last)]
    if "-" in text:
        octets = text.split(".")
        place = next(place for place, octet in enumerate(octets) if "-" in octet)
        return [".".join([*octets[:place], end, *octets[place + 1 :]]) for end in octets[place].split("-")]
    return [text]


def cases(field: str) -> list[Any]:
    return [
        (entry, record, value)
        for entry in CATALOG.lists
        for text, value in WRITTEN[entry.id].get(field, {}).items()
        for record in addresses(text, entry.mode if field == "codes" else CodeMode.EXACT)
    ]


@each("entry, record, written", cases("codes"))
def test_every_code_means_its_sublist(entry: ReputationList, record: str, written: dict[str, Any]) -> None:
    reading = CodeReader(entry).read((record,))
    (sublist,) = reading.sublists
    assert (sublist.id, sublist.meaning) == (written["id"], written["meaning"])
    assert sublist.severity == Severity(written.get("severity", entry.severity))
    assert sublist.scope == written.get("scope", "unknown")
    judge = Judge(entry, entry.zone, None)
    answer = Answer(Outcome.NOERROR, (record,))
    seen = judge.observe(answer)
    blocks = written.get("kind", WRITTEN[entry.id].get("kind", "block")) == "block"
    assert seen.state is (State.LISTED if blocks else State.CLEAN)
    assert seen.severity == (sublist.severity if blocks else None)
    assert lists_somebody(entry, CodeReader(entry), answer) == blocks
    assert [hit.id for hit in seen.sublists] == [sublist.id]


@each("entry, record, written", cases("errors"))
def test_every_error_has_its_reason(entry: ReputationList, record: str, written: dict[str, Any]) -> None:
    seen = Judge(entry, entry.zone, None).observe(Answer(Outcome.NOERROR, (record,)))
    assert (seen.state, seen.reason) == (State.UNKNOWN, UnknownReason(written["reason"]))
    assert CodeReader(entry).is_entry((record,)) == (record in entry.test_points.answers)


@each("entry", CATALOG.lists)
def test_answers_that_no_list_means(entry: ReputationList) -> None:
    """Outside of 127.0.0.0/8, and in the range of errors, nothing is ever a listing or clean."""
    reader = CodeReader(entry)
    for record in ("192.0.2.1", "146.112.61.104", "127.255.255.1", "127.255.255.254"):
        assert reader.read((record,)).reason is not None
    assert reader.read(("127.255.255.254",)).reason is UnknownReason.RESOLVER_BLOCKED
    if entry.mode is not CodeMode.ANY_127:
        assert reader.read(("127.99.99.99",)).reason is UnknownReason.UNEXPECTED_ANSWER


BITMASKS = [entry for entry in CATALOG.lists if entry.mode is CodeMode.BITMASK]


@each("entry", BITMASKS)
def test_every_combination_of_bits(entry: ReputationList) -> None:
    reader = CodeReader(entry)
    bits = {code.first: code.sublist.id for code in entry.codes}
    refused = {error.first & 0xFF for error in entry.errors if error.first >> 8 == 0x7F0000}
    for size in range(1, len(bits) + 1):
        for chosen in itertools.combinations(sorted(bits), size):
            if sum(chosen) not in refused:
                found = reader.read((f"127.0.0.{sum(chosen)}",)).sublists
                assert [sub.id for sub in found] == [bits[bit] for bit in bits if bit in chosen]


def registered(_name: str) -> str:
    return "example.com"


def fits(name: str) -> bool:
    """RFC 1035 2.3.4."""
    return len(name) <= 253 and all(0 < len(label) <= 63 for label in name.split("."))


ASKED = [entry for entry in CATALOG.lists if entry.test_points.listed]


@each("entry", ASKED)
def test_a_list_is_believed_when_its_test_points_answer(entry: ReputationList) -> None:
    code = entry.codes[-1].first if entry.codes else 0x7F000002
    number = 0x7F000000 | code if entry.mode is CodeMode.BITMASK else code
    answer = Answer(Outcome.NOERROR, (str(IPv4Address(number)),))
    reader = CodeReader(entry)
    listed = [Probe(point, answer) for point in entry.test_points.listed]
    missing = [Probe(point, ABSENT) for point in entry.test_points.listed]
    absent = [Probe(point, ABSENT) for point in entry.test_points.not_listed]
    wild = [Probe(point, answer) for point in entry.test_points.not_listed]
    assert judge_health(reader, listed, absent).reason is None
    assert judge_health(reader, missing, absent).reason is UnknownReason.LIST_UNHEALTHY
    if wild:
        assert judge_health(reader, listed, wild).reason is UnknownReason.LIST_WILDCARD


@each("entry", ASKED)
def test_names_of_its_questions_fit(entry: ReputationList) -> None:
    zone = entry.zone.replace("{key}", "k" * 32)
    for point in (*entry.test_points.listed, *entry.test_points.not_listed):
        assert fits(f"{point_name(point)}.{zone}")
        kind = "ipv6" if ":" in point else "ipv4" if point[0].isdigit() else "domain"
        assert kind in entry.asks
    for target in (IPV4, IPV6, HOST):
        if applies(entry, target):
            assert fits(f"{owner_name(entry, target, registered)}.{zone}")


IPV4 = Target(value="192.0.2.10", kind=TargetKind.IPV4)
IPV6 = Target(value="2001:db8::10", kind=TargetKind.IPV6)
HOST = Target(value="mail.example.com", kind=TargetKind.HOST)


@each(
    "list_id, target, name",
    [
        ("spamhaus-zen", IPV4, "10.2.0.192"),
        ("sem-ipv6", IPV6, ".".join("0100000000000000000000008bd01002")),
        ("spamhaus-dbl", HOST, "mail.example.com"),
        ("surbl-multi", HOST, "example.com"),
        ("uribl-multi", HOST, "example.com"),
        ("spfbl", HOST, "mail.example.com"),
    ],
)
def test_query_names(list_id: str, target: Target, name: str) -> None:
    assert applies(entry_of(list_id), target)
    assert owner_name(entry_of(list_id), target, registered) == name


@pytest.mark.parametrize("target", [IPV4, IPV6], ids=["ipv4", "ipv6"])
def test_lists_of_domains_are_never_asked_about_an_address(target: Target) -> None:
    """Spamhaus DBL would answer 127.0.1.255, which looks like a listing: the question is not even sent."""
    for list_id in ("spamhaus-dbl", "surbl-multi", "uribl-multi", "sem-uri", "nordspam-dbl", "spamhaus-zrd"):
        assert not applies(entry_of(list_id), target)
    assert not any(applies(entry, target) for entry in CATALOG.lists if not entry.asks)


def sublists(list_id: str, *records: str) -> list[str]:
    return [sub.id for sub in CodeReader(entry_of(list_id)).read(records).sublists]


def test_three_answers_of_zen_at_once() -> None:
    assert sublists("spamhaus-zen", "127.0.0.2", "127.0.0.4", "127.0.0.10") == ["sbl", "xbl", "pbl-isp"]
    seen = Judge(entry_of("spamhaus-zen"), "zen.spamhaus.org", None).observe(
        Answer(Outcome.NOERROR, ("127.0.0.10", "127.0.0.2", "127.0.0.4"))
    )
    assert (seen.state, seen.severity) == (State.LISTED, Severity.CRITICAL)
    spoilt = CodeReader(entry_of("spamhaus-zen")).read(("127.0.0.2", "127.255.255.254"))
    assert spoilt.reason is UnknownReason.RESOLVER_BLOCKED


@each(
    "list_id, record, reason",
    [
        ("uribl-multi", "127.0.0.1", UnknownReason.RESOLVER_BLOCKED),
        ("surbl-multi", "127.0.0.1", UnknownReason.RESOLVER_BLOCKED),
        ("validity-rpbl", "127.255.255.255", UnknownReason.OVER_QUOTA),
        ("senderscore", "127.255.255.255", UnknownReason.OVER_QUOTA),
        ("dnswl", "127.0.0.255", UnknownReason.RESOLVER_BLOCKED),
        ("dwl-dnswl", "127.0.0.255", UnknownReason.RESOLVER_BLOCKED),
    ],
)
def test_a_refusal_is_no_listing(list_id: str, record: str, reason: UnknownReason) -> None:
    assert CodeReader(entry_of(list_id)).read((record,)).reason is reason


def test_the_same_answer_is_a_refusal_here_and_a_code_there() -> None:
    assert sublists("validity-rpbl", "127.0.0.1") == ["bot"]
    assert sublists("efnet", "127.0.0.1") == ["proxy"]
    assert sublists("0spam", "127.0.0.1") == ["spam"]
    assert sublists("isipp-iadb", "127.0.0.1") == ["listed"]
    assert sublists("hostkarma", "127.0.0.1") == ["white"]


@each(
    "records, state, severity, told",
    [
        (("127.0.0.1",), State.CLEAN, None, ["white"]),
        (("127.0.0.2",), State.LISTED, Severity.MEDIUM, ["black"]),
        (("127.0.0.3",), State.CLEAN, None, ["yellow"]),
        (("127.0.0.4",), State.LISTED, Severity.LOW, ["brown"]),
        (("127.0.0.5",), State.CLEAN, None, ["nobl"]),
        (("127.0.2.1",), State.CLEAN, None, ["new-2"]),
        (("127.0.0.1", "127.0.2.2"), State.CLEAN, None, ["white", "new-10"]),
        (("127.0.0.2", "127.0.2.1"), State.LISTED, Severity.MEDIUM, ["black"]),
    ],
)
def test_white_black_and_brown_of_hostkarma(
    records: tuple[str, ...], state: State, severity: Severity | None, told: list[str]
) -> None:
    hostkarma = entry_of("hostkarma")
    assert hostkarma.kind is ListKind.BLOCK
    seen = Judge(hostkarma, hostkarma.zone, None).observe(Answer(Outcome.NOERROR, records))
    assert (seen.state, seen.severity, [hit.id for hit in seen.sublists]) == (state, severity, told)
    assert seen.codes == records


def test_a_listing_by_network_costs_little() -> None:
    level_3 = CodeReader(entry_of("uceprotect-3")).read(("127.0.0.2",)).sublists[0]
    assert (level_3.scope, level_3.severity) == ("network", Severity.LOW)
    pbl = CodeReader(entry_of("spamhaus-zen")).read(("127.0.0.11",)).sublists[0]
    assert (pbl.scope, pbl.severity) == ("policy", Severity.HIGH)
