"""Reading mails from files."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repcheck.errors import UnreadableFile
from repcheck.readers.formats import ReadRequest, read_items
from repcheck.readers.mail import MAX_MAIL, Mail
from repcheck.readers.tally import IntakeTally

MAIL = b"From: a@example.com\nSubject: x\n\nbody\n"
OTHER = b"From: b@example.com\nSubject: y\n\nbody\n"
BOX = (
    b"From a@example.com Mon Nov 16 09:00:00 2026\n"
    + MAIL
    + b"\nFrom b@example.com Mon Nov 16 09:00:01 2026\n"
    + OTHER
)


def read(*paths: Path | str, stdin: bytes = b"") -> tuple[list[Mail], list[str]]:
    warnings: list[str] = []
    request = ReadRequest(now=datetime(2026, 11, 16, tzinfo=UTC))
    items = read_items(
        [str(path) for path in paths], request, IntakeTally(warnings.append), io.BytesIO(stdin)
    )
    return [item for item in items if isinstance(item, Mail)], warnings


def written(path: Path, raw: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_one_mail_and_a_mailbox(tmp_path: Path, ends: bytes) -> None:
    one = written(tmp_path / "one", MAIL.replace(b"\n", ends))
    box = written(tmp_path / "box", BOX.replace(b"\n", ends))
    mails, warnings = read(one, box)
    assert [mail.file for mail in mails] == [str(one), f"{box}#1", f"{box}#2"]
    assert [mail.raw.replace(b"\r\n", b"\n").strip() for mail in mails] == [
        MAIL.strip(),
        MAIL.strip(),
        OTHER.strip(),
    ]
    assert warnings == []


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_file_of_apple_mail(tmp_path: Path, ends: bytes) -> None:
    mail = MAIL.replace(b"\n", ends)
    marks = b'<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict/></plist>\n'
    mails, warnings = read(written(tmp_path / "1.emlx", b"%-10d\n" % len(mail) + mail + marks))
    assert [mail.raw for mail in mails] == [mail]
    # A number that is no length takes nothing away.
    mails, _ = read(written(tmp_path / "2.emlx", b"7\n" + mail))
    assert [mail.raw for mail in mails] == [mail]
    assert warnings == []


def test_quoted_from_lines_and_from_in_a_sentence(tmp_path: Path) -> None:
    raw = BOX.replace(b"body\n", b">From here\n>>From there\nFrom now on 12:00\n\nFrom us all\n", 1)
    mails, _ = read(written(tmp_path / "box", raw))
    assert len(mails) == 2
    assert b"\nFrom here\n>From there\nFrom now on 12:00\n\nFrom us all\n" in mails[0].raw


def test_a_maildir_without_what_is_still_being_written(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        written(tmp_path / "box" / folder / "1", MAIL)
    mails, _ = read(tmp_path / "box")
    assert {Path(mail.file).parent.name for mail in mails} == {"new", "cur"}


def test_directories_are_sorted_and_links_do_not_loop(tmp_path: Path) -> None:
    written(tmp_path / "b.eml", MAIL)
    written(tmp_path / "a" / "c.eml", MAIL)
    written(tmp_path / ".hidden", MAIL)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    mails, warnings = read(tmp_path)
    assert [mail.file for mail in mails] == [str(tmp_path / "a" / "c.eml"), str(tmp_path / "b.eml")]
    assert warnings == [f"{tmp_path / 'broken'}: no such file or directory, skipped"]


@pytest.mark.parametrize(
    "raw", [b"just a note\nwithout fields\n", b"\x00\x01\x02" * 50, b"note: buy milk\n", b'{"a": 1}\n']
)
def test_what_is_no_mail_is_told_and_the_rest_goes_on(tmp_path: Path, raw: bytes) -> None:
    notes = written(tmp_path / "notes.txt", raw)
    written(tmp_path / "x.eml", MAIL)
    mails, warnings = read(tmp_path)
    assert len(mails) == 1
    assert warnings == [f"{notes}: no mail, log, event or reply in it, skipped"]
    with pytest.raises(UnreadableFile, match="no mail, log, event or reply in it"):
        read(notes)


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    assert read(written(tmp_path / "empty", b"")) == ([], [])
    assert read(written(tmp_path / "blank", b"\n \n")) == ([], [])


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere.eml: no such file"):
        read(tmp_path / "nowhere.eml")


def test_a_mail_is_cut_at_its_bound(tmp_path: Path) -> None:
    big = written(tmp_path / "big.eml", MAIL + b"x" * (MAX_MAIL + 10))
    box = written(tmp_path / "box", BOX.replace(b"body\n", b"y" * 76 + b"\n" * 1 + b"z\n" * MAX_MAIL, 1))
    mails, warnings = read(big, box)
    assert [len(mail.raw) for mail in mails][:2] == [MAX_MAIL, MAX_MAIL]
    assert [mail.file for mail in mails] == [str(big), f"{box}#1", f"{box}#2"]
    assert [warning.split(":")[0] for warning in warnings] == [str(big), f"{box}#1"]


def test_standard_input() -> None:
    mails, warnings = read("-", stdin=BOX)
    assert warnings == []
    assert [mail.file for mail in mails] == ["-#1", "-#2"]
