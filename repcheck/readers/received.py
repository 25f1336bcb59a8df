"""Reports of receivers out of files and mails, packed or not: gzip as RFC 9990 asks for, zip as many send."""

import io
import zlib
from collections.abc import Iterator

from repcheck.errors import CannotUnpack
from repcheck.model.mail.received import DmarcReport, TlsReport
from repcheck.readers.packed.unpack import is_packed, unpacked
from repcheck.readers.stream import ZIP_MARK, Stream, Warn, full_read
from repcheck.received.attached import parts_of
from repcheck.received.tls import holds_tls_report, tls_report
from repcheck.received.xml_text import MOST_BYTES, holds_report

_MOST_ARCHIVE = 32 * 1024 * 1024
_MOST_MEMBERS = 100
#: A gzip file in a zip archive is seen, and an archive in an archive; deeper ones are not reports.
_MOST_LAYERS = 3

DMARC, TLSRPT = "dmarc", "tlsrpt"
Report = DmarcReport | TlsReport


def report_kind(head: bytes) -> str | None:
    """The kind of a source that begins so, as ``--as`` names it; None: it is not a report."""
    if head.startswith(ZIP_MARK) or holds_report(head):
        return DMARC
    return TLSRPT if holds_tls_report(head) else None


def reports_of_stream(stream: Stream, name: str, warn: Warn) -> Iterator[Report]:
    """The reports of a source that ``report_kind`` knows."""
    most = _MOST_ARCHIVE if stream.head.startswith(ZIP_MARK) else MOST_BYTES
    raw = full_read(stream, most + 1)
    if len(raw) > most:
        warn(_too_large(name, most))
        return
    yield from _reports(raw, name, warn, 0)


def reports_of_mail(raw: bytes, name: str, warn: Warn) -> Iterator[Report]:
    """The reports that a mail brings; of any other mail none, and nothing is said of it."""
    for content in parts_of(raw):
        yield from _reports(content, name, warn, 0)


def _reports(raw: bytes, name: str, warn: Warn, layer: int) -> Iterator[Report]:
    if layer > _MOST_LAYERS:
        warn(f"{name}: archives within archives, not read")
    elif raw.startswith(ZIP_MARK):
        for member in _members(raw, name, warn):
            yield from _reports(member, name, warn, layer + 1)
    elif is_packed(raw):
        content = _bounded(raw, name, warn)
        if content is not None:
            yield from _reports(content, name, warn, layer + 1)
    else:
        from repcheck.received.dmarc import dmarc_report  # most mails bring none

        found: Report | None = dmarc_report(raw, name) or tls_report(raw, name)
        if found is not None:
            if found.fault is not None:
                warn(f"{name}: {found.fault}")
            yield found


def _members(raw: bytes, name: str, warn: Warn) -> Iterator[bytes]:
    from repcheck.readers.packed.archives import zip_members  # most mails bring none

    for member in zip_members(raw, name, warn, _MOST_MEMBERS):
        content = full_read(member.content, MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            warn(_too_large(member.name, MOST_BYTES))
        elif content:
            yield content


def _bounded(packed: bytes, name: str, warn: Warn) -> bytes | None:
    """What is packed, unless it is too much or damaged: what it says of its size is not believed."""
    try:
        content = full_read(unpacked(io.BytesIO(packed), name, warn), MOST_BYTES + 1)
    except (zlib.error, OSError, EOFError, ValueError, CannotUnpack) as error:
        warn(f"{name}: damaged archive ({error}), not read")
        return None
    if len(content) > MOST_BYTES:
        warn(_too_large(name, MOST_BYTES))
        return None
    return content


def _too_large(name: str, most: int) -> str:
    return f"{name}: a report of more than {most // 1024 // 1024} MiB, not read"
