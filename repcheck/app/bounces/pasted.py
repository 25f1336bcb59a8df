"""The bounce records of a pasted text: a whole mail, one reply or several, or a bare code."""

import io
import re
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.bounces.codes import bare_code, is_shared, replies_with
from repcheck.app.bounces.prose import is_letter
from repcheck.bounces.addresses import ADDRESS
from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import Catalog
from repcheck.readers.stream import HEAD

if TYPE_CHECKING:
    from repcheck.bounces.reply.judge import Knowledge

#: What is looked at of a pasted text; a reply is a few lines.
MOST_TEXT = 64_000
#: The first line of a reply, or one more of it: "550 5.1.1 ...", "550-5.1.1 ...".
_REPLY_LINE = re.compile(
    rf"\s{{0,8}}(?:<?(?P<who>{ADDRESS})>?[:;,\s]{{1,4}})?"
    r"(?P<code>[245]\d\d)(?P<dash>[ -])(?P<status>(?:[245]\.\d{1,3}\.\d{1,3})?)"
)
_ADDRESS = re.compile(ADDRESS)
_REPLIES_AT_MOST = 50
_RECORDS_AT_MOST = 1000
#: The category of what no rule knows.
_UNKNOWN = "other"
#: Records that there is something to explain about; not what was delivered.
_REFUSALS = frozenset({"bounce", "delayed", "challenge", "feedback", "autoreply"})


def records_of_text(text: str, catalog: Catalog, now: datetime) -> tuple[BounceRecord, ...]:
    """The outcomes in a pasted text; empty when it holds no refusal.

    ``now``  for stamps of a log, which lack the year; aware
    """
    from repcheck.bounces.mail.records import records_of
    from repcheck.bounces.reply.judge import Knowledge

    text = text[:MOST_TEXT]
    raw = text.encode("utf-8", "surrogateescape")
    knowledge = Knowledge.of(catalog)
    records = _of_lines(raw, knowledge, now) or records_of("pasted text", raw, knowledge)
    if not records and not is_letter(text):
        code = bare_code(text)
        alone = None if code is None else _of_code(code, catalog, knowledge)
        found = (alone,) if code is not None else records_of_replies(text, knowledge)
        records = tuple(record for record in found if record is not None and _refuses(record))
    return tuple(record for record in records if record.kind in _REFUSALS)


def _of_lines(raw: bytes, knowledge: "Knowledge", now: datetime) -> tuple[BounceRecord, ...]:
    """What the lines of a log, the events or the rows of a table say; nothing of any other text."""
    from repcheck.bounces.reply.judge import Reply, judge
    from repcheck.readers.formats import ReadRequest, kind_of, read_items
    from repcheck.readers.kinds import MAIL_KINDS
    from repcheck.readers.places import STDIN
    from repcheck.readers.tally import IntakeTally

    if kind_of(raw[:HEAD], None, named=False) in (None, *MAIL_KINDS):
        return ()
    items = read_items((STDIN,), ReadRequest(now=now), IntakeTally(_nobody), io.BytesIO(raw))
    replies = (item for item in items if isinstance(item, Reply))
    return tuple(judge(reply, knowledge) for reply in islice(replies, _RECORDS_AT_MOST))


def _nobody(line: str) -> None:
    """A pasted text may begin and end anywhere: nothing is said of what of it cannot be read."""


def records_of_replies(text: str, knowledge: "Knowledge") -> tuple[BounceRecord, ...]:
    """The outcome of each reply in a text that holds nothing but replies, or of all of it as one."""
    from repcheck.bounces.mail.records import record_of_reply

    return tuple(
        msgspec.structs.replace(record, recipient=record.recipient or who)
        for who, said in _replies(text)
        for record in (record_of_reply(said, knowledge),)
    )


def _replies(text: str) -> tuple[tuple[str | None, str], ...]:
    """The replies that stand below each other, each with the address in front of it; else the text itself.

    A reply of several lines repeats its code (RFC 5321 section 4.2.1), and each of its lines but the last
    has a dash behind it. Some programs leave the dash out, so equal codes in a row stay together, unless
    each line names an address of its own.
    """
    replies: list[tuple[str | None, list[str]]] = [(None, [])]
    code, named = "", ""
    for line in text.splitlines():
        match = _REPLY_LINE.match(line)
        if match is not None:
            said = " ".join(match.group("code", "status"))
            address = _ADDRESS.search(line)
            other = match["dash"] == " " and address is not None and named not in ("", address[0])
            if match["who"] or other or code not in ("", said, f"{match['code']}-"):
                replies.append((match["who"], []))
            code = f"{match['code']}-" if match["dash"] == "-" else said
            named = address[0] if address is not None and match["dash"] == " " else ""
        replies[-1][1].append(line)
    found = tuple((who, "\n".join(lines)) for who, lines in replies if any(line.strip() for line in lines))
    return found[:_REPLIES_AT_MOST] or ((None, text),)


def _of_code(code: str, catalog: Catalog, knowledge: "Knowledge") -> BounceRecord | None:
    """What a code alone says: what it says in a reply of its only provider, but for addresses and hosts.

    None for a word that only looks like a code; a status that no provider has as its own is a reply.
    """
    from repcheck.bounces.mail.records import record_of_reply

    if is_shared(code):
        return msgspec.structs.replace(record_of_reply(code, knowledge), provider=None)
    replies = tuple(replies_with(code, catalog).values())
    if len(replies) != 1:
        return record_of_reply(code, knowledge) if replies or "." in code else None
    return msgspec.structs.replace(
        record_of_reply(replies[0], knowledge),
        diagnostic=code,
        blocked_subject=None,
        source_ip=None,
        remote_mta=None,
    )


def _refuses(record: BounceRecord) -> bool:
    """Whether a reply refuses or defers anything: by its code, or by words that a rule knows."""
    if record.status_code is not None and record.status_code < 400:
        return False
    if record.enhanced_status is not None and record.enhanced_status.startswith("2"):
        return False
    coded = record.status_code is not None or record.enhanced_status is not None
    known = record.category != _UNKNOWN or record.provider is not None
    return coded or known or bool(record.cited_lists or record.cited_zones or record.sender_blocked)
