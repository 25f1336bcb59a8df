"""The difference of two catalogs, for a program."""

from collections.abc import Sequence

from repcheck.catalog.difference import Difference, EntryChange
from repcheck.render.encoding import encoded
from repcheck.render.view import View


def render_difference_json(changes: Sequence[EntryChange], before: str, after: str, version: str) -> bytes:
    """The document ``repcheck.lists-diff/1`` on one line."""
    document = {
        "schema": "repcheck.lists-diff/1",
        "version": version,
        "before": before,
        "after": after,
        "changes": changes,
    }
    return encoded(document)


def shown(found: Difference, view: View) -> bytes:
    """See ``repcheck.render.formats``."""
    return render_difference_json(found.changes, found.before_file, found.after, view.version)
