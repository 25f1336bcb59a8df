"""Whether a text is a table of bounces, and what each row of it says.

The columns are known by their names, or, of a list without a header, by what the first rows hold. A
semicolon or a tab may stand for the comma; in a list, a colon or a blank between address and reply will do.
"""

from collections.abc import Iterator, Sequence

import msgspec

from repcheck.bounces.addresses import ADDRESS, canonical_ip, clean_address
from repcheck.bounces.events.fields import host, moment, reply_text
from repcheck.bounces.events.meanings import UNKNOWN, Meaning
from repcheck.bounces.reply.judge import Hint, Reply
from repcheck.bounces.smtp.codes import enhanced_status, reply_code, status_field
from repcheck.bounces.tables.names import columns_in, meaning_of, plain
from repcheck.bounces.tables.rows import Numbered, fields_of, whole_rows
from repcheck.patterns import compiled

_SEPARATORS = ",;\t"
_NAMED = compiled(r"\s{0,8}\w{1,20}=")
#: A row of a list: "kai@example.net: 550 5.1.1 User unknown".
_LISTED = compiled(rf"[<\"']?({ADDRESS})[>\"']?\s{{0,4}}[:=|\s-]\s{{0,8}}(.{{3,4000}})")
#: Rows that are looked at to detect a table, and columns.
_LOOKED_AT = 60
_COLUMNS_AT_MOST = 200
_REPLIES = ("reply", "code", "status")


class Table(msgspec.Struct, frozen=True):
    """How the rows of one table are read.

    ``separator``  of the fields; "" for a list of an address and its reply
    ``columns``    what a column holds, as in ``names`` -> its place
    ``headed``     whether the first row names the columns
    ``width``      how many fields the first row has
    """

    separator: str
    columns: dict[str, int]
    headed: bool
    width: int = 2


def table_of(text: str) -> Table | None:
    """How a table that begins so is read; None where no row of its first ones has address and refusal."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    if not lines:
        return None
    candidates = (*(_headed(lines[0], separator) for separator in _SEPARATORS), *_unheaded(lines[0]))
    for table in candidates:
        if table is not None and _refuses(table, lines[table.headed :]):
            return table
    return None


def table_with(columns: dict[str, int], separator: str, width: int) -> Table | None:
    """The table of these columns, if there are addresses and replies among them."""
    if "address" not in columns or columns.keys().isdisjoint(_REPLIES):
        return None
    return Table(separator, columns, headed=True, width=width)


def rows_of(table: Table, lines: Iterator[Numbered]) -> Iterator[tuple[int, list[str]]]:
    """The fields of each row behind the header, with the number of its first line."""
    headed = table.headed
    for number, text in whole_rows(lines, table.separator, table.width) if table.separator else lines:
        if headed:
            headed = not text.strip()
        elif text.strip():
            yield number, _fields(table, text)


def reply_of(table: Table, row: Sequence[str], file: str) -> Reply | None:
    """What one row says; None where it holds no address, or is not about a delivery."""
    address = _address(_field(table, row, "address"))
    status = _field(table, row, "status")
    said = _field(table, row, "event") or status
    meaning = meaning_of(said)
    if address is None or meaning is None:
        return None
    code = _field(table, row, "code")
    words = reply_text(_field(table, row, "reply") or code or status, code)
    told = meaning.kind not in ("delivered", "feedback")
    return Reply(
        file=file,
        kind=meaning.kind,
        recipient=address,
        status=(status_field(status) or status_field(code)) if told else None,
        diagnostic=words if meaning.kind != "feedback" else "Feedback-Type: abuse",
        hint=_hint(meaning, said) if told else None,
        suppressed=meaning.suppressed,
        remote_mta=host(_field(table, row, "host")),
        source_ip=canonical_ip(_field(table, row, "ip")),
        sender=_address(_field(table, row, "sender")),
        time=moment(_field(table, row, "time")),
    )


def _hint(meaning: Meaning, said: str) -> Hint | None:
    """What the export itself takes the row for; the words of the reply overrule it."""
    if meaning is UNKNOWN:
        return None
    return Hint(meaning.category, meaning.hard, meaning.blocked, f"table {plain(said)[:40]}")


def _headed(line: str, separator: str) -> Table | None:
    names = fields_of(line, separator)
    return table_with(columns_in(names[:_COLUMNS_AT_MOST]), separator, len(names))


def _unheaded(line: str) -> Iterator[Table]:
    """Lists whose rows begin with an address, or have it and the reply in columns of their own."""
    if _LISTED.fullmatch(line):
        yield Table("", {"address": 0, "reply": 1}, headed=False)
    for separator in _SEPARATORS:
        fields = fields_of(line, separator)
        address = next((place for place, field in enumerate(fields) if _address(field)), None)
        reply = next((place for place, field in enumerate(fields) if _is_refusal_alone(field)), None)
        if address is not None and reply is not None and address != reply:
            yield Table(separator, {"address": address, "reply": reply}, headed=False, width=len(fields))


def _refuses(table: Table, lines: Sequence[str]) -> bool:
    """Whether a row holds a refusal; of a list, whether most do: prose may begin with an address, too."""
    rows = [_fields(table, line) for line in lines]
    refused = sum(row_refuses(table, row) for row in rows)
    return refused > 0 and (table.headed or 2 * refused > len(rows) >= 2)


def row_refuses(table: Table, row: Sequence[str]) -> bool:
    """Whether a row holds an address and a refusal."""
    said = any(_is_refusal(_field(table, row, column)) for column in _REPLIES)
    return said and _address(_field(table, row, "address")) is not None


def _is_refusal(field: str) -> bool:
    code = reply_code(field)
    return (code or 0) >= 400 or (code is None and (enhanced_status(field) or "")[:1] in ("4", "5"))


def _is_refusal_alone(field: str) -> bool:
    """The same, and no field of a line of a log, "dsn=4.4.1": such a line says more than one field of it."""
    return _is_refusal(field) and not _NAMED.match(field)


def _address(field: str) -> str | None:
    found = clean_address(field)
    return found if found is not None and "@" in found else None


def _fields(table: Table, row: str) -> list[str]:
    if table.separator:
        return fields_of(row, table.separator)
    found = _LISTED.fullmatch(row.strip())
    return [row] if found is None else [found[1], found[2]]


def _field(table: Table, row: Sequence[str], column: str) -> str:
    place = table.columns.get(column, len(row))
    return row[place].strip() if place < len(row) else ""
