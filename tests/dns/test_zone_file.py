"""A zone file answers as the server would that loads it."""

from pathlib import Path

import pytest

from repcheck.demo.asker import AskedOfScript, ScriptedAsker
from repcheck.dns import zone_file
from repcheck.dns.asker import Lane
from repcheck.dns.zone_asker import ZoneAsker
from repcheck.dns.zone_file import Alias, ZoneFile, origin_of, read_zone
from repcheck.errors import BadInput
from repcheck.model.dns import Answer, Outcome, Question
from tests.support.tables import each

ZONE = """\
$ORIGIN example.com.
@   IN SOA ns1 hostmaster (
        2026112201 ; serial
        3600 900 604800 300 )
@       NS   ns1

; mail
@       MX   10 mx
        MX   20 MX.example.net.
@   300 TXT  ( "v=spf1 ip4:192.0.2.0/28 "
               "-all" )
mx      A    192.0.2.1
        AAAA 2001:db8::1
ns1     A    192.0.2.2
www     CNAME mx
away    CNAME host.example.net.
round   CNAME round
*.wild  MX   10 mx
deep.wild A  192.0.2.3
a.b.c   A    192.0.2.4
lab     NS   ns.lab
ns.lab  A    192.0.2.5
old     DNAME example.net.
$GENERATE 1-2 h$ A 192.0.2.$
odd     TXT  "\\228" ""
"""


@pytest.fixture(scope="module")
def zone() -> ZoneFile:
    return read_zone(ZONE, "example.com.zone", "example.com")


@each(
    "name, rdtype, wanted",
    [
        ("example.com", "MX", ("10 mx.example.com", "20 mx.example.net")),
        ("EXAMPLE.com", "TXT", ("v=spf1 ip4:192.0.2.0/28 -all",)),
        ("mx.example.com", "AAAA", ("2001:db8::1",)),
        ("mx.example.com", "MX", Outcome.NODATA),
        ("h2.example.com", "A", ("192.0.2.2",)),
        ("odd.example.com", "TXT", ("\udce4",)),
        ("www.example.com", "A", Alias("mx.example.com")),
        ("www.example.com", "CNAME", ("mx.example.com",)),
        ("nothing.example.com", "A", Outcome.NXDOMAIN),
        # RFC 4592: empty names between exist; a wildcard stands for what does not
        ("b.c.example.com", "A", Outcome.NODATA),
        ("x.b.c.example.com", "A", Outcome.NXDOMAIN),
        ("any.wild.example.com", "MX", ("10 mx.example.com",)),
        ("any.wild.example.com", "A", Outcome.NODATA),
        ("deep.wild.example.com", "MX", Outcome.NODATA),
        ("x.deep.wild.example.com", "MX", Outcome.NXDOMAIN),
        ("x.y.wild.example.com", "MX", ("10 mx.example.com",)),
        ("wild.example.com", "MX", Outcome.NODATA),
        # RFC 6672: what is below an DNAME is renamed, the name itself is not
        ("mail.old.example.com", "A", Alias("mail.example.net")),
        ("old.example.com", "A", Outcome.NODATA),
    ],
)
def test_answers(zone: ZoneFile, name, rdtype, wanted) -> None:
    found = zone.answer(Question(name, rdtype))
    if isinstance(wanted, Outcome):
        assert found == Answer(wanted)
    elif isinstance(wanted, Alias):
        assert found == wanted
    else:
        assert isinstance(found, Answer)
        assert (found.outcome, found.records) == (Outcome.NOERROR, wanted)


def test_what_is_delegated_or_elsewhere_is_not_the_files_to_decide(zone: ZoneFile) -> None:
    assert [zone.holds(name) for name in ("example.com", "x.example.com", "www.example.com")] == [True] * 3
    others = ("lab.example.com", "ns.lab.example.com", "example.net", "notexample.com", "com", ".")
    assert [zone.holds(name) for name in others] == [False] * len(others)


def test_each_record_has_the_line_where_it_begins(zone: ZoneFile) -> None:
    lines = {(record.name, record.rdtype): record.line for record in zone}
    wanted = {
        ("example.com", "SOA"): 2,
        ("example.com", "NS"): 5,
        ("example.com", "MX"): 9,
        ("example.com", "TXT"): 10,
        ("mx.example.com", "A"): 12,
        ("h1.example.com", "A"): 24,
        ("h2.example.com", "A"): 24,
        ("odd.example.com", "TXT"): 25,
    }
    assert {key: lines[key] for key in wanted} == wanted


def test_line_ends_and_marks_of_editors_change_nothing(zone: ZoneFile) -> None:
    other = read_zone("\ufeff" + ZONE.replace("\n", "\r\n"), "example.com.zone", "example.com")
    assert list(other) == list(zone)
    assert list(read_zone(ZONE.rstrip(), "example.com.zone", "example.com")) == list(zone)


@each(
    "text, origin",
    [
        (ZONE, "example.com"),
        ("; a comment\n\n$TTL 1h\n$ORIGIN Example.COM. ; mine\n@ A 192.0.2.1", "example.com"),
        ("example.org. 3600 IN SOA ns1 host 1 2 3 4 5", "example.org"),
        ("example.org. IN 1h SOA ns1 host 1 2 3 4 5", "example.org"),
        ("example.org. SOA ns1 host 1 2 3 4 5", "example.org"),
        ("@ SOA ns1 host 1 2 3 4 5\n$ORIGIN example.com.", None),
        ("www A 192.0.2.1", None),
        ("$ORIGIN .\n", None),
        ("", None),
    ],
)
def test_which_zone_a_file_says_it_is(text, origin) -> None:
    assert origin_of(text) == origin


@each(
    "text, told",
    [
        ("@ A 192.0.2.1\nmx A 192.0.2.999\n", "z:2: is not a record of a zone file"),
        ("@ A 192.0.2.1\n\n; here\nmx IN\nwww A 192.0.2.1\n", "z:4: is not a record of a zone file"),
        ("@ A 192.0.2.1\nmx XYZ 192.0.2.1\n", "z:2: is not a record of a zone file: unknown rdatatype 'XYZ'"),
        ('@ TXT "v=spf1 -all\n', "z:1: is not a record of a zone file"),
        ("@ TXT (\n", "z:1: is not a record of a zone file"),
        ("@ A 192.0.2.1\n$INCLUDE other.zone\n", "z:2: $INCLUDE is not followed: give the zone as one file"),
        (
            "$GENERATE 0-4294967295 h$ A 192.0.2.1\n",
            "z:1: holds more than 20 records",
        ),
        (
            "@ A 192.0.2.1\nwww CNAME mx\nwww TXT x\n",
            "z:3: www.example.com has a CNAME record and another one (RFC 1034 3.6.2)",
        ),
        ("www CNAME mx\nwww CNAME my\n", "z:2: www.example.com has a CNAME record and another one"),
    ],
)
def test_mistakes_are_told_with_their_line(monkeypatch: pytest.MonkeyPatch, text, told) -> None:
    monkeypatch.setattr(zone_file, "_MOST_RECORDS", 20)
    with pytest.raises(BadInput) as caught:
        read_zone(text, "z", "example.com")
    assert str(caught.value).startswith(told)


def test_no_file_is_opened_by_a_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("www A 192.0.2.1\n")
    with pytest.raises(BadInput, match="INCLUDE is not followed"):
        read_zone(f"$INCLUDE {other}\n", "z", "example.com")


def test_what_lies_outside_is_left_out_and_told() -> None:
    zone = read_zone("@ A 192.0.2.1\nns.example.net. A 192.0.2.2\n", "z", "example.com")
    assert [(record.name, record.line) for record in zone.outside] == [("ns.example.net", 2)]
    assert [record.name for record in zone] == ["example.com"]


async def test_the_file_answers_for_its_names_and_the_dns_for_all_others(zone: ZoneFile) -> None:
    def script(asked: AskedOfScript) -> Answer:
        return Answer(Outcome.NOERROR, (f"dns {asked.name}",))

    inner = ScriptedAsker(script)
    asker = ZoneAsker(inner, [zone])
    wanted = {
        "mx.example.com": "192.0.2.1",
        "www.example.com": "192.0.2.1",
        "away.example.com": "dns host.example.net",
        "x.old.example.com": "dns x.example.net",
        "ns.lab.example.com": "dns ns.lab.example.com",
        "host.example.net": "dns host.example.net",
    }
    found = {name: (await asker.ask(Question(name))).records for name in wanted}
    assert found == {name: (text,) for name, text in wanted.items()}
    assert (await asker.ask(Question("round.example.com"))).outcome is Outcome.SERVFAIL
    assert all("example.com" not in asked.name or "lab" in asked.name for asked in inner.asked)
    listed: list[Answer] = []
    await asker.ask_lane(Lane("bl.example.net"), ["mx.example.com"], lambda _, answer: listed.append(answer))
    assert [answer.records for answer in listed] == [("dns mx.example.com.bl.example.net",)]
    await asker.close()
    assert inner.closed
