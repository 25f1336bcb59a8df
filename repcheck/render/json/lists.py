"""Lists of the catalog for a program."""

from collections.abc import Sequence
from ipaddress import IPv4Address
from typing import Any

import msgspec

from repcheck.model.catalog import Code, CodeMode, ErrorCode, ReputationList
from repcheck.model.published.lists import ShownLists
from repcheck.render.encoding import encoded
from repcheck.render.view import View


def render_lists_json(lists: Sequence[ReputationList], source: str, version: str) -> bytes:
    """The document ``repcheck.lists/1`` on one line; ``source`` names the catalog."""
    document = {
        "schema": "repcheck.lists/1",
        "version": version,
        "source": source,
        "lists": [_entry(entry) for entry in lists],
    }
    return encoded(document)


def _entry(entry: ReputationList) -> dict[str, Any]:
    """All fields of a list; answers as addresses, each sublist stands once and is named by its id."""
    fields = msgspec.structs.asdict(entry)
    fields["codes"] = [{**_span(code, entry.mode), "sublist": code.sublist.id} for code in entry.codes]
    fields["sublists"] = entry.sublists
    fields["errors"] = [
        {**_span(error, CodeMode.RANGE), "reason": error.reason, "meaning": error.meaning}
        for error in entry.errors
    ]
    return fields


def _span(row: Code | ErrorCode, mode: CodeMode) -> dict[str, Any]:
    if mode is CodeMode.BITMASK:
        return {"bit": row.first}
    return {"first": str(IPv4Address(row.first)), "last": str(IPv4Address(row.last))}


def shown(found: ShownLists, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return render_lists_json(found.lists, found.source, view.version)
