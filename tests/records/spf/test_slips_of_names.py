"""Names that no host can have, lists in one term, records cut short or doubled: what is proposed."""

from repcheck.records.spf.inspect import SpfInspection, inspect_domain
from repcheck.records.spf.part import spf_part
from repcheck.records.tags import txt_record
from tests.records.driver import drive
from tests.records.spf.checking import text
from tests.records.spf.edges import ZONE, passing
from tests.records.spf.inspecting import FACTS, found
from tests.support.tables import each

OPEN = text("open.example.net", "v=spf1 +all")


def inspected(*published: str) -> SpfInspection:
    octets = [one.encode().decode("ascii", "surrogateescape") for one in published]
    zone = {**ZONE, **OPEN, **text("example.com", *octets)}
    return drive(inspect_domain("example.com", FACTS), zone)[0]


@each(
    "published, proposed",
    [
        ("a:http://www.example.com -all", "a:www.example.com -all"),
        ("a:https://www.example.com/ -all", "a:www.example.com -all"),
        ("mx:@example.com -all", "mx:example.com -all"),
        ("a::www.example.com/28 -all", "a:www.example.com/28 -all"),
        ("include:<one.example.net> -all", "include:one.example.net -all"),
        ('include:"one.example.net" -all', "include:one.example.net -all"),
        ("include:include:one.example.net ~all", "include:one.example.net ~all"),
        ("mx redirect:redirect=one.example.net", "mx redirect=one.example.net"),
        ("mx redirect=redirect=one.example.net", "mx redirect=one.example.net"),
        ("include:one.example.netinclude:two.example.net -all",
         "include:one.example.net include:two.example.net -all"),
        ("include:one.example.net,two.example.net -all",
         "include:one.example.net include:two.example.net -all"),
        ("include:one.example.net;include:one.example.net -all", "include:one.example.net -all"),
        ("ip4:192.0.2.7,192.0.2.9 -all", "ip4:192.0.2.7 ip4:192.0.2.9 -all"),
        ("-ip4:192.0.2.7,192.0.2.9 mx -all", "-ip4:192.0.2.7 -ip4:192.0.2.9 mx -all"),
    ],
)  # fmt: skip
def test_a_name_or_a_list_is_written_right(published: str, proposed: str) -> None:
    made = inspected(f"v=spf1 {published}")
    assert made.publish == f"v=spf1 {proposed}"
    assert inspected(made.publish).publish is None


@each(
    "published",
    [
        "a:user@www.example.com -all",
        "include:one.example.net/path -all",
        "include:http://gone.example.net -all",
        "redirect=http://one.example.net/path",
        "include:one..example.net -all",
    ],
)
def test_no_record_is_proposed_where_the_name_cannot_be_told(published: str) -> None:
    made = inspected(f"v=spf1 {published}")
    assert made.publish is None
    assert made.decide


@each(
    "term, expected",
    [
        ("a:http://mx.example.com", {"spf_no_host medium"}),
        ("include:@ok.example.net", {"spf_no_host high"}),
        ("ip4:8.8.8.0", {"spf_network_address low"}),
        ("ip6:2001:4860:4860::", {"spf_network_address low"}),
        ("ip4:8.8.8.0/32 ip4:8.8.8.1", set()),
        ("ip4:8.8.8.0/24", set()),
    ],
)
def test_what_is_said_of_names_and_networks(term: str, expected: set[str]) -> None:
    assert found(f"v=spf1 {term} -all") == expected


@each(
    "record",
    ["include:open.example.net", "ip6:::/0", "a/0", "ip4:0.0.0.0/1 ip4:128.0.0.0/1"],
)
def test_no_proposal_lets_everybody_send_that_a_fault_had_kept_out(record: str) -> None:
    for published in ((f"v=spf1 {record} \u201cmx\u201d -all",), (f"v=spf1 {record} -all", "v=spf1 mx -all")):
        made = inspected(*published)
        assert made.publish is None
        assert made.decide


def test_several_records_are_merged_as_they_were_meant() -> None:
    made = inspected("v=spf1 ip4=192.0.2.7 -all", "v=spf1 include:one.example.net,two.example.net -all")
    assert made.publish is not None
    meant = "v=spf1 ip4:192.0.2.7 include:one.example.net include:two.example.net -all"
    assert passing(made.publish, ZONE) == passing(meant, ZONE)
    assert inspected(made.publish).publish is None
    assert inspected("v=spf1 nonsense -all", "v=spf1 mx -all").publish is None


def test_two_records_that_are_alike_become_one() -> None:
    assert inspected("v=spf1 mx -all", "v=spf1 mx -all").publish == "v=spf1 mx -all"
    assert inspected("v=spf1 A MX -all", "v=spf1 a ~all").publish == "v=spf1 A MX ~all"
    assert inspected("v=spf1 mx=example.com -all", "v=spf1 mx=example.com -all").publish == (
        "v=spf1 mx:example.com -all"
    )


def test_a_record_that_stops_where_a_string_ends_has_lost_its_rest() -> None:
    terms = " ".join(f"ip4:192.0.2.{n}" for n in range(1, 20))
    cut = f"v=spf1 {terms}"[:255]
    assert len(cut) == 255
    assert inspected(cut).publish is None
    assert "character 255" in inspected(cut).decide[0]
    assert inspected(cut[:-3]).publish is not None


def test_a_long_record_is_shown_in_strings_that_can_be_published() -> None:
    record = "v=spf1 " + "a" * 600
    shown = txt_record("example.com", record)
    strings = shown.removeprefix('example.com TXT "').removesuffix('"').split('" "')
    assert [len(string) for string in strings] == [255, 255, 97]
    assert "".join(strings) == record


@each(
    "published, proposed",
    [
        ("a mxv=spf1 include:one.example.net -all", "a mx include:one.example.net -all"),
        ("mx v=spf1include:one.example.net -all", "mx include:one.example.net -all"),
        ("mx v=spf1:include:one.example.net -all", "mx include:one.example.net -all"),
        ("ip4:192.0.2.7v=spf1 include:one.example.net -all", "ip4:192.0.2.7 include:one.example.net -all"),
        ("mx -allv=spf1", "mx -all"),
        ("mx, a:2001:db8:9::1/64, -all", "mx ip6:2001:db8:9::1/64 -all"),
        ("a=www.example.com<br> -all", "a:www.example.com -all"),
        ("mx -all</p>", "mx -all"),
        ("ip6:::ffff:192.0.2.7 -all", "ip4:192.0.2.7 -all"),
        ("ip4:::ffff:192.0.2.7 mx -all", "ip4:192.0.2.7 mx -all"),
        ("ip6:::ffff:192.0.2.0/120 -all", "ip4:192.0.2.0/24 -all"),
        ("mx some-site-verification=abc -all", "mx -all"),
        ("mx -all; v=DMARC1; p=none", "mx -all"),
    ],
)  # fmt: skip
def test_what_is_joined_mapped_or_astray_keeps_its_senders(published: str, proposed: str) -> None:
    made = inspected(f"v=spf1 {published}")
    assert made.publish == f"v=spf1 {proposed}"
    assert inspected(made.publish).publish is None
    assert {"spf_mapped", "spf_stray_text", "spf_syntax", "spf_idle_modifier"} & {f.id for f in made.findings}


@each(
    "published",
    [
        "mx -all.include:one.example.net",
        "mx -all;include:one.example.net",
        "mx v=spf2.0/include:one.example.net -all",
        "mx sender=one.example.net -all",
        "ip4:192.0.2.7 -192.0.2.12 -all",
        "ip4:192.0.2.7-12 -all",
        "ip4:192.0.2.7x -all",
        "mx ip4:192.0.2.0/2",
        "mx a:www.example.com/2",
        "mx ip4:192.0.2.0/2 include: one.example.net -all",
        "ip6:::ffff:0:0/97 -all",
    ],
)
def test_what_may_be_a_sender_or_half_the_world_is_for_the_owner_to_decide(published: str) -> None:
    made = inspected(f"v=spf1 {published}")
    assert made.publish is None
    assert made.decide
    assert not [f for f in made.findings if f.remedy and "/0" in f.remedy]


def test_a_record_behind_another_text_is_not_lost() -> None:
    made = inspected("some-site-verification=abc v=spf1 mx -all")
    assert {"no_spf", "spf_near_miss"} == {f.id for f in made.findings}
    beside = inspected("v=spf1 mx -all", "once: v=spf1 mx -all")
    assert not beside.findings


def test_why_nothing_is_proposed_for_a_record_that_asks_too_much() -> None:
    asking = " ".join(f"exists:%{{i}}.{n}.example.net" for n in range(11))
    assert "11 lookups" in inspected(f"v=spf1 {asking} ipv4:192.0.2.7 -all").decide[0]
    void = " ".join(f"a:gone{n}.example.net" for n in range(3))
    assert "find nothing" in inspected(f"v=spf1 {void} ipv4:192.0.2.7 -all").decide[0]


def test_a_proposal_that_is_long_says_so() -> None:
    halves = [
        "v=spf1 " + " ".join(f"ip4:{net}.{n}" for n in range(20)) + " -all"
        for net in ("192.0.2", "198.51.100")
    ]
    (said,) = [f.says for f in spf_part(inspected(*halves)).findings if f.id == "spf_publish"]
    assert "characters" in said
