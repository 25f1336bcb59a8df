"""Which parts of a mail may be reports, however their names are written."""

from base64 import b64encode

from repcheck.received.attached import parts_of
from tests.support.tables import each

HEAD = b"From: reports@example.net\nSubject: Report domain: example.com\nMIME-Version: 1.0\n"
CONTENT = b"what was sent"


@each(
    "fields",
    [
        b"Content-Type: application/zip",
        b"content-type: TEXT/XML; charset=utf-8",
        b"Content-Type:\n application/tlsrpt+gzip",
        b'Content-Type: application/octet-stream; name="example.net!example.com!1!2.xml.gz"',
        b'Content-Type: application/octet-stream\nContent-Disposition: attachment;\n\tfilename="a.XML"',
        b"Content-Type: application/octet-stream; name*=utf-8''report%2Exml",
        b'Content-Type: application/octet-stream; name*0="report.x"; name*1="ml"',
        b'Content-Type: application/json; name="report.json"',
    ],
)
def test_parts_that_may_be_reports(fields: bytes) -> None:
    body = b"Content-Transfer-Encoding: base64\n\n" + b64encode(CONTENT)
    whole = HEAD + fields + b"\n" + body
    among_others = (
        HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee the report.\n--b\n'
        + fields
        + b"\n"
        + body
        + b"\n--b--\n"
    )
    assert list(parts_of(whole)) == list(parts_of(among_others)) == [CONTENT]


@each(
    "fields",
    [
        b"Content-Type: text/plain",
        b"X-Content: report.xml",
        b'Content-Type: application/pdf; name="unzipped.pdf"',
        b'Content-Type: message/delivery-status; name*="details.txt"',
    ],
)
def test_other_parts(fields: bytes) -> None:
    assert list(parts_of(HEAD + fields + b"\n\nThe archive report.xml.zip holds <feedback/>.\n")) == []


def test_a_bounce_brings_back_what_was_sent() -> None:
    report = b"Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + b64encode(CONTENT)
    returned = b"\n\n--b\nContent-Type: message/rfc822\n\n" + HEAD + report + b"\n--b--\n"
    for kind, found in ((b"report; report-type=delivery-status", []), (b"mixed", [CONTENT])):
        fields = b"Content-Type: multipart/" + kind + b"; boundary=b"
        assert list(parts_of(HEAD + fields + returned)) == found
