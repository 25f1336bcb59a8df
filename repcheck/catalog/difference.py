"""What one catalog says otherwise than another: values compared, never their text in a file."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address
from typing import Any, Literal, TypeVar

import msgspec

from repcheck.model.catalog import Catalog, Code, DeadList, ErrorCode, Provider, ReputationList, Use

Kind = Literal["list", "dead", "provider"]
Verb = Literal["added", "removed", "died", "changed"]
E = TypeVar("E", ReputationList, DeadList, Provider)

#: Codes are compared answer by answer: a new one should not show the whole table.
_TABLES = ("codes", "errors", "rules", "uses")


class FieldChange(msgspec.Struct, frozen=True):
    """One field, or one answer of a code table; None: it was not, or is not, there."""

    field: str
    before: str | None
    after: str | None


class EntryChange(msgspec.Struct, frozen=True):
    """What became of one entry. ``died``: a list that is a dead one now; ``fields`` only for ``changed``."""

    kind: Kind
    id: str
    verb: Verb
    fields: tuple[FieldChange, ...] = ()


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Two catalogs and what lies between them.

    ``before``       names the first one for a person
    ``before_file``  for a program
    ``after``        names the second one
    """

    changes: tuple[EntryChange, ...]
    before: str
    before_file: str
    after: str


def difference(before: Catalog, after: Catalog) -> tuple[EntryChange, ...]:
    """All changes: lists first, then dead ones, then providers, each in the order of ``after``."""
    dead = {entry.id for entry in after.dead}
    lists = _changes("list", before.lists, after.lists)
    told = [
        msgspec.structs.replace(change, verb="died")
        if change.verb == "removed" and change.id in dead
        else change
        for change in lists
    ]
    died = {change.id for change in told if change.verb == "died"}
    told += [change for change in _changes("dead", before.dead, after.dead) if change.id not in died]
    return (*told, *_changes("provider", before.providers, after.providers))


def _changes(kind: Kind, before: Sequence[E], after: Sequence[E]) -> Iterator[EntryChange]:
    old = {entry.id: entry for entry in before}
    for entry in after:
        former = old.pop(entry.id, None)
        if former is None:
            yield EntryChange(kind, entry.id, "added")
        elif former != entry:
            yield EntryChange(kind, entry.id, "changed", tuple(_fields(former, entry)))
    for gone in old:
        yield EntryChange(kind, gone, "removed")


def _fields(before: msgspec.Struct, after: msgspec.Struct) -> Iterator[FieldChange]:
    for name in before.__struct_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        if name in _TABLES:
            yield from _rows(name, old, new)
        elif isinstance(old, msgspec.Struct) and isinstance(new, msgspec.Struct):
            for inner in _fields(old, new):
                yield FieldChange(f"{name}.{inner.field}", inner.before, inner.after)
        else:
            yield FieldChange(name, _text(old), _text(new))


def _rows(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[FieldChange]:
    old, new = _table(before), _table(after)
    for key in (*old, *(key for key in new if key not in old)):
        if old.get(key) != new.get(key):
            yield FieldChange(f"{name}[{key}]", _row(old.get(key)), _row(new.get(key)))


def _table(rows: Sequence[Any]) -> dict[str, Any]:
    return {_key(row): row for row in rows}


def _key(row: Any) -> str:
    match row:
        case Code() | ErrorCode():
            return _span(row)
        case Use():
            return row.list
        case _:
            return str(row.pattern)


def _span(row: Code | ErrorCode) -> str:
    if row.last < 256:  # a bit
        return str(row.first)
    first, last = IPv4Address(row.first), IPv4Address(row.last)
    return str(first) if first == last else f"{first}-{last}"


def _row(row: Any) -> str | None:
    match row:
        case None:
            return None
        case Code():
            sublist = row.sublist
            off = sublist.delisting.how if sublist.delisting is not None else None
            parts = (
                f"{sublist.name}: {sublist.meaning} ({sublist.severity}, {sublist.scope})",
                sublist.why,
                off,
            )
            return "; ".join(part for part in parts if part)
        case ErrorCode():
            return f"{row.reason}: {row.meaning}"
        case Use():
            inner = ((name, _text(getattr(row, name))) for name in row.__struct_fields__ if name != "list")
            return "; ".join(f"{name}: {text}" for name, text in inner if text is not None)
        case _:
            return f"{row.cause}: {row.means}{'' if row.certain else ' (uncertain)'}"


def _text(value: Any) -> str | None:
    match value:
        case None | () | "":
            return None
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(str(part) for part in value)
        case msgspec.Struct():
            inner = ((name, _text(getattr(value, name))) for name in value.__struct_fields__)
            return "; ".join(f"{name}: {text}" for name, text in inner if text is not None)
        case _:
            return str(value)
