"""Reports of receivers in files, archives and mails."""

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from repcheck.errors import UnreadableFile
from repcheck.readers import received as room
from tests.support.dmarc_reports import Row, report_xml

from .reading import read, read_with_reports

XML = report_xml(Row("192.0.2.10", 12))
TLS = json.dumps({"organization-name": "s.example", "report-id": "1", "policies": []}).encode()


def zipped(*contents: bytes, name: str = "{}.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(name.format(number), content)
    return file.getvalue()


def taped(content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("reply.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def mailed(content: bytes, kind: str, name: str | None) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "reports@mail.receiver.example", "rua@example.com"
    mail["Subject"] = "Report Domain: example.com Submitter: mail.receiver.example Report-ID: <1>"
    mail.set_content("This is a report.")
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return mail.as_bytes()


FORMS = {
    "plain": XML,
    "gzip": gzip.compress(XML),
    "gzip with bytes behind it": gzip.compress(XML) + b"\0\0\0\0",
    "zip": zipped(XML),
    "gzip inside a zip": zipped(gzip.compress(XML)),
    "zip inside a gzip": gzip.compress(zipped(XML)),
    "a mail with gzip": mailed(gzip.compress(XML), "application/gzip", "x!example.com!1!2.xml.gz"),
    "a mail with a file of no kind": mailed(gzip.compress(XML), "application/octet-stream", "x.xml.gz"),
    "a mail with a gzip file named zip": mailed(gzip.compress(XML), "application/zip", "x.zip"),
    "a mail with zip": mailed(zipped(XML), "application/x-zip-compressed", None),
    "a mail with xml": mailed(XML, "text/xml", "x.xml"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_found_in_each_form(tmp_path, form):
    (tmp_path / "report").write_bytes(FORMS[form])
    found, received = read_with_reports(tmp_path)
    assert found.warnings == []
    assert found.items == []
    assert (received.dmarc_reports, found.intake.reports) == (1, 1)
    assert received.domains[0].sources[0].messages == 12


def test_a_report_on_tls_is_found_in_a_file_and_in_a_mail(tmp_path):
    (tmp_path / "a.json").write_bytes(TLS)
    (tmp_path / "b.eml").write_bytes(mailed(gzip.compress(TLS), "application/tlsrpt+gzip", "t.json.gz"))
    found, received = read_with_reports(tmp_path)
    assert (received.tls_reports, received.again, found.warnings) == (1, 1, [])


def test_any_other_mail_with_an_archive_is_still_a_mail(tmp_path):
    (tmp_path / "a.eml").write_bytes(mailed(zipped(b"a picture"), "application/zip", "holiday.zip"))
    found = read(tmp_path)
    assert len(found.items) == 1
    assert found.intake.reports == 0


def test_a_report_of_ones_own_that_came_back_is_a_bounce(tmp_path):
    fields = b'Content-Type: multipart/report; report-type="delivery-status"; boundary="returned"'
    inside = b"--returned\nContent-Type: message/rfc822\n\n" + FORMS["a mail with zip"] + b"\n--returned--\n"
    (tmp_path / "a.eml").write_bytes(b"From: mailer-daemon@example.com\n" + fields + b"\n\n" + inside)
    found, received = read_with_reports(tmp_path)
    assert (len(found.items), found.intake.reports, received.dmarc_reports) == (1, 0, 0)


def test_a_bomb_is_refused_with_one_warning(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES", 1024 * 1024)
    large = XML + b" " * 2**21
    for name, content, label in (("a.zip", zipped(large), "a.zip#1"), ("b.xml", large, "b.xml")):
        path = tmp_path / name
        path.write_bytes(content)
        found = read(tmp_path)
        assert found.warnings == [f"{tmp_path / label}: a report of more than 1 MiB, not read"]
        assert (found.intake.reports, found.intake.unreadable) == (0, 1)
        with pytest.raises(UnreadableFile, match="a report of more than 1 MiB, not read"):
            read(path)
        path.unlink()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            zipped(b"nothing known"),
            "a zip archive without a mail or report in it, which is not read: unpack it first",
        ),
        (zipped(b"x", name="xl/workbook.xml"), "a spreadsheet (.xlsx), which is not read: save it as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an Outlook message (.msg) or an old Office file"),
        (
            taped(b"550 5.1.1 no such user"),
            "a tar archive without a mail in it, which is not read: unpack it first",
        ),
        (b"%PDF-1.4\n550 5.1.1 no such user", "a PDF document"),
        (b"\0\1\2 nothing known", "no mail, log, event or reply in it"),
    ],
)
def test_a_named_file_of_another_kind_is_an_error_that_says_what_it_is(tmp_path, content, said):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as named:
        read(path)
    assert said in str(named.value)
    found = read(tmp_path)
    assert (len(found.warnings), found.intake.unreadable) == (1, 1)


DAMAGED = {
    "cut.zip": zipped(XML)[:-30],
    "cut.gz": gzip.compress(report_xml(*[Row(f"192.0.2.{n}", n) for n in range(1, 200)]))[:-200],
    "cut.xml": XML[:-40],
    "deep.zip": zipped(zipped(zipped(zipped(zipped(XML))))),
    "nothing.zip": zipped(b"nothing known"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_one_warning_and_the_rest_goes_on(tmp_path, name):
    (tmp_path / f"a-{name}").write_bytes(DAMAGED[name])
    (tmp_path / "b.xml").write_bytes(report_xml(Row("192.0.2.10", 12), report_id="good"))
    found, received = read_with_reports(tmp_path)
    about = [line for line in found.warnings if name in line]
    assert len(about) == len(found.warnings) >= 1
    assert any(source.messages >= 12 for source in received.domains[0].sources)


def test_a_damaged_mail_loses_nothing_that_is_readable(tmp_path: Path):
    rows = [Row(f"192.0.2.{number}", number) for number in range(1, 200)]
    whole = mailed(report_xml(*rows), "text/xml", "x.xml")
    path = tmp_path / "cut.eml"
    path.write_bytes(whole[: len(whole) // 2])
    _, received = read_with_reports(path)
    assert received.damaged == 1
    assert 50 < len(received.domains[0].sources) < 150
