"""Files that people have beside their bounces and that are not read: what each is, and what to do with it."""

from repcheck.readers.kinds import READ
from repcheck.readers.stream import is_tar
from repcheck.readers.tables import is_table

_UNPACK = "unpack it first"
_SPREADSHEET = ("a spreadsheet (.xlsx)", "save it as CSV")
_ARCHIVE = ("a zip archive without a mail or report in it", _UNPACK)
_TAPE = ("a tar archive without a mail in it", _UNPACK)
#: The first bytes, what the file is, and what to do.
_BEGIN = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Outlook message (.msg) or an old Office file",
        "save a mail as .eml",
    ),
    (b"!BDN", "an Outlook data file (.pst)", "export its mails as .eml or mbox"),
    (b"%PDF-", "a PDF document", "paste its text into repcheck explain"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
)
_ZIP = b"PK\x03\x04"


def is_foreign(head: bytes) -> bool:
    """Whether a source that begins so is known as something that is not read."""
    from repcheck.bounces.logs import other_log

    return other_file(head) is not None or other_log(head) is not None


def what_it_is(head: bytes) -> str:
    """What is reported of a file in which nothing is known, and what to do, as far as that can be seen."""
    from repcheck.bounces.logs import other_log

    looks = other_log(head)
    if looks is not None:
        return f"this looks like {looks}, which is not read; repcheck reads {READ}"
    if is_table(head):
        return "a table of bounces, which is read where it is named"
    return other_file(head) or "no mail, log, event or reply in it"


def other_file(head: bytes) -> str | None:
    """What is reported of a file that is not text; None: it is not one of those known here."""
    found = next(((what, do) for mark, what, do in _BEGIN if head.startswith(mark)), None)
    if head.startswith(_ZIP):
        found = _SPREADSHEET if b"xl/" in head else _ARCHIVE
    elif is_tar(head):
        found = _TAPE
    return None if found is None else f"this looks like {found[0]}, which is not read: {found[1]}"
