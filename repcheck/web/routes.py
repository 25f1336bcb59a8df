"""The one table of routes. Each room gives its rows; nothing is reached that stands not here."""

from repcheck.web import documents, hooks, live, pages
from repcheck.web.route import Route


def table() -> tuple[Route, ...]:
    """All rows; the first that fits a path decides."""
    return (*pages.ROUTES, *live.ROUTES, *documents.ROUTES, *hooks.ROUTES)
