"""Aggregate reports as they come: of both RFCs, by hand, broken."""

import random

from repcheck.model.mail.received import DmarcReport, DmarcRow, Judged
from repcheck.received.dmarc import MOST_ROWS, dmarc_report
from tests.support.dmarc_reports import Row, report_xml
from tests.support.tables import each

ROWS = tuple(Row(f"192.0.2.{number}", number, "reject", "fail", "fail") for number in range(1, 9))
WHOLE = report_xml(*ROWS)


def read(raw: bytes) -> DmarcReport:
    found = dmarc_report(raw, "file")
    assert found is not None
    return found


def test_all_that_a_report_says_is_read():
    raw = report_xml(
        Row("192.0.2.10", 12, "quarantine", "fail", "pass", "bounce.example.com", reason="other")
    )
    assert read(raw) == DmarcReport(
        file="file",
        receiver="mail.receiver.example",
        report_id="r1",
        domain="example.com",
        begin="2025-10-09T08:53:20Z",
        end="2025-10-10T08:53:20Z",
        policy="reject",
        rows=(
            DmarcRow(
                source_ip="192.0.2.10",
                count=12,
                header_from="example.com",
                disposition="quarantine",
                dkim=False,
                spf=True,
                reasons=("other",),
                spf_by=(Judged("bounce.example.com", "pass"),),
            ),
        ),
    )


def test_the_newer_form_has_a_namespace_and_new_members():
    raw = (
        WHOLE.replace(b"<feedback>", b'<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">')
        .replace(b"<p>", b"<discovery_method>treewalk</discovery_method><testing>n</testing><p>")
        .replace(b"<disposition>reject", b"<disposition>pass")
    )
    assert {row.disposition for row in read(raw).rows} == {"pass"}
    prefixed = raw.replace(b"<feedback xmlns=", b"<d:feedback xmlns:d=").replace(
        b"</feedback", b"</d:feedback"
    )
    assert len(read(prefixed).rows) == len(ROWS)


SLIPS = {
    "no XML header": lambda raw: raw.partition(b"?>")[2],
    "text in front of the root": lambda raw: b"schema <x> &y; " + raw,
    "text behind the root": lambda raw: raw + b"\0\0 trailing <<<",
    "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "UTF-16": lambda raw: b"\xff\xfe" + raw.decode().encode("utf-16-le"),
    "bytes that are no UTF-8": lambda raw: raw.replace(b"mail.receiver", b"M\xfcller mail.receiver"),
    "Latin-1 that says so": lambda raw: raw.replace(b"UTF-8", b"ISO-8859-1").replace(b"r1", b"\xfc"),
    "a bare ampersand": lambda raw: raw.replace(b"mail.receiver", b"A&T mail.receiver"),
    "an entity of HTML": lambda raw: raw.replace(b"mail.receiver", b"&nbsp;mail.receiver"),
    "control characters": lambda raw: raw.replace(b"mail.receiver", b"\x01mail.receiver"),
    "upper-case results": lambda raw: raw.replace(b">fail<", b"> Fail\n<"),
    "an empty reason": lambda raw: raw.replace(b"</policy_evaluated>", b"<reason/></policy_evaluated>"),
    "dates in milliseconds": lambda raw: raw.replace(b"1760000000<", b"1760000000123<"),
    "line ends between all": lambda raw: raw.replace(b"><", b">\r\n<"),
    "upper-case elements": lambda raw: raw.replace(b"source_ip>", b"Source_IP>"),
    "comments": lambda raw: raw.replace(b"<record>", b"<!-- <record> --><record>"),
    "CDATA": lambda raw: raw.replace(b">example.com<", b"><![CDATA[example.com]]><"),
}


@each("slip", SLIPS)
def test_what_is_only_untidy_loses_nothing(slip):
    found = read(SLIPS[slip](WHOLE))
    assert found.fault is None
    assert [(row.source_ip, row.count, row.dkim) for row in found.rows] == [
        (row.ip, row.mails, False) for row in ROWS
    ]
    assert (found.domain, found.begin) == ("example.com", "2025-10-09T08:53:20Z")
    assert "mail.receiver.example" in found.receiver


def test_what_is_missing_is_not_guessed():
    found = read(
        b"<feedback><record><row><source_ip>2001:DB8::1</source_ip><count>3</count></row></record></feedback>"
    )
    assert found.rows == (DmarcRow(source_ip="2001:db8::1", count=3, header_from=""),)
    assert (found.receiver, found.begin, found.policy) == ("somebody", None, None)


@each("wrong", [b"192.0.2.300", b"", b"example.com"])
def test_a_row_of_nobody_is_left_out_and_counted(wrong):
    found = read(WHOLE.replace(b">192.0.2.1<", b">" + wrong + b"<"))
    assert len(found.rows) == len(ROWS) - 1
    assert found.fault == "1 rows name no address or no number of mails"


@each("wrong", [b"-3", b"many", b"9" * 40, "٣".encode(), b"1.5"])
def test_a_row_without_a_number_is_left_out_and_counted(wrong):
    found = read(WHOLE.replace(b"<count>1<", b"<count>" + wrong + b"<"))
    assert len(found.rows) == len(ROWS) - 1


def test_a_document_type_takes_no_effect():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    raw = WHOLE.replace(b"<feedback>", bomb + b"<feedback>").replace(b"mail.receiver", b"&b;mail.receiver")
    assert read(raw).receiver == "&b;mail.receiver.example"
    inside = WHOLE.replace(b"<feedback>", b"<feedback>" + bomb)
    assert read(inside).fault is not None


def test_depth_and_breadth_are_bounded():
    deep = WHOLE.replace(b"<row>", b"<a>" * 50_000 + b"</a>" * 50_000 + b"<row>", 1)
    assert len(read(deep).rows) == len(ROWS)
    long = WHOLE.replace(b"mail.receiver", b"m" * 1_000_000)
    assert len(read(long).receiver) <= 1_000


def test_rows_are_bounded(monkeypatch):
    monkeypatch.setattr("repcheck.received.dmarc.MOST_ROWS", 5)
    found = read(WHOLE)
    assert len(found.rows) == 5
    assert found.fault == "3 rows behind the first 5 were left out"
    assert MOST_ROWS >= 10_000


@each("raw", [b"", b"<feedbacks/>", b"<html><body>feedback</body></html>", b"{}"])
def test_what_is_no_report_is_none(raw):
    assert dmarc_report(raw, "file") is None


def test_of_a_cut_report_all_whole_rows_are_kept():
    for at in range(WHOLE.index(b"<record>"), len(WHOLE), 7):
        found = read(WHOLE[:at])
        assert len(found.rows) == WHOLE[:at].count(b"</record>")
        assert found.fault is not None


def test_broken_reports_end_with_one_fault_and_the_rows_before_it():
    dice = random.Random(9)
    for _ in range(1_000):
        raw = bytearray(WHOLE)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(raw))
            raw[at : at + dice.choice((0, 1, 1, 9))] = dice.choice(
                (b"", b"<", b"&", b"\0", b"\xff", b"</row>")
            )
        found = dmarc_report(bytes(raw), "file")
        if found is None:
            assert b"<feedback>" not in raw
            continue
        first = next(
            (at for at, (old, new) in enumerate(zip(WHOLE, raw, strict=False)) if old != new), len(raw)
        )
        untouched = WHOLE[:first].count(b"</record>")
        assert [row.source_ip for row in found.rows[:untouched]] == [row.ip for row in ROWS[:untouched]]
        assert found.fault is None or "\n" not in found.fault
