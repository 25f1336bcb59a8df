"""What a source may be, by its content; and from each source to what it says, not judged yet.

A new kind of source is one more ``SourceFamily`` in ``FORMATS``.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from repcheck.bounces.reply.judge import Reply
from repcheck.errors import BadOption, CannotUnpack, UnreadableFile
from repcheck.files import reason
from repcheck.model.bounces import BounceRecord
from repcheck.model.secret import Secret
from repcheck.readers.foreign import is_foreign, what_it_is
from repcheck.readers.framing import unframed
from repcheck.readers.kinds import (
    ANY_EVENTS,
    EVENT_KINDS,
    LOG_KINDS,
    MAIL_KINDS,
    REPLY,
    REPORT_KINDS,
    TABLE,
    one_of,
)
from repcheck.readers.log_blocks import blocks_of_log, replies_in
from repcheck.readers.mail import Mail, looks_like_mail, looks_like_mailbox, mailbox, one_mail
from repcheck.readers.places import STDIN, UnopenedSource, is_mailbox_url, places
from repcheck.readers.received import report_kind, reports_of_mail, reports_of_stream
from repcheck.readers.stream import ZIP_MARK, Stream, full_read, is_tar
from repcheck.readers.tables import is_table, replies_of_table
from repcheck.readers.tally import FirstWarning, IntakeTally

if TYPE_CHECKING:
    from repcheck.readers.packed.archives import Member


class Pasted(msgspec.Struct, frozen=True):
    """A bare reply in a file of its own, read as ``explain`` reads it."""

    file: str
    text: str


#: What a source gives: a mail or text that is still to be read, a reply to be judged, or a record.
Item = Mail | Pasted | Reply | BounceRecord
#: Bytes that a file with a bare reply may have.
_MOST_REPLY = 8 * 1024
_MOST_REPLY_LINES = 40


class ReadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are read.

    ``now``         the time of day: stamps of logs lack the year
    ``kind``        one of ``repcheck.readers.kinds.KINDS`` for all sources; None: the content of each decides
    ``deliveries``  records of what was delivered too, where a log has them
    ``imap_password``  for mailboxes on a server; None: there is none
    ``ended``       whether the run has ended, so that no server is waited for any more
    """

    now: datetime
    kind: str | None = None
    deliveries: bool = False
    imap_password: Secret | None = None
    ended: Callable[[], bool] = bool


class Opened(msgspec.Struct, frozen=True):
    """A source that is being read. ``written``: as Place.opened says; ``given``: the user named it."""

    name: str
    stream: Stream
    written: datetime | None
    request: ReadRequest
    tally: IntakeTally
    given: bool = False


class SourceFamily(msgspec.Struct, frozen=True):
    """A family of sources.

    ``kinds``  the words of ``--as`` that mean it
    ``tell``   the kind by the first bytes; None: it is none of these
    ``read``   the items of a source of that kind
    """

    kinds: tuple[str, ...]
    tell: Callable[[bytes], str | None]
    read: Callable[[Opened, str], Iterator[Item]]


def _tell_mail(head: bytes) -> str | None:
    if looks_like_mailbox(head):
        return "mbox"
    return "mail" if looks_like_mail(head) else None


def _read_mails(opened: Opened, kind: str) -> Iterator[Item]:
    read = mailbox if kind == "mbox" else one_mail
    for mail in read(opened.stream, opened.name, opened.tally.warn):
        opened.tally.add("mails")
        yield from unless_report(mail, opened.tally)


def unless_report(mail: Mail, tally: IntakeTally) -> Iterator[Mail]:
    """The mail, or nothing when it brings a report of its receiver, which is taken in."""
    if not tally.take(reports_of_mail(mail.raw, mail.file, tally.warn)):
        yield mail


def _read_report(opened: Opened, _: str) -> Iterator[Item]:
    if opened.stream.head.startswith(ZIP_MARK):
        from repcheck.readers.packed.archives import MOST_ZIP, zip_has_mails, zip_members

        raw = full_read(opened.stream, MOST_ZIP + 1)
        if len(raw) > MOST_ZIP:
            _read_nothing(opened, (f"{opened.name}: an archive of more than {MOST_ZIP >> 20} MiB, not read",))
            return
        if zip_has_mails(raw):
            yield from _read_members(opened, zip_members(raw, opened.name, opened.tally.warn))
            return
        opened = msgspec.structs.replace(opened, stream=Stream(io.BytesIO(raw)))
    told: list[str] = []
    if opened.tally.take(reports_of_stream(opened.stream, opened.name, told.append)):
        for line in told:
            opened.tally.warn(line)
    else:
        _read_nothing(opened, told)


def _read_nothing(opened: Opened, told: Sequence[str]) -> None:
    """What is said of a source in which nothing was found after all; ``told``: what was wrong with it."""
    tally, what = opened.tally, what_it_is(opened.stream.head)
    if opened.given:
        said = told[0] if told else what
        raise UnreadableFile(said.removeprefix(f"{opened.name}: "), opened.name)
    for line in told or (f"{opened.name}: {what}, skipped",):
        tally.warn(line)
    tally.add("files", -1)
    tally.add("unreadable")


def _tell_archive(head: bytes) -> str | None:
    return "mail" if is_tar(head) else None


def _read_archive(opened: Opened, _: str) -> Iterator[Item]:
    from repcheck.readers.packed.archives import tar_members

    yield from _read_members(opened, tar_members(opened.stream, opened.name, opened.tally.warn))


def _read_members(opened: Opened, members: Iterator["Member"]) -> Iterator[Item]:
    from repcheck.readers.packed.archives import mails_of

    tally, found = opened.tally, False

    def read_other(stream: Stream, name: str) -> None:
        nonlocal found
        if report_kind(stream.head) is not None:
            found |= tally.take(reports_of_stream(stream, name, tally.warn))

    for mail in mails_of(members, tally.warn, read_other):
        found = True
        tally.add("mails")
        yield from unless_report(mail, tally)
    if not found:
        _read_nothing(opened, ())


def _tell_log(head: bytes) -> str | None:
    from repcheck.bounces.logs import log_kind

    return log_kind(head)


def _read_log(opened: Opened, kind: str) -> Iterator[Item]:
    from repcheck.bounces.logs import parser_for

    wanted = one_of(LOG_KINDS, kind)
    assert wanted is not None
    tally, request = opened.tally, opened.request
    # The last line of a log is as old as its file or older, which shows best the year of its stamps.
    now = request.now if opened.written is None else min(request.now, opened.written)
    parser = parser_for(wanted, opened.name, now=now, deliveries=request.deliveries)
    told = FirstWarning(tally.warn)
    tally.add_sent(0)
    for block in blocks_of_log(opened.stream, opened.name, wanted, told):
        yield from replies_in(block, parser, tally)


def _tell_event(head: bytes) -> str | None:
    from repcheck.bounces.events import event_kind

    return None if event_kind(head) is None else ANY_EVENTS


def _read_events(opened: Opened, kind: str) -> Iterator[Item]:
    from repcheck.bounces.events import replies_of_event
    from repcheck.readers.documents import documents

    told = FirstWarning(opened.tally.warn)
    found = documents(opened.stream, lambda what: told(f"{opened.name}: {what} in it was skipped"))
    events = (each for value in found for each in (value if isinstance(value, list) else (value,)))
    for number, event in enumerate(events, 1):
        opened.tally.add("events")
        yield from opened.tally.only_new.of(
            replies_of_event(f"{opened.name}#{number}", event, one_of(EVENT_KINDS, kind))
        )


def _tell_table(head: bytes) -> str | None:
    return TABLE if is_table(head) else None


def _read_table(opened: Opened, _: str) -> Iterator[Item]:
    deliveries = opened.request.deliveries
    yield from replies_of_table(opened.stream, opened.name, opened.tally, deliveries=deliveries)


def _tell_reply(head: bytes) -> str | None:
    """A refusal without a mail around it: a few lines of text that give a code of 4xx or 5xx."""
    from repcheck.bounces.smtp.codes import enhanced_status, join_reply, reply_code

    if len(head) > _MOST_REPLY or head.count(b"\n") > _MOST_REPLY_LINES or b"\0" in head:
        return None
    if head.lstrip()[:1] in (b"{", b"["):
        return None
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    words = join_reply(text)
    code = reply_code(words)
    refused = (enhanced_status(words) or "")[:1] in ("4", "5") if code is None else code >= 400
    return REPLY if refused else None


def _read_reply(opened: Opened, _: str) -> Iterator[Item]:
    raw = full_read(opened.stream, _MOST_REPLY)
    opened.tally.add("replies")
    yield Pasted(opened.name, raw.decode("utf-8", "surrogateescape"))


#: Only for a file that the user named: among others it may be a note that quotes a reply.
PASTED = SourceFamily((REPLY,), _tell_reply, _read_reply)
#: The same: among mails it may be what somebody has made of them.
TABLES = SourceFamily((TABLE,), _tell_table, _read_table)
#: In the order in which a source is asked whether it is one.
FORMATS = (
    SourceFamily(REPORT_KINDS, report_kind, _read_report),
    SourceFamily((), _tell_archive, _read_archive),
    SourceFamily(MAIL_KINDS, _tell_mail, _read_mails),
    SourceFamily(LOG_KINDS, _tell_log, _read_log),
    SourceFamily((ANY_EVENTS, *EVENT_KINDS), _tell_event, _read_events),
)


def read_items(
    paths: Sequence[str], request: ReadRequest, tally: IntakeTally, stdin: BinaryIO
) -> Iterator[Item]:
    """All that the paths hold, in order, while it is read; "-" is ``stdin``.

    What was found below a directory and cannot be read, or is nothing known here, is warned of and
    counted. Raises UnreadableFile for a path that was given and is missing or unreadable.
    """
    for path in paths:
        if is_mailbox_url(path):
            yield from _read_imap(path, request, tally)
        else:
            yield from _read_places(path, request, tally, stdin)


def _read_imap(url: str, request: ReadRequest, tally: IntakeTally) -> Iterator[Item]:
    from repcheck.readers.server.imap import mails_of, parse_mailbox
    from repcheck.readers.server.wire import Wire

    mails = mails_of(parse_mailbox(url), request.imap_password, tally.warn, Wire(request.ended))
    for number, mail in enumerate(mails):
        tally.add("files", number == 0)
        tally.add("mails")
        yield from unless_report(mail, tally)


def _read_places(path: str, request: ReadRequest, tally: IntakeTally, stdin: BinaryIO) -> Iterator[Item]:
    for place in places(path, tally.skip, stdin):
        yield from read_place(place, request, tally)


def read_place(place: UnopenedSource, request: ReadRequest, tally: IntakeTally) -> Iterator[Item]:
    """All that one place holds; see ``read_items``."""
    try:
        yield from read_open(place, request, tally)
    except (OSError, CannotUnpack) as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        if place.given:
            raise UnreadableFile(said, place.name) from error
        tally.skip(f"{place.name}: {said}, skipped")


def read_open(place: UnopenedSource, request: ReadRequest, tally: IntakeTally) -> Iterator[Item]:
    """The same. Raises OSError and CannotUnpack, too."""
    with place.opened(tally.warn) as (raw, written):
        stream = unframed(raw)
        if not stream.head or stream.head.isspace():
            return  # nothing in it
        named = place.given and place.name != STDIN  # by a pipe a mail server hands over whatever came
        found = _recognised(stream.head, request.kind, named=place.given)
        if found is None:
            what = what_it_is(stream.head)
            if named:
                raise UnreadableFile(what, place.name)
            tally.skip(f"{place.name}: {what}, skipped")
            return
        tally.add("files")
        read, kind = found
        yield from read(Opened(place.name, stream, written, request, tally, named), kind)


def kind_of(head: bytes, forced: str | None, *, named: bool) -> str | None:
    """The kind of a source that begins so, as ``read_open`` tells it; None: nothing known."""
    found = _recognised(head, forced, named=named)
    return None if found is None else found[1]


def _recognised(
    head: bytes, forced: str | None, *, named: bool
) -> tuple[Callable[[Opened, str], Iterator[Item]], str] | None:
    for each in (*FORMATS, TABLES, PASTED):
        kind = forced if forced in each.kinds else None if forced else _told(each, head, named=named)
        if kind is not None:
            return each.read, kind
    if forced is not None:
        raise BadOption(f"{forced!r} is not a kind of source", "--as")
    return None


def _told(each: SourceFamily, head: bytes, *, named: bool) -> str | None:
    if (each is PASTED or each is TABLES) and (not named or is_foreign(head)):
        return None
    return each.tell(head)
