"""The difference of two catalogs, for a program."""

from repcheck.catalog.difference import Difference
from repcheck.render.encoding import encoded
from repcheck.render.view import View


def shown(found: Difference, view: View) -> bytes:
    """The document ``repcheck.lists-diff/1`` on one line; see ``repcheck.render.formats``."""
    return encoded(
        {
            "schema": "repcheck.lists-diff/1",
            "version": view.version,
            "before": found.before_file,
            "after": found.after,
            "changes": found.changes,
        }
    )
